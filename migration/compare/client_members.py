"""Step 4: the members of one app client, each list's items one by one."""

from dataclasses import dataclass

from migration.compare.member_names import in_words
from migration.compare.moved_addresses import Move
from migration.compare.provider_steps import provider_setting, step_of
from migration.compare.setting import Kind, Setting, Target, Value, setting_id, varied
from migration.compare.setting_state import TO_DO, SettingState, set_states, value_state
from migration.pools.documents import AppClient

STEP = "4"
PROVIDERS, OAUTH = "SupportedIdentityProviders", "AllowedOAuthFlowsUserPoolClient"
CALLBACKS = "CallbackURLs"
ENTERED = "a callback of your own (e)"  # of one that no old client has
LISTS = (PROVIDERS, CALLBACKS, "LogoutURLs", "AllowedOAuthFlows", "AllowedOAuthScopes")
# The members of an app client that this step shows.
MEMBERS = frozenset({*LISTS, OAUTH, "DefaultRedirectURI", "ClientSecret"})
_URLS = frozenset({"CallbackURLs", "LogoutURLs"})
_NEED_OAUTH = frozenset({"CallbackURLs", "AllowedOAuthFlows", "AllowedOAuthScopes"})
_POOLS_OWN_SCOPES = frozenset(
    {"openid", "email", "phone", "profile", "aws.cognito.signin.user.admin"}
)
_NOBODYS = (
    "neither pool has this provider: nobody signs in by it at the old pool, whose app client still"
    " names it"
)


@dataclass(frozen=True)
class Around:
    """What decides about a client's settings besides the two clients."""

    new_providers: frozenset[str] | None
    old_providers: frozenset[str] | None
    new_scopes: frozenset[str] | None
    move: Move
    left_out: frozenset[str] = frozenset()  # ids of steps that a person left out


def listed_items(
    template: Setting,
    old: AppClient,
    new: AppClient,
    member: str,
    around: Around,
    blocked: str,
    entered: tuple[str, ...] = (),
) -> list[Setting]:
    """The items of one list of both clients, and those that a person entered."""
    key, was, now = template.client, old.members(member), new.members(member)
    template = varied(template, member=member, path=(member,))
    # most lists of a thousand clients: the short way
    if was == now and not entered and not (around.move.old_hosts and member in _URLS):
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
    origin: dict[str, str | None] = (
        {around.move.moved(item): item for item in was}
        if member in _URLS
        else dict(zip(was, was, strict=True))
    )
    for item in entered:
        origin.setdefault(item, None)
    settings = []
    for item, state in set_states(origin, now):
        old_item = origin.get(item)
        setting = varied(
            template,
            id=setting_id(STEP, key, member, item),
            label=item,
            old=old_item,
            wanted=None if state is SettingState.EXTRA else item,
            new=item if item in now else None,
            state=state,
            item=item,
            reason=ENTERED
            if item in entered and old_item is None
            else _remark(item, old_item, member, around),
        )
        if state is SettingState.MISSING and member == PROVIDERS and _is_left_out(item, around):
            reason = f"step {step_of(item)}, which makes it in the new pool, is left out"
            setting = varied(setting, state=SettingState.EXPECTED, wanted=None, reason=reason)
        elif state is SettingState.MISSING and member == PROVIDERS and _is_nobodys(item, around):
            setting = varied(setting, state=SettingState.EXPECTED, wanted=None, reason=_NOBODYS)
        elif state is SettingState.MISSING:
            needs, why = _needs(item, old_item, member, around)
            setting = varied(
                setting,
                blocked=blocked or why,
                needs=_oauth_needs(key, member, new, needs),
                comes_free=member in _URLS and bool(why),
            )
        settings.append(setting)
    return settings


def _is_left_out(provider: str, around: Around) -> bool:
    """Whether the new pool never gets this provider: no client waits for it."""
    there = around.new_providers is None or provider in around.new_providers
    return not there and step_of(provider) in around.left_out


def _is_nobodys(provider: str, around: Around) -> bool:
    """Whether a client names what no pool has: AWS deletes a provider that clients still name."""
    known = around.old_providers, around.new_providers
    return all(names is not None and provider not in names for names in known)


def _needs(
    item: str, old_item: str | None, member: str, around: Around
) -> tuple[tuple[str, ...], str]:
    """What must be in place before the new client can take this item, and what rules it out."""
    if member == PROVIDERS and item != "COGNITO":
        if around.new_providers is None:
            return (), "whether the new pool has this provider is not known"
        if item not in around.new_providers and around.old_providers is None:
            return (), "the old pool's providers, one of which step 3 copies for it, are unread"
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


def _remark(item: str, old_item: str | None, member: str, around: Around) -> str:
    if member not in _URLS or old_item is None:
        return ""
    rewritten = "rewritten for the new pool's login pages" if old_item != item else ""
    remark = around.move.remark(old_item)
    look = f"look at it: {remark}" if remark else ""
    return "; ".join(filter(None, (rewritten, look)))


def _oauth_needs(key: str, member: str, new: AppClient, needs: tuple[str, ...]) -> tuple[str, ...]:
    """AWS takes callbacks, flows and scopes only where the client allows OAuth at all."""
    if member in _NEED_OAUTH and not new.document.get(OAUTH):
        return (*needs, setting_id(STEP, key, OAUTH))
    return needs


def single_members(
    key: str, old: AppClient, new: AppClient, around: Around, blocked: str
) -> list[Setting]:
    """The members that are no lists, as far as either client has them."""
    settings = []
    was, now = bool(old.document.get(OAUTH)), bool(new.document.get(OAUTH))
    if was or now:
        state = value_state(was or None, now or None)
        settings.append(
            single_member(key, new, OAUTH, was, True if was else None, now, state, blocked)
        )
    default = old.document.get("DefaultRedirectURI")
    if default:
        wanted, held = around.move.moved(str(default)), new.document.get("DefaultRedirectURI")
        state = value_state(wanted, held or None)
        callback = setting_id(STEP, key, "CallbackURLs", wanted)
        needs = () if wanted in new.members("CallbackURLs") else (callback,)
        awaited = around.move.waits_for(str(default))
        setting = single_member(
            key,
            new,
            "DefaultRedirectURI",
            str(default),
            wanted,
            held,
            state,
            blocked or awaited,
            needs,
            _remark(wanted, str(default), "CallbackURLs", around),
        )
        settings.append(varied(setting, comes_free=bool(awaited)))
    if bool(old.secret) != bool(new.secret):
        why = "whether a client has a secret is fixed when it is made"
        setting = single_member(
            key,
            new,
            "ClientSecret",
            old.secret,
            None,
            new.secret,
            SettingState.LOCKED,
            "",
            reason=why,
        )
        settings.append(varied(setting, asks_a_person=True))
    return settings


_BLANK = Setting(
    id="", step=STEP, member="", label="", old=None, wanted=None, new=None, state=SettingState.SAME
)


def single_member(
    key: str,
    client: AppClient,
    member: str,
    old: Value,
    wanted: Value,
    new: Value,
    state: SettingState,
    blocked: str,
    needs: tuple[str, ...] = (),
    reason: str = "",
) -> Setting:
    """One member as a setting; what is not to do carries neither block nor needs."""
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
        target=None if state is SettingState.LOCKED else Target(Kind.CLIENT, client.id),
        path=(member,),
        client=key,
        secret=member == "ClientSecret",
        blocked=blocked if to_do else "",
        needs=needs if to_do else (),
        reason=reason,
    )
