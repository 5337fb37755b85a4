"""What an identity provider of the new pool is made from."""

from collections.abc import Mapping
from typing import Any

from migration.aws.provider_details import given_details
from migration.compare.choices import Choices
from migration.compare.provider_steps import APPLE_TYPE
from migration.pools.documents import IdentityProvider

# What AWS gives a provider by itself.
_DERIVED = frozenset({"UserPoolId", "CreationDate", "LastModifiedDate"})


def carried_details(provider: IdentityProvider) -> tuple[str, ...]:
    """The keys of `ProviderDetails` that are settings, without those that AWS derives.

    Apple's key counts as one, though nothing shows it.
    """
    given = tuple(given_details(provider.type, provider.details))
    return (
        (*given, "private_key")
        if provider.type == APPLE_TYPE and "private_key" not in given
        else given
    )


def creation(provider: IdentityProvider, choices: Choices) -> Mapping[str, Any]:
    """What the new pool's provider is made from.

    It is the old one's document, with the key id that goes with a newly entered Apple key.
    `private_key` is not in it: the writer adds it from memory.
    """
    details = {
        key: provider.details[key]
        for key in carried_details(provider)
        if key in provider.details and key != "private_key"
    }
    if "key_id" in details and choices.apple_key_id:
        details["key_id"] = choices.apple_key_id
    document = {**provider.document, "ProviderDetails": details}
    return {name: value for name, value in document.items() if value and name not in _DERIVED}
