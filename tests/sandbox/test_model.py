"""Requests are held to the service model, and so are the answers."""

import json
from typing import Any

import pytest

from sandbox import models, validation
from sandbox.errors import AwsError
from sandbox.patterns import as_python, compiled, matches
from tests.practice_aws import NEW_POOL, OLD_POOL, SKILLS_STACK, PracticeAws
from tests.sandbox import raw_requests


def refused(aws: PracticeAws, operation: str, parameters: object) -> tuple[str, str]:
    answer = raw_requests.send(
        aws, "cognito-idp", json.dumps(parameters).encode(), raw_requests.in_json(operation)
    )
    assert answer.status == 400
    document = json.loads(answer.body)
    return document["__type"], document["message"]


def test_a_pattern_is_answered_in_awss_words(practice_aws: PracticeAws) -> None:
    assert refused(practice_aws, "DescribeUserPool", {"UserPoolId": "no pool"}) == (
        "InvalidParameterException",
        "1 validation error detected: Value 'no pool' at 'userPoolId' failed to satisfy"
        " constraint: "
        r"Member must satisfy regular expression pattern: [\w-]+_[0-9a-zA-Z]+",
    )


@pytest.mark.parametrize(
    ("operation", "parameters", "reason"),
    [
        (
            "DescribeUserPool",
            {},
            "Value null at 'userPoolId' failed to satisfy constraint: Member must not be null",
        ),
        ("ListUserPools", {"MaxResults": 61}, "Member must have value less than or equal to 60"),
        ("ListUserPools", {"MaxResults": 0}, "Member must have value greater than or equal to 1"),
        ("ListUserPools", {"MaxResults": 1, "Colour": "red"}, "'colour'"),
        (
            "UpdateUserPool",
            {"UserPoolId": NEW_POOL, "Policies": {"PasswordPolicy": {"MinimumLength": 5}}},
            "minimumLength",
        ),
        (
            "UpdateUserPool",
            {"UserPoolId": NEW_POOL, "AutoVerifiedAttributes": ["fax"]},
            r"Value '[fax]' at 'autoVerifiedAttributes'",
        ),
        ("DescribeUserPoolClient", {}, "2 validation errors detected"),
        (
            "DescribeUserPoolClient",
            {"UserPoolId": NEW_POOL, "ClientId": "a b"},
            "Value at 'clientId' failed",
        ),
    ],
)
def test_requests_that_break_the_model(
    practice_aws: PracticeAws, operation: str, parameters: object, reason: str
) -> None:
    code, message = refused(practice_aws, operation, parameters)

    assert code == "InvalidParameterException"
    assert reason in message


@pytest.mark.parametrize(
    "parameters",
    [
        {"MaxResults": "1"},
        {"MaxResults": True},
        {"MaxResults": 1, "NextToken": 7},
        {"MaxResults": [1]},
        ["a list"],
    ],
)
def test_a_wrong_type_is_not_understood(practice_aws: PracticeAws, parameters: object) -> None:
    assert refused(practice_aws, "ListUserPools", parameters)[0] == "SerializationException"


@pytest.mark.parametrize("operation", ["AdminCreateUser", "AdminGetUser", "MakeCoffee"])
def test_an_operation_that_is_not_played_is_unknown(
    practice_aws: PracticeAws, operation: str
) -> None:
    assert (
        refused(practice_aws, operation, {"UserPoolId": NEW_POOL})[0] == "UnknownOperationException"
    )


@pytest.mark.parametrize(
    ("service", "action"),
    [("cloudformation", "CreateStack"), ("sts", "GetSessionToken"), ("ec2", "RunInstances")],
)
def test_an_action_that_is_not_played_is_invalid(
    practice_aws: PracticeAws, service: str, action: str
) -> None:
    answer = raw_requests.in_query(practice_aws, service, action)

    assert answer.status == 400
    assert "<Code>InvalidAction</Code>" in answer.body


def test_a_form_is_held_to_the_model_too(practice_aws: PracticeAws) -> None:
    answers = {
        "Unknown parameter: Colour": raw_requests.in_query(
            practice_aws, "cloudformation", "ListStacks", Colour="red"
        ),
        "Member must not be null": raw_requests.in_query(
            practice_aws, "cloudformation", "ListStackResources"
        ),
        "Member must satisfy constraint": raw_requests.in_query(
            practice_aws, "cloudformation", "ListStacks", **{"StackStatusFilter.member.1": "TIRED"}
        ),
    }
    for reason, answer in answers.items():
        assert "<Code>ValidationError</Code>" in answer.body
        assert reason in answer.body


def test_what_xml_would_read_as_its_own_comes_through(practice_aws: PracticeAws) -> None:
    practice_aws.change(stack=SKILLS_STACK, set={"Description": "<&> \"'"})

    stack = practice_aws.client("cloudformation").describe_stacks(StackName=SKILLS_STACK)["Stacks"][
        0
    ]
    assert stack["Description"] == "<&> \"'"


