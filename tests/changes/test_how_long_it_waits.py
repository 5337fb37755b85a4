"""For how long AWS may still be at what was sent, by whichever clock can be trusted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from migration.journal.entries import Entry, EntryKind
from migration.walk import unfinished_writes
from migration.walk.unfinished_writes import LONG_AGO, YOUNG, UnfinishedWrites

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


class Watched:
    """A watch of one write, on a machine whose clocks the test sets."""

    def __init__(self, patch: pytest.MonkeyPatch, *, shared: bool) -> None:
        self.seconds = 1000.0
        self.since: float | None = None
        clock = SimpleNamespace(monotonic=lambda: self.seconds)
        patch.setattr(unfinished_writes, "time", clock)
        patch.setattr(unfinished_writes, "seconds_since", lambda _: self.since)
        made: Any = object.__new__(UnfinishedWrites)
        made._first_seen = {}
        made._logbook = SimpleNamespace(shared=shared)
        made._clock = lambda: NOW
        self.watch = made

    def waits(self, old: timedelta = timedelta(0), intent: int = 7) -> float:
        last = Entry(EntryKind.INTENT, "ada", NOW - old, "5", {}, intent)
        return float(self.watch._waits(intent, last))


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> Watched:
    return Watched(monkeypatch, shared=False)


def test_in_this_boot_the_time_since_it_was_sent_counts(alone: Watched) -> None:
    alone.since = 10.0
    assert alone.waits() == YOUNG - 10.0
    assert alone.waits(LONG_AGO * 2) == YOUNG - 10.0, "whatever the clock says"
    alone.since = YOUNG + 1
    assert alone.waits() == 0.0


def test_after_another_boot_the_time_for_which_it_was_watched_counts(alone: Watched) -> None:
    assert alone.waits() == YOUNG
    alone.seconds += 20
    assert alone.waits() == YOUNG - 20
    assert alone.waits(intent=8) == YOUNG, "each by itself"
    alone.seconds += YOUNG
    assert alone.waits() == 0.0


def test_what_was_watched_longer_than_it_is_old_counts_as_watched(alone: Watched) -> None:
    alone.since = 1.0
    alone.waits()
    alone.seconds += 30
    assert alone.waits() == YOUNG - 30


def test_only_what_is_more_than_a_day_old_is_old_by_the_clock(alone: Watched) -> None:
    assert alone.waits(LONG_AGO) == YOUNG
    assert alone.waits(LONG_AGO + timedelta(seconds=1)) == 0.0


def test_in_a_team_no_clock_makes_it_old(monkeypatch: pytest.MonkeyPatch) -> None:
    team = Watched(monkeypatch, shared=True)
    assert team.waits(LONG_AGO * 2) == YOUNG
