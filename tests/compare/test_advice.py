"""Beside each difference that Poolwalk does not write stands what it advises, and why."""

from pathlib import Path

import pytest

from migration.compare.other_differences.advice import advice_of
from migration.compare.other_differences.remaining_members import EVERY_ATTRIBUTE
from migration.compare.setting import Setting, Value
from migration.compare.setting_state import SettingState
from tests.practice_aws import PracticeAws
from tests.walkthroughs import walk


def advice(member: str, old: Value, new: Value, item: str = "") -> str:
    return advice_of(
        Setting("also/-/x", "also", member, member, old, old, new, SettingState.DIFFERS, item=item),
        "App clients",
    )


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (
            "365 days",
            "Change it in App clients: else customers have to log in again after 365 days",
        ),
        ("11 years", "Change it in App clients: Poolwalk does not know"),
        ("4000 days", "Accept it: customers stay logged in for 4000 days instead of 3650 days"),
    ],
)
def test_a_shorter_login_is_changed_and_a_longer_one_accepted(new: str, said: str) -> None:
    assert advice("RefreshTokenValidity", "3650 days", new).startswith(said)


@pytest.mark.parametrize(("new", "said"), [("5 minutes", "Change it"), ("6 minutes", "Accept it")])
def test_a_short_token_is_accepted_unless_it_is_too_short_for_alexa(new: str, said: str) -> None:
    assert advice("AccessTokenValidity", "1 hour", new).startswith(said)


def test_an_app_that_may_do_more_than_before_is_to_be_changed_too_unless_that_is_meant() -> None:
    more = advice("WriteAttributes", ("email",), EVERY_ATTRIBUTE)
    assert more.startswith("Change it")
    assert more.endswith("accept it if that is meant.")
    assert advice("ReadAttributes", EVERY_ATTRIBUTE, ("email",)).startswith("Change it")
    assert advice("ReadAttributes", "name", None, "name").startswith("Change it")


def test_what_nobody_knows_is_said_to_be_unknown() -> None:
    assert "does not know what customers notice" in advice("MemberOfTomorrow", "a", "b")


def test_each_difference_of_the_demo_has_an_advice_of_its_own(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path)
    found = [one for one in walked.pages.settings() if one.step == "also" and one.to_do]
    assert len(found) == 10
    named = [one.advice for one in found if one.advice.startswith("Change it in Managed login: ")]
    assert all(one.advice.startswith(("Accept it: ", "Change it in ")) for one in found)
    assert named
    assert not any("does not know" in one.advice for one in found)
