"""Domains, and the two looks of the login pages."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws


@pytest.fixture
def cognito(practice_aws: PracticeAws) -> Any:
    return practice_aws.client("cognito-idp")


def test_the_old_pools_domain_is_described(cognito: Any) -> None:
    domain = cognito.describe_user_pool_domain(Domain="acme-login")["DomainDescription"]

    assert (domain["UserPoolId"], domain["Status"], domain["ManagedLoginVersion"]) == (
        OLD_POOL,
        "ACTIVE",
        1,
    )


@pytest.mark.parametrize("name", ["free-for-all", "acme-home"])
def test_a_domain_that_is_free_or_somebody_elses_has_an_empty_description(
    cognito: Any, name: str
) -> None:
    assert cognito.describe_user_pool_domain(Domain=name)["DomainDescription"] == {}


def test_a_new_domain_belongs_to_its_pool(cognito: Any) -> None:
    cognito.create_user_pool_domain(
        Domain="acme-signin", UserPoolId=NEW_POOL, ManagedLoginVersion=1
    )

    assert (
        cognito.describe_user_pool_domain(Domain="acme-signin")["DomainDescription"]["UserPoolId"]
        == NEW_POOL
    )
    assert cognito.describe_user_pool(UserPoolId=NEW_POOL)["UserPool"]["Domain"] == "acme-signin"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("acme-login", "Domain already associated with another user pool"),
        ("acme-home", "Domain already associated with another user pool"),
        ("my-aws-login", "reserved word: aws"),
        ("acme-cognito", "reserved word: cognito"),
        ("mycognitoapp", "reserved word: cognito"),
        ("amazonas", "reserved word: amazon"),
        ("-acme", "a-z0-9"),
        ("Acme", "a-z0-9"),
        ("acme.login", "lower-case letters, numbers, and hyphens"),
        ("a" * 64, "63"),
    ],
)
def test_domains_that_are_refused(cognito: Any, name: str, reason: str) -> None:
    with pytest.raises(cognito.exceptions.InvalidParameterException, match=reason):
        cognito.create_user_pool_domain(Domain=name, UserPoolId=NEW_POOL)


def test_aws_inside_a_longer_word_is_taken(cognito: Any) -> None:
    cognito.create_user_pool_domain(Domain="lawson-login", UserPoolId=NEW_POOL)


def test_a_domain_takes_its_time(practice_aws: PracticeAws, cognito: Any) -> None:
    def status() -> str:
        described = cognito.describe_user_pool_domain(Domain="acme-signin")["DomainDescription"]
        return str(described["Status"])

    practice_aws.settings(domain_seconds=60)
    cognito.create_user_pool_domain(Domain="acme-signin", UserPoolId=NEW_POOL)
    assert status() == "CREATING"
    practice_aws.settings(domain_seconds=0)
    assert status() == "ACTIVE"
    practice_aws.settings(domain_ends="FAILED")
    assert status() == "FAILED"


def test_a_pool_has_one_prefix(cognito: Any) -> None:
    with pytest.raises(ClientError, match="already has a domain"):
        cognito.create_user_pool_domain(Domain="acme-second", UserPoolId=OLD_POOL)


def test_the_login_version_is_changed_in_place(cognito: Any) -> None:
    cognito.update_user_pool_domain(Domain="acme-login", UserPoolId=OLD_POOL, ManagedLoginVersion=2)

    assert (
        cognito.describe_user_pool_domain(Domain="acme-login")["DomainDescription"][
            "ManagedLoginVersion"
        ]
        == 2
    )


def test_managed_login_is_not_for_the_lite_tier(cognito: Any) -> None:
    with pytest.raises(
        ClientError,
        match="not available for the LITE pricing tier configured: Managed Login Version 2",
    ):
        cognito.update_user_pool_domain(
            Domain="acme-shop", UserPoolId="us-east-1_WebShop03", ManagedLoginVersion=2
        )


def test_a_deleted_domain_is_free_again(cognito: Any) -> None:
    cognito.delete_user_pool_domain(Domain="acme-login", UserPoolId=OLD_POOL)
    cognito.create_user_pool_domain(Domain="acme-login", UserPoolId=NEW_POOL)

    assert (
        cognito.describe_user_pool_domain(Domain="acme-login")["DomainDescription"]["UserPoolId"]
        == NEW_POOL
    )


def test_a_domain_of_ones_own_stands_beside_the_prefix(cognito: Any) -> None:
    certificate = (
        "arn:aws:acm:us-east-1:123456789012:certificate/00000000-0000-0000-0000-000000000000"
    )
    cognito.create_user_pool_domain(
        Domain="auth.acme-home.example",
        UserPoolId=OLD_POOL,
        CustomDomainConfig={"CertificateArn": certificate},
    )

    pool = cognito.describe_user_pool(UserPoolId=OLD_POOL)["UserPool"]
    assert (pool["Domain"], pool["CustomDomain"]) == ("acme-login", "auth.acme-home.example")


def test_a_client_without_a_look_of_its_own_has_the_pools(
    practice_aws: PracticeAws, cognito: Any
) -> None:
    ids = {
        c["ClientName"]: c["ClientId"]
        for c in cognito.list_user_pool_clients(UserPoolId=OLD_POOL)["UserPoolClients"]
    }

    def look(name: str) -> dict[str, Any]:
        found: dict[str, Any] = cognito.get_ui_customization(
            UserPoolId=OLD_POOL, ClientId=ids[name]
        )["UICustomization"]
        return found

    assert look("acme-installer-app")["ClientId"] == "ALL"
    assert look("esp-rainmaker-google-action")["ImageUrl"].startswith("https://")


def test_a_look_wants_a_domain_first(cognito: Any) -> None:
    with pytest.raises(ClientError, match="existing domain"):
        cognito.set_ui_customization(UserPoolId=NEW_POOL, CSS=".a {}")
    with pytest.raises(ClientError, match="existing domain"):
        cognito.get_ui_customization(UserPoolId=NEW_POOL)

    cognito.create_user_pool_domain(Domain="acme-signin", UserPoolId=NEW_POOL)
    cognito.set_ui_customization(UserPoolId=NEW_POOL, CSS=".a {}", ImageFile=b"\xff\xd8")

    look = cognito.get_ui_customization(UserPoolId=NEW_POOL)["UICustomization"]
    assert look["CSS"] == ".a {}"
    assert look["ImageUrl"]

    cognito.set_ui_customization(UserPoolId=NEW_POOL, CSS=".b {}")
    alone = cognito.get_ui_customization(UserPoolId=NEW_POOL)["UICustomization"]
    assert (alone["CSS"], alone.get("ImageUrl")) == (".b {}", None)


def test_a_client_has_a_style_when_it_was_given_one(cognito: Any) -> None:
    client_id = cognito.list_user_pool_clients(UserPoolId=NEW_POOL)["UserPoolClients"][0][
        "ClientId"
    ]
    client = {"UserPoolId": NEW_POOL, "ClientId": client_id}
    missing = f"ManagedLoginBranding for client {client_id} does not exist"
    with pytest.raises(cognito.exceptions.ResourceNotFoundException, match=missing):
        cognito.describe_managed_login_branding_by_client(**client)

    cognito.create_managed_login_branding(**client, UseCognitoProvidedValues=True)

    style = cognito.describe_managed_login_branding_by_client(**client)["ManagedLoginBranding"]
    assert style["UseCognitoProvidedValues"] is True
    with pytest.raises(
        ClientError, match=f"ManagedLoginBranding already exists for client {client_id}"
    ):
        cognito.create_managed_login_branding(**client, UseCognitoProvidedValues=True)
