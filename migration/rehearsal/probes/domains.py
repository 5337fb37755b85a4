"""Beliefs about domains and login pages."""

from contextlib import suppress

from migration.aws import reads
from migration.changes.domain_status import until_it_stands
from migration.changes.resources import Resources
from migration.compare.setting import Kind, Target
from migration.errors import DomainNeeded, PoolwalkError, ResourceGone
from migration.pools.reading import Role
from migration.rehearsal.probes.ground import NAME, Answer, Ground, decided, refused_with, undecided

_ACTIVE = frozenset({"ACTIVE", ""})
# The smallest picture there is: one point, in GIF's own letters.
_PICTURE = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)
_HAS_DOMAIN = "The new copy has a domain of its own, as production's new pool has."


def reserved_words(ground: Ground) -> Answer:
    """`aws` is refused as a word, taken inside one; `cognito` is refused inside one too."""
    if ground.pool(Role.NEW).get("Domain"):
        return undecided(_HAS_DOMAIN)
    said = []
    taken = {}
    for word in ("aws", "awsome", "xcognitox"):
        prefix = ground.prefix(word)
        refusal = ground.refusal("CreateUserPoolDomain", _domain(ground.new, prefix))
        taken[word] = not refusal
        said.append(refusal or f"AWS took {word}.")
        if not refusal:
            ground.drop_domain(prefix)
    return decided(taken == {"aws": False, "awsome": True, "xcognitox": False}, " ".join(said))


def domain_wordings(ground: Ground) -> Answer:
    """The words for a domain that is taken, and for a second one."""
    held = str(ground.pool(Role.OLD).get("Domain") or "")
    if not held or ground.pool(Role.NEW).get("Domain"):
        return undecided("It takes an old copy with a domain, and a new one without.")
    second = ground.refusal("CreateUserPoolDomain", _domain(ground.old, ground.prefix("second")))
    taken = ground.refusal("CreateUserPoolDomain", _domain(ground.new, held))
    holds = "already has a domain configured" in second and "already associated" in taken
    return decided(holds, f"{second or 'AWS took a second one.'} {taken}".strip())


def domain_status(ground: Ground) -> Answer:
    """A new domain is ACTIVE after a while, and gone at once when it is deleted."""
    if ground.pool(Role.NEW).get("Domain"):
        return undecided(_HAS_DOMAIN)
    prefix = ground.prefix("status")
    ground.send("CreateUserPoolDomain", _domain(ground.new, prefix))
    resources, target = Resources(ground.connection, ground.new), Target(Kind.DOMAIN, prefix)
    first = resources.read(target) or {}
    last = until_it_stands(resources, target, first, ground.wait, lambda _: None) or {}
    ground.send("DeleteUserPoolDomain", {"UserPoolId": ground.new, "Domain": prefix})
    gone = reads.describe_domain(ground.connection, prefix)
    after = str(gone.get("Status")) if gone else "not there"
    holds = last.get("Status", "") in _ACTIVE and gone is None
    return decided(holds, f"{first.get('Status')}, {last.get('Status')}, then {after}.")


def look_needs_domain(ground: Ground) -> Answer:
    """A login page's look cannot be asked for without a domain."""
    if ground.pool(Role.NEW).get("Domain"):
        return undecided(_HAS_DOMAIN)
    try:
        with ground.connection.asking("GetUICustomization", ground.new):
            ground.connection.cognito.get_ui_customization(UserPoolId=ground.new)
    except DomainNeeded as error:
        return decided(True, str(error))
    return decided(False, "AWS answered.")


def look_as_a_whole(ground: Ground) -> Answer:
    """A style sheet that is sent without the logo takes the logo away."""
    if not ground.pool(Role.OLD).get("Domain"):
        return undecided("It takes an old copy with a domain.")
    client = _old_client(ground)
    css = ".banner-customizable { padding: 1px; }"
    whose = {"UserPoolId": ground.old, "ClientId": client, "CSS": css}
    ground.send("SetUICustomization", {**whose, "ImageFile": _PICTURE})
    ground.send("SetUICustomization", whose)
    look = reads.get_ui_customization(ground.connection, ground.old, client)
    kept = bool(look.get("ImageUrl"))
    return decided(not kept, "The logo stayed." if kept else "The logo went.")


def style_wordings(ground: Ground) -> Answer:
    """The answers for a client without a managed login style, and for a second one."""
    client = ground.client()["ClientId"]
    try:
        style = reads.describe_branding(ground.connection, ground.new, client)
    except ResourceGone:
        style = None
    request = {
        "UserPoolId": ground.new,
        "ClientId": client,
        "UseCognitoProvidedValues": True,
    }
    first = ground.refusal("CreateManagedLoginBranding", request)
    if first:
        return undecided(first)
    second = ground.refusal("CreateManagedLoginBranding", request)
    if style is not None:
        return decided(False, "A new client had a style.")
    return refused_with(second, "ManagedLoginBrandingExists", "already exists")


def _domain(pool_id: str, prefix: str) -> dict[str, object]:
    return {"UserPoolId": pool_id, "Domain": prefix, "ManagedLoginVersion": 1}


def _old_client(ground: Ground) -> str:
    """A client of the old copy of one's own."""
    made = ground.send("CreateUserPoolClient", {"UserPoolId": ground.old, "ClientName": NAME})
    with suppress(PoolwalkError):
        reads.describe_client(ground.connection, ground.old, made["UserPoolClient"]["ClientId"])
    return str(made["UserPoolClient"]["ClientId"])
