"""When something may be written, what is asked first, and what is offered after half a run."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from migration.changes.write_report import Preview, Result, Undoable, Values, WriteReport
from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.undo_list import UndoListDialog
from screens.dialogs.write_report import NextStep, WriteReportDialog
from screens.walkthrough.write_report_telling import WriteReportTelling
from tests.screens.conftest import MAIN, reading
from tests.screens.fake_stage import Play

Start = Callable[..., Play]
CALLBACK = f"4/{MAIN}/CallbackURLs/https%3A%2F%2Fb.example%2F"
OTHER = "4/other/CallbackURLs/x"
ALREADY = "was so already, by somebody else"


class Applied:
    """Stands in for what would go to AWS: keeps what was asked, and answers with a report."""

    def __init__(self, walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch) -> None:
        self.asked: list[tuple[str, ...]] = []
        self.undone: list[tuple[int, ...]] = []
        self.report: Callable[[Sequence[str]], WriteReport] = lambda ids: WriteReport(
            applied=tuple(Result(id_) for id_ in ids)
        )
        self.undoables: tuple[Undoable, ...] = ()
        applier = walkthrough.applier
        monkeypatch.setattr(applier, "apply", self.apply)
        monkeypatch.setattr(applier, "undo", self.undo)
        past = walkthrough.past_changes
        monkeypatch.setattr(past, "undoables", lambda *_: self.undoables)
        monkeypatch.setattr(past, "history", lambda: ())

    def apply(self, ids: tuple[str, ...], *_: Any) -> WriteReport:
        self.asked.append(ids)
        return self.report(ids)

    def undo(self, undoables: Sequence[Undoable], *_: Any, **__: Any) -> WriteReport:
        self.undone.append(tuple(undoable.entry for undoable in undoables))
        return self.report([id_ for undoable in undoables for id_ in undoable.ids])


def undoable(entry: int, *, asks: bool = False) -> Undoable:
    return Undoable(entry, (CALLBACK,), f"Undo {entry}", ("a line",), asks)


@pytest.fixture
def played(play: Start) -> Play:
    """The cursor is on the one callback URL that is to be carried over."""
    flows: dict[str, Any] = {"AllowedOAuthFlowsUserPoolClient": True}
    urls = ["https://a.example/", "https://b.example/"]
    made = reading(flows | {"CallbackURLs": urls}, flows | {"CallbackURLs": urls[:1]})
    started = play(made, pairs=((MAIN, MAIN),))
    started.stand_on("4", CALLBACK)
    return started


@pytest.fixture
def aws(played: Play, monkeypatch: pytest.MonkeyPatch) -> Applied:
    return Applied(played.walkthrough, monkeypatch)


@pytest.mark.parametrize(
    ("reasons", "told"),
    [
        (("",), "checked by reading it again"),
        (("", "", ""), "checked by reading them again"),
        ((ALREADY,), ALREADY),
        ((ALREADY, ALREADY), "were so already, by somebody else"),
        (("", ALREADY, "", ""), f"3 checked by reading them again; 1 {ALREADY}"),
        (
            ("", ALREADY, ALREADY),
            "1 checked by reading it again; 2 were so already, by somebody else",
        ),
        (
            (ALREADY, "Also changed: MFA, on → off."),
            f"1 {ALREADY}; 1: Also changed: MFA, on → off",
        ),
    ],
)
def test_what_is_true_of_some_is_not_said_of_all(
    played: Play, aws: Applied, reasons: tuple[str, ...], told: str
) -> None:
    ids = [f"4/{MAIN}/CallbackURLs/{number}" for number in range(len(reasons))]
    report = WriteReport(applied=tuple(map(Result, ids, reasons)))
    WriteReportTelling(played.stage).tell(report, tuple(ids), "Applied", {})
    assert played.said.endswith(f": {told}.")


# --- whether --------------------------------------------------------------------------------------
def test_before_anything_is_known_nothing_is_written(played: Play, aws: Applied) -> None:
    played.opened.walkthrough = None
    played.press("apply", "apply-step", "undo")
    assert {sentence for sentence, _ in played.stage.sentences if sentence} == {
        "Nothing is known of the new pool yet: wait until it was read."
    }
    assert aws.asked == []


def test_read_only_refuses_in_a_sentence(play: Start) -> None:
    played = play(read_only=True)
    played.stand_on("4", CALLBACK)
    for command in ("apply", "apply-step", "undo"):
        played.stage.say("")
        played.press(command)
        assert played.stage.sentences[-1] == (
            "Read-only was asked for: start without --read-only to write.",
            "warning",
        )


def test_one_write_at_a_time(played: Play, aws: Applied) -> None:
    played.stage.holds.add("writing")
    played.press("apply")
    played.press("apply-step")
    assert played.said.endswith("one write at a time.")
    played.stage.release()
    assert aws.asked == [(CALLBACK,)]
    assert not played.view.writing


def test_what_cannot_be_applied_says_why(played: Play, aws: Applied) -> None:
    played.stand_on("4")
    played.press("apply")
    assert played.said == "Put the cursor on a setting to apply it, or apply the whole step (A)."
    played.stand_on("2", "2/-/Domain")
    played.press("apply")
    assert aws.asked == []


# --- what is said ---------------------------------------------------------------------------------
def test_what_was_applied_is_said(played: Play, aws: Applied) -> None:
    played.press("apply")
    assert aws.asked == [(CALLBACK,)]
    assert played.stage.sentences[-1] == (
        f"Applied {MAIN} callback URLs https://b.example/ (4): checked by reading it again.",
        "ok",
    )


@pytest.mark.parametrize("command", ["apply", "apply-step"])
def test_a_goes_on_to_the_next_difference_and_A_stays_where_it_is(  # noqa: N802
    play: Start, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    flows: dict[str, Any] = {"AllowedOAuthFlowsUserPoolClient": True}
    urls = [f"https://{name}.example/" for name in "ab"]
    made = reading(flows | {"CallbackURLs": urls}, flows | {"CallbackURLs": []})
    played = play(made, pairs=((MAIN, MAIN),))
    aws = Applied(played.walkthrough, monkeypatch)
    first, second = (row for step, row in played.handlers.shown.differences() if step == "4")
    played.stand_on("4", first)
    played.press(command)
    if command == "apply-step":
        assert aws.asked == []
        played.stage.answer(True)
    assert len(aws.asked) == 1
    assert (played.view.step, played.view.row) == ("4", second if command == "apply" else first)


def test_where_nothing_else_differs_in_the_step_the_cursor_stays_in_it(
    played: Play, aws: Applied
) -> None:
    assert any(step != "4" for step, _ in played.handlers.shown.differences())
    played.press("apply")
    assert aws.asked == [(CALLBACK,)]
    assert (played.view.step, played.view.row) == ("4", CALLBACK)


def test_who_was_led_to_a_row_is_shown_what_is_written_and_asked(
    played: Play, aws: Applied
) -> None:
    played.handlers.applying.apply_shown()
    assert aws.asked == []
    dialog = played.stage.dialog
    assert isinstance(dialog, ConfirmDialog)
    played.stage.answer(None)
    assert (aws.asked, played.said) == ([], "Nothing was written.")
    played.handlers.applying.apply_shown()
    played.stage.answer(True)
    assert aws.asked == [(CALLBACK,)]


def test_who_went_to_another_row_while_it_was_written_stays_there(
    played: Play, aws: Applied
) -> None:
    played.stage.holds.add("writing")
    played.press("apply")
    played.stand_on("5")
    played.stage.release()
    assert aws.asked == [(CALLBACK,)]
    assert played.view.step == "5"


def test_a_run_that_could_not_begin_is_an_error(played: Play, aws: Applied) -> None:
    def broken(_: object) -> WriteReport:
        raise KeyError("hunter2")

    aws.report = broken
    played.press("apply")
    assert played.stage.look == "error"
    assert played.said.startswith("A mistake in Poolwalk itself while writing (KeyError)")
    assert not played.view.writing


@pytest.mark.parametrize("trait", ["irreversible", "creates"])
def test_what_cannot_be_undone_or_makes_something_is_shown_first(
    played: Play, aws: Applied, monkeypatch: pytest.MonkeyPatch, trait: str
) -> None:
    preview = Preview(
        "Make it?",
        ("a line",),
        irreversible=trait == "irreversible",
        ids=(CALLBACK,),
        creates=trait == "creates",
        reversal="" if trait == "irreversible" else "It can be taken back (u).",
    )
    monkeypatch.setattr(played.walkthrough.applier, "preview", lambda _: preview)
    played.press("apply")
    assert isinstance(played.stage.dialog, ConfirmDialog)
    assert "be taken back" in " ".join(line.text for line in played.stage.dialog._lines(60))
    assert aws.asked == []
    played.stage.answer(None)
    assert played.said == "Nothing was written."
    played.press("apply")
    played.stage.answer(True)
    assert aws.asked == [(CALLBACK,)]


@pytest.mark.parametrize(
    ("told", "label"),
    [
        ("Skill: acme", "Skill:"),
        ("EmailMessage: Your code is {####}.", "EmailMessage:"),
        ("Test before: link an account of your own.", ""),
        ("It can be taken back (u): the skill then links to the old pool again.", ""),
    ],
)
def test_a_name_with_its_value_is_told_from_a_sentence_with_a_colon(told: str, label: str) -> None:
    (first, *rest) = ConfirmDialog("Make it?", [told])._lines(40)
    assert [span.text for span in first.spans if span.role == "faint"] == [label] * bool(label)
    assert not any(one.text.startswith(" ") for one in rest) or label


# --- half a run -----------------------------------------------------------------------------------
def half(ids: Sequence[str]) -> WriteReport:
    return WriteReport(applied=(Result(OTHER),), failed=tuple(Result(id_, "no") for id_ in ids[:1]))


@pytest.fixture
def run_of_two(played: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """The step has two settings to apply, as far as the run is concerned."""
    pages = played.walkthrough.pages
    monkeypatch.setattr(pages, "to_apply", lambda step="": (CALLBACK, OTHER))
    preview = Preview("", (), irreversible=False, ids=(CALLBACK, OTHER))
    monkeypatch.setattr(played.walkthrough.applier, "preview", lambda _: preview)


@pytest.mark.usefixtures("run_of_two")
def test_what_is_left_can_be_gone_on_with_and_all_of_it_rolled_back(
    played: Play, aws: Applied
) -> None:
    aws.undoables = (undoable(3),)
    aws.report = half
    played.press("apply-step")
    played.stage.answer(True)
    aws.undoables = (undoable(7), undoable(3))  # the run's own change is new
    # The ways on are worked out once the run has ended.
    played.stage.answer(None)
    played.press("apply-step")
    played.stage.answer(True)
    played.stage.answer(None)
    assert played.stage.sentences[-1] == ("1 applied, 1 failed.", "warning")


@pytest.mark.usefixtures("run_of_two")
def test_rolling_back_takes_the_changes_of_both_halves(played: Play, aws: Applied) -> None:
    aws.undoables = (undoable(3),)

    def first(ids: Sequence[str]) -> WriteReport:
        aws.undoables = (undoable(4), undoable(3))
        return half(ids)

    def second(ids: Sequence[str]) -> WriteReport:
        aws.undoables = (undoable(5), undoable(4), undoable(3))
        return half(ids)

    aws.report = first
    played.press("apply-step")
    played.stage.answer(True)
    dialog = played.stage.dialog
    assert isinstance(dialog, WriteReportDialog)
    assert dialog._ways == (NextStep.CONTINUE, NextStep.ROLL_BACK)
    aws.report = second
    played.stage.answer(NextStep.CONTINUE)
    assert len(aws.asked) == 2
    played.stage.answer(NextStep.ROLL_BACK)
    assert isinstance(played.stage.dialog, UndoListDialog)
    assert played.stage.title().startswith("Undo what this run applied: 2 changes")
    aws.report = lambda ids: WriteReport(applied=tuple(Result(id_) for id_ in ids))
    played.stage.answer(True)
    assert aws.undone == [(5, 4)]
    assert played.said == "Undone 2 settings: they are as before."


def test_what_is_stale_offers_to_read_again(played: Play, aws: Applied) -> None:
    values = Values("a", "b", "c")
    aws.report = lambda ids: WriteReport(stale=(Result(ids[0], "Changed by somebody", values),))
    played.press("apply")
    assert played.stage.look == "error"
    assert played.said.startswith(f"Not applied: {MAIN} ")
    assert isinstance(played.stage.dialog, WriteReportDialog)
    assert played.stage.dialog._ways == (NextStep.READ_AGAIN,)
    played.stage.holds.add("reading")
    played.stage.answer(NextStep.READ_AGAIN)
    assert played.view.reading


def test_a_stop_that_ended_the_last_write_does_not_end_the_next(
    played: Play, aws: Applied, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready: list[str] = []
    monkeypatch.setattr(played.walkthrough.applier, "make_ready", lambda: ready.append("before"))
    aws.report = lambda ids: WriteReport(applied=tuple(Result(id_, ready.pop()) for id_ in ids))
    played.press("apply")
    assert len(aws.asked) == 1
    assert ready == []


# --- back -----------------------------------------------------------------------------------------
def test_without_anything_to_undo_u_says_so(played: Play, aws: Applied) -> None:
    del aws
    played.press("undo")
    assert played.said == "There is nothing to undo."


@pytest.mark.parametrize("asks", [True, False])
def test_what_removes_something_asks_before_it_is_undone(
    played: Play, aws: Applied, asks: bool
) -> None:
    aws.undoables = (undoable(3, asks=asks),)
    played.press("undo")
    if asks:
        assert isinstance(played.stage.dialog, ConfirmDialog)
        assert aws.undone == []
        played.stage.answer(False)
        assert played.said == "Nothing was undone."
        played.press("undo")
        played.stage.answer(True)
    assert aws.undone == [(3,)]
    assert played.said.endswith("it is as before.")


def test_what_would_change_another_step_is_listed_before_it_is_undone(
    played: Play, aws: Applied
) -> None:
    css = replace(undoable(3), ids=("7b/esp-rainmaker-google-action/CSS",))
    aws.undoables = (css,)
    here = played.handlers.shown.situation()
    assert (here.undo_hint, here.undo_title) == ("", "Undo in step 7b")
    played.press("undo")
    assert isinstance(played.stage.dialog, UndoListDialog)
    assert aws.undone == []
    played.stage.answer(False)
    assert played.said == "Nothing was undone."
    played.press("undo")
    played.stage.answer(True)
    assert aws.undone == [(3,)]
