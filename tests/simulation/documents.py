"""What the practice AWS holds, as plain leaves, and what a setting's id is about.

Written for the simulation alone: nothing of Poolwalk's engine is asked.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from sandbox.state import Account
from tests.practice_aws import NEW_POOL, OLD_POOL, SKILLS_STACK

Resource = tuple[str, str, str]  # pool's id or region, kind, name
Leaf = tuple[str, ...]
Leaves = dict[Leaf, Any]
Everything = dict[Resource, Leaves]

SKILLS = "SkillIdentityProvidersNewUserPool"
# Main clients are called differently in both pools; all others have one name.
MAIN, NEW_MAIN = "rainmaker-user-pool-client", "rainmaker-new-pool-client"
# Moments, and what AWS counts or makes by itself.
_MOVES = frozenset(
    {"LastModifiedDate", "CreationDate", "Status", "Version", "CSSVersion", "UserPoolId"}
    # what AWS makes of the e-mail template by itself
    | {"EmailVerificationSubject", "EmailVerificationMessage"}
    | {"EstimatedNumberOfUsers", "ClientSecret", "ClientId", "S3Bucket", "CloudFrontDistribution"}
)
_REST = ("mfa", "groups", "resource_servers", "branding", "risk", "log_delivery")


def leaves(value: Any, path: Leaf = ()) -> Iterator[tuple[Leaf, Any]]:
    """Every value by its path; of a list of texts each item is one, since such lists are sets."""
    if isinstance(value, dict):  # as all documents of the practice AWS are; told quickly
        for name, item in value.items():
            if name not in _MOVES:
                yield from leaves(item, (*path, str(name)))
    elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        yield from (((*path, f"={item}"), True) for item in value)
    elif path and path[-1] == "authorize_scopes":
        yield from (((*path, f"={scope}"), True) for scope in str(value).split())
    elif path and path[-1] == "ImageUrl":
        yield path, bool(value)  # an address of AWS's own choice
    elif value not in (None, "", [], {}):
        yield path, value


def of(value: Any) -> Leaves:
    return dict(leaves(value))


def _documents(account: Account) -> Iterator[tuple[Resource, Any]]:
    """Every resource as AWS holds it; what Poolwalk never writes of a pool is one called `rest`."""
    for pool in account.pools.values():
        yield (pool.id, "pool", ""), pool.document
        for kind, items in (
            ("client", pool.clients),
            ("provider", pool.providers),
            ("look", pool.customization),
            ("domain", {str(domain["Domain"]): domain for domain in pool.domains}),
        ):
            yield from (((pool.id, kind, name), item) for name, item in items.items())
        yield (pool.id, "rest", ""), {name: getattr(pool, name) for name in _REST}
    for stack in account.stacks:
        if stack.document["StackStatus"] != "DELETE_COMPLETE":
            given = stack.document.get("Parameters", [])
            values = {item["ParameterKey"]: item["ParameterValue"] for item in given}
            yield (stack.region, "stack", stack.id), values


def everything(account: Account) -> Everything:
    """Every resource of every pool and stack."""
    return {resource: of(document) for resource, document in _documents(account)}


def one(account: Account, asked: Resource) -> Leaves:
    """One resource; empty where it is not there."""
    return next(
        (of(document) for resource, document in _documents(account) if resource == asked), {}
    )


def naming_what_is_not_there(account: Account) -> set[Resource]:
    """The new pool's clients that name a provider which it has not, so that AWS takes no update.

    And the providers that these name: one stays until its clients are freed of it.
    """
    pool = account.pools[NEW_POOL]
    there = {"COGNITO", *pool.providers}
    barred: set[Resource] = set()
    for client_id, client in pool.clients.items():
        named = client.get("SupportedIdentityProviders", ())
        if not there.issuperset(named):
            barred |= {(NEW_POOL, "client", client_id)}
            barred |= {(NEW_POOL, "provider", name) for name in named}
    return barred


def id_of_skills_stack(account: Account) -> str:
    return next(
        stack.id
        for stack in account.stacks
        if stack.name == SKILLS_STACK and stack.document["StackStatus"] != "DELETE_COMPLETE"
    )


class Subjects:
    """Which leaves of which resource a setting's id is about."""

    def __init__(self, account: Account, prefix: str) -> None:
        self._clients = {
            str(client["ClientName"]): client_id
            for client_id, client in account.pools[NEW_POOL].clients.items()
        }
        self._prefix = prefix
        self._region = account.region
        self._stack = id_of_skills_stack(account)

    def of(self, setting: str) -> tuple[Resource, tuple[Leaf, ...]]:
        """The resource, and the beginnings of its leaves; an empty one is the whole resource."""
        step, client, member, *value = map(unquote, setting.split("/"))
        if step == "2":
            whole = member == "Domain"
            return (NEW_POOL, "domain", self._prefix), ((),) if whole else ((member,),)
        if step.startswith("3"):
            return (NEW_POOL, "provider", member), (_in_provider(value),)
        if step == "4":
            owner = self._clients[NEW_MAIN if client == MAIN else client]
            return (NEW_POOL, "client", owner), ((member, *(f"={item}" for item in value)),)
        if step == "5":
            return (NEW_POOL, "pool", ""), (_in_mail(member),)
        if step == "6":
            return (self._region, "stack", self._stack), ((member,),)
        if step == "7b":
            owner = self._clients["esp-rainmaker-google-action"]
            return (NEW_POOL, "look", owner), ((member.rpartition(".")[2],),)
        raise AssertionError(setting)

    @property
    def of_the_skills_stack(self) -> tuple[Resource, ...]:
        """What an update of the skills stack writes besides its own parameters."""
        names = ("esp-rainmaker-alexa-skill", "esp-rainmaker-google-action")
        return tuple((NEW_POOL, "client", self._clients[name]) for name in names)


