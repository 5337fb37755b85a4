"""What a check found is one and the same for all: whoever asked it last."""

from __future__ import annotations

from datetime import timedelta

import pytest

from migration.checks.verdict import Evidence, Finding, Verdict
from tests.team.people import Person, Team
from tests.team.test_two_people import SUBJECT

CHECK = "domain-live"


def finds(person: Person, verdict: Verdict, *, again: bool = False) -> None:
    person.team.now += 1
    finding = Finding(
        CHECK, "2", "Domain", verdict, "it said so", Evidence("asked"), person.clock()
    )
    person.does(lambda walk: walk.checks.take(finding, again=again))
    person.folds()


@pytest.mark.parametrize("days", [-1, 1])
def test_what_another_found_later_counts_for_whoever_asked_before(team: Team, days: int) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ben.ahead = timedelta(days=days)
    finds(ada, Verdict.PASSED)
    finds(ben, Verdict.REFUSED)
    ada.folds()
    for person in (ada, ben):
        assert person.walk.state.findings[CHECK].verdict is Verdict.REFUSED
    finds(ada, Verdict.PASSED)
    ben.folds()
    for person in (ada, ben):
        assert person.walk.state.findings[CHECK].verdict is Verdict.PASSED


@pytest.mark.parametrize("days", [-1, 1])
def test_what_was_found_again_is_newer_than_what_another_wrote_before(
    team: Team, days: int
) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ben.ahead = timedelta(days=days)
    finds(ada, Verdict.PASSED)
    assert ben.apply(SUBJECT).applied
    ada.folds()
    (written,) = ada.walk.state.record.settled.written.values()
    assert written.is_later_than(ada.walk.state.asked[CHECK])
    finds(ada, Verdict.PASSED, again=True)  # not recorded again
    assert not written.is_later_than(ada.walk.state.asked[CHECK])
