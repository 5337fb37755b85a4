"""Pools: what an update resets, the e-mail's rules, and what is locked at creation."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws

DEVELOPER = {
    "EmailSendingAccount": "DEVELOPER",
    "SourceArn": "arn:aws:ses:us-east-1:123456789012:identity/no-reply@acme-home.example",
}


@pytest.fixture
def cognito(practice_aws: PracticeAws) -> Any:
    return practice_aws.client("cognito-idp")


def pool(cognito: Any, pool_id: str = NEW_POOL) -> dict[str, Any]:
    document: dict[str, Any] = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
    return document


def as_request(cognito: Any, document: dict[str, Any]) -> dict[str, Any]:
    """What Describe gave, as Update takes it."""
    taken = cognito.meta.service_model.operation_model("UpdateUserPool").input_shape.members
    request = {name: value for name, value in document.items() if name in taken}
    config = {**request["AdminCreateUserConfig"]}
    config.pop("UnusedAccountValidityDays")
    return {
        **request,
        "AdminCreateUserConfig": config,
        "UserPoolId": document["Id"],
        "PoolName": document["Name"],
    }


def without_date(document: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in document.items() if name != "LastModifiedDate"}


@pytest.mark.parametrize(
    "pool_id", [OLD_POOL, NEW_POOL, "us-east-1_WebShop03", "us-east-1_Staff004x"]
)
def test_a_pool_sent_back_whole_stays_as_it_is(cognito: Any, pool_id: str) -> None:
    before = pool(cognito, pool_id)
    cognito.update_user_pool(**as_request(cognito, before))

    now = pool(cognito, pool_id)
    assert without_date(now) == without_date(before)
    assert now["LastModifiedDate"] > before["LastModifiedDate"]


def test_an_update_resets_what_it_leaves_out(cognito: Any) -> None:
    before = pool(cognito)
    cognito.update_user_pool(UserPoolId=NEW_POOL)

    now = pool(cognito)
    assert now["LambdaConfig"] == {}
    assert now["EmailConfiguration"] == {"EmailSendingAccount": "COGNITO_DEFAULT"}
    assert now["DeletionProtection"] == "INACTIVE"
    assert now.get("UserPoolTags", {}) == {}
    for reset in ("SmsConfiguration", "AutoVerifiedAttributes", "AccountRecoverySetting"):
        assert reset not in now
    for locked in (
        "Name",
        "Arn",
        "UsernameAttributes",
        "UsernameConfiguration",
        "SchemaAttributes",
        "CreationDate",
    ):
        assert now[locked] == before[locked]


@pytest.mark.parametrize(
    "policies",
    [{}, {"Policies": {"SignInPolicy": {"AllowedFirstAuthFactors": ["PASSWORD", "EMAIL_OTP"]}}}],
)
def test_an_update_keeps_the_second_factor_and_each_policy_that_it_leaves_out(
    cognito: Any, policies: dict[str, Any]
) -> None:
    cognito.update_user_pool(UserPoolId=NEW_POOL, MfaConfiguration="OPTIONAL")
    before = pool(cognito)
    cognito.update_user_pool(UserPoolId=NEW_POOL, **policies)

    now = pool(cognito)
    assert now["MfaConfiguration"] == "OPTIONAL"
    assert now["Policies"] == {**before["Policies"], **policies.get("Policies", {})}


def test_cognitos_own_sender_takes_a_text_of_ones_own(cognito: Any) -> None:
    cognito.update_user_pool(
        UserPoolId=NEW_POOL, VerificationMessageTemplate={"EmailMessage": "It is {####}."}
    )
    now = pool(cognito)
    assert now["VerificationMessageTemplate"]["EmailMessage"] == "It is {####}."
    assert now["EmailConfiguration"] == {"EmailSendingAccount": "COGNITO_DEFAULT"}


def test_cloudformations_tags_outlive_an_update(practice_aws: PracticeAws, cognito: Any) -> None:
    tags = {"aws:cloudformation:stack-name": "ESP-RainMaker-Core", "project": "rainmaker"}
    practice_aws.change(pool="new", set={"UserPoolTags": tags})
    cognito.update_user_pool(UserPoolId=NEW_POOL, UserPoolTags={"stage": "test"})

    assert pool(cognito)["UserPoolTags"] == {
        "aws:cloudformation:stack-name": "ESP-RainMaker-Core",
        "stage": "test",
    }


def test_a_tier_left_out_becomes_essentials(cognito: Any) -> None:
    cognito.update_user_pool(UserPoolId="us-east-1_WebShop03")

    assert pool(cognito, "us-east-1_WebShop03")["UserPoolTier"] == "ESSENTIALS"


def test_dynamic_registration_left_out_is_kept(cognito: Any) -> None:
    cognito.update_user_pool(UserPoolId=NEW_POOL, DcrConfiguration={"EnableStatus": "Disabled"})
    cognito.update_user_pool(UserPoolId=NEW_POOL)

    assert pool(cognito)["DcrConfiguration"] == {"EnableStatus": "Disabled"}


def test_a_template_is_described_under_its_former_names_too(cognito: Any) -> None:
    template = {
        "DefaultEmailOption": "CONFIRM_WITH_CODE",
        "EmailSubject": "Code",
        "EmailMessage": "It is {####}.",
    }
    cognito.update_user_pool(
        UserPoolId=NEW_POOL, EmailConfiguration=DEVELOPER, VerificationMessageTemplate=template
    )

    now = pool(cognito)
    assert now["VerificationMessageTemplate"] == template
    assert (now["EmailVerificationSubject"], now["EmailVerificationMessage"]) == (
        "Code",
        "It is {####}.",
    )


@pytest.mark.parametrize(
    ("members", "reason"),
    [
        (
            {"EmailConfiguration": {"EmailSendingAccount": "DEVELOPER"}},
            "Source ARN is required to use DEVELOPER email sending owner",
        ),
        (
            {"UserPoolTags": {"aws:cloudformation:stack-name": "theirs"}},
            "aws: prefixed tag key names are not allowed",
        ),
        (
            {
                "EmailConfiguration": DEVELOPER,
                "VerificationMessageTemplate": {"EmailMessage": "There is no code here."},
            },
            "regular expression pattern",
        ),
        (
            {
                "EmailConfiguration": DEVELOPER,
                "VerificationMessageTemplate": {
                    "DefaultEmailOption": "CONFIRM_WITH_LINK",
                    "EmailMessageByLink": "There is no link in {####}.",
                },
            },
            "The message is invalid",
        ),
        (
            {
                "AdminCreateUserConfig": {"UnusedAccountValidityDays": 7},
                "Policies": {"PasswordPolicy": {"TemporaryPasswordValidityDays": 7}},
            },
            "TemporaryPasswordValidityDays",
        ),
        (
            {"LambdaConfig": {"CustomMessage": "not an ARN, but long enough"}},
            "lambdaConfig.customMessage",
        ),
    ],
)
def test_pools_that_are_refused(cognito: Any, members: dict[str, Any], reason: str) -> None:
    before = pool(cognito)
    with pytest.raises(ClientError, match=reason) as refused:
        cognito.update_user_pool(UserPoolId=NEW_POOL, **members)

    assert refused.value.response["Error"]["Code"] == "InvalidParameterException"
    assert pool(cognito) == before


def test_a_link_in_a_template_is_taken(cognito: Any) -> None:
    template = {
        "DefaultEmailOption": "CONFIRM_WITH_LINK",
        "EmailMessageByLink": "<p>\n{##Click here##}\n</p>",
    }
    cognito.update_user_pool(
        UserPoolId=NEW_POOL, EmailConfiguration=DEVELOPER, VerificationMessageTemplate=template
    )

    assert pool(cognito)["VerificationMessageTemplate"] == template


def test_the_second_factor_has_operations_of_its_own(cognito: Any) -> None:
    cognito.set_user_pool_mfa_config(
        UserPoolId=NEW_POOL,
        MfaConfiguration="OPTIONAL",
        SoftwareTokenMfaConfiguration={"Enabled": True},
    )
    cognito.update_user_pool(UserPoolId=NEW_POOL, MfaConfiguration="OFF")

    now = cognito.get_user_pool_mfa_config(UserPoolId=NEW_POOL)
    assert now["MfaConfiguration"] == "OFF"
    assert now["SoftwareTokenMfaConfiguration"] == {"Enabled": True}


def test_a_pool_is_made_and_deleted(cognito: Any) -> None:
    made = cognito.create_user_pool(
        PoolName="made", Schema=[{"Name": "flat", "AttributeDataType": "String"}]
    )["UserPool"]

    assert made["Id"].startswith("us-east-1_")
    assert "custom:flat" in [attribute["Name"] for attribute in made["SchemaAttributes"]]
    assert pool(cognito, made["Id"]) == made

    cognito.delete_user_pool(UserPoolId=made["Id"])
    with pytest.raises(
        cognito.exceptions.ResourceNotFoundException,
        match=r"User pool us-east-1_\w+ does not exist\.",
    ):
        pool(cognito, made["Id"])


def test_a_protected_pool_is_not_deleted(cognito: Any) -> None:
    with pytest.raises(ClientError, match="deletion protection"):
        cognito.delete_user_pool(UserPoolId=OLD_POOL)


def test_pools_are_in_one_region_only(practice_aws: PracticeAws) -> None:
    elsewhere = practice_aws.client("cognito-idp", region="eu-west-1")

    assert elsewhere.list_user_pools(MaxResults=10)["UserPools"] == []
    with pytest.raises(elsewhere.exceptions.ResourceNotFoundException):
        elsewhere.describe_user_pool(UserPoolId=OLD_POOL)


def test_what_else_hangs_on_a_pool(cognito: Any) -> None:
    arn = pool(cognito, OLD_POOL)["Arn"]

    assert cognito.list_tags_for_resource(ResourceArn=arn)["Tags"]["project"] == "rainmaker"
    assert [group["GroupName"] for group in cognito.list_groups(UserPoolId=OLD_POOL)["Groups"]] == [
        "installers"
    ]
    assert cognito.list_resource_servers(UserPoolId=OLD_POOL)["ResourceServers"] == []
    assert cognito.describe_risk_configuration(UserPoolId=OLD_POOL)["RiskConfiguration"] == {
        "UserPoolId": OLD_POOL
    }
    logs = cognito.get_log_delivery_configuration(UserPoolId=OLD_POOL)["LogDeliveryConfiguration"]
    assert logs == {"UserPoolId": OLD_POOL, "LogConfigurations": []}


def new_pool(cognito: Any, **members: Any) -> dict[str, Any]:
    made: dict[str, Any] = cognito.create_user_pool(PoolName="throw-away", **members)["UserPool"]
    return made


@pytest.mark.parametrize(
    ("members", "words"),
    [
        (
            {"AliasAttributes": ["email"], "UsernameAttributes": ["email"]},
            "Only one of the aliasAttributes",
        ),
        ({"MfaConfiguration": "ON"}, "SMS configuration"),
        (
            {"Schema": [{"Name": "home", "AttributeDataType": "String", "Required": True}]},
            "Required custom attributes",
        ),
    ],
)
def test_a_pool_that_aws_would_not_make(cognito: Any, members: dict[str, Any], words: str) -> None:
    with pytest.raises(ClientError, match=words):
        new_pool(cognito, **members)


def test_a_quota_of_pools_and_of_clients_is_used_up(
    practice_aws: PracticeAws, cognito: Any
) -> None:
    practice_aws.settings(client_quota=4, pool_quota=len(practice_aws.state()["pools"]) + 1)
    with pytest.raises(ClientError, match="LimitExceeded"):
        cognito.create_user_pool_client(UserPoolId=NEW_POOL, ClientName="one too many")
    new_pool(cognito)
    with pytest.raises(ClientError, match="LimitExceeded"):
        new_pool(cognito)


def test_mfa_wants_a_second_factor(cognito: Any) -> None:
    made = new_pool(cognito)["Id"]
    with pytest.raises(ClientError, match="second factor"):
        cognito.set_user_pool_mfa_config(UserPoolId=made, MfaConfiguration="ON")
    cognito.set_user_pool_mfa_config(
        UserPoolId=made,
        MfaConfiguration="OPTIONAL",
        SoftwareTokenMfaConfiguration={"Enabled": True},
    )
    assert pool(cognito, made)["MfaConfiguration"] == "OPTIONAL"


def test_who_is_in_a_pool_is_listed_with_what_was_asked_for(
    practice_aws: PracticeAws, cognito: Any
) -> None:
    made = new_pool(cognito)["Id"]
    assert cognito.list_users(UserPoolId=made, Limit=1)["Users"] == []
    practice_aws.change(pool=made, user="somebody")
    practice_aws.change(pool=made, user="somebody else")
    first = cognito.list_users(UserPoolId=made, Limit=1, AttributesToGet=["sub"])
    assert [user["Username"] for user in first["Users"]] == ["somebody"]
    rest = cognito.list_users(UserPoolId=made, PaginationToken=first["PaginationToken"])
    assert [user["Username"] for user in rest["Users"]] == ["somebody else"]
