"""What the doctor says of a team's table and of the right to add to it."""

from __future__ import annotations

from migration.doctor.check import DoctorVerdict
from tests.doctor.conftest import Examine
from tests.journal.tables import NAME, make_table
from tests.practice_aws import PracticeAws

BUT_THE_TEAM = ("machine", "login", "deployment", "messages")


def test_a_table_that_is_there_and_may_be_added_to_passes(
    practice_aws: PracticeAws, on_aws: Examine
) -> None:
    practice_aws.settings(table_seconds=0)
    make_table(practice_aws.client("dynamodb"))
    practice_aws.forget_calls()
    checks = on_aws(skip=BUT_THE_TEAM, team_table=NAME)
    assert checks["team-table"].verdict is DoctorVerdict.PASSED
    assert checks["may-record"].verdict is DoctorVerdict.PASSED
    assert not practice_aws.calls("PutItem")


def test_what_lacks_is_named_with_what_helps(practice_aws: PracticeAws, on_aws: Examine) -> None:
    practice_aws.settings(denied_actions=["dynamodb:PutItem"])
    checks = on_aws(skip=BUT_THE_TEAM, team_table="elsewhere")
    assert "there is no such table" in checks["team-table"].evidence
    assert "team create" in checks["team-table"].advice
    assert checks["may-record"].evidence == "IAM's simulation says no to dynamodb:PutItem"


def test_without_a_table_nothing_is_asked_of_it(practice_aws: PracticeAws, on_aws: Examine) -> None:
    assert not {"team-table", "may-record"} & set(on_aws(skip=BUT_THE_TEAM))
    assert not [call for call in practice_aws.calls() if call["service"] == "dynamodb"]
