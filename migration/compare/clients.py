"""Step 4: what each old app client has that its new one lacks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

from migration.compare.addresses import Move, named_clients
from migration.compare.choices import Choices
from migration.compare.domain import new_host
from migration.compare.memo import Remembered
from migration.compare.pairing import Pair, pair_clients
from migration.compare.providers import by_name, provider_setting
from migration.compare.setting import (
    TO_DO,
    Kind,
    Setting,
    State,
    Target,
    Value,
    set_states,
    setting_id,
    varied,
)
from migration.compare.skills import STEP as SKILLS_STEP
from migration.compare.skills import is_carried
from migration.compare.words import in_words
from migration.deployment.reading import Reading
from migration.pools.documents import AppClient, SkillsStack
from migration.pools.reading import Pending, Unread
from migration.web_address import parts_of

STEP = "4"
ALEXA_CLIENT, GOOGLE_ACTION_CLIENT = "esp-rainmaker-alexa-skill", "esp-rainmaker-google-action"
SKILL_CLIENTS = frozenset({ALEXA_CLIENT, GOOGLE_ACTION_CLIENT})

PROVIDERS, OAUTH = "SupportedIdentityProviders", "AllowedOAuthFlowsUserPoolClient"
_SETS = (PROVIDERS, "CallbackURLs", "LogoutURLs", "AllowedOAuthFlows", "AllowedOAuthScopes")
# The members of an app client that this step shows.
MEMBERS = frozenset({*_SETS, OAUTH, "DefaultRedirectURI", "ClientSecret"})
_URLS = frozenset({"CallbackURLs", "LogoutURLs"})
_NEED_OAUTH = frozenset({"CallbackURLs", "AllowedOAuthFlows", "AllowedOAuthScopes"})
_POOLS_OWN_SCOPES = frozenset(
    {"openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"}
)


@dataclass(frozen=True)
class _Around:
    """What decides about a client's settings besides the two clients."""

    new_providers: frozenset[str] | None
    new_scopes: frozenset[str] | None
    move: Move


def pairs_of(reading: Reading, choices: Choices) -> tuple[Pair, ...]:
    """The pairs of clients, or nothing while either list is unread or awaited."""
    old, new = reading.old.clients, reading.new.clients
    if isinstance(old, Unread | Pending) or isinstance(new, Unread | Pending):
        return ()
    return pair_clients(old, new, choices.pairs)


def compare_clients(
    reading: Reading, choices: Choices, remembered: Remembered
) -> tuple[Setting, ...]:
    """The settings of step 4, from DescribeUserPoolClient of every client of both pools.

    None while either list is not read yet.
    """
    for part in (reading.old.clients, reading.new.clients):
        if isinstance(part, Unread):
            return (_unread("", part.operation, part.reason),)
    providers = by_name(reading.new.providers)
    scopes = reading.new.resource_scopes
    around = _Around(
        new_providers=None if providers is None else frozenset(providers) | {"COGNITO"},
        new_scopes=None if isinstance(scopes, Unread | Pending) else scopes,
        move=move_of(reading, choices),
    )
    settings: list[Setting] = []
    for pair in pairs_of(reading, choices):
        left_to, why = ownership(reading, choices, pair)
        about = (STEP, pair.key, pair.confirmed, pair.left_out, pair.problem, around, left_to, why)
        settings += remembered.made(
            about, (pair.old, pair.new), partial(_pair, pair, around, left_to, why)
        )
    return tuple(settings)


def move_of(reading: Reading, choices: Choices) -> Move:
    """What becomes of addresses that lead to the old pool's login pages."""
    pairs = pairs_of(reading, choices)
    news = {
        pair.old.id: pair.new.id if pair.new is not None and pair.confirmed else ""
        for pair in pairs
    }
    # Of a thousand clients only those that some address names: what is equal is not compared again.
    named = {
        id_: news[id_]
        for pair in pairs
        if isinstance(pair.old, AppClient)
        for url in addresses_of(pair.old)
        for id_ in named_clients(url, news)
    }
    return Move(reading.old.hosts, new_host(reading), tuple(named.items()))


def addresses_of(client: AppClient) -> tuple[str, ...]:
    """Every address that a client may send people to."""
    default = str(client.document.get("DefaultRedirectURI") or "")
    urls = (*client.members("CallbackURLs"), *client.members("LogoutURLs"), default)
    return tuple(dict.fromkeys(filter(None, urls)))


