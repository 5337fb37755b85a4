"""Which members of AWS's requests and answers hold a secret, wherever they stand.

`ProviderDetails` is a map into which every kind of provider puts keys of its own, and AWS new ones:
there, what is not known to be harmless counts as a secret.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

SECRET_MEMBERS = frozenset({"ClientSecret", "client_secret", "private_key"})
PROVIDER_DETAILS = "ProviderDetails"

# The keys of `ProviderDetails` that AWS's documentation of IdentityProviderType names, without the
# secret ones, and what Cognito adds when it describes a provider.
HARMLESS_DETAILS = frozenset(
    {
        "ActiveEncryptionCertificate",
        "EncryptedResponses",
        "IDPInit",
        "IDPSignout",
        "MetadataFile",
        "MetadataURL",
        "RequestSigningAlgorithm",
        "SLORedirectBindingURI",
        "SSORedirectBindingURI",
        "api_version",
        "attributes_request_method",
        "attributes_url",
        "attributes_url_add_attributes",
        "authorize_scopes",
        "authorize_url",
        "client_id",
        "hd",
        "jwks_uri",
        "key_id",
        "oidc_issuer",
        "prompt",
        "team_id",
        "token_request_method",
        "token_url",
    }
)

# Names of members that may come one day; not `PasswordPolicy`, a structure, nor a number of days.
# A risk configuration is about other people's credentials, and holds none.
_SECRET_NAME = re.compile(
    r"secret|passw(?!ordless)|passphrase|private_?key|api_?key|credential(?!s?Risk)", re.IGNORECASE
)


def is_secret(path: Sequence[str]) -> bool:
    """Whether the value at a path of member names is a secret."""
    *owners, name = path or ("",)
    if name in SECRET_MEMBERS or not SECRET_MEMBERS.isdisjoint(owners):
        return True
    return PROVIDER_DETAILS in owners and name not in HARMLESS_DETAILS


@lru_cache(maxsize=4096)  # it is asked of each name on the way to each value
def is_named_secret(name: str) -> bool:
    """Whether a member that no list knows is called as a secret is."""
    return bool(_SECRET_NAME.search(name))


def secrets_in_request(value: Any, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Every secret in a request, which AWS could echo in a refusal."""
    if isinstance(value, Mapping):
        for name, item in value.items():
            yield from secrets_in_request(item, (*path, str(name)))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from secrets_in_request(item, path)
    elif value and not isinstance(value, bool) and is_secret(path):
        text = str(value)
        yield text
        # A key of many lines could come back with its line ends written otherwise.
        yield from (line for line in text.splitlines() if len(line) > 8)
