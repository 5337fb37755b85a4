"""When a step, or a value of it, applies.

It is derived from what was read, and each answer has its reason.
"""

from collections.abc import Callable, Mapping

from migration.compare.clients import ALEXA_CLIENT, GOOGLE_ACTION_CLIENT
from migration.compare.home_app_clients import home_app_callbacks
from migration.deployment.whole_reading import Reading
from migration.pools.documents import IdentityProvider
from migration.pools.reading import Pending, Unread

Rule = Callable[[Reading], str | None]


def why_not(rule: str, reading: Reading) -> str | None:
    """Why something with this rule does not apply; "" where it does, or where it has no rule.

    None while what decides it is not read.
    """
    return _RULES[rule](reading) if rule else ""


def _old_providers(reading: Reading) -> frozenset[str] | None:
    """The types of the old pool's providers, or the name of one whose type could not be read."""
    providers = reading.old.providers
    if isinstance(providers, Unread | Pending):
        return None
    return frozenset(
        provider.type if isinstance(provider, IdentityProvider) else provider.name
        for provider in providers
    )


def _old_pool_has(provider: str, spoken: str) -> Rule:
    def rule(reading: Reading) -> str | None:
        held = _old_providers(reading)
        return (
            None
            if held is None
            else ""
            if provider in held
            else f"the old pool has no {spoken} provider"
        )

    return rule


def _old_pool_has_others(reading: Reading) -> str | None:
    held = _old_providers(reading)
    return (
        None
        if held is None
        else ""
        if held - {"Google", "SignInWithApple"}
        else "the old pool has no other provider"
    )


def _old_pool_has_google_or_apple(reading: Reading) -> str | None:
    held = _old_providers(reading)
    return (
        None
        if held is None
        else ""
        if held & {"Google", "SignInWithApple"}
        else "the old pool has neither a Google nor an Apple provider"
    )


def _has_home_app(reading: Reading) -> str | None:
    if home_app_callbacks(reading):
        return ""
    both = (reading.old.clients, reading.new.clients)
    return (
        None
        if any(isinstance(clients, Unread | Pending) for clients in both)
        else "no app client sends people back into Espressif's newer Home app"
    )


def _has_client(name: str, spoken: str) -> Rule:
    """Skills may have run on either pool until now, so that a client of either counts."""

    def rule(reading: Reading) -> str | None:
        both = (reading.old.clients, reading.new.clients)
        read = [clients for clients in both if not isinstance(clients, Unread | Pending)]
        if any(client.name == name for clients in read for client in clients):
            return ""
        return (
            f"neither pool has an app client {name}, so there is no {spoken}"
            if len(read) == len(both)
            else None
        )

    return rule


def _has_skills_stack(reading: Reading) -> str | None:
    if isinstance(reading.skills_stack, Unread | Pending):
        return None
    return (
        ""
        if reading.skills_stack
        else (
            "no stack ESP-RainMaker-3p-CognitoClients was found; step 4 carries its clients, if any"
        )
    )


_RULES: Mapping[str, Rule] = {
    "old-pool-has-google": _old_pool_has("Google", "Google"),
    "old-pool-has-apple": _old_pool_has("SignInWithApple", "Apple"),
    "old-pool-has-other-providers": _old_pool_has_others,
    "old-pool-has-google-or-apple": _old_pool_has_google_or_apple,
    "home-app-is-there": _has_home_app,
    "alexa-is-set-up": _has_client(ALEXA_CLIENT, "Alexa skill"),
    "google-home-is-set-up": _has_client(GOOGLE_ACTION_CLIENT, "Google Home integration"),
    "skills-stack-is-there": _has_skills_stack,
}
