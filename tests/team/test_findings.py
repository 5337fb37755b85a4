"""What a check found is one and the same for all: whoever asked it last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.guide.next_thing import NextKind
from migration.guide.verdict_grounds import outdated
from migration.walk.next_things.order import next_things
from tests.team.people import Person, Team
from tests.team.test_two_people import SUBJECT

CHECK = "domain-live"


def finds(
    person: Person,
    verdict: CheckVerdict,
    check: str = CHECK,
    step: str = "2",
    *,
    again: bool = False,
) -> None:
    person.team.now += 1
    last, at = person.walk.checks.last_entry, person.clock()
    finding = Finding(
        check, step, "Domain", verdict, "it said so", Evidence("asked"), at, after=last
    )
    person.does(lambda walk: walk.checks.take(finding, again=again))
    person.folds()


@pytest.mark.parametrize("days", [-1, 1])
def test_what_another_found_later_counts_for_whoever_asked_before(team: Team, days: int) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ben.ahead = timedelta(days=days)
    finds(ada, CheckVerdict.PASSED)
    finds(ben, CheckVerdict.REFUSED)
    ada.folds()
    for person in (ada, ben):
        assert person.walk.state.findings[CHECK].verdict is CheckVerdict.REFUSED
    finds(ada, CheckVerdict.PASSED)
    ben.folds()
    for person in (ada, ben):
        assert person.walk.state.findings[CHECK].verdict is CheckVerdict.PASSED


@pytest.mark.parametrize("days", [-1, 1])
def test_what_was_found_again_is_newer_than_what_another_wrote_before(
    team: Team, days: int
) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ben.ahead = timedelta(days=days)
    finds(ada, CheckVerdict.PASSED)
    assert ben.apply(SUBJECT).applied
    ada.folds()
    (written,) = ada.walk.state.record.settled.written.values()
    assert written.is_later_than(ada.walk.state.asked[CHECK])
    finds(ada, CheckVerdict.PASSED, again=True)  # not recorded again
    assert not written.is_later_than(ada.walk.state.asked[CHECK])


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_what_was_asked_before_another_wrote_is_old_though_it_was_recorded_after_that(
    team: Team, days: int
) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ben.ahead = timedelta(days=days)

    def asks() -> Finding:
        team.now += 1
        ada.folds()
        passed, last = CheckVerdict.PASSED, ada.walk.checks.last_entry
        return Finding(CHECK, "2", "", passed, "", Evidence("asked"), ada.clock(), after=last)

    def is_old(finding: Finding) -> set[bool]:
        """To each of them, once it was taken."""
        ada.does(lambda walk: walk.checks.take(finding))
        for person in (ada, ben):
            person.folds()
        states = [person.walk.state for person in (ada, ben)]
        return {
            outdated(state.findings[CHECK], [target], state.record.settled.written, state.asked)
            for state in states
            for target in state.record.settled.written
        }

    ticks(ada, "3a", "redirect")
    asked = asks()
    team.now += 1
    assert ben.apply(SUBJECT).applied
    ada.folds()
    assert is_old(asked) == {True}
    assert is_old(asks()) == {False}


def test_what_was_found_while_the_table_did_not_answer_is_not_lost_to_an_older_proof(
    team: Team,
) -> None:
    ben = team.person("ben")
    finds(ben, CheckVerdict.PASSED)
    ada = finds_unread(team, CheckVerdict.REFUSED)
    ada.folds()
    ben.folds()
    for person in (ada, ben):
        state = person.walk.state
        assert not state.record_unread
        assert state.findings[CHECK].verdict is CheckVerdict.REFUSED
        assert state.clear[CHECK].finding.verdict is CheckVerdict.REFUSED


def test_what_was_found_while_the_table_did_not_answer_is_older_than_what_was_written_since(
    team: Team,
) -> None:
    ben = team.person("ben")
    ticks(ben, "3a", "redirect")
    ada = finds_unread(team, CheckVerdict.PASSED)
    team.now += 1
    assert ben.apply(SUBJECT).applied
    for person in (ada, ben):
        person.folds()
        state = person.walk.state
        written = state.record.settled.written
        assert state.findings[CHECK].verdict is CheckVerdict.PASSED
        assert outdated(state.findings[CHECK], written, written, state.asked)


def test_what_another_found_since_is_not_overruled_by_what_the_table_did_not_take(
    team: Team,
) -> None:
    ben = team.person("ben")
    ada = finds_unread(team, CheckVerdict.PASSED)
    finds(ben, CheckVerdict.REFUSED)
    for person in (ada, ben):
        person.folds()
        assert person.walk.state.findings[CHECK].verdict is CheckVerdict.REFUSED


def test_what_the_table_still_does_not_take_is_recorded_the_next_time(team: Team) -> None:
    ben = team.person("ben")
    ada = finds_unread(team, CheckVerdict.PASSED)
    team.practice.fault(kind="throttling", operation="PutItem")
    ada.folds()
    team.practice.aws.faults.clear()
    ada.folds()
    assert ben.folds().checked.findings[CHECK].verdict is CheckVerdict.PASSED


def finds_unread(team: Team, verdict: CheckVerdict) -> Person:
    """Somebody opens the record while the table does not answer, and finds that meanwhile."""
    team.practice.fault(kind="throttling", service="dynamodb")
    team.now += 60
    ada = team.person("ada")
    assert ada.walk.state.record_unread
    last, at = ada.walk.checks.last_entry, ada.clock()
    finding = Finding(CHECK, "2", "", verdict, "", Evidence("asked"), at, after=last)
    ada.does(lambda walk: walk.checks.take(finding))
    team.practice.aws.faults.clear()
    return ada


def ticks(person: Person, step: str, part: str = "", day: str = "") -> None:
    person.team.now += 1
    person.does(lambda walk: walk.checklist.tick(step, part=part, day=day))


def contradicted(person: Person) -> bool:
    (summary,) = (one for one in person.walk.pages.summaries() if one.step.id == "3a")
    return summary.contradicted is not None


@pytest.mark.parametrize("who", ["ben", "ada"])
@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_check_contradicts_what_another_ticked_before_it_and_not_what_came_after(
    team: Team, minutes: int, who: str
) -> None:
    ada, ben = team.person("ada"), team.person(who, host="another")
    ben.ahead = timedelta(minutes=minutes)
    ticks(ada, "3a", "redirect")
    ben.folds()
    finds(ben, CheckVerdict.REFUSED, "google-console/redirect", "3a")
    ada.folds()
    assert contradicted(ada)
    assert contradicted(ben)
    ticks(ada, "3a", "redirect")
    ben.folds()
    assert not contradicted(ada)
    assert not contradicted(ben)


@pytest.mark.parametrize("minutes", [-10, 10])
def test_what_came_out_was_handed_over_before_whoever_handed_it_and_saw_it(
    team: Team, minutes: int
) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ben.ahead = timedelta(minutes=minutes)

    def released() -> bool:
        (summary,) = (one for one in ada.walk.pages.summaries() if one.step.id == "8a")
        return any(one.part.id == "released" and one.tick for one in summary.parts)

    finds(ben, CheckVerdict.PASSED, "play-release", "8a")
    ada.folds()
    ticks(ada, "8a", "submitted", day=f"{ada.clock():%Y-%m-%d}")
    assert not released(), "that was another release"
    ben.folds()
    finds(ben, CheckVerdict.PASSED, "play-release", "8a")
    ada.folds()
    assert released()


@pytest.mark.parametrize("who", ["ben", "ada"])
@pytest.mark.parametrize("minutes", [-10, 10])
def test_pools_are_read_again_after_an_upgrade_that_another_ticked_since(
    team: Team, minutes: int, who: str
) -> None:
    ada, ben = team.person("ada"), team.person(who, host="another")
    ben.ahead = timedelta(minutes=minutes)

    def to_read_again() -> bool:
        things = next_things(ada.walk.pages.now())
        return any(one.kind is NextKind.READ_AGAIN for one in things)

    def reads() -> None:
        team.now += 1
        ada.does(lambda walk: walk.reader.read())

    reads()
    ticks(ben, "1a")
    ada.folds()
    assert to_read_again()
    reads()
    assert not to_read_again()
