"""What may be seen of a value: of a login's own addresses not what can be a secret.

The address of a provider's endpoint, or of a skill's account linking, can carry a token in its
query. It is shown and exported without; copied, written and compared it is whole. Callback and
logout URLs stay whole everywhere: each login page sends people there, so they are no secret.
"""

from collections.abc import Mapping
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
BEHIND_THE_QUESTION_MARK = "what differs stands behind the ?, which is not shown"


def open_value(member: str, value: Any) -> Any:
    """A member's value, or a structure's, with “…” for an address's user, query and fragment."""
    if isinstance(value, Mapping):
        return {name: open_value(str(name), part) for name, part in value.items()}
    if member in _ADDRESSES and isinstance(value, str):
        return open_part(value)
    return value


def last_of(path: tuple[str, ...]) -> str:
    """The member at the end of a path; empty where the path is."""
    return path[-1] if path else ""