def within(leaf: Leaf, beginnings: tuple[Leaf, ...]) -> bool:
    return any(leaf[: len(beginning)] == beginning for beginning in beginnings)


def below(held: Leaves, beginnings: tuple[Leaf, ...]) -> Leaves:
    return {leaf: value for leaf, value in held.items() if within(leaf, beginnings)}


def _in_mail(member: str) -> Leaf:
    of_template = member in {"EmailSubject", "EmailMessage"}
    return ("VerificationMessageTemplate" if of_template else "EmailConfiguration", member)


def _in_provider(value: list[str]) -> Leaf:
    """`client_secret` is one of the details; everything else is named by its way."""
    if not value:
        return ()
    way = tuple(value[0].split("."))
    return way if len(way) > 1 or way[0][:1].isupper() else ("ProviderDetails", *way)


def wanted(setting: str, first: Everything, prefix: str) -> Leaves:
    """What carrying a setting over has to bring: the old pool's own value."""
    step, client, member, *value = map(unquote, setting.split("/"))
    if step == "2":
        return {("Domain",): prefix} if member == "Domain" else {("ManagedLoginVersion",): 1}
    if step.startswith("3"):
        old = first[OLD_POOL, "provider", member]
        taken = (("ProviderDetails",), ("AttributeMapping",), ("ProviderType",))
        known = below(old, (_in_provider(value),) if value else taken)
        return {
            leaf: item for leaf, item in known.items() if leaf[-1] not in {"private_key", "key_id"}
        }
    if step == "4" and value:
        return {(member, f"={item}"): True for item in value}
    if step == "4":
        old_client = next(
            held
            for (pool, kind, _), held in first.items()
            if pool == OLD_POOL and kind == "client" and held["ClientName",] == client
        )
        return below(old_client, ((member,),))
    if step == "5":
        return below(first[OLD_POOL, "pool", ""], (_in_mail(member),))
    if step == "7b":
        (look,) = (
            held
            for (pool, kind, name), held in first.items()
            if pool == OLD_POOL and kind == "look" and name != "ALL"
        )
        return below(look, ((member.rpartition(".")[2],),))
    return {}
