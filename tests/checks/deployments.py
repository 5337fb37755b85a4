"""Facts made by hand: the checks of two small pools, with no AWS."""

from datetime import UTC, datetime, timedelta
from typing import Any

from migration.checks.facts import Facts
from migration.compare.choices import Choices
from migration.compare.comparison import compare
from migration.deployment.whole_reading import Reading
from tests.readings import (
    DEPLOYMENT,
    REGION,
    apple,
    client,
    domain,
    github,
    google,
    pool_reading,
    reading,
)

MAIN, NEW_MAIN, HOST = (
    "rainmaker-user-pool-client",
    "rainmaker-new-client",
    "acme-new.auth.us-east-1.amazoncognito.com",
)
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
CALLBACKS = ("com.acme://success", "https://acme.example/done")


def deployment(*, new_domain: str = "acme-new") -> Reading:
    """A main client with two callbacks and all providers, and an Alexa client.

    Nothing is applied but the domain.
    """
    providers = ["COGNITO", "Google", "SignInWithApple", "GitHub"]
    gh = github()
    old = pool_reading(
        domain=domain("acme-login"),
        providers=(google(), apple(), gh),
        clients=(
            client(MAIN, CallbackURLs=list(CALLBACKS), SupportedIdentityProviders=providers),
            client(
                "esp-rainmaker-alexa-skill",
                "oldalexa",
                CallbackURLs=["https://layla.amazon.com/api/skill/link/M1"],
            ),
        ),
    )
    new = pool_reading(
        domain=domain(new_domain) if new_domain else None,
        clients=(client(NEW_MAIN, "new-main-id"), client("esp-rainmaker-alexa-skill", "newalexa")),
    )
    return reading(old, new)


def facts(found: Reading | None = None, **more: Any) -> Facts:
    """What the checks of `deployment()` are planned from."""
    found = found or deployment()
    choices = Choices(prefix="", apple_key_id="", pairs={MAIN: NEW_MAIN}, finished=frozenset())
    settings = compare(found, choices, REGION)
    return Facts(DEPLOYMENT, found, choices, settings, NOW, **more)


YESTERDAY = NOW - timedelta(days=1)
