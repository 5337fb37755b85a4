"""What the account allows: e-mail, text messages, and what IAM says of the caller."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.practice_aws import NEW_POOL, PracticeAws

CALLER = "arn:aws:iam::123456789012:user/admin"
ROLE = "arn:aws:iam::123456789012:role/acme-administrator"


def simulated(aws: PracticeAws, *actions: str, source: str = CALLER) -> dict[str, str]:
    answer = aws.client("iam").simulate_principal_policy(
        PolicySourceArn=source, ActionNames=actions, ResourceArns=["*"]
    )
    return {
        result["EvalActionName"]: result["EvalDecision"] for result in answer["EvaluationResults"]
    }


def refusal_of(call: Any) -> str:
    with pytest.raises(ClientError) as refused:
        call()
    return str(refused.value.response["Error"]["Code"])


def test_the_sandboxes_are_left_until_a_setting_says_otherwise(practice_aws: PracticeAws) -> None:
    mail, sms = practice_aws.client("sesv2"), practice_aws.client("sns")
    assert mail.get_account()["ProductionAccessEnabled"]
    assert not sms.get_sms_sandbox_account_status()["IsInSandbox"]
    assert sms.get_sms_attributes(attributes=["MonthlySpendLimit"])["attributes"] == {
        "MonthlySpendLimit": "50"
    }

    practice_aws.settings(mail_sandbox=True, sms_sandbox=True, sms_spend_limit="")

    assert mail.get_account()["SendQuota"]["Max24HourSend"] == 200
    assert sms.get_sms_sandbox_account_status()["IsInSandbox"]
    # One dollar is what an account has that never set it (recorded).
    assert sms.get_sms_attributes()["attributes"]["MonthlySpendLimit"] == "1"


def test_what_is_denied_is_refused_and_simulated_alike(practice_aws: PracticeAws) -> None:
    practice_aws.settings(
        denied_actions=["cognito-idp:DescribeUserPool", "ses:GetAccount", "sns:GetSMSAttributes"]
    )

    allowed = simulated(practice_aws, "cognito-idp:DescribeUserPool", "cognito-idp:UpdateUserPool")
    assert allowed == {
        "cognito-idp:DescribeUserPool": "implicitDeny",
        "cognito-idp:UpdateUserPool": "allowed",
    }
    cognito = practice_aws.client("cognito-idp")
    assert (
        refusal_of(lambda: cognito.describe_user_pool(UserPoolId=NEW_POOL))
        == "AccessDeniedException"
    )
    assert refusal_of(lambda: practice_aws.client("sesv2").get_account()) == "AccessDeniedException"
    assert (
        refusal_of(lambda: practice_aws.client("sns").get_sms_attributes()) == "AuthorizationError"
    )


def test_a_role_can_be_simulated_by_its_own_arn_and_not_by_its_sessions(
    practice_aws: PracticeAws,
) -> None:
    iam = practice_aws.client("iam")
    assert iam.get_role(RoleName="acme-administrator")["Role"]["Arn"] == ROLE
    assert simulated(practice_aws, "iam:PassRole", source=ROLE) == {"iam:PassRole": "allowed"}

    session = "arn:aws:sts::123456789012:assumed-role/acme-administrator/alice"
    assert (
        refusal_of(lambda: simulated(practice_aws, "iam:PassRole", source=session))
        == "InvalidInput"
    )
    assert refusal_of(lambda: iam.get_role(RoleName="nobodys")) == "NoSuchEntity"


def test_a_path_where_no_operation_stands_is_refused(practice_aws: PracticeAws) -> None:
    mail = practice_aws.client("sesv2")
    assert (
        refusal_of(lambda: mail.get_configuration_set(ConfigurationSetName="none"))
        == "NotFoundException"
    )
    with_policies = practice_aws.client("iam")
    assert refusal_of(with_policies.list_users) == "InvalidAction"


def test_every_answer_says_when_it_was_given(practice_aws: PracticeAws) -> None:
    answer = practice_aws.client("sts").get_caller_identity()
    assert answer["ResponseMetadata"]["HTTPHeaders"]["date"].endswith(" GMT")