def test_all_patterns_of_the_services_compile() -> None:
    for service in models.SERVICES:
        model = models.service_model(service)
        for name in model.shape_names:
            pattern = model.shape_for(name).metadata.get("pattern")
            if pattern:
                compiled(pattern)


@pytest.mark.parametrize(
    ("pattern", "value", "expected"),
    [
        (r"[\w+]+", "abc_1+", True),
        (r"[\w+]+", "é", False),
        (r"[\p{L}\p{P}]+", "é!", True),
        (r"\d+", "٣", False),
        (r"[\s]+", " \n\t", True),
        (r"[\s]+", "\u00a0", False),
        (r"[\uD800\uDC00-\uDBFF\uDFFF]+", "\U0001f600", True),
        (r"[\uD800\uDC00-\uDBFF\uDFFF]+", "a", False),
        (r"[a]+", "ab", False),
        (r"\[\w\]", "[a]", True),
    ],
)
def test_patterns_mean_what_they_mean_in_java(pattern: str, value: str, expected: bool) -> None:
    assert matches(pattern, value) is expected


def test_an_escaped_bracket_opens_no_class() -> None:
    assert as_python(r"\[\w") == r"\[[a-zA-Z0-9_]"


def answers_of_every_read(aws: PracticeAws) -> list[tuple[str, str, dict[str, Any]]]:
    cognito, clients = aws.client("cognito-idp"), []
    found: list[tuple[str, str, dict[str, Any]]] = []

    def ask(operation: str, **parameters: Any) -> dict[str, Any]:
        answer: dict[str, Any] = cognito._make_api_call(operation, parameters)
        answer.pop("ResponseMetadata")
        found.append(("cognito-idp", operation, answer))
        return answer

    for pool in ask("ListUserPools", MaxResults=60)["UserPools"]:
        pool_id = pool["Id"]
        described = ask("DescribeUserPool", UserPoolId=pool_id)["UserPool"]
        ask("GetUserPoolMfaConfig", UserPoolId=pool_id)
        for provider in ask("ListIdentityProviders", UserPoolId=pool_id)["Providers"]:
            ask(
                "DescribeIdentityProvider",
                UserPoolId=pool_id,
                ProviderName=provider["ProviderName"],
            )
        clients = ask("ListUserPoolClients", UserPoolId=pool_id)["UserPoolClients"]
        for client in clients:
            ask("DescribeUserPoolClient", UserPoolId=pool_id, ClientId=client["ClientId"])
            if {"Domain", "CustomDomain"} & described.keys():  # AWS refuses it to the others
                ask("GetUICustomization", UserPoolId=pool_id, ClientId=client["ClientId"])
        ask("ListGroups", UserPoolId=pool_id)
    ask("DescribeUserPoolDomain", Domain="acme-login")
    return found


def test_what_the_sample_answers_keeps_to_the_model(practice_aws: PracticeAws) -> None:
    for service, operation, answer in answers_of_every_read(practice_aws):
        shape = models.answer_shape(service, operation)
        for attribute in answer.get("UserPool", {}).get("SchemaAttributes", ()):
            # The model allows a name twenty characters; AWS's own `phone_number_verified` has one
            # more.
            attribute["Name"] = attribute["Name"][:20]
        try:
            validation.check(shape, in_seconds(answer), "Broken")
        except AwsError as error:
            pytest.fail(f"{operation}: {error}")


def in_seconds(value: Any) -> Any:
    """The answer with moments as numbers.

    The empty structure that AWS gives for what is unset is left out.
    """
    if isinstance(value, dict):
        return {
            name: in_seconds(item)
            for name, item in value.items()
            if (name, item) != ("CustomDomainConfig", {})
        }
    if isinstance(value, list):
        return [in_seconds(item) for item in value]
    return value.timestamp() if hasattr(value, "timestamp") else value


def test_the_old_pool_is_told_in_full(practice_aws: PracticeAws) -> None:
    pool = practice_aws.client("cognito-idp").describe_user_pool(UserPoolId=OLD_POOL)["UserPool"]

    assert {
        "AccountRecoverySetting",
        "AdminCreateUserConfig",
        "AliasAttributes",
        "Arn",
        "DeletionProtection",
        "Domain",
        "EmailConfiguration",
        "EmailVerificationMessage",
        "EstimatedNumberOfUsers",
        "LambdaConfig",
        "MfaConfiguration",
        "Policies",
        "SchemaAttributes",
        "UserPoolTier",
        "VerificationMessageTemplate",
    } <= set(pool)
    assert "UnusedAccountValidityDays" in pool["AdminCreateUserConfig"]
