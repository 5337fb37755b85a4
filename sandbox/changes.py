"""A change that somebody else makes: straight into the state, past every rule.

A change is a JSON object that says where, and what.

    {"pool": id or name, "set": {...}, "unset": [...]}                   the pool
    {"pool": ..., "user": name}                                          somebody signs up
    {"pool": ..., "client": id or name, "set": {...}}                    one of its clients
    {"pool": ..., "provider": name, "set": {...}}                        one of its providers
    {"pool": ..., "look": client id or "ALL", "set": {...}}              a classic page's look
    {"pool": ..., "domain": {"prefix": ..., "Status": "FAILED"}}         its domain; null removes it
    {"stack": name, "region": ..., "set": {...}, "template": {...}}      a stack
    {"http_api": {"ApiId": ..., "Name": ..., "authorizers": [...]}}      an HTTP API that is new

A stack's change sets: `"plant": {"ChangeSetName": ..., ...}` lays one as if somebody else had made
it, `"alter": {...}` sets members of all that there are.

`set` replaces members, named as AWS names them; a dotted name reaches inside
(`"LambdaConfig.CustomMessage"`). With `"create": true` a client or a provider is made, with
`"delete": true` it is deleted. `LastModifiedDate` moves, as it would at AWS.
"""

from hashlib import sha256
from typing import Any

from sandbox.cognito import clients, domains, providers
from sandbox.duplicate import duplicate
from sandbox.state import Account, Document, Stack, UserPool


def make(account: Account, change: Document) -> Document:
    """Make the change and return the document as it is now.

    Raises `LookupError` for what is not there.
    """
    if "stack" in change:
        return _to_stack(account, change)
    if "http_api" in change:
        account.http_apis.append(change["http_api"])
        return account.http_apis[-1]
    pool = account.pool_called(change["pool"])
    moment = account.clock.now()
    if "domain" in change:
        domain = change["domain"]
        new = domain and domains.described_domain(account, pool, domain)
        pool.domain = new or None
        return pool.domain or {}
    if "look" in change:
        look = pool.customization.setdefault(change["look"], {})
        _write(look, change)
        return look
    if "user" in change:
        user = {"Username": change["user"], "Enabled": True, "UserStatus": "CONFIRMED"}
        pool.users.append(user)
        return user
    if "client" in change:
        return _to_client(pool, change, moment)
    if "provider" in change:
        return _to_provider(pool, change, moment)
    _write(pool.document, change)
    pool.document["LastModifiedDate"] = moment
    return pool.document


def fill(account: Account, given: Document) -> Document:
    """`{"pool": id, "clients": n, "like": client name}`: n more like that one; returns their ids.

    They are called `<prefix>-0001` and so on. Without `like` they have the defaults alone. Raises
    `KeyError` for an unknown pool.
    """
    pool = account.pools[given["pool"]]
    like = next(
        (client for client in pool.clients.values() if client["ClientName"] == given.get("like")),
        {},
    )
    moment = account.clock.now()
    made = []
    for number in range(1, int(given["clients"]) + 1):
        client_id = f"{given.get('prefix', 'app')}{number:022d}"[:26]
        members = duplicate(
            {
                name: value
                for name, value in like.items()
                if name not in {"ClientId", "ClientSecret"}
            }
        )
        members["ClientName"] = f"{given.get('prefix', 'app')}-{number:04d}"
        pool.clients[client_id] = clients.new_client(
            pool, client_id, {**members, "ClientId": client_id}, moment
        )
        made.append(client_id)
    return {"clients": made}


def _to_client(pool: UserPool, change: Document, moment: float) -> Document:
    wanted = change["client"]
    if change.get("create"):
        client_id = change.get("set", {}).get(
            "ClientId", sha256(f"{pool.id}/{wanted}".encode()).hexdigest()[:26]
        )
        made = clients.new_client(
            pool, client_id, {"ClientName": wanted, **change.get("set", {})}, moment
        )
        pool.clients[client_id] = made
        return made
    for client in pool.clients.values():
        if wanted in {client["ClientId"], client["ClientName"]}:
            if change.get("delete"):
                del pool.clients[client["ClientId"]]
                return {}
            _write(client, change)
            client["LastModifiedDate"] = moment
            return client
    raise LookupError(f"no client {wanted}")


def _to_provider(pool: UserPool, change: Document, moment: float) -> Document:
    name = change["provider"]
    if change.get("create"):
        made = providers.new_provider(
            pool, {"ProviderName": name, "ProviderDetails": {}, **change.get("set", {})}, moment
        )
        pool.providers[name] = made
        return made
    if name not in pool.providers:
        raise LookupError(f"no provider {name}")
    if change.get("delete"):
        del pool.providers[name]
        return {}
    _write(pool.providers[name], change)
    pool.providers[name]["LastModifiedDate"] = moment
    return pool.providers[name]


def _to_stack(account: Account, change: Document) -> Document:
    region = change.get("region", account.region)
    stack: Stack | None = None
    for candidate in account.stacks:
        if candidate.name == change["stack"] and candidate.region == region:
            stack = candidate
    if stack is None:
        raise LookupError(f"no stack {change['stack']} in {region}")
    if change.get("delete"):
        account.stacks.remove(stack)
        return {}
    if "plant" in change:
        planted = {**_planted(stack, change["plant"]), **change["plant"]}
        stack.change_sets[planted["ChangeSetName"]] = planted
    for change_set in stack.change_sets.values():
        _write(change_set, {"set": change.get("alter", {})})
    _write(stack.document, change)
    stack.template |= change.get("template", {})
    return stack.document


def _planted(stack: Stack, given: Document) -> Document:
    """A change set as somebody else made it, ready to be executed."""
    place = f"{stack.region}:{stack.id.split(':')[4]}"
    return {
        "ChangeSetId": f"arn:aws:cloudformation:{place}:changeSet/{given['ChangeSetName']}/1",
        "StackId": stack.id,
        "StackName": stack.name,
        "Parameters": duplicate(stack.document.get("Parameters", [])),
        "CreationTime": 0,
        "ExecutionStatus": "AVAILABLE",
        "Status": "CREATE_COMPLETE",
        "Capabilities": list(stack.document.get("Capabilities", [])),
        "Tags": list(stack.document.get("Tags", [])),
        "Changes": [],
    }


def _write(document: Document, change: Document) -> None:
    for name, value in change.get("set", {}).items():
        place, last = _reach(document, name)
        place[last] = value
    for name in change.get("unset", ()):
        place, last = _reach(document, name)
        place.pop(last, None)


def _reach(document: Document, dotted: str) -> tuple[dict[str, Any], str]:
    *way, last = dotted.split(".")
    for step in way:
        document = document.setdefault(step, {})
    return document, last
