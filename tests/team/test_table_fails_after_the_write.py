"""The team's table fails once a write is sent: nothing is lost, and the record is finished."""

from typing import Any

import pytest

from migration.walk.unfinished_writes import TAKEN_OVER
from tests.team.people import Killed, Person, Team
from tests.team.test_two_people import MESSAGE, SUBJECT, UPDATE, at

GONE = {"code": "ResourceNotFoundException", "message": "Requested resource not found"}
TOO_LARGE = {
    "code": "ValidationException",
    "message": "Item size has exceeded the maximum allowed size",
}
FAILS: dict[str, dict[str, Any]] = {
    "throttled": {"kind": "throttling"},
    "denied": {"kind": "access_denied"},
    "gone": {"kind": "error", "status": 400, **GONE},
    "too large": {"kind": "error", "status": 400, "operation": "PutItem", **TOO_LARGE},
    "silent": {"kind": "cut"},
    "silent, and it was recorded": {"kind": "cut", "operation": "PutItem", "after": True},
    "out of order": {"kind": "server_error"},
}


def applied_while_it_fails(team: Team, ada: Person, fault: dict[str, Any]) -> Any:
    at(team, UPDATE, lambda: team.practice.fault(service="dynamodb", **fault))
    report = ada.apply(SUBJECT, "3a/-/Google")
    team.practice.passing = lambda _: None
    team.practice.aws.faults.clear()
    return report


@pytest.mark.parametrize("fails", FAILS)
def test_what_aws_shows_is_told_and_another_finishes_the_record(team: Team, fails: str) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    report = applied_while_it_fails(team, ada, FAILS[fails])
    assert SUBJECT in [result.id for result in report.applied], "AWS shows it"
    sent = team.practice.sent.count(UPDATE)
    ben.folds()
    team.now += TAKEN_OVER + 1
    assert ben.apply(MESSAGE).applied
    assert ben.folds().unfinished == ()
    assert team.practice.sent.count(UPDATE) == sent + 1, "nothing was sent again"
    undoable = {id_ for each in ben.walk.past_changes.undoables() for id_ in each.ids}
    assert undoable >= {SUBJECT, MESSAGE}
    assert ada.folds().unfinished == ()


@pytest.mark.parametrize("fails", ["throttled", "gone"])
def test_who_is_killed_then_is_accounted_for_by_another(team: Team, fails: str) -> None:
    ada, ben = team.person("ada"), team.person("ben")

    def goes(name: str) -> None:
        """The table fails as the write leaves, and the program ends as it looks at the table."""
        if name == UPDATE:
            team.practice.fault(service="dynamodb", **FAILS[fails])
        if name in {"PutItem", "Query"} and UPDATE in team.practice.sent:
            raise Killed

    team.practice.passing = goes
    with pytest.raises(Killed):
        ada.apply(SUBJECT)
    team.practice.passing = lambda _: None
    team.practice.aws.faults.clear()
    ben.folds()
    team.now += TAKEN_OVER + 1
    assert ben.apply(MESSAGE).applied
    undoables = ben.walk.past_changes.undoables()
    assert {id_ for each in undoables for id_ in each.ids} == {SUBJECT, MESSAGE}
