"""App clients: what an update resets, and what Cognito refuses."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws

ANALYTICS = "arn:aws:mobiletargeting:us-east-1:123456789012:apps/0123456789"
ROLE = "arn:aws:iam::123456789012:role/pinpoint"
Update = Callable[..., dict[str, Any]]


@pytest.fixture
def cognito(practice_aws: PracticeAws) -> Any:
    return practice_aws.client("cognito-idp")


@pytest.fixture
def installer(cognito: Any) -> dict[str, Any]:
    return described(cognito, NEW_POOL, "acme-installer-app")


@pytest.fixture
def update(cognito: Any, installer: dict[str, Any]) -> Update:
    """Updates the installers' client: everything as it is, but for what is given."""
    taken = cognito.meta.service_model.operation_model("UpdateUserPoolClient").input_shape.members

    def send(**members: Any) -> dict[str, Any]:
        request = {
            name: value
            for name, value in {**installer, **members}.items()
            if name in taken and value is not None
        }
        updated: dict[str, Any] = cognito.update_user_pool_client(**request)["UserPoolClient"]
        return updated

    return send


def described(cognito: Any, pool: str, name: str) -> dict[str, Any]:
    pages = cognito.get_paginator("list_user_pool_clients").paginate(UserPoolId=pool)
    client_id = next(
        c["ClientId"] for page in pages for c in page["UserPoolClients"] if c["ClientName"] == name
    )
    client: dict[str, Any] = cognito.describe_user_pool_client(UserPoolId=pool, ClientId=client_id)[
        "UserPoolClient"
    ]
    return client


def test_an_update_resets_what_it_leaves_out(cognito: Any, installer: dict[str, Any]) -> None:
    cognito.update_user_pool_client(
        UserPoolId=NEW_POOL, ClientId=installer["ClientId"], PreventUserExistenceErrors="ENABLED"
    )

    now = described(cognito, NEW_POOL, "acme-installer-app")
    assert now["PreventUserExistenceErrors"] == "ENABLED"
    assert not now["AllowedOAuthFlowsUserPoolClient"]
    assert now["RefreshTokenValidity"] == 30
    assert now["TokenValidityUnits"] == {}
    for reset in (
        "CallbackURLs",
        "SupportedIdentityProviders",
        "ExplicitAuthFlows",
        "AllowedOAuthScopes",
        "AccessTokenValidity",
    ):
        assert reset not in now


def test_an_update_keeps_name_secret_and_creation(cognito: Any, installer: dict[str, Any]) -> None:
    cognito.update_user_pool_client(UserPoolId=NEW_POOL, ClientId=installer["ClientId"])

    now = described(cognito, NEW_POOL, "acme-installer-app")
    for lasting in ("ClientName", "ClientId", "ClientSecret", "CreationDate"):
        assert now[lasting] == installer[lasting]


def test_each_write_moves_the_date(update: Update, installer: dict[str, Any]) -> None:
    first, second = update(), update()

    assert installer["LastModifiedDate"] < first["LastModifiedDate"] < second["LastModifiedDate"]


def test_every_client_of_the_sample_would_be_taken_as_it_stands(cognito: Any) -> None:
    taken = cognito.meta.service_model.operation_model("UpdateUserPoolClient").input_shape.members
    for pool in (OLD_POOL, NEW_POOL):
        for listed in cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=60)[
            "UserPoolClients"
        ]:
            client = cognito.describe_user_pool_client(
                UserPoolId=pool, ClientId=listed["ClientId"]
            )["UserPoolClient"]
            updated = cognito.update_user_pool_client(
                **{name: client[name] for name in client if name in taken}
            )

            assert {**updated["UserPoolClient"], "LastModifiedDate": None} == {
                **client,
                "LastModifiedDate": None,
            }


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/callback",
        "com.acme.home://success",
        "http://localhost:8080/callback",
        "http://localhost",
        "http://127.0.0.1:9/",
        "https://a.example/?x=1",
    ],
)
def test_callbacks_that_are_taken(update: Update, url: str) -> None:
    assert update(CallbackURLs=[url])["CallbackURLs"] == [url]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://a.example/callback", "http://a.example/callback cannot use the HTTP protocol"),
        ("https://a.example/#top", "https://a.example/#top cannot use fragment"),
        ("com.acme.home://success#", "fragment"),
        ("/callback", "absolute"),
        ("https:///callback", "absolute"),
        ("https://a.example/a b", "regular expression pattern"),
        ("https://a.example/" + "x" * 1010, "less than or equal to 1024"),
    ],
)
def test_callbacks_that_are_refused(update: Update, url: str, reason: str) -> None:
    with pytest.raises(ClientError, match=reason) as refused:
        update(CallbackURLs=[url])

    assert refused.value.response["Error"]["Code"] == "InvalidParameterException"


def test_a_hundred_callbacks_and_no_more(update: Update) -> None:
    urls = [f"https://a.example/{number}" for number in range(101)]

    assert len(update(CallbackURLs=urls[:100])["CallbackURLs"]) == 100
    with pytest.raises(ClientError, match="length less than or equal to 100"):
        update(CallbackURLs=urls)


