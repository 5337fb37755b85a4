"""Reads are tried, writes are simulated; both lists come from the policy that we hand out."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from migration.aws import account
from migration.aws.connection import Connection, connect
from migration.doctor.check import DoctorVerdict
from migration.doctor.policy import needs
from tests.by_night import every
from tests.doctor.conftest import Examine
from tests.practice_aws import PracticeAws

ROLE = "arn:aws:iam::123456789012:role/acme-administrator"
PERMISSIONS_ALONE = ["machine", "messages", "stacks", "domains"]


def test_every_action_of_the_policy_is_a_check_of_its_own() -> None:
    policy = json.loads((files("assets") / "policies" / "migrate.json").read_text())
    actions: list[Any] = [
        action
        for statement in policy["Statement"]
        if not statement["Sid"].startswith("OptionalForTheDoctor")
        for action in (
            [statement["Action"]] if isinstance(statement["Action"], str) else statement["Action"]
        )
    ]
    names = [need.subject.name for need in needs()]
    assert list(dict.fromkeys(need.action for need in needs())) == actions
    assert len(set(names)) == len(names)
    assert {"may-get-ui-customization", "may-describe-user-pool", "may-pass-role"} <= set(names)


@pytest.mark.parametrize(
    "need", every(3, [need for need in needs() if need.is_read]), ids=lambda need: need.operation
)
def test_a_read_that_aws_refuses_fails_by_its_own_name(
    on_aws: Examine, practice_aws: PracticeAws, need: Any
) -> None:
    # By their ids the pools are found without listing them.
    by_id = {"old_pool": "us-east-1_OldPool01", "new_pool": "us-east-1_NewPool02"}
    practice_aws.faults(
        {"kind": "access_denied", "operation": need.operation, "service": need.service}
    )
    checks = on_aws(
        skip=["messages", "stacks", "domains", "machine"],
        **(by_id if need.operation == "ListUserPools" else {}),
    )
    assert [name for name, check in checks.items() if check.fails] == [need.subject.name]
    assert need.action in checks[need.subject.name].evidence


def test_a_read_allowed_on_one_pool_alone_is_not_called_allowed(
    on_aws: Examine, practice_aws: PracticeAws
) -> None:
    practice_aws.faults(
        {"kind": "access_denied", "operation": "ListGroups", "pool": "us-east-1_OldPool01"}
    )
    assert on_aws(skip=PERMISSIONS_ALONE)["may-list-groups"].verdict is DoctorVerdict.FAILED


def test_a_read_that_is_not_answered_is_not_known(
    on_aws: Examine, practice_aws: PracticeAws
) -> None:
    practice_aws.faults({"kind": "server_error", "operation": "ListGroups"})
    assert on_aws(skip=PERMISSIONS_ALONE)["may-list-groups"].verdict is DoctorVerdict.UNKNOWN


def test_a_write_that_no_policy_allows_is_advice_and_is_never_tried(
    on_aws: Examine, practice_aws: PracticeAws
) -> None:
    practice_aws.settings(denied_actions=["cognito-idp:UpdateUserPool", "iam:PassRole"])
    checks = on_aws(skip=PERMISSIONS_ALONE)
    denied = [check for check in checks.values() if check.verdict is DoctorVerdict.FAILED]
    assert [check.name for check in denied] == [
        "may-update-user-pool",
        "may-pass-role",
        "may-rehearse",
    ]
    assert all(check.advisory and not check.fails for check in denied)
    assert "userpool/us-east-1_NewPool02" in denied[0].evidence
    assert "role/service-role/esp-CognitoSnsCaller" in denied[1].evidence
    written = [
        call
        for call in practice_aws.calls()
        if call["operation"].startswith(("Create", "Update", "Delete"))
    ]
    assert written == []


def test_a_denial_that_rests_on_a_second_factor_is_not_known(
    on_aws: Examine, practice_aws: PracticeAws
) -> None:
    practice_aws.settings(
        denied_actions=["cognito-idp:UpdateUserPool"],
        missing_context=["aws:MultiFactorAuthPresent"],
    )
    check = on_aws(skip=PERMISSIONS_ALONE)["may-update-user-pool"]
    assert (check.verdict, "aws:MultiFactorAuthPresent" in check.reason) == (
        DoctorVerdict.UNKNOWN,
        True,
    )


def test_a_caller_who_may_not_simulate_is_told_that_writes_are_not_known(
    on_aws: Examine, practice_aws: PracticeAws
) -> None:
    practice_aws.settings(denied_actions=["iam:SimulatePrincipalPolicy"])
    checks = on_aws(skip=PERMISSIONS_ALONE)
    writes = [checks[need.subject.name] for need in needs() if not need.is_read]
    assert {check.verdict for check in writes} == {DoctorVerdict.UNKNOWN}
    assert all("iam:SimulatePrincipalPolicy" in check.reason for check in writes)


def test_without_an_sms_role_nothing_needs_to_be_passed(
    on_aws: Examine, practice_aws: PracticeAws
) -> None:
    practice_aws.settings(denied_actions=["iam:PassRole"])
    practice_aws.change(pool="new", unset=["SmsConfiguration"])
    check = on_aws(skip=PERMISSIONS_ALONE)["may-pass-role"]
    assert (check.verdict, "Not needed" in check.evidence) == (DoctorVerdict.PASSED, True)


@pytest.fixture
def session_of_a_role(practice_aws: PracticeAws, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Credentials in the environment, as a login to a role leaves them."""
    made = practice_aws.client("sts").assume_role(
        RoleArn=ROLE,
        RoleSessionName="alice",
        SerialNumber="arn:aws:iam::123456789012:mfa/admin",
        TokenCode="123456",
    )["Credentials"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", made["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", made["SecretAccessKey"])
    monkeypatch.setenv("AWS_SESSION_TOKEN", made["SessionToken"])
    return {"credentials": None}


@pytest.mark.parametrize(
    "denied", [[], ["iam:GetRole"]], ids=["its path is known", "its path is guessed"]
)
def test_a_session_is_simulated_as_its_role(
    on_aws: Examine, practice_aws: PracticeAws, session_of_a_role: dict[str, Any], denied: list[str]
) -> None:
    practice_aws.settings(denied_actions=denied)
    checks = on_aws(skip=PERMISSIONS_ALONE, **session_of_a_role)
    assert checks["credentials"].evidence.endswith("assumed-role/acme-administrator/alice")
    assert checks["may-update-user-pool"].verdict is DoctorVerdict.PASSED
    asked = practice_aws.calls("SimulatePrincipalPolicy")
    assert {call["parameters"]["PolicySourceArn"] for call in asked} == {ROLE}
    assert not any(made in repr(checks) for made in (practice_aws.secret_key,))


@pytest.fixture
def connection(practice_aws: PracticeAws) -> Connection:
    return connect(
        region=practice_aws.region,
        endpoint_url=practice_aws.endpoint,
        credentials=(practice_aws.access_key, practice_aws.secret_key),
    )


@pytest.mark.parametrize(
    "operation", ["UpdateUserPool", "CreateGroup", "AdminDeleteUser", "SignUp"]
)
def test_what_is_no_read_is_never_tried(
    connection: Connection, practice_aws: PracticeAws, operation: str
) -> None:
    with pytest.raises(ValueError, match="is not a read"):
        account.try_to_read(
            connection, "cognito-idp", operation, "us-east-1", {"UserPoolId": "us-east-1_NewPool02"}
        )
    assert practice_aws.calls(operation) == []
