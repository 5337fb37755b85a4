"""Identity providers: what is sent, what comes back, and what is refused."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws

GOOGLE = {"client_id": "id", "client_secret": "secret", "authorize_scopes": "openid"}
APPLE = {
    "client_id": "id",
    "team_id": "T",
    "key_id": "K",
    "private_key": "key",
    "authorize_scopes": "email",
}
OIDC = {
    "client_id": "id",
    "authorize_scopes": "openid",
    "oidc_issuer": "https://a.example",
    "attributes_request_method": "GET",
}


@pytest.fixture
def cognito(practice_aws: PracticeAws) -> Any:
    return practice_aws.client("cognito-idp")


def create(cognito: Any, name: str, kind: str, details: dict[str, str]) -> dict[str, Any]:
    provider: dict[str, Any] = cognito.create_identity_provider(
        UserPoolId=NEW_POOL, ProviderName=name, ProviderType=kind, ProviderDetails=details
    )["IdentityProvider"]
    return provider


def test_google_comes_back_with_addresses_that_were_never_sent(cognito: Any) -> None:
    create(cognito, "Google", "Google", GOOGLE)

    shown = cognito.describe_identity_provider(UserPoolId=NEW_POOL, ProviderName="Google")[
        "IdentityProvider"
    ]
    details = shown["ProviderDetails"]
    assert {name: details.pop(name) for name in GOOGLE} == GOOGLE
    assert set(details) == {
        "attributes_url",
        "attributes_url_add_attributes",
        "authorize_url",
        "oidc_issuer",
        "token_request_method",
        "token_url",
    }


def test_apples_key_never_comes_back(cognito: Any) -> None:
    made = create(cognito, "SignInWithApple", "SignInWithApple", APPLE)
    shown = cognito.describe_identity_provider(UserPoolId=OLD_POOL, ProviderName="SignInWithApple")[
        "IdentityProvider"
    ]

    assert "private_key" not in made["ProviderDetails"]
    assert "private_key" not in shown["ProviderDetails"]
    assert shown["ProviderDetails"]["team_id"]


def test_apples_key_may_stay_out_of_an_update(cognito: Any) -> None:
    create(cognito, "SignInWithApple", "SignInWithApple", APPLE)
    details = {name: value for name, value in APPLE.items() if name != "private_key"}
    cognito.update_identity_provider(
        UserPoolId=NEW_POOL,
        ProviderName="SignInWithApple",
        ProviderDetails={**details, "client_id": "other"},
    )

    shown = cognito.describe_identity_provider(UserPoolId=NEW_POOL, ProviderName="SignInWithApple")[
        "IdentityProvider"
    ]
    assert shown["ProviderDetails"]["client_id"] == "other"


@pytest.mark.parametrize(
    ("name", "kind", "details", "reason"),
    [
        ("Acme", "Google", GOOGLE, "Provider Acme cannot be of type Google"),
        ("Google", "Google", {"client_id": "id", "authorize_scopes": "openid"}, "client_secret"),
        ("SignInWithApple", "SignInWithApple", {**APPLE, "private_key": ""}, "private_key"),
        ("GitHub", "OIDC", {"client_id": "id", "authorize_scopes": "openid"}, "oidc_issuer"),
        ("_GitHub", "OIDC", OIDC, "regular expression pattern"),
    ],
)
def test_providers_that_are_refused(
    cognito: Any, name: str, kind: str, details: dict[str, str], reason: str
) -> None:
    with pytest.raises(cognito.exceptions.InvalidParameterException, match=reason):
        create(cognito, name, kind, details)


def test_a_name_is_taken_once(cognito: Any) -> None:
    create(cognito, "GitHub", "OIDC", OIDC)

    with pytest.raises(cognito.exceptions.DuplicateProviderException):
        create(cognito, "GitHub", "OIDC", OIDC)


def test_a_provider_that_clients_name_is_not_deleted(cognito: Any) -> None:
    with pytest.raises(ClientError, match="rainmaker-user-pool-client"):
        cognito.delete_identity_provider(UserPoolId=OLD_POOL, ProviderName="Google")


def test_a_provider_that_nobody_names_is_deleted(cognito: Any) -> None:
    create(cognito, "GitHub", "OIDC", OIDC)
    cognito.delete_identity_provider(UserPoolId=NEW_POOL, ProviderName="GitHub")

    assert cognito.list_identity_providers(UserPoolId=NEW_POOL)["Providers"] == []
    with pytest.raises(cognito.exceptions.ResourceNotFoundException):
        cognito.describe_identity_provider(UserPoolId=NEW_POOL, ProviderName="GitHub")


def test_an_update_keeps_the_members_that_it_leaves_out(cognito: Any) -> None:
    create(cognito, "GitHub", "OIDC", OIDC)
    cognito.update_identity_provider(
        UserPoolId=NEW_POOL, ProviderName="GitHub", AttributeMapping={"email": "mail"}
    )

    shown = cognito.describe_identity_provider(UserPoolId=NEW_POOL, ProviderName="GitHub")[
        "IdentityProvider"
    ]
    assert shown["AttributeMapping"]["email"] == "mail"
    assert shown["ProviderDetails"]["oidc_issuer"] == "https://a.example"
    assert shown["LastModifiedDate"] > shown["CreationDate"]


def test_the_old_pools_providers_come_in_pages(cognito: Any) -> None:
    first = cognito.list_identity_providers(UserPoolId=OLD_POOL, MaxResults=2)
    second = cognito.list_identity_providers(
        UserPoolId=OLD_POOL, MaxResults=2, NextToken=first["NextToken"]
    )

    names = [provider["ProviderName"] for provider in first["Providers"] + second["Providers"]]
    assert names == ["Google", "SignInWithApple", "GitHub"]
    assert "NextToken" not in second
