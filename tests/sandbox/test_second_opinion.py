"""What moto does well, it and the practice AWS do alike.

They are two readings of AWS, by people who do not share their beliefs.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto import mock_aws

from tests.practice_aws import PracticeAws

Ask = Callable[[Any], Any]


@pytest.fixture(scope="module")
def motos() -> Iterator[Callable[[str], Any]]:
    """Moto's clients, made once: each takes longer than all that is asked of it."""
    with mock_aws():
        yield cache(
            lambda service: boto3.session.Session("key", "secret", None, "us-east-1").client(
                service
            )
        )


def outcome(client: Any, ask: Ask) -> Any:
    """What is answered, with lists in order, or the code of the refusal."""
    try:
        return ask(client)
    except ClientError as refused:
        return refused.response["Error"]["Code"]


def pool(client: Any) -> str:
    identifier: str = client.create_user_pool(PoolName="a pool")["UserPool"]["Id"]
    return identifier


def made_client(client: Any, **members: Any) -> dict[str, Any]:
    made: dict[str, Any] = client.create_user_pool_client(
        UserPoolId=pool(client), ClientName="a client", **members
    )
    return made["UserPoolClient"]  # type: ignore[no-any-return]


def provider(client: Any, pool_id: str, name: str) -> str:
    details = {
        "client_id": "i",
        "client_secret": "s",
        "authorize_scopes": "openid",
        "oidc_issuer": "https://a.example",
    }
    made = client.create_identity_provider(
        UserPoolId=pool_id,
        ProviderName=name,
        ProviderType="OIDC",
        ProviderDetails={**details, "attributes_request_method": "GET"},
    )
    return str(made["IdentityProvider"]["ProviderName"])


def providers_paged(client: Any) -> list[str]:
    pool_id = pool(client)
    for name in ("one", "two", "three"):
        provider(client, pool_id, name)
    pages = client.get_paginator("list_identity_providers").paginate(
        UserPoolId=pool_id, PaginationConfig={"PageSize": 2}
    )
    return sorted(listed["ProviderName"] for page in pages for listed in page["Providers"])


def domain(client: Any) -> tuple[str, str]:
    pool_id = pool(client)
    client.create_user_pool_domain(Domain="second-opinion", UserPoolId=pool_id)
    description = client.describe_user_pool_domain(Domain="second-opinion")["DomainDescription"]
    return description["Domain"], description["Status"]


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.describe_user_pool(UserPoolId="us-east-1_Missing01"),
        lambda client: client.describe_user_pool_client(
            UserPoolId=pool(client), ClientId="missing"
        ),
        lambda client: client.describe_identity_provider(
            UserPoolId=pool(client), ProviderName="missing"
        ),
        lambda client: client.describe_user_pool_domain(Domain="nobodys")["DomainDescription"],
        lambda client: client.list_groups(UserPoolId=pool(client))["Groups"],
        lambda client: len(made_client(client, GenerateSecret=True)["ClientSecret"]) >= 24,
        lambda client: "ClientSecret" in made_client(client),
        lambda client: made_client(client, CallbackURLs=[])["ClientName"],
        lambda client: client.get_user_pool_mfa_config(UserPoolId=pool(client))["MfaConfiguration"],
        providers_paged,
        domain,
    ],
)
def test_cognito_answers_alike(
    practice_aws: PracticeAws, motos: Callable[[str], Any], ask: Ask
) -> None:
    assert outcome(practice_aws.client("cognito-idp"), ask) == outcome(motos("cognito-idp"), ask)


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: client.describe_stacks(StackName="ESP-Nothing"),
        lambda client: client.list_stack_resources(StackName="ESP-Nothing"),
        lambda client: client.get_template_summary(StackName="ESP-Nothing"),
        lambda client: client.describe_change_set(ChangeSetName="none", StackName="ESP-Nothing"),
        lambda client: client.list_stacks(StackStatusFilter=["CREATE_FAILED"])["StackSummaries"],
    ],
)
def test_cloudformation_answers_alike(
    practice_aws: PracticeAws, motos: Callable[[str], Any], ask: Ask
) -> None:
    ours, theirs = (
        outcome(practice_aws.client("cloudformation"), ask),
        outcome(motos("cloudformation"), ask),
    )

    assert ours == theirs
