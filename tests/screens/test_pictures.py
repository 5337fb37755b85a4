"""The main screen as plain text, at three sizes, compared with `goldens/`.

`UPDATE_GOLDENS=1` writes them anew: read what that changed.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from migration.compare.setting import setting_id
from migration.deployment.whole_reading import Reading
from migration.guide.carried_settings import Carried
from migration.guide.step import Step, StepKind, ValueTemplate
from migration.pools.documents import Domain, IdentityProvider
from migration.pools.reading import Unread
from migration.walkthrough import Walkthrough
from tests.screens.conftest import MAIN, NEW_POOL, OLD_POOL, ByHand, Run, client, part

GOLDENS = Path(__file__).parent / "goldens"
STEPS = (
    Step(
        "2",
        "Domain",
        "2 Domain",
        StepKind.SETTINGS,
        "Press `e`, then `a`.",
        carries=(Carried.DOMAIN,),
    ),
    Step(
        "3a",
        "Google",
        "3 Sign-in providers",
        StepKind.BOTH,
        "Add the URI.",
        carries=(Carried.GOOGLE,),
        values=(ValueTemplate("URI", "https://{new_host}"),),
    ),
    Step(
        "4",
        "App clients",
        "4 App clients",
        StepKind.SETTINGS,
        "What the old pool's clients have, the new pool's clients need too.\n\n1. Press `n`.\n2."
        " Press **a**.",
        carries=(Carried.APP_CLIENTS,),
        needs=("2",),
    ),
    Step(
        "7a",
        "Alexa",
        "7 Voice consoles",
        StepKind.CONSOLE,
        "Replace each value.",
        carries=(Carried.ALEXA_LOOK,),
        console="Alexa developer console",
        console_url="https://developer.amazon.com/alexa/console/ask",
        values=(
            ValueTemplate("Your Web Authorization URI", "https://{new_host}/oauth2/authorize"),
            ValueTemplate("Your Client ID", "{alexa_client_id}"),
        ),
    ),
)


def pools() -> Reading:
    google = IdentityProvider.from_describe(
        {
            "ProviderName": "Google",
            "ProviderType": "Google",
            "ProviderDetails": {
                "client_id": "4021.apps.googleusercontent.com",
                "client_secret": "hunter2",
            },
        }
    )
    old = client(
        "1old",
        CallbackURLs=[
            "rainmaker://com.espressif.rainmaker/success",
            "https://app.acme.example/a/very/long/address/that/is/cut/callback",
        ],
        SupportedIdentityProviders=["COGNITO", "Google"],
        DefaultRedirectURI="https://app.acme.example/callback",
        ClientSecret="hunter2",
    )
    new = client(
        "2new",
        CallbackURLs=["rainmaker://com.espressif.rainmaker/success", "beta://only-here"],
        SupportedIdentityProviders=["COGNITO"],
        DefaultRedirectURI="https://www.acme.example/callback",
        ClientSecret="hunter3",
    )
    alexa = client("3alexa", "esp-rainmaker-alexa-skill", ClientSecret="hunter4")
    refused = Unread(
        "DescribeUserPoolClient",
        "not allowed: ask for DescribeUserPoolClient",
        name="installer",
        id="9x",
    )
    return Reading(
        old=replace(
            part(OLD_POOL, (old, client("8x", "installer")), (google,)),
            domain=Domain.from_describe({"Domain": "acme-login"}, "us-east-1"),
        ),
        new=part(NEW_POOL, (new, alexa, refused)),  # type: ignore[arg-type]
        skills_stack=None,
    )


@pytest.fixture
def steps() -> tuple[Step, ...]:
    """Steps of the test's own: the guide's words change without asking."""
    return STEPS


@pytest.mark.parametrize(
    "size", [(80, 24), (100, 30), (120, 36)], ids=lambda size: f"{size[0]}x{size[1]}"
)
@pytest.mark.parametrize("step", [step.id for step in STEPS])
async def test_the_screen_looks_as_it_did(
    run: Run, by_hand: Callable[..., ByHand], size: tuple[int, int], step: str
) -> None:
    def open_walkthrough() -> Walkthrough:
        return by_hand(pools())

    async with run(open_walkthrough, size) as running:
        running.main.say("")
        running.show_step(
            step,
            setting_id("4", MAIN, "SupportedIdentityProviders", "Google") if step == "4" else "",
        )
        await running.rest()
        golden = GOLDENS / f"step-{step}-{size[0]}x{size[1]}.txt"
        if os.environ.get("UPDATE_GOLDENS"):
            GOLDENS.mkdir(exist_ok=True)
            golden.write_text(running.text + "\n", encoding="utf-8")
        assert running.text + "\n" == golden.read_text(encoding="utf-8")
