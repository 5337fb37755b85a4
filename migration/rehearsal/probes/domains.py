"""Beliefs about domains and login pages."""

from contextlib import suppress

from migration.aws import reads
from migration.changes.domain_status import until_it_stands
from migration.changes.resources import Resources
from migration.compare.setting import Kind, Target
from migration.errors import DomainNeeded, PoolwalkError, ResourceGone
from migration.pools.reading import Role
from migration.rehearsal.probes.probed_copies import (
    NAME,
    Answer,
    ProbedCopies,
    decided,
    refused_with,
    undecided,
)

_ACTIVE = frozenset({"ACTIVE", ""})
# The smallest picture there is: one point, in GIF's own letters.
_PICTURE = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)
_HAS_DOMAIN = "The new copy has a domain of its own, as production's new pool has."


def reserved_words(copies: ProbedCopies) -> Answer:
    """`aws` is refused as a word, taken inside one; `cognito` is refused inside one too."""
    if copies.pool(Role.NEW).get("Domain"):
        return undecided(_HAS_DOMAIN)
    said = []
    taken = {}
    for word in ("aws", "awsome", "xcognitox"):
        prefix = copies.prefix(word)
        refusal = copies.refusal("CreateUserPoolDomain", _domain(copies.new, prefix))
        taken[word] = not refusal
        said.append(refusal or f"AWS took {word}.")
        if not refusal:
            copies.drop_domain(prefix)
    return decided(taken == {"aws": False, "awsome": True, "xcognitox": False}, " ".join(said))


def domain_wordings(copies: ProbedCopies) -> Answer:
    """The words for a domain that is taken, and for a second one."""
    held = str(copies.pool(Role.OLD).get("Domain") or "")
    if not held or copies.pool(Role.NEW).get("Domain"):
        return undecided("It takes an old copy with a domain, and a new one without.")
    second = copies.refusal("CreateUserPoolDomain", _domain(copies.old, copies.prefix("second")))
    taken = copies.refusal("CreateUserPoolDomain", _domain(copies.new, held))
    holds = "already has a domain configured" in second and "already associated" in taken
    return decided(holds, f"{second or 'AWS took a second one.'} {taken}".strip())


def domain_status(copies: ProbedCopies) -> Answer:
    """A new domain is ACTIVE after a while, and gone at once when it is deleted."""
    if copies.pool(Role.NEW).get("Domain"):
        return undecided(_HAS_DOMAIN)
    prefix = copies.prefix("status")
    copies.send("CreateUserPoolDomain", _domain(copies.new, prefix))
    resources, target = Resources(copies.connection, copies.new), Target(Kind.DOMAIN, prefix)
    first = resources.read(target) or {}
    last = until_it_stands(resources, target, first, copies.wait, lambda _: None) or {}
    copies.send("DeleteUserPoolDomain", {"UserPoolId": copies.new, "Domain": prefix})
    gone = reads.describe_domain(copies.connection, prefix)
    after = str(gone.get("Status")) if gone else "not there"
    holds = last.get("Status", "") in _ACTIVE and gone is None
    return decided(holds, f"{first.get('Status')}, {last.get('Status')}, then {after}.")


def look_needs_domain(copies: ProbedCopies) -> Answer:
    """A login page's look cannot be asked for without a domain."""
    if copies.pool(Role.NEW).get("Domain"):
        return undecided(_HAS_DOMAIN)
    try:
        with copies.connection.asking("GetUICustomization", copies.new):
            copies.connection.cognito.get_ui_customization(UserPoolId=copies.new)
    except DomainNeeded as error:
        return decided(True, str(error))
    return decided(False, "AWS answered.")


def look_as_a_whole(copies: ProbedCopies) -> Answer:
    """A style sheet that is sent without the logo takes the logo away."""
    if not copies.pool(Role.OLD).get("Domain"):
        return undecided("It takes an old copy with a domain.")
    client = _old_client(copies)
    css = ".banner-customizable { padding: 1px; }"
    whose = {"UserPoolId": copies.old, "ClientId": client, "CSS": css}
    copies.send("SetUICustomization", {**whose, "ImageFile": _PICTURE})
    copies.send("SetUICustomization", whose)
    look = reads.get_ui_customization(copies.connection, copies.old, client)
    kept = bool(look.get("ImageUrl"))
    return decided(not kept, "The logo stayed." if kept else "The logo went.")


def style_wordings(copies: ProbedCopies) -> Answer:
    """The answers for a client without a managed login style, and for a second one."""
    client = copies.client()["ClientId"]
    try:
        style = reads.describe_branding(copies.connection, copies.new, client)
    except ResourceGone:
        style = None
    request = {
        "UserPoolId": copies.new,
        "ClientId": client,
        "UseCognitoProvidedValues": True,
    }
    first = copies.refusal("CreateManagedLoginBranding", request)
    if first:
        return undecided(first)
    second = copies.refusal("CreateManagedLoginBranding", request)
    if style is not None:
        return decided(False, "A new client had a style.")
    return refused_with(second, "ManagedLoginBrandingExists", "already exists")


def _domain(pool_id: str, prefix: str) -> dict[str, object]:
    return {"UserPoolId": pool_id, "Domain": prefix, "ManagedLoginVersion": 1}


def _old_client(copies: ProbedCopies) -> str:
    """A client of the old copy of one's own."""
    made = copies.send("CreateUserPoolClient", {"UserPoolId": copies.old, "ClientName": NAME})
    with suppress(PoolwalkError):
        reads.describe_client(copies.connection, copies.old, made["UserPoolClient"]["ClientId"])
    return str(made["UserPoolClient"]["ClientId"])
