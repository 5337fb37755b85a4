"""The guide's steps of the identity providers: 3a Google, 3b Apple, 3c any other."""

from collections.abc import Mapping

from migration.compare.setting import (
    setting_id,
)
from migration.pools.documents import IdentityProvider
from migration.pools.reading import Pending, Unread

GOOGLE, APPLE, OTHERS = "3a", "3b", "3c"
APPLE_TYPE = "SignInWithApple"
STEPS = (GOOGLE, APPLE, OTHERS)
Providers = Mapping[str, IdentityProvider | Unread]


def step_of(provider: str) -> str:
    """The guide's step that carries a provider, by the provider's name.

    The apps know these names literally.
    """
    return {"Google": GOOGLE, "SignInWithApple": APPLE}.get(provider, OTHERS)


def provider_setting(provider: str) -> str:
    """The id of the setting that says that the provider exists."""
    return setting_id(step_of(provider), "", provider)


def by_name(part: tuple[IdentityProvider | Unread, ...] | Unread | Pending) -> Providers | None:
    """Providers by name, or None where the list is unread or awaited."""
    return (
        None
        if isinstance(part, Unread | Pending)
        else {provider.name: provider for provider in part}
    )
