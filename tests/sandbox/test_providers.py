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
        (
            "Google",
            "Google",
            {"client_id": "id", "authorize_scopes": "openid"},
            "clientId, clientSecret and authorizeScopes are all required idp details",
        ),
        ("Acme", "SAML", {"IDPInit": "true"}, "At least one of the MetadataURL or MetadataFile"),
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

    with pytest.raises(
        cognito.exceptions.DuplicateProviderException,
        match=f"GitHub already exists for tenant {NEW_POOL}",
    ):
        create(cognito, "GitHub", "OIDC", OIDC)


def test_a_provider_that_clients_name_is_deleted_and_no_update_of_theirs_is_taken(
    cognito: Any,
) -> None:
    cognito.delete_identity_provider(UserPoolId=OLD_POOL, ProviderName="Google")

    client = cognito.describe_user_pool_client(
        UserPoolId=OLD_POOL, ClientId="1olduserpoolclient2acme3ho"
    )["UserPoolClient"]
    assert "Google" in client["SupportedIdentityProviders"]
    taken = cognito.meta.service_model.operation_model("UpdateUserPoolClient").input_shape.members
    whole = {name: client[name] for name in client if name in taken}
    with pytest.raises(ClientError, match=f"Google does not exist for User Pool {OLD_POOL}"):
        cognito.update_user_pool_client(**whole)


@pytest.mark.parametrize(
    ("kind", "details", "mapping"),
    [
        ("SAML", {"MetadataURL": "https://saml.example/metadata"}, {}),
        ("Facebook", GOOGLE, {"username": "id"}),
        ("OIDC", OIDC, {"username": "sub"}),
    ],
)
def test_what_a_mapping_is_given_of_the_users_name(
    cognito: Any, kind: str, details: dict[str, str], mapping: dict[str, str]
) -> None:
    name = "Facebook" if kind == "Facebook" else "Acme"
    assert create(cognito, name, kind, details).get("AttributeMapping", {}) == mapping


def test_an_empty_mapping_empties_it(cognito: Any) -> None:
    create(cognito, "GitHub", "OIDC", OIDC)
    cognito.update_identity_provider(
        UserPoolId=NEW_POOL, ProviderName="GitHub", AttributeMapping={}
    )
    shown = cognito.describe_identity_provider(UserPoolId=NEW_POOL, ProviderName="GitHub")
    assert not shown["IdentityProvider"].get("AttributeMapping")


def test_a_mapping_onto_an_attribute_that_the_pool_lacks_is_refused(cognito: Any) -> None:
    mapped = {"email": "email", "custom:tenant": "hd"}
    with pytest.raises(ClientError, match=r"contains invalid mapping: \[custom:tenant\]"):
        cognito.create_identity_provider(
            UserPoolId=NEW_POOL,
            ProviderName="GitHub",
            ProviderType="OIDC",
            ProviderDetails=OIDC,
            AttributeMapping=mapped,
        )


def test_the_words_for_a_provider_that_is_not_there(cognito: Any) -> None:
    with pytest.raises(ClientError, match=f"provider None for tenantId {NEW_POOL} does not exist"):
        cognito.describe_identity_provider(UserPoolId=NEW_POOL, ProviderName="None")
    with pytest.raises(ClientError, match=f"provider None in User Pool {NEW_POOL} does not exist"):
        cognito.update_identity_provider(UserPoolId=NEW_POOL, ProviderName="None")


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
