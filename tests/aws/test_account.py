"""What the real IAM and SNS answered, as recorded, read as the doctor reads it."""

from contextlib import AbstractContextManager, nullcontext
from types import SimpleNamespace
from typing import Any, cast

from migration.aws.account import simulate, sms_spend_limit
from migration.aws.connection import Connection
from tests.recordings import recorded


class Answering:
    """A connection whose every client gives one answer."""

    region = "us-east-1"

    def __init__(self, answer: dict[str, Any]) -> None:
        paginator = SimpleNamespace(paginate=lambda **_: [answer])
        self._client = SimpleNamespace(
            get_sms_attributes=lambda **_: answer, get_paginator=lambda _: paginator
        )

    def client(self, *_: str) -> Any:
        return self._client

    def asking(self, *_: object) -> AbstractContextManager[None]:
        return nullcontext()


def connection(name: str) -> Connection:
    return cast("Connection", Answering(dict(recorded(name))))


def test_what_iam_decided_of_each_action_is_read() -> None:
    asked = recorded("iam.simulate-principal-policy")["EvaluationResults"]
    found = simulate(
        connection("iam.simulate-principal-policy"), "arn:aws:iam::1:role/x", ["s3:*"], "*", {}
    )
    assert {action: one.word for action, one in found.items()} == {
        one["EvalActionName"]: one["EvalDecision"] for one in asked
    }
    assert all(one.missing == () for one in found.values())


def test_what_an_account_may_spend_that_never_set_it_is_one_dollar() -> None:
    assert sms_spend_limit(connection("sns.get-sms-attributes.untouched"), "us-east-1") == "1"
