"""The control routes of the stand-ins, under `/_sandbox/outside/`.

`sandbox/README.md` describes them.
"""

from collections.abc import Mapping
from dataclasses import fields

from sandbox import dependents
from sandbox.outside import consoles, hosted_login
from sandbox.outside.service import Outside
from sandbox.state import Account, Document

PREFIX = "outside/"


def route(outside: Outside, method: str, path: str, given: Document) -> Document | None:
    """The answer to one of these routes; None where there is no such route.

    Raises `LookupError` or `ValueError` for a bad request.
    """
    match method, path:
        case "POST", "faults":
            outside.faults.add(given)
            return {"faults": outside.faults.as_documents()}
        case "GET", "faults":
            return {"faults": outside.faults.as_documents()}
        case "DELETE", "faults":
            outside.faults.clear()
            return {}
        case "GET", "requests":
            return {"requests": outside.asked()}
        case "POST", "tls":
            return outside.listen_with_tls(given.get("names", ["not-theirs.example"]))
    with outside.lock:
        match method, path:
            case "POST", "work":
                return _work(outside.account, given)
            case "POST", "consoles":
                return _enter(outside.account.consoles, given)
    return None


def _work(account: Account, given: Document) -> Document:
    """Do it, unless the console was `seen` otherwise than it stands: then somebody else was here.

    The answer is how it stands, as they left it, with `others` true.
    """
    console = given["console"]
    left = account.work.get(console)
    if left is not None and given.get("seen", left["state"]) != left["state"]:
        return {**left, "others": True}
    account.work[console] = _do(account, given)
    return account.work[console]


def _do(account: Account, given: Document) -> Document:
    pool = account.pool_called(given["pool"])
    if given["console"] == dependents.CONSOLE:
        return dependents.move(account, pool)
    domain = next(pool.domains, None)
    if domain is None:
        raise LookupError("the pool has no domain")
    named = [
        client["ClientId"]
        for client in pool.clients.values()
        if client["ClientName"] == given.get("client")
    ]
    host = hosted_login.host_of(account, domain)
    return consoles.work(
        account.consoles, given["console"], host, next(iter(named), ""), account.clock.now()
    )


def _enter(held: consoles.Consoles, given: Document) -> Document:
    known = {member.name for member in fields(held)}
    for name, entries in given.items():
        if name not in known:
            raise LookupError(f"no console {name}")
        if isinstance(entries, Mapping):
            getattr(held, name).update(entries)
        else:
            setattr(held, name, entries)
    return {name: getattr(held, name) for name in sorted(known)}
