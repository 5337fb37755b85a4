"""From what Describe answers to what Update takes: nothing that both know is lost."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from botocore.session import Session
from hypothesis import given
from hypothesis import strategies as st

from migration.aws.provider_details import derived_provider_keys, given_details
from migration.aws.update_requests import update_request


@cache
def model() -> Any:
    return Session().get_service_model("cognito-idp")


def shape(operation: str, *path: str) -> Any:
    described = model().operation_model(operation)
    found = described.output_shape if operation.startswith("Describe") else described.input_shape
    for name in path:
        found = found.members[name]
    return found


def values(shape: Any) -> st.SearchStrategy[Any]:
    """Any value that holds to a shape, without the empty ones that stand for "not set"."""
    least, most = shape.metadata.get("min", 0), shape.metadata.get("max", 100)
    match shape.type_name:
        case "structure":
            return st.fixed_dictionaries(
                {name: values(member) for name, member in shape.members.items()}
            )
        case "list":
            return st.lists(values(shape.member), min_size=1, max_size=2)
        case "map":
            return st.dictionaries(values(shape.key), values(shape.value), min_size=1, max_size=2)
        case "boolean":
            return st.booleans()
        case "integer" | "long":
            return st.integers(least, most)
        case "timestamp":
            return st.datetimes()
        case _:
            return (
                st.sampled_from(shape.enum)
                if getattr(shape, "enum", None)
                else st.integers(1, 99).map(lambda number: str(number).ljust(least, "x"))
            )


CLIENT = values(shape("DescribeUserPoolClient", "UserPoolClient"))
POOL = values(shape("DescribeUserPool", "UserPool"))


def check_carried(
    document: Any, request: Any, taken: Any, dropped: frozenset[str] = frozenset()
) -> None:
    """The request has every member that its shape takes, as in the document, and nothing else."""
    assert set(request) == set(document) & set(taken.members) - dropped
    for name, value in request.items():
        if taken.members[name].type_name == "structure":
            check_carried(document[name], value, taken.members[name], dropped)
        else:
            assert value == document[name]


# What `RULES` leaves out where everything is set.
BESIDE_THE_ARN = frozenset({"ApplicationId", "RoleArn", "ExternalId"})
SAID_TWICE = frozenset(
    {
        "UnusedAccountValidityDays",
        "EmailVerificationMessage",
        "EmailVerificationSubject",
        "SmsVerificationMessage",
    }
)


@given(CLIENT)
def test_every_member_of_a_client_that_both_know_is_carried(document: dict[str, Any]) -> None:
    request = update_request(model(), "UpdateUserPoolClient", document)
    # The ARN says the application; beside it AWS takes none of what else would say it.
    assert set(request["AnalyticsConfiguration"]) == {"ApplicationArn", "UserDataShared"}
    check_carried(document, request, shape("UpdateUserPoolClient"), BESIDE_THE_ARN)
    assert not {"ClientSecret", "ClientType", "CreationDate", "LastModifiedDate"} & set(request)


@given(POOL)
def test_every_member_of_a_pool_that_both_know_is_carried(document: dict[str, Any]) -> None:
    request = update_request(model(), "UpdateUserPool", document)
    assert request.pop("UserPoolId") == document["Id"]
    assert request.pop("PoolName") == document["Name"]
    check_carried(document, request, shape("UpdateUserPool"), SAID_TWICE)
    assert request["UserPoolTier"] == document["UserPoolTier"]
    assert request["DcrConfiguration"] == document["DcrConfiguration"]


@given(POOL)
def test_a_request_holds_to_the_model(document: dict[str, Any]) -> None:
    from botocore.validate import ParamValidator

    request = update_request(model(), "UpdateUserPool", document)
    assert ParamValidator().validate(request, shape("UpdateUserPool")).generate_report() == ""


def test_the_document_is_left_as_it_was() -> None:
    document = {
        "Id": "p",
        "AdminCreateUserConfig": {"UnusedAccountValidityDays": 7},
        "LambdaConfig": {"PreSignUp": ""},
    }
    update_request(model(), "UpdateUserPool", document)
    assert document == {
        "Id": "p",
        "AdminCreateUserConfig": {"UnusedAccountValidityDays": 7},
        "LambdaConfig": {"PreSignUp": ""},
    }


def test_what_stands_for_unset_is_not_sent() -> None:
    document: dict[str, Any] = {
        "UserPoolId": "p",
        "ClientId": "c",
        "DefaultRedirectURI": "",
        "AnalyticsConfiguration": {},
        "RefreshTokenRotation": {"Feature": ""},
        "ReadAttributes": [],
        "WriteAttributes": [],
        "PreventUserExistenceErrors": None,
    }
    assert update_request(model(), "UpdateUserPoolClient", document) == {
        "UserPoolId": "p",
        "ClientId": "c",
    }


def test_empty_lists_zero_and_false_are_values() -> None:
    document: dict[str, Any] = {
        "UserPoolId": "p",
        "ClientId": "c",
        "CallbackURLs": [],
        "ExplicitAuthFlows": [],
        "RefreshTokenValidity": 0,
        "AllowedOAuthFlowsUserPoolClient": False,
    }
    assert update_request(model(), "UpdateUserPoolClient", document) == document


def test_a_tag_without_a_value_is_kept() -> None:
    assert update_request(model(), "UpdateUserPool", {"Id": "p", "UserPoolTags": {"team": ""}})[
        "UserPoolTags"
    ] == {"team": ""}


def test_a_member_that_update_does_not_know_is_dropped_at_any_depth() -> None:
    document = {
        "Id": "p",
        "Policies": {"PasswordPolicy": {"MinimumLength": 8, "Novelty": 1}},
        "Novelty": {"a": 1},
    }
    assert update_request(model(), "UpdateUserPool", document) == {
        "UserPoolId": "p",
        "Policies": {"PasswordPolicy": {"MinimumLength": 8}},
    }


def test_the_former_validity_of_temporary_passwords_goes_only_alone() -> None:
    users = {"AllowAdminCreateUserOnly": True, "UnusedAccountValidityDays": 3}
    policy = {"PasswordPolicy": {"TemporaryPasswordValidityDays": 5}}
    both = update_request(
        model(), "UpdateUserPool", {"Id": "p", "AdminCreateUserConfig": users, "Policies": policy}
    )
    assert both["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": True}
    assert both["Policies"] == policy
    alone = update_request(model(), "UpdateUserPool", {"Id": "p", "AdminCreateUserConfig": users})
    assert alone["AdminCreateUserConfig"] == users


def test_a_message_of_former_days_goes_only_where_the_template_says_nothing() -> None:
    document = {
        "Id": "p",
        "EmailVerificationMessage": "old {####}",
        "EmailVerificationSubject": "old",
        "VerificationMessageTemplate": {
            "DefaultEmailOption": "CONFIRM_WITH_CODE",
            "EmailMessage": "new {####}",
        },
    }
    request = update_request(model(), "UpdateUserPool", document)
    assert "EmailVerificationMessage" not in request
    assert request["EmailVerificationSubject"] == "old"
    assert request["VerificationMessageTemplate"] == document["VerificationMessageTemplate"]


def test_the_text_that_is_not_in_use_is_kept_beside_the_one_that_is() -> None:
    template = {
        "DefaultEmailOption": "CONFIRM_WITH_LINK",
        "EmailMessage": "a {####}",
        "EmailMessageByLink": "{##b##}",
    }
    request = update_request(
        model(), "UpdateUserPool", {"Id": "p", "VerificationMessageTemplate": template}
    )
    assert request["VerificationMessageTemplate"] == template


def test_client_registration_goes_whole_or_not_at_all() -> None:
    whole = {"EnableStatus": "Disabled", "AllowedScopes": []}
    assert (
        update_request(model(), "UpdateUserPool", {"Id": "p", "DcrConfiguration": whole})[
            "DcrConfiguration"
        ]
        == whole
    )
    newer = {**whole, "Novelty": 1}
    assert "DcrConfiguration" not in update_request(
        model(), "UpdateUserPool", {"Id": "p", "DcrConfiguration": newer}
    )


# Request and answer for each type, from the documentation of IdentityProviderType.
GIVEN = {
    "Google": {
        "api_version": "v1",
        "authorize_scopes": "email",
        "client_id": "i",
        "client_secret": "s",
        "hd": "acme.example",
        "prompt": "select_account",
    },
    "LoginWithAmazon": {"authorize_scopes": "profile", "client_id": "i", "client_secret": "s"},
    "Facebook": {
        "api_version": "v17.0",
        "auth_type": "rerequest",
        "authorize_scopes": "email",
        "client_id": "i",
        "client_secret": "s",
    },
    "SignInWithApple": {
        "authorize_scopes": "email",
        "client_id": "i",
        "private_key": "k",
        "key_id": "k",
        "team_id": "t",
    },
    "OIDC": {
        "acr_values": "level-2",
        "attributes_request_method": "GET",
        "prompt": "login",
        "attributes_url": "https://a.example/u",
        "authorize_scopes": "openid",
        "authorize_url": "https://a.example/a",
        "client_id": "i",
        "client_secret": "s",
        "jwks_uri": "https://a.example/j",
        "oidc_issuer": "https://a.example",
        "token_url": "https://a.example/t",
    },
    "SAML": {
        "IDPInit": "true",
        "MetadataURL": "https://a.example/m",
        "RequestSigningAlgorithm": "rsa-sha256",
    },
}
URLS = {
    "attributes_url": "u",
    "attributes_url_add_attributes": "true",
    "authorize_url": "u",
    "token_request_method": "POST",
}
ADDED = {
    "Google": {**URLS, "oidc_issuer": "u", "token_url": "u"},
    "LoginWithAmazon": {**URLS, "token_url": "u"},
    "Facebook": {**URLS, "token_url": "u"},
    "SignInWithApple": {
        "attributes_url_add_attributes": "false",
        "authorize_url": "u",
        "oidc_issuer": "u",
        "token_url": "u",
    },
    "OIDC": {"attributes_url_add_attributes": "false"},
    "SAML": {
        "ActiveEncryptionCertificate": "c",
        "SLORedirectBindingURI": "u",
        "SSORedirectBindingURI": "u",
    },
}


@pytest.mark.parametrize("kind", GIVEN)
def test_what_cognito_derives_of_a_provider_is_noise(kind: str) -> None:
    document = {
        "UserPoolId": "p",
        "ProviderName": "Name",
        "ProviderType": kind,
        "ProviderDetails": {**ADDED[kind], **GIVEN[kind]},
        "AttributeMapping": {},
        "CreationDate": "today",
    }
    assert update_request(model(), "UpdateIdentityProvider", document) == {
        "UserPoolId": "p",
        "ProviderName": "Name",
        "ProviderDetails": GIVEN[kind],
        "AttributeMapping": {},
    }
    assert set(ADDED[kind]) <= derived_provider_keys(kind)
    assert not set(GIVEN[kind]) & derived_provider_keys(kind)


def test_details_of_a_type_that_is_not_known_are_carried_whole() -> None:
    assert given_details("Novelty", {"a": "b"}) == {"a": "b"}
    assert derived_provider_keys("Novelty") == frozenset()
