"""What the practice AWS answers from memory is what it would answer if it were asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from sandbox.service import Aws
from tests.practice_aws import AT_ONCE, NEW_POOL, OLD_POOL, PracticeAws

Asked = Callable[[], int]


@pytest.fixture
def asked(practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """How often the new pool and its domain were really asked about."""
    del practice_aws
    carried_out = Aws._carry_out
    really: list[str] = []

    def counted(
        self: Aws, service: str, scope: Any, caller: Any, operation: str, given: Any
    ) -> Any:
        really.append(operation)
        return carried_out(self, service, scope, caller, operation, given)

    monkeypatch.setattr(Aws, "_carry_out", counted)
    return lambda: sum(name == "DescribeUserPool" for name in really)


def pool_of(aws: PracticeAws, pool: str = NEW_POOL) -> dict[str, Any]:
    found: dict[str, Any] = aws.client("cognito-idp").describe_user_pool(UserPoolId=pool)
    return found["UserPool"]  # type: ignore[no-any-return]


def set_back(aws: PracticeAws) -> None:
    """As the next test has it."""
    aws.reset()
    aws.settings(**AT_ONCE)


def test_the_second_time_nobody_is_asked_and_the_call_is_noted_all_the_same(
    practice_aws: PracticeAws, asked: Asked
) -> None:
    first = pool_of(practice_aws)
    set_back(practice_aws)
    before = asked()
    assert pool_of(practice_aws) == first
    assert asked() == before
    (call,) = practice_aws.calls()
    assert (call["operation"], call["pool"], call["error"]) == ("DescribeUserPool", NEW_POOL, "")
    assert call["ended"] >= call["began"]


def test_what_a_test_does_to_an_answer_no_other_one_sees(practice_aws: PracticeAws) -> None:
    pool_of(practice_aws)["Name"] = "changed here alone"
    set_back(practice_aws)
    assert pool_of(practice_aws)["Name"] != "changed here alone"


def test_after_a_write_everything_is_asked(practice_aws: PracticeAws, asked: Asked) -> None:
    pool_of(practice_aws), pool_of(practice_aws, OLD_POOL)
    before = asked()
    writing = practice_aws.client("cognito-idp")
    writing.update_user_pool(UserPoolId=NEW_POOL, UserPoolTags={"by": "a test"})
    assert pool_of(practice_aws)["UserPoolTags"] == {"by": "a test"}
    pool_of(practice_aws, OLD_POOL)
    assert asked() == before + 2


def test_another_change_is_another_aws(practice_aws: PracticeAws) -> None:
    pool_of(practice_aws)
    for subject in ("one", "another"):
        set_back(practice_aws)
        practice_aws.change(pool="new", set={"EmailVerificationSubject": subject})
        assert pool_of(practice_aws)["EmailVerificationSubject"] == subject
        practice_aws.change(pool="new", set={"EmailVerificationSubject": f"{subject}, again"})
        assert pool_of(practice_aws)["EmailVerificationSubject"] == f"{subject}, again"


@pytest.mark.parametrize("kind", ["access_denied", "server_error"])
def test_a_fault_is_felt_and_forgotten(practice_aws: PracticeAws, kind: str) -> None:
    pool_of(practice_aws)
    practice_aws.faults({"kind": kind, "operation": "DescribeUserPool"})
    with pytest.raises(ClientError):
        pool_of(practice_aws)
    practice_aws.faults()
    pool_of(practice_aws)


def test_a_refusal_is_the_same_refusal(practice_aws: PracticeAws, asked: Asked) -> None:
    client = practice_aws.client("cognito-idp")
    for _ in range(2):
        set_back(practice_aws)
        with pytest.raises(client.exceptions.ResourceNotFoundException, match="us-east-1_Gone"):
            pool_of(practice_aws, "us-east-1_Gone00001")
        (call,) = practice_aws.calls()
        assert call["error"] == "ResourceNotFoundException"
    assert asked() <= 1


def test_another_key_is_refused_whatever_is_remembered(practice_aws: PracticeAws) -> None:
    import boto3

    pool_of(practice_aws)
    stranger = boto3.client(
        "cognito-idp",
        endpoint_url=practice_aws.endpoint,
        region_name=practice_aws.region,
        aws_access_key_id=practice_aws.access_key,
        aws_secret_access_key="another secret",
    )
    with pytest.raises(ClientError, match="signature"):
        stranger.describe_user_pool(UserPoolId=NEW_POOL)
