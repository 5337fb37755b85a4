"""Amazon's account linking of a skill, and the App Store's release of an app."""

import json
import time
from datetime import datetime

import pytest

from tests.practice_aws import PracticeAws
from tests.sandbox.outside.asking import NEW_HOST, OLD_HOST, Seen, ask, give_domain, outside

SKILL = "amzn1.ask.skill.0ac3e1f2-5b6d-4c7e-8f90-acme0home0001"
TOKEN = "Atza|acme-home-practice-token"
NEW_POOL_NAME = "rainmaker-user-email-mobile-pool"
ALEXA_CLIENT = "6newalexaskill7acme8home9x"


def linking(aws: PracticeAws, stage: str, token: str = TOKEN, skill: str = SKILL) -> Seen:
    address = f"https://api.amazonalexa.com/v1/skills/{skill}/stages/{stage}/accountLinkingClient"
    return ask(aws, address, Authorization=token)


def client_of(aws: PracticeAws, stage: str) -> tuple[str, str]:
    found = json.loads(linking(aws, stage).body)["accountLinkingResponse"]
    return found["authorizationUrl"], found["clientId"]


def work(aws: PracticeAws, console: str) -> str:
    return str(
        outside(
            aws,
            "POST",
            "work",
            console=console,
            pool=NEW_POOL_NAME,
            client="esp-rainmaker-alexa-skill",
        )["state"]
    )


def released(aws: PracticeAws) -> float:
    found = json.loads(ask(aws, "https://itunes.apple.com/lookup?bundleId=com.acme.home").body)[
        "results"
    ]
    return datetime.fromisoformat(found[0]["currentVersionReleaseDate"]).timestamp()


@pytest.mark.parametrize("token", [TOKEN, f"Bearer {TOKEN}"])
def test_a_token_shows_the_account_linking_of_each_stage(
    practice_aws: PracticeAws, token: str
) -> None:
    for stage in ("development", "live"):
        found = json.loads(linking(practice_aws, stage, token).body)["accountLinkingResponse"]
        assert found["authorizationUrl"] == f"https://{OLD_HOST}/oauth2/authorize"
        assert found["accessTokenUrl"] == f"https://{OLD_HOST}/oauth2/token"
        assert found["clientId"] == "2oldalexaskill3acme4home5x"


@pytest.mark.parametrize("token", ["", "Atza|expired"])
def test_without_a_token_that_counts_nothing_is_shown(
    practice_aws: PracticeAws, token: str
) -> None:
    seen = linking(practice_aws, "live", token)

    assert seen.status == 401
    assert OLD_HOST not in seen.body


@pytest.mark.parametrize(
    ("stage", "skill"), [("certified", SKILL), ("live", "amzn1.ask.skill.gone")]
)
def test_a_stage_or_skill_that_is_not_there_is_not_found(
    practice_aws: PracticeAws, stage: str, skill: str
) -> None:
    assert linking(practice_aws, stage, skill=skill).status == 404


def test_certification_comes_after_the_change_and_then_all_can_be_taken_back(
    practice_aws: PracticeAws,
) -> None:
    give_domain(practice_aws)
    before = client_of(practice_aws, "live")
    after = (f"https://{NEW_HOST}/oauth2/authorize", ALEXA_CLIENT)

    assert work(practice_aws, "alexa") == "development"
    assert (client_of(practice_aws, "development"), client_of(practice_aws, "live")) == (
        after,
        before,
    )
    assert work(practice_aws, "alexa") == "done"
    assert client_of(practice_aws, "live") == after
    assert work(practice_aws, "alexa") == "undone"
    assert (client_of(practice_aws, "development"), client_of(practice_aws, "live")) == (
        before,
        before,
    )


def test_a_release_is_dated_and_can_be_taken_back(practice_aws: PracticeAws) -> None:
    give_domain(practice_aws)
    began = time.time() - 1
    before = released(practice_aws)
    assert before < began

    assert work(practice_aws, "app-store") == "done"
    assert released(practice_aws) >= began
    assert work(practice_aws, "app-store") == "undone"
    assert released(practice_aws) == before


def test_an_app_that_is_not_in_the_store_has_no_result(practice_aws: PracticeAws) -> None:
    assert json.loads(
        ask(practice_aws, "https://itunes.apple.com/lookup?bundleId=com.acme.gone").body
    ) == {
        "resultCount": 0,
        "results": [],
    }


def test_no_console_can_be_worked_in_before_there_is_a_domain(practice_aws: PracticeAws) -> None:
    with pytest.raises(AssertionError, match="the pool has no domain"):
        work(practice_aws, "google")


@pytest.mark.parametrize("console", ["google", "apple"])
def test_work_is_taken_back_by_doing_it_again(practice_aws: PracticeAws, console: str) -> None:
    give_domain(practice_aws)
    before = practice_aws.state()["consoles"]

    assert work(practice_aws, console) == "done"
    assert practice_aws.state()["consoles"] != before
    assert work(practice_aws, console) == "undone"
    assert practice_aws.state()["consoles"] == before
