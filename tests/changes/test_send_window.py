"""The right to send ends some seconds after it began, and each request that leaves asks for it."""

from types import SimpleNamespace

import pytest

from migration.aws.check_before_send import fenced, look
from migration.changes.send_window import (
    ENDLESS,
    FRESH_FOR,
    SENDS_WITHIN,
    SendWindow,
    SendWindowOver,
    freshly,
)
from migration.errors import Cancelled


def test_it_begins_now_and_ends_at_just_so_many_seconds() -> None:
    clock = SimpleNamespace(seconds=100.0)
    window = SendWindow.begun(lambda: clock.seconds)
    window.must_be_open()
    clock.seconds += SENDS_WITHIN - 0.1
    with window.kept():
        look()
        clock.seconds += 0.1
        with pytest.raises(SendWindowOver, match="20 seconds or more have gone by"):
            look()
    with pytest.raises(SendWindowOver), window.kept():
        raise AssertionError("the block began")


def test_what_was_read_may_leave_for_just_so_many_seconds_of_the_machines_own_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = SimpleNamespace(seconds=100.0)
    monkeypatch.setattr("migration.journal.boot_clock.uptime", lambda: clock.seconds)
    window = ENDLESS.of_reading(100.0)
    clock.seconds += FRESH_FOR - 0.1
    with window.kept():
        clock.seconds += 0.1
        with pytest.raises(SendWindowOver, match="30 seconds or more have gone by since it"):
            look()


@pytest.mark.parametrize(
    ("takes", "asked", "began"),
    [((14.9,), 1, 100.0), ((3600.0, 1.0), 2, 3700.0), ((20.0, 20.0, 20.0), 3, 140.0)],
    ids=["at once", "it slept before the answer was seen", "always long"],
)
def test_what_is_read_is_as_old_as_its_question_and_asked_again_where_that_was_long_ago(
    monkeypatch: pytest.MonkeyPatch, takes: tuple[float, ...], asked: int, began: float
) -> None:
    clock = SimpleNamespace(seconds=100.0)
    monkeypatch.setattr("migration.journal.boot_clock.uptime", lambda: clock.seconds)
    answers: list[int] = []

    def read() -> int:
        clock.seconds += takes[len(answers)]
        answers.append(len(answers) + 1)
        return answers[-1]

    assert freshly(read) == (asked, began)


def test_without_a_clock_it_does_not_end() -> None:
    with ENDLESS.kept():
        look(request="any", event_name="before-send")


def test_a_fence_holds_within_its_block_and_the_outer_one_after_it() -> None:
    def refuse() -> None:
        raise Cancelled("no")

    look()
    with fenced(refuse):
        with fenced(lambda: None):
            look()
        with pytest.raises(Cancelled):
            look()
    look()
