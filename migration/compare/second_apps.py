"""Step 3c: a second app, or a second wrapper, behind a provider of the new pool.

An OAuth app of GitHub's holds one callback, and RainMaker's wrapper serves one pool. So the new
pool's provider rightly has another client id and secret, and perhaps other addresses. Nobody can
tell these from a mistake by looking: a person says that they are right, and Poolwalk writes none
of them, since GitHub shows a secret once.
"""

from collections.abc import Mapping
from typing import Any

from migration.compare.accepted_differences import Accepted
from migration.compare.provider_identity import CLIENT_ID, OIDC, addresses
from migration.compare.provider_steps import OTHERS, by_name, provider_setting, step_of
from migration.compare.setting import setting_id
from migration.deployment.whole_reading import Reading
from migration.pools.documents import IdentityProvider

CLIENT_SECRET = "client_secret"  # noqa: S105 the name of a member
NOT_PUT_BACK = (
    "Poolwalk does not put the old pool's back: a second app has its own. Yours? Say so (x); else"
    " enter the old one in Cognito's console, and read again (r)"
)
NOT_ITS_OWN = (
    "Poolwalk does not know the secret of the other app, whose client id stands there: enter it in"
    " Cognito's console in place of the first app's, then read again (r)"
)
WRAPPERS_OWN = (
    "Poolwalk does not write to a second wrapper's provider: change it in Cognito's console to what"
    " the old pool has, then read again (r)"
)
ADVICE = (
    "Accept it: where you entered it for a second app, it has to differ. Change it if nobody knows"
    " whose it is: people would give their login to a stranger's app."
)
WRAPPERS_ADVICE = (
    "Change it unless you know each of these addresses as your own wrapper's: through another's,"
    " people would give their login to a stranger."
)


def may_be_a_second(old: IdentityProvider, new: IdentityProvider) -> bool:
    """Whether a provider can have a second app or wrapper behind it: OpenID Connect's, in 3c."""
    return step_of(old.name) == OTHERS and old.type == new.type == OIDC


def has_another_app(old: IdentityProvider, new: IdentityProvider) -> bool:
    """Whether another app stands behind the new pool's: another client id says so, no secret."""
    was, now = old.details.get(CLIENT_ID), new.details.get(CLIENT_ID)
    return bool(now) and now != was and may_be_a_second(old, new)


def why_not_put_back(old: IdentityProvider, new: IdentityProvider, key: str) -> str:
    """Why no run writes one of the details: it is another app's; empty where a run may."""
    if key not in {CLIENT_ID, CLIENT_SECRET} or not has_another_app(old, new):
        return ""
    kept = new.details.get(key)
    return NOT_PUT_BACK if kept and kept != old.details.get(key) else NOT_ITS_OWN


def why_no_secret(old: IdentityProvider, document: Mapping[str, Any] | None) -> str:
    """Why the old pool's secret is not sent to the provider as it was read just before."""
    if document is None or not has_another_app(old, IdentityProvider.from_describe(document)):
        return ""
    return (
        "Nothing was sent: the old pool's secret would go with another app's client id, which"
        " somebody entered since it was read. Read again (r), then decide."
    )


def client_id_setting(provider: str) -> str:
    """The id of the setting that says which client id a provider has."""
    return setting_id(step_of(provider), "", provider, CLIENT_ID)


def said_to_be_own(reading: Reading, accepted: Mapping[str, Accepted]) -> frozenset[str]:
    """The ids of the settings of which a person said so, as long as both pools hold the same."""
    if not accepted:
        return frozenset()
    olds, news = by_name(reading.old.providers) or {}, by_name(reading.new.providers) or {}
    found = set[str]()
    for name, old in olds.items():
        new = news.get(name)
        if not isinstance(old, IdentityProvider) or not isinstance(new, IdentityProvider):
            continue
        if not may_be_a_second(old, new):
            continue
        held = {
            provider_setting(name): (addresses(old), addresses(new)),
            client_id_setting(name): (old.details.get(CLIENT_ID), new.details.get(CLIENT_ID)),
        }
        found.update(
            id_
            for id_, values in held.items()
            if id_ in accepted and (accepted[id_].old, accepted[id_].new) == values
        )
    return frozenset(found)