@pytest.mark.parametrize(
    ("members", "code", "reason"),
    [
        (
            {"SupportedIdentityProviders": ["COGNITO", "Google"]},
            "InvalidParameterException",
            "The provider Google does not exist",
        ),
        (
            {"AllowedOAuthScopes": ["openid", "acme/read"]},
            "ScopeDoesNotExistException",
            "acme/read",
        ),
        (
            {"AllowedOAuthFlowsUserPoolClient": False},
            "InvalidParameterException",
            "AllowedOAuthFlowsUserPoolClient",
        ),
        ({"AllowedOAuthScopes": None}, "InvalidParameterException", "are required"),
        ({"CallbackURLs": None}, "InvalidOAuthFlowException", "CallbackUrls can not be empty"),
        (
            {"AllowedOAuthFlows": ["code", "client_credentials"]},
            "InvalidOAuthFlowException",
            "client_credentials",
        ),
        (
            {"ExplicitAuthFlows": ["ALLOW_USER_SRP_AUTH", "USER_PASSWORD_AUTH"]},
            "InvalidParameterException",
            "Auth flow name with prefix 'ALLOW' cannot be used with legacy auth flow names",
        ),
        (
            {"DefaultRedirectURI": "https://a.example/other"},
            "InvalidParameterException",
            "The default redirect URI https://a.example/other is not in the callback URIs list",
        ),
        (
            {"AccessTokenValidity": 25},
            "InvalidParameterException",
            "Invalid range for token validity",
        ),
        (
            {"AccessTokenValidity": 86401},
            "InvalidParameterException",
            "value less than or equal to 86400",
        ),
        (
            {"RefreshTokenValidity": 4, "TokenValidityUnits": {"RefreshToken": "hours"}},
            "InvalidParameterException",
            "Invalid range for token validity",  # the access token would live longer
        ),
        (
            {"AnalyticsConfiguration": {"ApplicationArn": ANALYTICS, "RoleArn": ROLE}},
            "InvalidParameterException",
            "ApplicationArn alone",
        ),
        ({"AuthSessionValidity": 16}, "InvalidParameterException", "less than or equal to 15"),
        (
            {"ReadAttributes": ["email", "custom:flat"]},
            "InvalidParameterException",
            "Invalid read attributes",
        ),
        (
            {"WriteAttributes": ["email_verified"]},
            "InvalidParameterException",
            "Invalid write attributes specified while updating a client",
        ),
        ({"PreventUserExistenceErrors": "YES"}, "InvalidParameterException", "enum value set"),
    ],
)
def test_clients_that_are_refused(
    update: Update, members: dict[str, Any], code: str, reason: str
) -> None:
    with pytest.raises(ClientError, match=reason) as refused:
        update(**members)

    assert refused.value.response["Error"]["Code"] == code


def test_pinpoints_arn_comes_back_with_the_role_that_cognito_took(update: Update) -> None:
    now = update(AnalyticsConfiguration={"ApplicationArn": ANALYTICS})["AnalyticsConfiguration"]
    assert now["RoleArn"].endswith("/AWSServiceRoleForAmazonCognitoIdp")


def test_a_refused_update_changes_nothing(
    cognito: Any, update: Update, installer: dict[str, Any]
) -> None:
    with pytest.raises(ClientError):
        update(SupportedIdentityProviders=["Google"], AccessTokenValidity=4)

    assert described(cognito, NEW_POOL, "acme-installer-app") == installer


def test_a_scope_of_a_resource_server_is_taken(cognito: Any, update: Update) -> None:
    scopes = [{"ScopeName": "read", "ScopeDescription": "reads"}]
    cognito.create_resource_server(
        UserPoolId=NEW_POOL, Identifier="acme", Name="Acme", Scopes=scopes
    )

    assert "acme/read" in update(AllowedOAuthScopes=["openid", "acme/read"])["AllowedOAuthScopes"]


def test_a_generated_secret_keeps_to_the_model(cognito: Any) -> None:
    made = cognito.create_user_pool_client(
        UserPoolId=NEW_POOL, ClientName="made", GenerateSecret=True
    )["UserPoolClient"]

    assert made["ClientSecret"].isalnum()
    assert 24 <= len(made["ClientSecret"]) <= 64
    assert described(cognito, NEW_POOL, "made") == made


def test_a_client_of_the_other_pool_does_not_exist_here(
    cognito: Any, installer: dict[str, Any]
) -> None:
    with pytest.raises(
        cognito.exceptions.ResourceNotFoundException, match=r"User pool client \w+ does not exist\."
    ):
        cognito.describe_user_pool_client(UserPoolId=OLD_POOL, ClientId=installer["ClientId"])


def test_a_deleted_client_is_gone(cognito: Any, installer: dict[str, Any]) -> None:
    cognito.delete_user_pool_client(UserPoolId=NEW_POOL, ClientId=installer["ClientId"])

    with pytest.raises(cognito.exceptions.ResourceNotFoundException):
        cognito.describe_user_pool_client(UserPoolId=NEW_POOL, ClientId=installer["ClientId"])


def test_clients_come_in_pages_with_opaque_tokens(practice_aws: PracticeAws, cognito: Any) -> None:
    practice_aws.populate(NEW_POOL, 130, like="acme-installer-app")
    pages = list(cognito.get_paginator("list_user_pool_clients").paginate(UserPoolId=NEW_POOL))

    assert [len(page["UserPoolClients"]) for page in pages] == [60, 60, 14]
    with pytest.raises(ClientError, match="Invalid NextToken"):
        cognito.list_user_pool_clients(UserPoolId=OLD_POOL, NextToken=pages[0]["NextToken"])
