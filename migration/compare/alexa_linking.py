"""Step 7a: what the Alexa skill's account linking should hold, where it can be read and written.

It can where a person named the skill and a token. The four values go in one write.
"""

from collections.abc import Mapping

from migration.compare.clients import ALEXA_CLIENT
from migration.compare.domain import new_host
from migration.compare.setting import Kind, Setting, Target, setting_id
from migration.compare.setting_state import SettingState
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain
from migration.pools.reading import Pending, PoolReading, Unread
from migration.web_address import host_of

STEP = "7a"
ASKS = "skill-fields"
MEMBER = "accountLinkingRequest"
SETTING = setting_id(STEP, "", MEMBER)
# What the record calls a submission for certification: no setting, so that no run applies it.
SUBMISSION = setting_id(STEP, "", "certification")
_LABEL = "account linking"
_NONE_YET = (
    "the stage development has no account linking yet: set it up in the console once, with its"
    " scheme and scopes, then read again (r)"
)


def compare_alexa_linking(reading: Reading) -> tuple[Setting, ...]:
    """One setting for the whole linking; none where nobody named a skill and a token."""
    linking = reading.alexa_linking
    if linking is None or isinstance(linking, Pending):
        return ()
    if isinstance(linking, Unread):
        return (_setting(SettingState.UNREAD, None, None, reason=linking.reason),)
    wanted, lacking = _wanted(reading)
    if wanted is None:
        return (
            _setting(
                SettingState.MISSING,
                linking.moved,
                None,
                target=Target(Kind.SKILL, linking.skill),
                blocked=f"needs {lacking} first",
                comes_free=not new_host(reading),
            ),
        )
    if linking.moved is None:
        return (
            _setting(
                SettingState.MISSING,
                None,
                wanted,
                target=Target(Kind.SKILL, linking.skill),
                blocked=_NONE_YET,
            ),
        )
    lasts = not former_client(reading, linking)
    if linking.moved == wanted:
        why = "whether its secret is right too shows when you link an account"
        return (
            _setting(
                SettingState.SAME,
                linking.moved,
                wanted,
                reason=why,
                shown=(_short(_of_the_old_pool(reading)), _short(wanted)),
            ),
        )
    why = (
        "Amazon never gives a secret back, and this one is none of the old pool's: it cannot be"
        " taken back"
        if lasts
        else "it can be taken back (u): the skill then links to the old pool's client again, whose"
        " secret Cognito still gives"
    )
    return (
        _setting(
            SettingState.DIFFERS,
            linking.moved,
            wanted,
            target=Target(Kind.SKILL, linking.skill),
            reason=why,
            irreversible=lasts,
        ),
    )


def former_client(reading: Reading, linking: AlexaLinking) -> AppClient | None:
    """The old pool's client that the skill links to now, whose secret Cognito gives."""
    held = linking.moved
    return client_with_secret(reading.old, held["clientId"]) if held is not None else None


def client_with_secret(pool: PoolReading, id_: str) -> AppClient | None:
    """A client of a pool by its id, where it was read and has a secret."""
    clients = pool.clients if isinstance(pool.clients, tuple) else ()
    return next(
        (
            client
            for client in clients
            if isinstance(client, AppClient) and client.id == id_ and client.secret
        ),
        None,
    )


def _wanted(reading: Reading) -> tuple[dict[str, str] | None, str]:
    host = new_host(reading)
    if not host:
        return None, "the new pool's domain (step 2)"
    client = _alexa_client(reading.new)
    if client is None or not client_with_secret(reading.new, client):
        return None, f"the new pool's {ALEXA_CLIENT}, with its secret"
    return _linking(host, client), ""


def _of_the_old_pool(reading: Reading) -> dict[str, str] | None:
    """What links a skill to the old pool: to be compared, once the skill holds the new pool's."""
    domain, client = reading.old.domain, _alexa_client(reading.old)
    return _linking(domain.host, client) if isinstance(domain, Domain) and client else None


def _alexa_client(pool: PoolReading) -> str | None:
    """The id of a pool's only client for the skill."""
    clients = pool.clients if isinstance(pool.clients, tuple) else ()
    named = [client.id for client in clients if client.name == ALEXA_CLIENT]
    return named[0] if len(named) == 1 else None


def _linking(host: str, client: str) -> dict[str, str]:
    return {
        "authorizationUrl": f"https://{host}/oauth2/authorize",
        "accessTokenUrl": f"https://{host}/oauth2/token",
        "clientId": client,
    }


def _setting(
    state: SettingState,
    now: object,
    wanted: object,
    *,
    target: Target | None = None,
    reason: str = "",
    blocked: str = "",
    irreversible: bool = False,
    comes_free: bool = False,
    shown: tuple[str | None, str | None] | None = None,
) -> Setting:
    return Setting(
        id=SETTING,
        step=STEP,
        member=MEMBER,
        label=_LABEL,
        old=None,
        wanted=wanted,  # type: ignore[arg-type]
        new=now,  # type: ignore[arg-type]
        state=state,
        target=target,
        path=("linking",),
        reason=reason,
        blocked=blocked,
        asks=ASKS if target is not None and not blocked else "",
        irreversible=irreversible,
        comes_free=comes_free,
        new_pool_alone=True,
        shown=shown or (_short(now), None),
    )


def _short(linking: object) -> str | None:
    """Where people are sent, and with which client: enough to tell two linkings apart."""
    if not isinstance(linking, Mapping):
        return None
    return f"{host_of(str(linking['authorizationUrl']))} · {linking['clientId']}"
