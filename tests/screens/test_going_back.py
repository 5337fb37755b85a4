"""Going back by the record, and the doctor's examination: handlers on a fake stage."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from threading import Event
from types import SimpleNamespace
from typing import Any, cast

import pytest

from migration.changes.write_report import FieldChange, RecordedChange, Undoable
from migration.doctor.check import Check, DoctorVerdict, Group
from migration.errors import AwsUnreachable
from migration.walkthrough import Walkthrough
from screens.doctor.examination import Examination
from screens.record.reverting import Reverting
from tests.screens.fake_stage import FakeStage

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


# --- going back -----------------------------------------------------------------------------------
class Road:
    """Stands in for the main screen's undoing: keeps what it was asked to take back."""

    def __init__(self, undoables: Sequence[Undoable], *, refuses: bool = False) -> None:
        self.undoables = tuple(undoables)
        self.refuses = refuses
        self.one: list[Undoable] = []
        self.listed: list[tuple[tuple[int, ...], str, int]] = []
        self.history: tuple[RecordedChange, ...] = ()

    def may_begin(self) -> Walkthrough | None:
        if self.refuses:
            return None
        past_changes = SimpleNamespace(
            undoables=lambda step="": self.undoables,
            undoable_fields=lambda entry, ids: next(
                (undoable for undoable in self.undoables if undoable.entry == entry), None
            ),
            history=lambda: self.history,
        )
        return cast("Walkthrough", SimpleNamespace(past_changes=past_changes))

    def undo_one(self, undoable: Undoable) -> None:
        self.one.append(undoable)

    def undo_listed(self, undoables: Sequence[Undoable], title: str, stays: int = 0) -> None:
        self.listed.append((tuple(undoable.entry for undoable in undoables), title, stays))


def undoable(entry: int) -> Undoable:
    return Undoable(entry, ("5/-/EmailSubject",), f"Undo {entry}", (), False)


def change(entry: int, undoes: int | None = None) -> RecordedChange:
    return cast("RecordedChange", SimpleNamespace(entry=entry, undoes=undoes, at=AT))


def field(state: str, reason: str = "") -> FieldChange:
    return cast("FieldChange", SimpleNamespace(id="5/-/EmailSubject", state=state, reason=reason))


@pytest.fixture
def stage() -> FakeStage:
    return FakeStage()


def test_a_field_that_landed_is_taken_back(stage: FakeStage) -> None:
    road = Road([undoable(3)])
    Reverting(stage, road).undo_field(change(3), field("applied"))
    assert [one.entry for one in road.one] == [3]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        ("applied", "another Poolwalk took it back meanwhile"),
        ("undone", "it is undone already"),
        ("failed", "it never came through"),
        ("unfinished", "whether it came through is not known"),
        ("unheard-of", "it cannot be undone"),
    ],
)
def test_what_cannot_be_taken_back_says_why(stage: FakeStage, state: str, why: str) -> None:
    road = Road([])
    Reverting(stage, road).undo_field(change(3), field(state))
    assert road.one == []
    assert why in stage.said


def test_an_undo_is_not_undone(stage: FakeStage) -> None:
    Reverting(stage, Road([])).undo_field(change(4, undoes=3), field("applied"))
    assert stage.said.startswith("This is an undo itself")


def test_since_a_change_are_that_change_and_every_later_one(stage: FakeStage) -> None:
    road = Road([undoable(9), undoable(7), undoable(3)])
    road.history = (change(8, undoes=2), change(6, undoes=1), change(9))
    Reverting(stage, road).undo_since(change(7))
    ((entries, title, stays),) = road.listed
    assert entries == (9, 7)
    assert title == "Back to before 2026-11-22 02:00:00 UTC"
    assert stays == 1  # what change 8 took back was of before, and stays taken back


def test_a_step_is_put_back_under_its_name(stage: FakeStage) -> None:
    road = Road([undoable(3)])
    Reverting(stage, road).undo_step("5")
    assert road.listed == [((3,), "Put step 5 back", 0)]


def test_while_nothing_may_be_written_nothing_is_taken_back(stage: FakeStage) -> None:
    road = Road([undoable(3)], refuses=True)
    reverting = Reverting(stage, road)
    reverting.undo_field(change(3), field("applied"))
    reverting.undo_step("5")
    reverting.undo_since(change(3))
    assert (road.one, road.listed) == ([], [])


# --- the doctor -----------------------------------------------------------------------------------
def made(
    name: str, verdict: DoctorVerdict = DoctorVerdict.PASSED, group: Group | None = None
) -> Check:
    return Check(name, group or Group.TERMINAL, "what it is about", verdict)


def examined(
    stage: FakeStage,
    examine: Callable[..., None],
    test_clipboard: Callable[..., None] = lambda _: None,
) -> Examination:
    return Examination(
        stage, lambda told: told(made("terminal")), examine, test_clipboard, lambda: None
    )


def test_every_check_comes_in_and_is_counted(stage: FakeStage) -> None:
    def examine(told: Callable[[Check], None], _: Event) -> None:
        told(made("login", DoctorVerdict.FAILED))

    examination = examined(stage, examine)
    examination.check_again()
    assert {check.name for check in examination.checks} == {"terminal", "login"}
    assert examination.counted() == "2 checks, 1 failed"


def test_what_ends_the_examination_is_said_and_counts_the_rest_as_not_made(
    stage: FakeStage,
) -> None:
    def examine(*_: Any) -> None:
        raise AwsUnreachable("no answer")

    examination = examined(stage, examine)
    examination.check_again()
    assert (stage.said, stage.look) == ("no answer", "error")
    assert examination.counted() == "1 checks, the rest could not be made"


def test_while_it_checks_it_neither_begins_again_nor_tests_the_clipboard(stage: FakeStage) -> None:
    stage.holds.add("checking")
    tested: list[object] = []
    examination = examined(stage, lambda *_: None, tested.append)
    examination.check_again()
    examination.check_again()
    assert len(stage.held) == 1
    assert examination.counted() == "checking …"
    examination.test_clipboard()
    assert tested == []
    assert stage.said.startswith("Still checking")


def test_what_comes_in_after_the_page_is_left_is_nobodys(stage: FakeStage) -> None:
    stage.holds.add("checking")
    examination = examined(stage, lambda told, _: told(made("login")))
    examination.check_again()
    examination.stop()
    stage.release()
    assert examination.checks == ()


@pytest.mark.parametrize(("arrived", "look"), [(True, "ok"), (False, "warning"), (None, "")])
def test_the_self_tests_end_is_told_and_the_terminal_looked_at_again(
    stage: FakeStage, arrived: bool | None, look: str
) -> None:
    looked: list[str] = []
    examination = Examination(
        stage,
        lambda _: looked.append("terminal"),
        lambda *_: looked.append("all"),
        lambda ended: ended(arrived),
        lambda: None,
    )
    examination.test_clipboard()
    assert stage.look == look
    assert looked == ([] if arrived is None else ["terminal"])
