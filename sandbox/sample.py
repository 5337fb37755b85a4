"""A deployment from a TOML file: AWS's own documents, made whole.

The file's form is described at the head of `assets/sample/acme.toml`.
"""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sandbox import customers
from sandbox.cloudformation import events
from sandbox.cognito import clients, domains, login_pages, pools, providers
from sandbox.outside import consoles
from sandbox.signature import Credential
from sandbox.state import Account, Document, Stack, UserPool

_OURS = (
    "key",
    "domain",
    "custom_domain",
    "customization",
    "providers",
    "clients",
    "groups",
    "resource_servers",
    "mfa",
    "log_delivery",
    "branding",
)
_FIRST_DAY = 1577836800.0
_RESERVED = "@"


def load(path: Path, access_key: str, secret_key: str) -> Account:
    """The account that the file describes, whose caller has these keys.

    Raises `OSError` and `tomllib.TOMLDecodeError` for a file that cannot be read, `KeyError` for
    one that leaves out an id.
    """
    return build(tomllib.loads(path.read_text(encoding="utf-8")), access_key, secret_key)


def build(description: Document, access_key: str, secret_key: str) -> Account:
    """The account of a description that was read already."""
    description = _plain(description)
    caller = description["caller"]
    account = Account(
        id=description["account"],
        region=description["region"],
        caller=Credential(access_key, secret_key, caller["Arn"], caller["UserId"]),
        taken_prefixes=frozenset(description.get("elsewhere", {}).get("prefixes", ())),
        roles={role["Arn"]: role for role in description.get("roles", ())},
    )
    ids: dict[str, str] = {}
    for pool in description.get("pools", ()):
        _add_pool(account, pool, ids)
    for stack in description.get("stacks", ()):
        ids[f"@stack/{stack['StackName']}"] = _stack_id(account, stack)
    for stack in description.get("stacks", ()):
        account.stacks.append(_stack(account, _with_ids(stack, ids)))
    account.rest_apis = _with_ids(description.get("rest_apis", []), ids)
    account.http_apis = _with_ids(description.get("http_apis", []), ids)
    account.customers = customers.from_description(_with_ids(description.get("customers", []), ids))
    account.consoles = consoles.from_description(_with_ids(description.get("consoles", {}), ids))
    return account


def _add_pool(account: Account, described: Document, ids: dict[str, str]) -> None:
    members = {name: value for name, value in described.items() if name not in _OURS}
    pool = pools.new_pool(account, described["Id"], members, _FIRST_DAY)
    account.pools[pool.id] = pool
    key = str(described.get("key", described["Name"]))
    ids[f"@{key}"] = pool.id
    pool.mfa = described.get("mfa", {})
    pool.groups = [
        {"UserPoolId": pool.id, "CreationDate": _FIRST_DAY, "LastModifiedDate": _FIRST_DAY, **group}
        for group in described.get("groups", ())
    ]
    pool.resource_servers = {
        server["Identifier"]: {"UserPoolId": pool.id, **server}
        for server in described.get("resource_servers", ())
    }
    pool.log_delivery = described.get("log_delivery", [])
    for provider in described.get("providers", ()):
        pool.providers[provider["ProviderName"]] = providers.new_provider(
            pool, provider, _FIRST_DAY
        )
    for client in described.get("clients", ()):
        members = {name: value for name, value in client.items() if name != "key"}
        pool.clients[client["ClientId"]] = clients.new_client(
            pool, client["ClientId"], members, _FIRST_DAY
        )
        ids[f"@{key}/{client.get('key', client['ClientName'])}"] = client["ClientId"]
    _add_looks(account, pool, described, key, ids)


def _add_looks(
    account: Account, pool: UserPool, described: Document, key: str, ids: dict[str, str]
) -> None:
    domain = described.get("domain")
    if domain is not None:
        pool.domain = domains.described_domain(account, pool, domain)
    own = described.get("custom_domain")
    if own is not None:
        pool.custom_domain = domains.described_domain(account, pool, own)
    for whose, look in described.get("customization", {}).items():
        client_id = ids.get(f"@{key}/{whose}", whose)
        made = login_pages.new_look(pool, client_id, look.get("CSS"), _FIRST_DAY)
        pool.customization[client_id] = {**made, **look}


def _stack_id(account: Account, stack: Document) -> str:
    unique = uuid5(NAMESPACE_URL, f"{stack['Region']}/{stack['StackName']}/{stack['CreationTime']}")
    return (
        f"arn:aws:cloudformation:{stack['Region']}:{account.id}:stack/{stack['StackName']}/{unique}"
    )


def _stack(account: Account, described: Document) -> Stack:
    ours = ("Region", "template", "resources", "parent")
    document = {name: value for name, value in described.items() if name not in ours}
    document["StackId"] = _stack_id(account, described)
    document.setdefault("Parameters", [])
    document |= {"DisableRollback": False, "EnableTerminationProtection": False}
    document["DriftInformation"] = {"StackDriftStatus": "NOT_CHECKED"}
    stack = Stack(described["Region"], document, described.get("template", {}))
    if "parent" in described:
        parent = next(other for other in account.stacks if other.name == described["parent"])
        document["ParentId"] = parent.id
        document["RootId"] = parent.document.get("RootId", parent.id)
    made = document["CreationTime"]
    document_status = document["StackStatus"]
    events.set_stack_status(stack, "CREATE_IN_PROGRESS", made, "User Initiated")
    for resource in described.get("resources", ()):
        full = {**resource, "DriftInformation": {"StackResourceDriftStatus": "NOT_CHECKED"}}
        events.set_resource_status(stack, full, "CREATE_COMPLETE", made + 30)
        stack.resources.append(full)
    events.set_stack_status(stack, "CREATE_COMPLETE", made + 60)
    if document_status != "CREATE_COMPLETE":
        last = document.get("LastUpdatedTime", document.get("DeletionTime", made + 90))
        events.set_stack_status(stack, document_status, last, document.get("StackStatusReason"))
    return stack


def _with_ids(value: Any, ids: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _with_ids(item, ids) for name, item in value.items()}
    if isinstance(value, list):
        return [_with_ids(item, ids) for item in value]
    return ids[value] if isinstance(value, str) and value.startswith(_RESERVED) else value


def _plain(value: Any) -> Any:
    """Moments become seconds since 1970."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value.timestamp() if isinstance(value, datetime) else value
