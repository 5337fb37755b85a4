"""Runs that a person stops: none forgets another's stop, and what was given up does not land."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event
from typing import Any

import pytest

from migration.checks.check_run import CheckRun
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.compare.setting import Kind, Target
from migration.errors import Cancelled
from migration.pools.documents import Domain
from migration.pools.reading import Pending, Role
from migration.walk.late_answers import with_landed, with_part
from migration.walk.stoppable_runs import StoppableRuns
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL


def test_a_stop_is_of_all_that_run_and_of_no_later_one() -> None:
    runs = StoppableRuns()
    with runs.run() as one, runs.run() as two:
        runs.stop()
        assert one.stopped.is_set()
        assert two.stopped.is_set()
    with runs.run() as later:
        assert not later.stopped.is_set()


def test_who_stops_it_before_it_begins_has_nothing_begun() -> None:
    stop = Event()
    stop.set()
    with pytest.raises(Cancelled), StoppableRuns().run(stop):
        pytest.fail("it began")


def test_a_later_run_does_not_forget_the_stop_of_one_that_is_under_way() -> None:
    runs = StoppableRuns()
    with runs.run() as first:
        runs.stop()
        with runs.run():
            assert first.stopped.is_set()


def test_what_was_given_up_does_not_land() -> None:
    runs = StoppableRuns()
    with runs.run() as run:
        assert runs.may_land(run)
        runs.stop()
        assert not runs.may_land(run)


def test_what_was_asked_before_does_not_land_behind_what_was_asked_later() -> None:
    runs = StoppableRuns()
    with runs.run() as first, runs.run() as second:
        assert runs.may_land(second)
        assert not runs.may_land(first)
        assert runs.may_land(second)


def test_of_two_things_that_runs_bring_each_has_its_own_order() -> None:
    runs = StoppableRuns()
    with runs.run() as first, runs.run() as second:
        assert runs.may_land(second, "clients")
        assert runs.may_land(first, "domain")
        assert not runs.may_land(first, "clients")


def test_runs_within_a_run_share_its_stop() -> None:
    runs = StoppableRuns()
    with runs.run() as outer:
        with runs.run(outer.stopped):
            pass
        runs.stop()
        assert outer.stopped.is_set()


def test_what_a_check_finds_after_its_run_was_given_up_is_dropped(
    walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = Event()
    found = Finding("a", "4", "a", CheckVerdict.REFUSED, "late", Evidence(), datetime.now(UTC))

    def given_up(_: CheckRun, __: Any, arrived: Callable[[Finding], None]) -> None:
        stop.set()
        arrived(found)
        raise Cancelled("Stopped.")

    monkeypatch.setattr(CheckRun, "run", given_up)
    entries = walkthrough.logbook.journal.entries()
    with pytest.raises(Cancelled):
        walkthrough.checks.run("4", stopped=stop)
    assert "a" not in walkthrough.checks.findings
    assert walkthrough.logbook.journal.entries() == entries


def test_what_others_wrote_does_not_land_behind_what_was_written_here_since(
    walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = Target(Kind.POOL, "")
    older, newer = {"Id": NEW_POOL, "Name": "older"}, {"Id": NEW_POOL, "Name": "newer"}

    def read(*_: object) -> dict[str, str]:
        walkthrough.store.change(lambda state: with_landed(state, pool, newer))
        return older

    monkeypatch.setattr("migration.changes.resources.Resources.read", read)
    walkthrough.arrivals._read([pool])
    assert walkthrough.state.landed[pool] is newer


def test_what_a_stack_left_stands_though_a_longer_reading_brings_it_as_it_was(
    walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = Domain.from_describe({"Domain": "left", "Status": "ACTIVE"}, "us-east-1")

    def after_stack(*given: Any) -> None:
        given[3](Role.NEW, "domain", left)

    def deployment(*given: Any) -> None:
        walkthrough.reader.read_after_stack_update()
        given[2](Role.NEW, "domain", None)

    monkeypatch.setattr("migration.deployment.both_pools.read_after_stack", after_stack)
    monkeypatch.setattr("migration.deployment.both_pools.read_deployment", deployment)
    walkthrough.reader.read(attached=False)
    assert walkthrough.state.reading.new.domain == left


def test_what_was_read_stays_until_it_was_read_again(walkthrough: Walkthrough) -> None:
    state, pending = walkthrough.state, Pending("ListIdentityProviders")
    assert with_part(state, Role.NEW, "providers", pending) is state
    none_yet = with_part(state, Role.NEW, "providers", ())
    assert none_yet.reading.new.providers == ()
    new = replace(state.reading.new, providers=Pending(""))
    begun = replace(state, reading=replace(state.reading, new=new))
    later = with_part(begun, Role.NEW, "providers", pending)
    assert later.reading.new.providers == pending