def ownership(reading: Reading, choices: Choices, pair: Pair) -> tuple[str, str]:
    """The step that a stack-owned client is left to ("" none), and why.

    Once that step is done, what the stack did not bring can be applied, with the warning that the
    stack may undo it.
    """
    if not isinstance(pair.new, AppClient):
        return "", ""
    stack, finished = reading.skills_stack, SKILLS_STEP in choices.finished
    if isinstance(stack, SkillsStack):
        if pair.new.id not in stack.client_ids:
            return "", ""
        if finished or is_carried(reading, choices):
            return (
                "",
                f"the stack {stack.name} made this client: its next update may take this back",
            )
        return SKILLS_STEP, f"the stack {stack.name} made this client"
    if stack is None or pair.new.name not in SKILL_CLIENTS or finished:
        return "", ""
    unknown = (
        f"could not be read: {stack.reason}" if isinstance(stack, Unread) else "is still being read"
    )
    return SKILLS_STEP, f"whether the skills stack made this client {unknown}"


def _pair(pair: Pair, around: _Around, left_to: str, why: str) -> list[Setting]:
    if pair.left_out:
        return []
    for client, pool in ((pair.old, "old"), (pair.new, "new")):
        if isinstance(client, Unread):
            return [_unread(pair.key, client.operation, f"in the {pool} pool: {client.reason}")]
    if not isinstance(pair.old, AppClient) or not isinstance(pair.new, AppClient):
        return [_unpaired(pair)]
    blocked = (
        why
        if left_to
        else ""
        if pair.confirmed
        else pair.problem or "confirm first which new client this is (p)"
    )
    settings: list[Setting] = []
    template = _scalar(pair.key, pair.new, "", None, None, None, State.SAME, "")
    for member in _SETS:
        settings += _set(template, pair.old, pair.new, member, around, blocked)
    settings += _scalars(pair.key, pair.old, pair.new, around, blocked)
    if left_to:
        return [_stacks_own(setting, left_to, why) for setting in settings]
    # `replace` costs more than all the rest of a setting: only where it changes something.
    return [
        replace(setting, reason=why) if why and setting.to_do and not setting.reason else setting
        for setting in settings
    ]


def _stacks_own(setting: Setting, step: str, why: str) -> Setting:
    """A setting of a client that a stack made: the stack brings the sign-in providers alone.

    All else stays here, and waits: carried over before, the stack's update may take it back.
    """
    if setting.member == PROVIDERS:
        blocked = f"{why}: step {step} brings its sign-in providers" if setting.blocked else ""
        return replace(setting, left_to=step, blocked=blocked)
    if not setting.to_do:
        return setting
    return replace(
        setting,
        waits_for=step,
        blocked=f"waits for {step}: {why}, and its next update may take this back",
    )


def _set(
    template: Setting, old: AppClient, new: AppClient, member: str, around: _Around, blocked: str
) -> list[Setting]:
    key, was, now = template.client, old.members(member), new.members(member)
    template = varied(template, member=member, path=(member,))
    # most lists of a thousand clients: the short way
    if was == now and not (around.move.old_hosts and member in _URLS):
        return [
            varied(
                template,
                id=setting_id(STEP, key, member, item),
                label=item,
                old=item,
                wanted=item,
                new=item,
                item=item,
            )
            for item in dict.fromkeys(was)
        ]
    origin = (
        {around.move.moved(item): item for item in was}
        if member in _URLS
        else dict(zip(was, was, strict=True))
    )
    settings = []
    for item, state in set_states(origin, now):
        old_item = origin.get(item)
        setting = varied(
            template,
            id=setting_id(STEP, key, member, item),
            label=item,
            old=old_item,
            wanted=None if state is State.EXTRA else item,
            new=item if item in now else None,
            state=state,
            item=item,
            reason=_remark(item, old_item, member, around),
        )
        if state is State.MISSING:
            needs, why = _needs(item, old_item, member, new, around)
            setting = varied(
                setting, blocked=blocked or why, needs=_oauth_needs(key, member, new, needs)
            )
        settings.append(setting)
    return settings


def _needs(
    item: str, old_item: str | None, member: str, new: AppClient, around: _Around
) -> tuple[tuple[str, ...], str]:
    """What must be in place before the new client can take this item, and what rules it out."""
    if member == PROVIDERS and item != "COGNITO":
        if around.new_providers is None:
            return (), "whether the new pool has this provider is not known"
        return (() if item in around.new_providers else (provider_setting(item),)), ""
    if member == "AllowedOAuthScopes" and item not in _POOLS_OWN_SCOPES:
        if around.new_scopes is None:
            return (), "whether the new pool has this scope's resource server is not known"
        hint = (
            "the new pool has no resource server with this scope: make it in the Cognito console,"
            " then read again (r)"
        )
        return (), "" if item in around.new_scopes else hint
    return (), around.move.waits_for(old_item or "") if member in _URLS else ""


