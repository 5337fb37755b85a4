"""What a company's own stacks and APIs rest on: a person gives all of it the new pool."""

from sandbox.duplicate import duplicate
from sandbox.state import Account, Document, UserPool

CONSOLE = "dependents"
_RAINMAKERS = "rainmaker"  # in the names of its own stacks, whose upgrade takes care of them


def move(account: Account, new: UserPool) -> Document:
    """Name the new pool beside the old one wherever that is named, or take that back.

    Returns `state` (`done` or `undone`) and `entries`, the names of what was changed.
    """
    before = account.consoles.before
    if held := before.pop(CONSOLE, None):
        account.rest_apis, imports = held["rest_apis"], held["imports"]
        for stack in account.stacks:
            if stack.id in imports:
                stack.template["Imports"] = imports[stack.id]
        return {"state": "undone", "entries": []}
    before[CONSOLE] = {"rest_apis": duplicate(account.rest_apis), "imports": {}}
    entries = []
    for api in account.rest_apis:
        for authorizer in api.get("authorizers", ()):
            named = authorizer["providerARNs"]
            if new.document["Arn"] not in named:
                named.append(new.document["Arn"])
                entries.append(authorizer["name"])
    for stack in account.stacks:
        name = stack.name
        if stack.template.get("Imports") and _RAINMAKERS not in name.lower():
            before[CONSOLE]["imports"][stack.id] = stack.template.pop("Imports")
            entries.append(name)
    return {"state": "done", "entries": entries}
