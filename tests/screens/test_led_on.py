"""After a value was copied the cursor is led to the next one, and never away from a person."""

from collections.abc import Callable
from pathlib import Path

import pytest

from migration.guide.next_thing import NextKind, NextThing
from migration.guide.step import Step
from screens.walkthrough.doing_next import too_soon
from tests.practice_aws import PracticeAws
from tests.screens.fake_stage import Play
from tests.walkthroughs import walk
from widgets.commands.situation import Pane
from widgets.text.step_page import value_address

STEP, FIELDS = "8b", ("App Configuration > User Pool", "AWS Configuration > App Client ID")


@pytest.fixture
def played(play: Callable[..., Play], monkeypatch: pytest.MonkeyPatch) -> Play:
    """The cursor stands on the first of two values, and the second is next."""
    played = play()
    there = NextThing(NextKind.COPY, STEP, "copy it", "copy", value=FIELDS[1])
    monkeypatch.setattr(played.handlers.shown, "next_thing", lambda: there)
    played.stand_on_guide(STEP, row(played, 0))
    return played


def row(played: Play, number: int) -> str:
    derived = played.handlers.shown.derived()
    assert derived is not None
    values = {value.field: value for value in derived.page(STEP).values}
    return value_address(values[FIELDS[number]])


def test_who_went_elsewhere_before_a_value_arrived_stays_there(played: Play) -> None:
    played.terminal.arrives = False
    played.press("copy")
    played.stand_on_guide(STEP, row(played, 0).replace("User Pool", "elsewhere"))
    elsewhere = played.view
    (arrived,) = played.terminal.under_way
    arrived()
    assert played.view == elsewhere
    assert [mark[:2] for mark in played.walkthrough.state.held.copied] == [(STEP, FIELDS[0])]


@pytest.mark.parametrize("arrives", [True, False])
def test_who_waits_for_it_is_led_on(played: Play, *, arrives: bool) -> None:
    played.terminal.arrives = arrives
    played.press("copy")
    for arrived in played.terminal.under_way:
        arrived()
    assert (played.view.pane, played.view.guide_row) == (Pane.GUIDE, row(played, 1))


def test_who_copies_from_another_pane_is_not_led_into_the_text(
    played: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(played.walkthrough.pages, "block", lambda _: None)  # a line each
    played.stand_on(STEP)
    before = played.view
    played.press("copy-block")
    assert len(played.terminal.copied) == 1
    assert played.view == before


def test_a_second_quick_press_on_the_row_it_was_led_to_is_told_once(played: Play) -> None:
    played.press("copy")
    played.stage.say("Sent to your terminal.")
    played.press("copy", "copy")
    assert len(played.terminal.copied) == 1
    assert played.said == f"{too_soon('copy')} Sent to your terminal."
    assert "c did nothing" in played.said


def test_a_quick_press_on_a_row_that_a_person_went_to_copies_it(played: Play) -> None:
    played.press("copy")
    played.stand_on_guide(STEP, row(played, 0))
    played.press("copy")
    assert [text for text, _, _ in played.terminal.copied] == ["2", "2"]
    assert too_soon("copy") not in played.said


def test_whoever_is_led_on_twice_has_the_whole_pause_after_the_second(played: Play) -> None:
    played.press("copy")
    first = played.stage.timers[-1]
    played.stand_on_guide(STEP, row(played, 0))
    played.press("copy")
    assert first.stopped
    played.press("copy")
    assert len(played.terminal.copied) == 2
    played.stage.pass_time()
    played.press("copy")
    assert len(played.terminal.copied) == 3


@pytest.mark.parametrize("left", [["Authorization URL"], ["Authorization URL", "Token URL"]])
def test_the_last_value_of_a_console_whose_points_are_ticked_last_says_what_to_do_there_now(
    practice_aws: PracticeAws,
    tmp_path: Path,
    steps: tuple[Step, ...],
    monkeypatch: pytest.MonkeyPatch,
    left: list[str],
) -> None:
    walked = walk(practice_aws, tmp_path)
    walked.entered.choose_prefix("acme-signin")
    walked.applier.apply(walked.pages.to_apply("2"))
    played = Play(lambda: walked, steps).begin()
    things = [NextThing(NextKind.COPY, "7b", "copy it", "copy", value=field) for field in left]
    monkeypatch.setattr(played.handlers.shown, "next_things", lambda: tuple(things))
    values = {value.field: value for value in walked.pages.page("7b").values}
    played.stand_on_guide("7b", value_address(values["Authorization URL"]))
    played.press("copy")
    ((_, name, _),) = played.terminal.copied
    assert ("save there now, and test" in name) is (len(left) == 1)
    walked.close()
