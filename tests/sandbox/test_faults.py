"""What can be made to go wrong."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectionClosedError, ReadTimeoutError

from sandbox.faults import Faults, Target
from tests.practice_aws import HUNG, NEW_POOL, OLD_POOL, PracticeAws

INSTALLER = "8newinstallerapp9acme0home"


@pytest.fixture
def cognito(practice_aws: PracticeAws) -> Any:
    return practice_aws.client("cognito-idp")


def code(refused: pytest.ExceptionInfo[ClientError]) -> str:
    return str(refused.value.response["Error"]["Code"])


def installer(practice_aws: PracticeAws) -> dict[str, Any]:
    found: dict[str, Any] = practice_aws.state()["pools"][NEW_POOL]["clients"][INSTALLER]
    return found


def rename(cognito: Any, client: dict[str, Any], name: str = "renamed") -> dict[str, Any]:
    updated: dict[str, Any] = cognito.update_user_pool_client(
        UserPoolId=NEW_POOL, ClientId=client["ClientId"], ClientName=name
    )
    return updated["UserPoolClient"]  # type: ignore[no-any-return]


def test_five_calls_a_second_for_one_operation_on_one_pool(
    practice_aws: PracticeAws, cognito: Any
) -> None:
    practice_aws.faults({"kind": "throttling", "rate": 5})

    def throttled(pool: str) -> int:
        count = 0
        for _ in range(8):
            try:
                cognito.describe_user_pool(UserPoolId=pool)
            except cognito.exceptions.TooManyRequestsException:
                count += 1
        return count

    # The other pool and the other operation have a bucket of their own.
    assert 1 <= throttled(OLD_POOL) <= 3
    cognito.describe_user_pool(UserPoolId=NEW_POOL)
    cognito.list_groups(UserPoolId=OLD_POOL)


def test_cloudformation_throttles_under_its_own_name(practice_aws: PracticeAws) -> None:
    practice_aws.faults({"kind": "throttling"})

    with pytest.raises(ClientError, match="Rate exceeded") as refused:
        practice_aws.client("cloudformation").list_stacks()
    assert code(refused) == "Throttling"


@pytest.mark.parametrize(
    ("kind", "in_cognito", "in_query"),
    [
        ("access_denied", "AccessDeniedException", "AccessDenied"),
        ("expired_token", "ExpiredTokenException", "ExpiredToken"),
        ("server_error", "InternalErrorException", "InternalFailure"),
    ],
)
def test_refusals_in_each_services_words(
    practice_aws: PracticeAws, cognito: Any, kind: str, in_cognito: str, in_query: str
) -> None:
    practice_aws.faults({"kind": kind})

    with pytest.raises(ClientError) as refused:
        cognito.describe_user_pool(UserPoolId=OLD_POOL)
    assert code(refused) == in_cognito
    with pytest.raises(ClientError) as refused:
        practice_aws.client("sts").get_caller_identity()
    assert code(refused) == in_query


def test_a_denial_says_who_what_and_on_what(practice_aws: PracticeAws, cognito: Any) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "DescribeUserPool"})

    with pytest.raises(ClientError) as refused:
        cognito.describe_user_pool(UserPoolId=OLD_POOL)
    assert (
        "User: arn:aws:iam::123456789012:user/admin is not authorized to perform:"
        " cognito-idp:DescribeUserPool on resource:"
        f" arn:aws:cognito-idp:us-east-1:123456789012:userpool/{OLD_POOL}" in str(refused.value)
    )
    cognito.list_groups(UserPoolId=OLD_POOL)


def test_a_fault_hits_so_many_calls_after_so_many(practice_aws: PracticeAws, cognito: Any) -> None:
    practice_aws.faults(
        {
            "kind": "server_error",
            "operation": ["ListGroups", "ListUserPools"],
            "skip": 1,
            "count": 2,
        }
    )

    outcomes = []
    for _ in range(5):
        try:
            cognito.list_groups(UserPoolId=OLD_POOL)
            outcomes.append("answered")
        except cognito.exceptions.InternalErrorException:
            outcomes.append("failed")
    assert outcomes == ["answered", "failed", "failed", "answered", "answered"]
    assert [call["error"] for call in practice_aws.calls()] == [
        "",
        "InternalErrorException",
        "InternalErrorException",
        "",
        "",
    ]


def test_any_error_can_be_named(practice_aws: PracticeAws, cognito: Any) -> None:
    practice_aws.faults(
        {
            "kind": "error",
            "pool": NEW_POOL,
            "code": "ConcurrentModificationException",
            "message": "Busy.",
        }
    )

    with pytest.raises(cognito.exceptions.ConcurrentModificationException, match="Busy"):
        rename(cognito, installer(practice_aws))
    assert installer(practice_aws)["ClientName"] == "acme-installer-app"


def test_latency_delays_a_call(practice_aws: PracticeAws, cognito: Any) -> None:
    practice_aws.faults({"kind": "latency", "seconds": 0.1})
    began = time.monotonic()
    cognito.describe_user_pool(UserPoolId=OLD_POOL)
    assert time.monotonic() - began >= 0.1


def test_no_call_waits_for_anothers_latency(practice_aws: PracticeAws, cognito: Any) -> None:
    practice_aws.faults({"kind": "latency"})
    with ThreadPoolExecutor(8) as threads:
        answers = threads.map(lambda _: cognito.describe_user_pool(UserPoolId=OLD_POOL), range(8))
        try:
            first = practice_aws.wait_for_call("DescribeUserPool")["number"]
            practice_aws.wait_for_call("DescribeUserPool", number=first + 7)
            assert not any(call["ended"] for call in practice_aws.calls())
        finally:
            practice_aws.faults()
        assert {answer["UserPool"]["Id"] for answer in answers} == {OLD_POOL}


def test_a_hung_call_is_answered_by_nothing(practice_aws: PracticeAws) -> None:
    practice_aws.faults({"kind": "hang", "operation": "ListGroups"})

    with pytest.raises(ReadTimeoutError):
        practice_aws.client("cognito-idp", read_timeout=0.1).list_groups(UserPoolId=OLD_POOL)


def test_hung_calls_are_let_go_when_the_faults_end(practice_aws: PracticeAws, cognito: Any) -> None:
    practice_aws.faults({"kind": "hang"})
    ended: list[type[BaseException]] = []

    def ask() -> None:
        try:
            cognito.list_groups(UserPoolId=OLD_POOL)
        except ConnectionClosedError as error:
            ended.append(type(error))

    asking = Thread(target=ask)
    asking.start()
    practice_aws.wait_for_call("ListGroups")
    practice_aws.faults()
    asking.join(HUNG)
    assert ended == [ConnectionClosedError]


def test_a_call_that_was_struck_before_the_end_and_waits_after_it_is_let_go() -> None:
    faults = Faults()
    faults.add({"kind": "hang", "count": 1})
    (fault,) = faults.striking(
        Target("cognito-idp", "ListGroups", "us-east-1", OLD_POOL, "AKIAEXAMPLE")
    )
    faults.clear()
    waiting = Thread(target=faults.hang, args=(fault,), daemon=True)
    waiting.start()
    waiting.join(HUNG)
    assert not waiting.is_alive()


def test_a_cut_call_was_not_carried_out(practice_aws: PracticeAws, cognito: Any) -> None:
    practice_aws.faults({"kind": "cut"})

    with pytest.raises(ConnectionClosedError):
        rename(cognito, installer(practice_aws))
    assert installer(practice_aws)["ClientName"] == "acme-installer-app"


def test_a_call_cut_afterwards_was_carried_out(practice_aws: PracticeAws, cognito: Any) -> None:
    practice_aws.faults({"kind": "cut", "after": True})

    with pytest.raises(ConnectionClosedError):
        rename(cognito, installer(practice_aws))
    assert installer(practice_aws)["ClientName"] == "renamed"


def test_a_lost_write_is_answered_but_changes_nothing(
    practice_aws: PracticeAws, cognito: Any
) -> None:
    before = installer(practice_aws)
    practice_aws.faults({"kind": "lost_write"})

    assert rename(cognito, before)["ClientName"] == "renamed"
    assert installer(practice_aws) == before


def test_a_write_can_lose_single_members(practice_aws: PracticeAws, cognito: Any) -> None:
    before = installer(practice_aws)
    practice_aws.faults({"kind": "lost_write", "members": ["CallbackURLs"]})
    rename(cognito, before)

    now = installer(practice_aws)
    assert now["ClientName"] == "renamed"
    assert now["CallbackURLs"] == before["CallbackURLs"]
    assert "SupportedIdentityProviders" not in now


@pytest.mark.parametrize("when", ["before", "after"])
def test_somebody_else_changes_something_around_a_call(
    practice_aws: PracticeAws, cognito: Any, when: str
) -> None:
    change = {
        "pool": NEW_POOL,
        "client": "rainmaker-new-pool-client",
        "set": {"RefreshTokenValidity": 7},
    }
    practice_aws.faults(
        {
            "kind": "change",
            "operation": "DescribeUserPoolClient",
            "when": when,
            "count": 1,
            "change": change,
        }
    )
    clients = cognito.list_user_pool_clients(UserPoolId=NEW_POOL)["UserPoolClients"]
    client_id = next(
        c["ClientId"] for c in clients if c["ClientName"] == "rainmaker-new-pool-client"
    )

    seen = [
        cognito.describe_user_pool_client(UserPoolId=NEW_POOL, ClientId=client_id)[
            "UserPoolClient"
        ]["RefreshTokenValidity"]
        for _ in range(2)
    ]
    assert seen == ([7, 7] if when == "before" else [365, 7])


def test_somebody_else_changes_members_directly(practice_aws: PracticeAws, cognito: Any) -> None:
    before = cognito.describe_user_pool(UserPoolId=NEW_POOL)["UserPool"]
    arn = "arn:aws:lambda:us-east-1:123456789012:function:custom-message"
    practice_aws.change(
        pool="new", set={"LambdaConfig.CustomMessage": arn}, unset=["LambdaConfig.PreSignUp"]
    )
    practice_aws.change(pool="new", provider="GitHub", create=True, set={"ProviderType": "OIDC"})
    practice_aws.change(pool="new", domain={"prefix": "acme-signin"})
    practice_aws.change(pool="old", client="acme-installer-app", delete=True)

    now = cognito.describe_user_pool(UserPoolId=NEW_POOL)["UserPool"]
    assert now["LambdaConfig"]["CustomMessage"] == arn
    assert "PreSignUp" not in now["LambdaConfig"]
    assert now["Domain"] == "acme-signin"
    assert now["LastModifiedDate"] > before["LastModifiedDate"]
    assert [
        p["ProviderName"] for p in cognito.list_identity_providers(UserPoolId=NEW_POOL)["Providers"]
    ] == ["GitHub"]
    assert len(cognito.list_user_pool_clients(UserPoolId=OLD_POOL)["UserPoolClients"]) == 3


@pytest.mark.parametrize(
    "fault", [{"kind": "earthquake"}, {"kind": "latency", "colour": "red"}, {}]
)
def test_a_fault_that_is_not_described_is_refused(
    practice_aws: PracticeAws, fault: dict[str, Any]
) -> None:
    with pytest.raises(AssertionError, match="no such fault"):
        practice_aws.faults(fault)


def test_a_reset_brings_the_sample_back(practice_aws: PracticeAws, cognito: Any) -> None:
    before = practice_aws.state()
    practice_aws.faults({"kind": "latency", "seconds": 0})
    practice_aws.settings(stack_seconds=0)
    rename(cognito, installer(practice_aws))
    cognito.create_user_pool(PoolName="made")
    practice_aws.reset()

    assert practice_aws.state() == before
    assert practice_aws.calls() == []


def test_calls_are_recorded_with_when_who_and_on_what(
    practice_aws: PracticeAws, cognito: Any
) -> None:
    cognito.list_groups(UserPoolId=OLD_POOL, Limit=5)

    (call,) = practice_aws.calls(pool=OLD_POOL)
    assert (call["service"], call["operation"], call["region"]) == (
        "cognito-idp",
        "ListGroups",
        "us-east-1",
    )
    assert call["access_key"] == practice_aws.access_key
    assert call["parameters"] == {"UserPoolId": OLD_POOL, "Limit": 5}
    assert time.time() - 60 < call["began"] <= call["ended"]
