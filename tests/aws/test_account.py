"""What the real IAM and SNS answered, as recorded, read as the doctor reads it."""

from migration.aws.account import simulate, sms_spend_limit
from migration.aws.connection import Connection
from tests.recordings import PERMISSIONS, SPENDING, recorded
from tests.recordings.answering import answering


def connection(name: str) -> Connection:
    return answering(dict(recorded(name)))


def test_what_iam_decided_of_each_action_is_read() -> None:
    asked = recorded(PERMISSIONS)["EvaluationResults"]
    found = simulate(connection(PERMISSIONS), "arn:aws:iam::1:role/x", ["s3:*"], "*", {})
    assert {action: one.word for action, one in found.items()} == {
        one["EvalActionName"]: one["EvalDecision"] for one in asked
    }
    assert all(one.missing == () for one in found.values())


def test_what_an_account_may_spend_that_never_set_it_is_one_dollar() -> None:
    assert sms_spend_limit(connection(SPENDING), "us-east-1") == "1"