def _remark(item: str, old_item: str | None, member: str, around: _Around) -> str:
    if member not in _URLS or old_item is None:
        return ""
    if old_item != item:
        return "rewritten for the new pool's login pages"
    remark = around.move.remark(item)
    return f"look at it: {remark}" if remark else ""


def _oauth_needs(key: str, member: str, new: AppClient, needs: tuple[str, ...]) -> tuple[str, ...]:
    """AWS takes callbacks, flows and scopes only where the client allows OAuth at all."""
    if member in _NEED_OAUTH and not new.document.get(OAUTH):
        return (*needs, setting_id(STEP, key, OAUTH))
    return needs


def _scalars(
    key: str, old: AppClient, new: AppClient, around: _Around, blocked: str
) -> list[Setting]:
    settings = []
    was, now = bool(old.document.get(OAUTH)), bool(new.document.get(OAUTH))
    if was or now:
        state = State.SAME if was == now else State.MISSING if was else State.EXTRA
        settings.append(_scalar(key, new, OAUTH, was, True if was else None, now, state, blocked))
    default = old.document.get("DefaultRedirectURI")
    if default:
        wanted, held = around.move.moved(str(default)), new.document.get("DefaultRedirectURI")
        state = State.SAME if wanted == held else State.MISSING if not held else State.DIFFERS
        callback = setting_id(STEP, key, "CallbackURLs", wanted)
        needs = () if wanted in new.members("CallbackURLs") else (callback,)
        blocked = blocked or around.move.waits_for(str(default))
        settings.append(
            _scalar(
                key, new, "DefaultRedirectURI", str(default), wanted, held, state, blocked, needs
            )
        )
    if bool(old.secret) != bool(new.secret):
        why = "whether a client has a secret is fixed when it is made"
        settings.append(
            _scalar(
                key, new, "ClientSecret", old.secret, None, new.secret, State.LOCKED, "", reason=why
            )
        )
    return settings


_BLANK = Setting(
    id="", step=STEP, member="", label="", old=None, wanted=None, new=None, state=State.SAME
)


def _scalar(
    key: str,
    client: AppClient,
    member: str,
    old: Value,
    wanted: Value,
    new: Value,
    state: State,
    blocked: str,
    needs: tuple[str, ...] = (),
    reason: str = "",
) -> Setting:
    to_do = state in TO_DO
    return varied(
        _BLANK,
        id=setting_id(STEP, key, member),
        member=member,
        label=in_words(member),
        old=old,
        wanted=wanted,
        new=new,
        state=state,
        target=None if state is State.LOCKED else Target(Kind.CLIENT, client.id),
        path=(member,),
        client=key,
        secret=member == "ClientSecret",
        blocked=blocked if to_do else "",
        needs=needs if to_do else (),
        reason=reason,
    )


def _unpaired(pair: Pair) -> Setting:
    return Setting(
        id=setting_id(STEP, pair.key, "ClientName"),
        step=STEP,
        member="ClientName",
        label=in_words("ClientName"),
        old=pair.old.name or pair.old.id,
        wanted=pair.old.name or pair.old.id,
        new=None,
        state=State.MISSING,
        client=pair.key,
        blocked=pair.problem
        or "the new pool has no app client of this name: pair it with one, or leave it out (p)",
    )


def _unread(client: str, operation: str, reason: str) -> Setting:
    return Setting(
        id=setting_id(STEP, client, operation),
        step=STEP,
        member=operation,
        label="app client" if client else "app clients",
        old=None,
        wanted=None,
        new=None,
        state=State.UNREAD,
        client=client,
        reason=reason,
    )


def custom_scheme_callbacks(client: AppClient) -> Mapping[str, tuple[str, ...]]:
    """The callbacks of a client that lead into a phone's app, by platform.

    RainMaker's iOS apps listen on their bundle id (`com.acme.home://success`), its Android apps on
    a plain word (`rainmaker://com.espressif.rainmaker/success`).
    """
    found: dict[str, tuple[str, ...]] = {}
    for url in client.members("CallbackURLs"):
        scheme = parts_of(url).scheme
        if scheme not in {"http", "https", ""}:
            platform = "iOS" if "." in scheme else "Android"
            found[platform] = (*found.get(platform, ()), url)
    return found
