"""What Alexa and Google Home want of the new pool's app clients, held against what was read."""

from typing import Any

import pytest

from migration.compare.choices import Choices
from migration.deployment.whole_reading import Reading
from migration.guide.page import Confirmation
from migration.guide.page_making import page_of
from migration.guide.placeholder_values import Known
from migration.guide.progress import summarize
from migration.guide.step_files import load_steps
from migration.guide.voice_clients import voice_confirmations
from migration.pools.documents import AppClient
from migration.pools.reading import Pending
from tests.readings import DEPLOYMENT, client, domain, pool_reading, reading

ALEXA, HOME = "esp-rainmaker-alexa-skill", "esp-rainmaker-google-action"
RETURNS = [
    f"https://{host}/api/skill/link/M2VENDOR"
    for host in ("layla.amazon.com", "pitangui.amazon.com", "alexa.amazon.co.jp")
]
GOOGLES = [
    f"https://{host}.googleusercontent.com/r/acme-home"
    for host in ("oauth-redirect", "oauth-redirect-sandbox")
]
SCOPE = "aws.cognito.signin.user.admin"


def known(old: AppClient | None, new: AppClient | None) -> Known:
    was, now = (pool_reading(domain=domain(), clients=(one,) if one else ()) for one in (old, new))
    return Known(reading(was, now), Choices(), DEPLOYMENT)


def alexa(**members: Any) -> AppClient:
    return client(ALEXA, **{"CallbackURLs": RETURNS, "AllowedOAuthScopes": [SCOPE], **members})


def home(*urls: str) -> AppClient:
    return client(HOME, CallbackURLs=urls)


def wrong(step: str, known: Known) -> list[str]:
    return [found.text for found in voice_confirmations(step, known) if found.holds is False]


def test_a_client_that_has_all_of_it_is_confirmed() -> None:
    found = voice_confirmations("7a", known(alexa(), alexa()))
    assert [one.holds for one in found] == [True, True, True]
    assert "vendor M2VENDOR" in found[0].text
    assert [
        one.holds for one in voice_confirmations("7b", known(home(*GOOGLES), home(*GOOGLES)))
    ] == [True]


def test_each_redirect_url_that_is_lacking_is_named_with_where_to_mend_it() -> None:
    (text,) = wrong("7a", known(alexa(), alexa(CallbackURLs=RETURNS[:2])))
    assert RETURNS[2] in text
    assert text.endswith("step 4 carries it over (a)")
    (text,) = wrong("7b", known(home(GOOGLES[0]), home(GOOGLES[0])))
    assert GOOGLES[1] in text
    assert text.endswith("add it to the client in the Cognito console")


def test_the_vendor_is_told_by_the_old_clients_callbacks() -> None:
    found = wrong("7a", known(alexa(), alexa(CallbackURLs=["https://acme.example/"])))
    assert [url for url in RETURNS if any(url in text for text in found)] == RETURNS


def test_where_no_callback_tells_the_vendor_nothing_is_claimed() -> None:
    found = voice_confirmations(
        "7a",
        known(None, alexa(CallbackURLs=["https://layla.amazon.com.evil.example/api/skill/link/X"])),
    )
    assert (found[0].holds, "No callback URL tells your vendor" in found[0].text) == (None, True)


def test_linking_from_app_to_app_needs_its_scope() -> None:
    (text,) = wrong("7a", known(alexa(), alexa(AllowedOAuthScopes=["openid"])))
    assert SCOPE in text
    assert text.endswith("step 4 carries it over (a)")


@pytest.mark.parametrize(
    ("validity", "unit", "holds"),
    [
        (None, None, True),  # AWS's default is an hour
        (5, "minutes", False),
        (6, "minutes", True),
        (359, "seconds", False),
        (360, "seconds", True),
        (1, None, True),  # without a unit, hours
        (1, "days", True),
        (5, "fortnights", None),
    ],
)
def test_alexa_wants_an_access_token_that_lives_long_enough_in_whatever_unit(
    validity: int | None, unit: str | None, holds: bool | None
) -> None:
    members = {
        "AccessTokenValidity": validity,
        "TokenValidityUnits": {"AccessToken": unit} if unit else {},
    }
    assert voice_confirmations("7a", known(alexa(), alexa(**members)))[-1].holds is holds


def test_a_client_that_is_not_there_comes_from_step_6_and_one_that_is_not_read_is_not_judged() -> (
    None
):
    assert wrong("7a", known(alexa(), None)) == [f"The new pool has no {ALEXA}: step 6 makes it"]
    awaited = Reading(pool_reading(), pool_reading(clients=Pending("ListUserPoolClients")))
    assert voice_confirmations("7b", Known(awaited, Choices(), DEPLOYMENT)) == (
        Confirmation(f"The {HOME} of the new pool is not read", None),
    )


def test_what_is_wrong_stands_above_the_pages_text_and_what_holds_below() -> None:
    steps = load_steps()
    lacking = known(alexa(), alexa(AllowedOAuthScopes=[]))
    summary = next(
        found for found in summarize(steps, (), {}, lacking.reading) if found.step.id == "7a"
    )
    page = page_of(summary, lacking, None)
    assert [SCOPE in warning for warning in page.warnings] == [True]
    assert [found.holds for found in page.confirmations] == [True, True]


def test_other_steps_ask_for_none_of_it() -> None:
    assert voice_confirmations("4", known(alexa(), alexa())) == ()
