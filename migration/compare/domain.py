"""Step 2: the new pool's domain and its login version."""

from migration.compare.choices import Choices
from migration.compare.member_names import LOGIN_VERSIONS, in_words
from migration.compare.prefix import prefix_problem, prefix_warning, suggested_prefix
from migration.compare.setting import Kind, Setting, Target, setting_id
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain, Pool, prefix_host
from migration.pools.reading import Pending, Unread

STEP = "2"
DOMAIN = setting_id(STEP, "", "Domain")
_OF_ITS_NAME = Target(Kind.DOMAIN)


def new_host(reading: Reading) -> str:
    """The host of the new pool's domain; empty while there is none, or people cannot use it."""
    domain = reading.new.domain
    return domain.host if isinstance(domain, Domain) and domain.stands else ""


def compare_domain(reading: Reading, choices: Choices, region: str) -> tuple[Setting, ...]:
    """The settings of step 2, from DescribeUserPoolDomain of both pools.

    None while either is not read yet.
    """
    old, new = reading.old.domain, reading.new.domain
    if isinstance(new, Unread):
        return (_domain(None, None, SettingState.UNREAD, reason=new.reason),)
    if isinstance(old, Pending) or isinstance(new, Pending):
        return ()
    old_domain = old if isinstance(old, Domain) else None
    old_name = old_domain.name if old_domain else None
    if new is not None and (why := unfinished(new)):
        return (
            _domain(
                old_name,
                f"{new.name} ({new.status})",
                SettingState.DIFFERS,
                wanted=new.name,
                blocked=why,
                target=None,
            ),
        )
    if new is not None:
        return (
            _domain(
                old_name,
                new.name,
                SettingState.EXPECTED,
                wanted=new.name,
                reason="a domain belongs to one pool: it differs on purpose",
            ),
            *_login_version(old, new),
            *_branding(reading, new),
        )
    if isinstance(old, Unread):
        return (
            _domain(
                None,
                None,
                SettingState.MISSING,
                asks="domain",
                blocked="the old domain, whose login version it takes, is unread",
            ),
        )
    prefix = choices.prefix
    version = login_version(reading)
    pages = LOGIN_VERSIONS.get(version, "of a kind unknown here")
    problem = prefix_problem(prefix) if prefix else "enter the new domain's prefix first (e)"
    problem = problem or _beyond_the_tier(reading, version)
    return (
        _domain(
            old_name,
            None,
            SettingState.MISSING,
            wanted=prefix or suggested_prefix(old_name or ""),
            asks="domain",  # also once it was entered: it can be corrected until the domain is made
            blocked=problem,
            reason=(
                f"its address: {prefix_host(prefix or '<prefix>', region)}; its login pages:"
                f" {pages}, version {version}{_warning(prefix)}"
            ),
        ),
    )


def _beyond_the_tier(reading: Reading, version: int) -> str:
    """Why the new pool can have no login pages of this version; AWS refuses them in its words."""
    pool = reading.new.pool
    tier = pool.document.get("UserPoolTier") if isinstance(pool, Pool) else None
    if version < 2 or tier != "LITE":
        return ""
    return (
        "managed login, which the old domain has, is not for the new pool's tier LITE: raise the"
        " tier in the Cognito console (Settings), then read again (r)"
    )


def _warning(prefix: str) -> str:
    warning = prefix_warning(prefix)
    return f"; {warning}" if warning else ""


def unfinished(domain: Domain) -> str:
    """Why people cannot log in at a domain of the pool, and what to do; empty: they can."""
    if domain.stands:
        return ""
    if domain.status == "CREATING":
        span = "an hour" if domain.custom else "a minute"
        return f"AWS is still making it (CREATING), which takes up to {span}: read again (r)"
    if domain.status == "DELETING":
        return "AWS is taking it away (DELETING): read again in a minute (r)"
    if domain.status == "FAILED":
        return (
            "AWS could not make it (FAILED): undo that (u), or take it away in the Cognito console"
            " under Domain, then read again (r)"
        )
    return f"AWS calls it {domain.status}: look at it in the Cognito console, Domain"


def login_version(reading: Reading) -> int:
    """The login version that a new domain takes: the old domain's.

    AWS's own default where the old pool has none.
    """
    old = reading.old.domain
    return old.managed_login_version if isinstance(old, Domain) else 1


def _domain(
    old: str | None,
    new: str | None,
    state: SettingState,
    *,
    wanted: str | None = None,
    reason: str = "",
    asks: str = "",
    blocked: str = "",
    target: Target | None = _OF_ITS_NAME,
) -> Setting:
    return Setting(
        id=DOMAIN,
        step=STEP,
        member="Domain",
        label=in_words("Domain"),
        old=old,
        wanted=wanted,
        new=new,
        state=state,
        target=Target(Kind.DOMAIN, wanted or "") if target is _OF_ITS_NAME else target,
        reason=reason,
        asks=asks,
        blocked=blocked,
        irreversible=True,
    )


def _login_version(old: Domain | None | Unread | Pending, new: Domain) -> tuple[Setting, ...]:
    if not isinstance(old, Domain):
        return ()
    same = old.managed_login_version == new.managed_login_version
    return (
        Setting(
            id=setting_id(STEP, "", "ManagedLoginVersion"),
            step=STEP,
            member="ManagedLoginVersion",
            label=in_words("ManagedLoginVersion"),
            old=old.managed_login_version,
            wanted=old.managed_login_version,
            new=new.managed_login_version,
            state=SettingState.SAME if same else SettingState.DIFFERS,
            target=Target(Kind.DOMAIN, new.name),
            path=("ManagedLoginVersion",),
            reason="1 is the hosted UI (classic), 2 is managed login",
        ),
    )


def _branding(reading: Reading, new: Domain) -> tuple[Setting, ...]:
    """A setting for each client's managed login style.

    Under managed login a client without a style answers 403 “Login pages unavailable”.
    """
    clients, branding = reading.new.clients, reading.new.branding
    if new.managed_login_version != 2 or isinstance(clients, Unread | Pending) or branding is None:
        return ()
    settings = []
    for client in clients:
        if not isinstance(client, AppClient):
            continue
        styled = None if isinstance(branding, Unread) else branding.get(client.id)
        state = (
            SettingState.UNREAD
            if styled is None
            else SettingState.SAME
            if styled
            else SettingState.MISSING
        )
        settings.append(
            Setting(
                id=setting_id(STEP, client.name, "ManagedLoginBranding"),
                step=STEP,
                member="ManagedLoginBranding",
                label=f"style of {client.name}",
                old=None,
                wanted="a style",
                new="a style" if styled else None,
                state=state,
                client=client.name,
                reason=(
                    branding.reason
                    if isinstance(branding, Unread)
                    else "without a style its login page answers 403"
                ),
                blocked=(
                    ""
                    if styled
                    else "give this client a style in the Cognito console, under Managed login"
                ),
            )
        )
    return tuple(settings)
