"""What may be seen of a value: of a login's own addresses not what can be a secret.

The address of a provider's endpoint, or of a skill's account linking, can carry a token in its
query. It is shown and exported without; copied, written and compared it is whole. Callback and
logout URLs stay whole everywhere: each login page sends people there, so they are no secret.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from migration.web_address import open_part

_ADDRESSES = frozenset(
    {
        "MetadataURL",
        "SLORedirectBindingURI",
        "SSORedirectBindingURI",
        "accessTokenUrl",
        "attributes_url",
        "authorizationUrl",
        "authorize_url",
        "jwks_uri",
        "oidc_issuer",
        "token_url",
    }
)
WHERE_IT_IS_HIDDEN = "what differs stands where … is shown: Enter, then m, shows it"
_ANOTHER = " (another where … stands)"


def open_value(member: str, value: Any) -> Any:
    """A member's value, or a structure's, with “…” for an address's user, query and fragment."""
    if isinstance(value, Mapping):
        return {name: open_value(str(name), part) for name, part in value.items()}
    if member in _ADDRESSES and isinstance(value, str):
        return open_part(value)
    return value


def told_apart(values: Sequence[Any], told: Iterable[Any]) -> tuple[Any, ...]:
    """How values are told that stand beside each other.

    One that is told like one before it, and is another, says so: a part of both is not shown.
    """
    texts = tuple(told)
    return tuple(
        f"{text}{_ANOTHER}"
        if isinstance(text, str)
        and "…" in text
        and any(text == texts[n] and values[n] != values[number] for n in range(number))
        else text
        for number, text in enumerate(texts)
    )


def last_of(path: tuple[str, ...]) -> str:
    """The member at the end of a path; empty where the path is."""
    return path[-1] if path else ""
