"""For how long AWS may still be at what was sent, by whichever clock can be trusted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from migration.changes.recovery import Recovered
from migration.compare.setting import Kind, Target
from migration.errors import WrittenByAnother
from migration.journal.entries import Entry, EntryKind
from migration.journal.writing_process import this_process
from migration.walk import unfinished_writes
from migration.walk.unfinished_writes import (
    LONG_AGO,
    TAKEN_OVER,
    TEAM_LOOKS,
    TEAM_PATIENCE,
    YOUNG,
    UnfinishedWrites,
)

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


def of_others(number: int = 7) -> Entry:
    return Entry(EntryKind.INTENT, "ben", NOW, "5", {}, number)


def test_somebody_elses_write_is_left_to_them_for_two_minutes_of_ones_own_watching(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = Watched(monkeypatch, shared=True)
    left = team.watch._seconds_left
    assert left(of_others()) == TAKEN_OVER, "whoever has not seen it yet begins now"
    team.watch._first_seen[7] = team.seconds
    team.seconds += 30
    assert left(of_others()) == TAKEN_OVER - 30
    assert left(of_others(8)) == TAKEN_OVER
    team.seconds += TAKEN_OVER
    assert left(of_others()) == 0.0


def test_what_is_accounted_for_here_is_ones_own_and_what_nobody_is_at_any_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone, team = (Watched(monkeypatch, shared=shared) for shared in (False, True))
    ours, theirs = written(3, "ada", this_process()), written(7, "ben", {"host": "b", "pid": 1})
    from_before = Entry(EntryKind.INTENT, "ada", NOW, "5", {}, 5)  # it does not say which process
    monkeypatch.setattr(unfinished_writes, "still_runs", lambda known: known.get("host") == "b")
    for watched, unfinished in ((team, [ours, theirs]), (alone, [from_before, ours, theirs])):
        state = SimpleNamespace(
            record=SimpleNamespace(unfinished=unfinished), request=SimpleNamespace(read_only=False)
        )
        watched.watch._store = SimpleNamespace(state=state)
    assert alone.watch._open() == [from_before, ours], "and not what another process is at"
    team.watch._first_seen[7] = team.seconds
    assert team.watch._open() == [ours]
    assert team.watch._until_taken_over() == TAKEN_OVER
    team.seconds += TAKEN_OVER
    assert team.watch._open() == [ours, theirs]
    team.watch._store.state.record.unfinished = []
    assert team.watch._until_taken_over() == 0.0, "nothing is looked at again"


def test_one_is_seen_first_when_it_is_seen_and_again_at_each_sign_of_life(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = Watched(monkeypatch, shared=True)
    held: dict[int, int] = {}

    def look(*unfinished: Entry, arriving: tuple[Entry, ...] = ()) -> dict[int, float]:
        record = SimpleNamespace(
            unfinished=unfinished, arriving=[(one, one) for one in arriving], held=held
        )
        team.watch._store = SimpleNamespace(state=SimpleNamespace(record=record))
        team.watch._look_at_the_clock()
        return dict(team.watch._first_seen)

    team.watch._held = {}
    assert look(of_others()) == {7: 1000.0}
    team.seconds += 30
    assert look(of_others(), of_others(8)) == {7: 1000.0, 8: 1030.0}
    held[7] = 9
    team.seconds += 30
    assert look(of_others(), of_others(8)) == {7: 1060.0, 8: 1030.0}
    team.seconds += 30
    assert look(of_others(), arriving=(of_others(8), of_others(5))) == {
        7: 1060.0,
        8: 1030.0,
        5: 1090.0,
    }


@pytest.mark.parametrize(("shared", "after"), [(True, 11), (False, None)])
def test_what_became_of_it_is_recorded_in_a_team_on_what_was_seen_of_the_record(
    monkeypatch: pytest.MonkeyPatch, shared: bool, after: int | None
) -> None:
    watched = Watched(monkeypatch, shared=shared)
    told: list[Any] = []
    watched.watch._logbook.record = lambda *given, **by: told.append((*given, by))
    record = SimpleNamespace(last=11)
    watched.watch._store = SimpleNamespace(state=SimpleNamespace(record=record))
    for landed, made, kept in (
        (("a",), {"Name": "it"}, {"made": {"Name": "it"}}),
        (("a",), None, {}),
        ((), {"Name": "it"}, {}),
    ):
        lost = {"b": "refused"}
        watched.watch._finish(Recovered(of_others(), landed, lost, made=made))
        body = {"intent": 7, "applied": list(landed), "failed": lost, "recovered": True, **kept}
        assert told.pop() == (EntryKind.OUTCOME, NOW, "5", body, {"after": after})


def test_each_open_write_is_told_with_its_author_and_recorded_once_nothing_can_arrive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = Watched(monkeypatch, shared=False)
    told: list[Recovered] = []
    finished: list[int] = []
    found: dict[int, Recovered | None] = {
        1: Recovered(written(1, "user/ada"), ("a",), {}),
        2: Recovered(written(2, "user/ben"), (), {"b": "not there"}),
        3: Recovered(written(3, "user/ben"), (), {}, under_way=True),
        4: None,
        5: Recovered(written(5, "user/ada", this_process()), (), {"e": "not there"}),
    }
    asked = [one.intent if one else written(4, "user/ada") for one in found.values()]
    patched = {"_open": lambda: asked, "_tell": told.append}
    patched["_finish"] = lambda one: finished.append(one.intent.number)
    for name, instead in patched.items():
        setattr(alone.watch, name, instead)
    state = SimpleNamespace(who="user/ada", fingerprint=str)
    alone.watch._store = SimpleNamespace(state=state)
    alone.watch._login = SimpleNamespace(online=lambda: "online")
    alone.watch._logbook.fold = lambda: None
    monkeypatch.setattr(unfinished_writes, "resources_of", lambda *given: given)

    def recovered(intent: Entry, *given: object) -> Recovered | None:
        assert given == (("online", state), str)
        return found[intent.number]

    monkeypatch.setattr(unfinished_writes, "recovered", recovered)
    alone.watch._first_seen[2] = alone.seconds - 20
    assert alone.watch._account() == YOUNG, "until the last of them can be told"
    assert [(one.intent.number, one.by, one.own, one.waits) for one in told] == [
        (1, "", False, 0.0),
        (2, "ben", False, YOUNG - 20),
        (3, "ben", False, 0.0),
        (5, "", True, YOUNG),
    ]
    assert finished == [1]
    alone.seconds += YOUNG
    told.clear()
    assert alone.watch._account() == 0.0
    assert finished == [1, 1, 2, 5]


def written(number: int, who: str, process: Any = None) -> Entry:
    return Entry(EntryKind.INTENT, who, NOW, "5", {"process": process or {}}, number)


def test_who_writes_for_ten_minutes_is_not_waited_for_any_longer_and_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    team = Watched(monkeypatch, shared=True)
    body = {"process": {"host": "b"}, "target": {"kind": "pool", "name": ""}}
    intent = Entry(EntryKind.INTENT, "user/ben", NOW, "5", body, 7)
    record = SimpleNamespace(unfinished=(intent,), arriving=(), held={}, last=7)
    team.watch._store = SimpleNamespace(state=SimpleNamespace(record=record))
    looked: list[str] = []
    team.watch._logbook.fold = lambda: looked.append("fold")
    team.watch._account = lambda: looked.append("account")
    told: list[str] = []
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        team.seconds += seconds

    pool = Target(Kind.CLIENT, "7")
    with pytest.raises(WrittenByAnother, match=r"Nothing was sent: ben on b .*\. Try again\."):
        team.watch.settle_in_turn(pool, wait, told.append)
    assert TEAM_PATIENCE < sum(waited) <= TEAM_PATIENCE + TEAM_LOOKS
    assert {words.rpartition(": ")[2] for words in told} == {"waiting"}
    assert looked == ["fold", *["fold", "account"] * len(waited)]
    record.unfinished = ()
    assert team.watch.settle_in_turn(pool, wait, told.append) == 7
