"""A callback that no old client has: entered, written, taken back."""

import pytest

from migration.compare.setting_state import SettingState
from migration.errors import BadInput
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, PracticeAws
from tests.walkthroughs import MAIN, NEW_MAIN

HOME = "rainmaker://com.espressif.novahome/success"


def held(aws: PracticeAws) -> list[str]:
    clients = aws.state()["pools"][NEW_POOL]["clients"].values()
    (main,) = [client for client in clients if client["ClientName"] == NEW_MAIN]
    return list(main["CallbackURLs"])


def test_it_is_written_beside_what_is_there_and_undone_alone(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    before = held(practice_aws)
    setting = walkthrough.callbacks.add(MAIN, f" {HOME} ")
    assert setting in walkthrough.pages.to_apply("4")
    assert walkthrough.applier.apply([setting]).applied
    assert held(practice_aws) == [*before, HOME]
    last = walkthrough.past_changes.undoable()
    assert last is not None
    assert walkthrough.applier.undo((last,)).applied
    assert held(practice_aws) == before
    found = {one.id: one for one in walkthrough.pages.settings()}
    assert found[setting].state is SettingState.MISSING
    walkthrough.callbacks.withdraw(MAIN, HOME)
    assert setting not in {one.id for one in walkthrough.pages.settings()}


@pytest.mark.parametrize(
    ("client", "url", "why"),
    [
        (MAIN, "rainmaker://com.espressif.rainmaker/success", "stands among the callbacks"),
        (MAIN, "http://example.com/", "localhost alone"),
        ("nobody", HOME, "pair it first"),
    ],
)
def test_what_cannot_be_added_says_why(
    walkthrough: Walkthrough, client: str, url: str, why: str
) -> None:
    with pytest.raises(BadInput, match=why):
        walkthrough.callbacks.add(client, url)
    assert walkthrough.callbacks.entered(client) == ()


def test_what_was_not_entered_cannot_be_taken_back(walkthrough: Walkthrough) -> None:
    with pytest.raises(BadInput, match="was not entered here"):
        walkthrough.callbacks.withdraw(MAIN, HOME)


def test_the_home_apps_is_suggested_for_the_main_client_once_there_is_such_an_app(
    walkthrough: Walkthrough,
) -> None:
    assert walkthrough.callbacks.suggested(MAIN) == ""
    assert "8c" in walkthrough.pages.now().left_out
    walkthrough.checklist.applies("8c", "we bring it out in May")
    assert walkthrough.callbacks.suggested(MAIN) == HOME
    assert walkthrough.callbacks.suggested("esp-rainmaker-alexa-skill") == ""
    assert any(HOME in warning for warning in walkthrough.pages.page("8c").warnings)
    setting = walkthrough.callbacks.add(MAIN, HOME)
    assert walkthrough.applier.apply([setting]).applied
    assert walkthrough.callbacks.suggested(MAIN) == ""
    assert walkthrough.pages.page("8c").warnings == ()


def test_what_is_more_than_aws_takes_of_one_client_is_told_and_not_sent(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    many = [f"app://{number}" for number in range(100)]
    practice_aws.change(pool="new", client=NEW_MAIN, set={"CallbackURLs": many})
    walkthrough.reader.read(attached=False)
    practice_aws.forget_calls()
    report = walkthrough.applier.apply([walkthrough.callbacks.add(MAIN, HOME)])
    (failed,) = report.failed
    assert "has 101 items, where AWS takes at most 100" in failed.reason
    assert practice_aws.calls("UpdateUserPoolClient") == []
    assert held(practice_aws) == many
