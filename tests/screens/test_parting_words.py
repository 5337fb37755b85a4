"""What the shell shows once the app was left: what is kept, where, and how one goes on."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tests.screens.conftest import ByHand
from tui.demo.practice_aws import Demo
from tui.parting_words import parting_words

Make = Callable[..., ByHand]


def test_the_record_and_the_way_on_are_named(by_hand: Make, tmp_path: Path) -> None:
    walked = by_hand()
    walked.connect()
    walked.checklist.tick("1a")
    walked.close()
    (file,) = tmp_path.glob("*.sqlite3")
    assert parting_words(walked, None) == (
        f"What was done is kept in {file}."
        " The same command goes on there; poolwalk next says what is next."
    )


def test_a_teams_record_is_named_by_its_table(by_hand: Make, tmp_path: Path) -> None:
    walked = by_hand(team_table="moves")
    assert parting_words(walked, None) == ""  # nobody was logged in
    alone = by_hand()
    here = alone.connect()
    walked.store.change(lambda state: replace(state, deployment=here))
    assert parting_words(walked, None).startswith(
        "What was done is kept in the DynamoDB table moves"
    )
    alone.close()


def test_of_the_demo_nothing_is_kept_and_that_is_said() -> None:
    assert parting_words(None, Demo()) == (
        "The demo has ended, and what was done in it is gone:"
        " the same command begins a new one, from the first step."
    )
