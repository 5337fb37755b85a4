"""Whether two providers of one name are one: of one type, with the same party behind them.

A name proves nothing. Whoever may write to the new pool can make a provider called `Google` that
is of another type or sends people to another issuer, and what is written to it goes there: the
client secret, Apple's key.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult

from migration.compare.provider_steps import by_name, provider_setting
from migration.deployment.whole_reading import Reading
from migration.pools.documents import IdentityProvider
from migration.web_address import open_part, parts_of

# What Cognito derives as `oidc_issuer` of these types.
OWN_ISSUERS: Mapping[str, str] = {
    "Google": "https://accounts.google.com",
    "SignInWithApple": "https://appleid.apple.com",
}
_ISSUER = "oidc_issuer"
# Where Cognito sends people, the client's secret and their tokens; a person gives them for OIDC.
_ENDPOINTS = ("authorize_url", "token_url", "attributes_url", "jwks_uri")
ADDRESSES = (_ISSUER, *_ENDPOINTS)
CLIENT_ID, OIDC = "client_id", "OIDC"
_PORTS = {"https": 443, "http": 80}
_SHOWN = 100  # characters of an address in a sentence


def has_its_own_issuer(provider: IdentityProvider) -> bool:
    """Whether the issuer is the one that Cognito derives for the type; True for other types."""
    own = OWN_ISSUERS.get(provider.type)
    return own is None or _issuer(provider, own) == own


def why_another(old: IdentityProvider, new: IdentityProvider) -> str:
    """Why nothing of the old pool's provider belongs to the new one; empty where they are one.

    What follows “another kind of provider stands under this name:” in a sentence.
    """
    if new.type != old.type:
        return f"its type is {new.type[:_SHOWN] or 'not told'}, not {old.type}"
    if old.type in OWN_ISSUERS:
        issuer = str(new.details.get(_ISSUER))
        return "" if has_its_own_issuer(new) else f"its issuer is {_told(issuer)}"
    was, now = (_issuer(provider, "") for provider in (old, new))
    if now and was and not is_one_place(now, was):
        return f"its issuer is {_told(now)}, not {_told(was)}"
    known = {_origin(old, name) for name in ADDRESSES} - {""}
    for name in ADDRESSES:
        origin = _origin(new, name)
        if origin and origin not in known:
            return f"its {name} is at {_told(origin)}"
    return _why_another_path(old, new) if old.type == OIDC else ""


def _why_another_path(old: IdentityProvider, new: IdentityProvider) -> str:
    """Why it is another party at the same origin; empty where it may be a slip of one address.

    A second wrapper has its endpoints elsewhere, though it may share one, as its keys; and with an
    app of its own, each is its own.
    """
    held = [name for name in _ENDPOINTS if old.details.get(name) and new.details.get(name)]
    other = [name for name in held if not is_one_place(old.details[name], new.details[name])]
    another_app = old.details.get(CLIENT_ID) != new.details.get(CLIENT_ID)
    if len(other) > 1 or (other and another_app):
        return f"its {other[0]} is {_told(new.details[other[0]])}"
    return ""


def _told(address: object) -> str:
    """An address as a sentence holds it: without what may be a secret, and not too long."""
    return open_part(str(address))[:_SHOWN]


def addresses(provider: IdentityProvider) -> dict[str, str]:
    """Where a provider of OpenID Connect sends people, their tokens and the client's secret."""
    held = ((name, provider.details.get(name)) for name in ADDRESSES)
    return {name: str(value) for name, value in held if value}


def another_words(why: str) -> str:
    """The sentence that says so, and what to do."""
    return (
        f"another kind of provider stands under this name in the new pool: {why}. Nothing is sent"
        " to it: remove it in the Cognito console unless you know whose it is, then read again (r)"
    )


def providers_to_count_on(
    reading: Reading, own: frozenset[str] = frozenset()
) -> frozenset[str] | None:
    """The names of the new pool's providers that can be counted on.

    One that is another kind than the old pool's of the same name is not there as far as clients
    and stacks go, unless its setting is among `own`: a person said that it is theirs. None where
    the list is unread or awaited.
    """
    news, olds = by_name(reading.new.providers), by_name(reading.old.providers) or {}
    if news is None:
        return None
    return frozenset(
        name
        for name, new in news.items()
        if provider_setting(name) in own or _is_one(olds.get(name), new)
    )


def _is_one(old: object, new: object) -> bool:
    if not isinstance(old, IdentityProvider) or not isinstance(new, IdentityProvider):
        return True
    return not why_another(old, new)


def _issuer(provider: IdentityProvider, otherwise: str) -> str:
    return str(provider.details.get(_ISSUER) or otherwise).rstrip("/")


def _origin(provider: IdentityProvider, name: str) -> str:
    """Scheme, host and port of an address; what is no address is its own."""
    given = str(provider.details.get(name) or "")
    return _at(parts_of(given)) or given


def _at(parts: SplitResult) -> str:
    """Scheme, host and port, written in one way; with a user's name before them, if one is there.

    Empty where it is no address.
    """
    if not parts.netloc:
        return ""
    user, at, _ = parts.netloc.rpartition("@")
    port = "" if parts.port in {None, _PORTS.get(parts.scheme)} else f":{parts.port}"
    return f"{parts.scheme}://{user}{at}{parts.hostname}{port}"


def is_one_place(one: object, other: object) -> bool:
    """Whether two addresses are one, however each is written: case, usual port, last slash."""
    return _place(one) == _place(other)


def _place(given: object) -> str:
    """An address, written in one way; what is none as it stands."""
    parts = parts_of(str(given))
    query = f"?{parts.query}" if parts.query else ""
    origin = _at(parts)
    return f"{origin}{parts.path.rstrip('/')}{query}" if origin else str(given)


def why_not_sent(old: IdentityProvider, document: Mapping[str, Any] | None) -> str:
    """Why nothing is sent to the new pool's provider as it was read just before; empty: it may."""
    if document is None:
        return ""
    why = why_another(old, IdentityProvider.from_describe(document))
    return f"Nothing was sent: {another_words(why)}." if why else ""
