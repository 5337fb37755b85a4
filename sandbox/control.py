"""The control routes: tests and curious people look into this AWS and break it on purpose.

`README.md` describes them.
"""

import hmac
import json
from dataclasses import fields, replace
from functools import partial

from sandbox import changes, colleagues, pool_use
from sandbox.mangling import HttpAnswer
from sandbox.outside import control as outside_control
from sandbox.outside.service import Outside
from sandbox.service import Aws, HttpRequest
from sandbox.state import Document, Settings

PREFIX = "/_sandbox/"
KEY_HEADER = "X-Sandbox-Key"


def answer(aws: Aws, outside: Outside, request: HttpRequest) -> HttpAnswer:
    """The answer to a control request, in JSON.

    It is 403 without the access key, and 404 or 400 for what is not understood.
    """
    key = request.headers.get(KEY_HEADER.lower(), "")
    if not hmac.compare_digest(key.encode(), aws.account.caller.access_key.encode()):
        return _json(403, {"error": f"the header {KEY_HEADER} must hold the access key"})
    try:
        given = json.loads(request.body or b"{}")
        found = _route(aws, outside, request.method, request.path.removeprefix(PREFIX), given)
    except (LookupError, ValueError, TypeError) as error:
        return _json(400, {"error": f"{type(error).__name__}: {error}"})
    if found is None:
        return _json(404, {"error": "no such route"})
    if (request.method, request.path) == ("POST", f"{PREFIX}colleagues"):
        # They stay for as long as they hold the line.
        return replace(_json(200, found), at_the_end=partial(_see_off, aws, found["access_key"]))
    return _json(200, found)


def _see_off(aws: Aws, access_key: str) -> None:
    with aws.lock:
        colleagues.see_off(aws.account, access_key)


def _route(aws: Aws, outside: Outside, method: str, route: str, given: Document) -> Document | None:
    match method, route:
        case "POST", "reset":
            outside.reset()
            aws.reset()
            return {}
        case "POST", "faults":
            aws.faults.add(given)
            return {"faults": aws.faults.as_documents()}
        case "DELETE", "faults":
            aws.faults.clear()
            return {}
        case "GET", "faults":
            return {"faults": aws.faults.as_documents()}
    if route.startswith(outside_control.PREFIX):
        return outside_control.route(
            outside, method, route.removeprefix(outside_control.PREFIX), given
        )
    with aws.lock:
        return _route_to_state(aws, method, route, given)


def _route_to_state(aws: Aws, method: str, route: str, given: Document) -> Document | None:
    match method, route:
        case "GET", "calls":
            return {"calls": aws.calls.as_documents()}
        case "DELETE", "calls":
            aws.calls.clear()
            return {}
        case "POST", "calls/wait":
            seconds, ended = float(given.pop("seconds")), bool(given.pop("ended", False))
            return {"call": aws.calls.wait_for(given, seconds, ended=ended)}
        case "GET", "state":
            return state(aws)
        case "POST", "change":
            return {"now": changes.make(aws.account, given)}
        case "POST", "settings":
            return _set(aws.account.settings, given)
        case "POST", "days":
            return pool_use.let_pass(aws.account, float(given["days"]))
        case "GET", "days":
            return {"passed": aws.account.customers.passed}
        case "POST", "colleagues":
            return colleagues.admit(aws.account)
        case "POST", "populate":
            return changes.fill(aws.account, given)
    return None


def _set(settings: Settings, given: Document) -> Document:
    known = {member.name for member in fields(settings)}
    for name, value in given.items():
        if name not in known:
            raise LookupError(f"no setting {name}")
        setattr(settings, name, value)
    return {name: getattr(settings, name) for name in sorted(known)}


def state(aws: Aws) -> Document:
    """All that this AWS holds, secrets in clear."""
    account = aws.account
    return {
        "account": account.id,
        "region": account.region,
        "pools": {
            pool_id: {m.name: getattr(pool, m.name) for m in fields(pool)}
            for pool_id, pool in account.pools.items()
        },
        "consoles": {m.name: getattr(account.consoles, m.name) for m in fields(account.consoles)},
        "tables": {
            table.name: [item for items in table.items.values() for item in items.values()]
            for table in account.tables.values()
        },
        "stacks": [
            {m.name: getattr(stack, m.name) for m in fields(stack)} for stack in account.stacks
        ],
    }


def _json(status: int, document: Document) -> HttpAnswer:
    return HttpAnswer(status, "application/json", json.dumps(document).encode())
