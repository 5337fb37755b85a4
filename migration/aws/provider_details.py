"""Which keys of `ProviderDetails` Cognito adds; every other one is a person's, and is carried.

The added ones come back when a provider is described; they tell nothing in a comparison and are not
sent back. The lists are AWS's own: `ProviderDetails` in the documentation of IdentityProviderType
shows, for each type, what a request gives and what Describe answers.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

_SOCIAL = frozenset(
    {
        "attributes_url",
        "attributes_url_add_attributes",
        "authorize_url",
        "oidc_issuer",
        "token_request_method",
        "token_url",
    }
)
_DERIVED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(("Google", "LoginWithAmazon", "Facebook", "SignInWithApple"), _SOCIAL),
        "OIDC": frozenset({"attributes_url_add_attributes"}),
        "SAML": frozenset(
            {"ActiveEncryptionCertificate", "SLORedirectBindingURI", "SSORedirectBindingURI"}
        ),
    }
)


def derived_provider_keys(provider_type: str) -> frozenset[str]:
    """The keys that Cognito derives.

    `provider_type` is AWS's `ProviderType` (`Google`, `OIDC`, …).
    """
    return _DERIVED.get(provider_type, frozenset())


def given_details(provider_type: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """The part of `ProviderDetails` that a person gave.

    It is what CreateIdentityProvider and UpdateIdentityProvider take.
    """
    return {
        key: value
        for key, value in details.items()
        if key not in derived_provider_keys(provider_type)
    }
