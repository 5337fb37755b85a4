"""`E` writes a report beside the record and says where; what is still read comes first."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from migration.errors import StateUnusable
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.verdict import Answer, Verdict
from migration.walk.derived_state import DerivedState
from migration.walk.next_things.waiting import closing
from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.notice import NoticeDialog
from screens.rehearsal.screen import RehearsalScreen
from tests.screens.fake_stage import Play

Start = Callable[..., Play]


def test_the_report_lies_beside_the_record_and_the_dialog_says_where(play: Start) -> None:
    played = play()
    played.press("write-report")
    folder = played.walkthrough.state.request.state_folder
    assert folder is not None
    (file,) = Path(folder).glob("report-*.html")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    dialog = played.stage.dialog
    assert isinstance(dialog, NoticeDialog)
    assert str(file) in dialog._text.splitlines()
    assert played.stage.title() == "The report"
    assert "c copies its path" in dialog._keys
    dialog.action_copy()
    assert played.terminal.copied == [(str(file), "the report's path", False)]


def test_once_the_report_is_written_nothing_is_next_until_something_else_is_recorded(
    play: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    played = play()
    monkeypatch.setattr(DerivedState, "retirement_verdict", Verdict(Answer.YES))

    def left() -> NextThing:
        (thing,) = closing(played.walkthrough.pages.now())
        return thing

    played.walkthrough.checklist.tick("1a")
    assert (left().kind, left().command) == (NextKind.VERDICT, "write-report")
    played.press("write-report")
    assert (left().kind, left().command) == (NextKind.VERDICT, "")
    assert left().text == (
        "nothing more here: ask Espressif before you delete the old pool, and read what this Yes"
        " rests on"
    )
    played.walkthrough.checklist.tick("1b")
    assert left().command == "write-report"


@pytest.mark.parametrize("answer", [Answer.NO, Answer.UNKNOWN])
def test_a_report_of_another_answer_is_none_of_the_yes_that_follows_without_an_entry(
    play: Start, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    """As when what is read shows it, or enough days have passed."""
    played = play()
    played.walkthrough.checklist.tick("1a")
    monkeypatch.setattr(DerivedState, "retirement_verdict", Verdict(answer))
    played.press("write-report")
    monkeypatch.setattr(DerivedState, "retirement_verdict", Verdict(Answer.YES))
    (thing,) = closing(played.walkthrough.pages.now())
    assert (thing.kind, thing.command) == (NextKind.VERDICT, "write-report")


@pytest.mark.parametrize("yes", [True, False, None])
def test_the_demo_is_left_only_after_a_yes_where_a_report_goes_with_it(
    play: Start, yes: bool | None
) -> None:
    played = play()
    played.handlers.report_file._demo = True
    played.press("write-report")
    played.stage.answer(None)
    file = played.handlers.report_file.goes_with_demo
    played.press("quit")
    dialog = played.stage.dialog
    assert isinstance(dialog, ConfirmDialog)
    assert str(file) in dialog._shown
    assert played.terminal.codes == []
    played.stage.answer(yes)
    played.stage.pass_time()
    assert played.terminal.codes[:1] == ([0] if yes else [])


def test_on_a_deployment_of_ones_own_the_report_stays_and_nothing_is_asked(play: Start) -> None:
    played = play()
    played.press("write-report")
    played.stage.answer(None)
    played.press("quit")
    played.stage.pass_time()
    assert played.terminal.codes[:1] == [0]


def test_a_second_quick_press_writes_no_second_report(play: Start) -> None:
    played = play()
    played.stage.holds.add("writing the report")
    played.press("write-report", "write-report")
    assert len(played.stage.held) == 1


def test_a_report_that_cannot_be_written_is_told(
    play: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Walkthrough) -> None:
        raise StateUnusable("There is no report without the record.")

    monkeypatch.setattr("screens.walkthrough.report_file._written", fail)
    played = play()
    played.press("write-report")
    assert (played.said, played.stage.look) == ("There is no report without the record.", "error")
    played.press("write-report")
    assert len([said for said, _ in played.stage.sentences if "without the record" in said]) == 2


@pytest.mark.parametrize(
    ("command", "first", "then"),
    [
        (
            "write-report",
            "Both pools are still being read: write the report once that has ended.",
            "Everything is read now: E writes the report.",
        ),
        (
            "show-rehearsal",
            "Both pools are still being read: rehearse once that has ended.",
            "Everything is read now: R says what a rehearsal makes.",
        ),
    ],
)
def test_what_waits_for_the_reading_is_told_again_when_that_has_ended(
    play: Start, command: str, first: str, then: str
) -> None:
    played = play()
    played.stage.holds.add("reading")
    played.press("read-again", command)
    assert played.said == first
    assert played.stage.dialogs == []
    played.stage.release()
    assert (played.said, played.stage.look) == (then, "ok")
    played.press(command)
    assert isinstance(played.stage.dialog, NoticeDialog | RehearsalScreen)
    played.press("read-again")
    played.stage.release()
    assert [said for said, _ in played.stage.sentences].count(then) == 1
