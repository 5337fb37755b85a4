"""The main path against moto's server, which is made by people who do not share our beliefs.

What moto cannot judge, since it is laxer than AWS (omitted attributes are kept, unknown providers
accepted), is tested with the practice AWS. What moto adds: a server of another make answers the
same requests, and the two pools here owe nothing to our sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.command_line.conftest import Run
from tests.practice_aws import HUNG

# One server for all of them, where tests run side by side.
pytestmark = pytest.mark.xdist_group("moto")

REGION = "us-east-1"
OLD, NEW = "rainmaker-user-pool", "rainmaker-user-email-mobile-pool"
PAIR = ("--pair", "rainmaker-user-pool-client:rainmaker-app")
MIRRORS_OF_THE_TEMPLATE = {"EmailVerificationMessage", "EmailVerificationSubject"}
# Not ours to keep: the date of the last write; and moto forgets on UpdateUserPool what only
# CreateUserPool takes.
NOT_OURS = {"LastModifiedDate", "AliasAttributes"}


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    # loaded by the one worker that needs it, which takes a second and 130 MB
    server = pytest.importorskip("moto.server").ThreadedMotoServer(
        ip_address="127.0.0.1", port=0, verbose=False
    )
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def cognito(endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A client of moto's Cognito, in an account with nothing in it.

    The environment of the program leads there as well.
    """
    import boto3
    import requests

    requests.post(f"{endpoint}/moto-api/reset", timeout=HUNG).raise_for_status()
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    monkeypatch.setenv("POOLWALK_REGION", REGION)
    monkeypatch.setenv("POOLWALK_ENDPOINT_URL", endpoint)
    return boto3.session.Session().client("cognito-idp", endpoint_url=endpoint, region_name=REGION)


@pytest.fixture
def pools(cognito: Any) -> tuple[str, str]:
    """An old pool in use and a new one that is nearly bare; gives their ids."""
    old = cognito.create_user_pool(
        PoolName=OLD,
        AutoVerifiedAttributes=["email"],
        AliasAttributes=["email"],
        VerificationMessageTemplate={
            "DefaultEmailOption": "CONFIRM_WITH_CODE",
            "EmailSubject": "Welcome to Blinds & Co",
            "EmailMessage": "<p>Your code: {####}</p>",
        },
        EmailConfiguration={
            "EmailSendingAccount": "COGNITO_DEFAULT",
            "ReplyToEmailAddress": "help@blinds.example",
        },
    )["UserPool"]["Id"]
    new = cognito.create_user_pool(
        PoolName=NEW,
        AutoVerifiedAttributes=["email", "phone_number"],
        AliasAttributes=["email", "phone_number"],
        Policies={"PasswordPolicy": {"MinimumLength": 11, "RequireSymbols": True}},
        UserPoolTags={"team": "apps"},
        DeletionProtection="ACTIVE",
        AdminCreateUserConfig={
            "AllowAdminCreateUserOnly": True,
            "InviteMessageTemplate": {"EmailSubject": "Your account"},
        },
        DeviceConfiguration={
            "ChallengeRequiredOnNewDevice": True,
            "DeviceOnlyRememberedOnUserPrompt": False,
        },
        LambdaConfig={"PostConfirmation": "arn:aws:lambda:us-east-1:123456789012:function:welcome"},
        AccountRecoverySetting={
            "RecoveryMechanisms": [{"Priority": 1, "Name": "verified_phone_number"}]
        },
        SmsAuthenticationMessage="Your code is {####}",
        UserAttributeUpdateSettings={"AttributesRequireVerificationBeforeUpdate": ["email"]},
    )["UserPool"]["Id"]
    cognito.create_user_pool_domain(UserPoolId=old, Domain="blinds-login")
    cognito.create_identity_provider(
        UserPoolId=old,
        ProviderName="Google",
        ProviderType="Google",
        ProviderDetails={
            "client_id": "1234.apps",
            "client_secret": "GOCSPX-blinds",
            "authorize_scopes": "profile email openid",
        },
        AttributeMapping={"email": "email", "username": "sub"},
    )
    for pool, name in (
        (old, "rainmaker-user-pool-client"),
        (old, "installer"),
        (new, "rainmaker-app"),
        (new, "installer"),
    ):
        in_use = pool == old
        cognito.create_user_pool_client(
            UserPoolId=pool,
            ClientName=name,
            GenerateSecret=name == "installer",
            ExplicitAuthFlows=["ALLOW_USER_PASSWORD_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"],
            RefreshTokenValidity=30 if in_use else 45,
            AccessTokenValidity=12,
            TokenValidityUnits={"AccessToken": "hours", "RefreshToken": "days"},
            PreventUserExistenceErrors="ENABLED",
            ReadAttributes=["email", "name"],
            AllowedOAuthFlowsUserPoolClient=True,
            AllowedOAuthFlows=["code"],
            AllowedOAuthScopes=["openid", "email"],
            CallbackURLs=[
                f"https://{name}.blinds.example/{'old' if in_use else 'own'}",
                "com.blinds.app://success",
            ][: 2 if in_use else 1],
            SupportedIdentityProviders=["COGNITO", "Google"] if in_use else ["COGNITO"],
        )
    return old, new


def described(cognito: Any, pool: str) -> dict[str, dict[str, Any]]:
    """Everything that Describe gives of a pool, its clients and its providers."""
    found = {"pool": cognito.describe_user_pool(UserPoolId=pool)["UserPool"]}
    for client in cognito.list_user_pool_clients(UserPoolId=pool, MaxResults=60)["UserPoolClients"]:
        answer = cognito.describe_user_pool_client(UserPoolId=pool, ClientId=client["ClientId"])
        found[f"client {client['ClientName']}"] = answer["UserPoolClient"]
    for provider in cognito.list_identity_providers(UserPoolId=pool)["Providers"]:
        answer = cognito.describe_identity_provider(
            UserPoolId=pool, ProviderName=provider["ProviderName"]
        )
        found[f"provider {provider['ProviderName']}"] = answer["IdentityProvider"]
    return found


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, set[str]]:
    """The members of each resource that are not as they were."""
    return {
        name: {
            member
            for member in {*before.get(name, {}), *document} - NOT_OURS
            if before.get(name, {}).get(member) != document.get(member)
        }
        for name, document in after.items()
        if name in before
    }


def test_apply_then_plan_converges_and_no_attribute_is_lost(
    cognito: Any, pools: tuple[str, str], run: Run
) -> None:
    old, new = pools
    old_before, new_before = described(cognito, old), described(cognito, new)
    plan = run("plan", "--json", *PAIR)
    assert plan.code == 2

    applied = run("apply", "--yes", "--json", "--domain", "blinds-login-2", *PAIR)

    assert (applied.code, applied.json["failed"], applied.json["stale"]) == (0, [], [])
    assert {result["id"] for result in applied.json["applied"]} >= {
        "2/-/Domain",
        "3a/-/Google",
        "5/-/EmailSubject",
        *plan.json["to_apply"],
    }

    again = run("plan", "--json")
    assert (again.code, again.json["to_apply"]) == (0, [])
    assert {step["state"] for step in again.json["steps"] if step["id"] in {"2", "4", "5"}} == {
        "done"
    }

    new_after = described(cognito, new)
    assert described(cognito, old) == old_before
    assert changes(new_before, new_after) == {
        "pool": {
            "VerificationMessageTemplate",
            "EmailConfiguration",
            "Domain",
            *MIRRORS_OF_THE_TEMPLATE,
        },
        "client rainmaker-app": {"CallbackURLs", "SupportedIdentityProviders"},
        "client installer": {"CallbackURLs", "SupportedIdentityProviders"},
    }
    assert (
        new_after["client installer"]["CallbackURLs"][0] == "https://installer.blinds.example/own"
    )
    assert set(new_after["client installer"]["CallbackURLs"]) == {
        "https://installer.blinds.example/own",
        *old_before["client installer"]["CallbackURLs"],
    }
    assert new_after["provider Google"]["ProviderDetails"]["client_secret"] == "GOCSPX-blinds"
    assert (
        new_after["provider Google"]["AttributeMapping"]
        == old_before["provider Google"]["AttributeMapping"]
    )


def test_a_second_run_applies_nothing(cognito: Any, pools: tuple[str, str], run: Run) -> None:
    run("apply", "--yes", "--domain", "blinds-login-2", *PAIR)
    before = described(cognito, pools[1])

    second = run("apply", "--yes", "--json", "--domain", "blinds-login-2")

    assert (second.code, second.json["applied"]) == (0, [])
    assert described(cognito, pools[1]) == before


def test_what_this_server_does_not_know_is_unread_and_stops_nothing(
    pools: tuple[str, str], run: Run
) -> None:
    answer = run("plan", "--json", *PAIR)

    assert "GetUICustomization" in {part["operation"] for part in answer.json["unread"]}
    assert answer.code == 2


def test_the_doctor_says_of_another_server_what_it_does_not_know(
    run: Run, pools: tuple[str, str]
) -> None:
    answer = run("doctor", "--json", "--skip", "terminal")
    checks = {check["name"]: check for check in answer.json["checks"]}
    assert checks["credentials"]["verdict"] == "passed"
    assert checks["pools"]["verdict"] == "passed"
    assert all(identifier in checks["pools"]["evidence"] for identifier in pools)
    assert checks["may-describe-user-pool"]["verdict"] == "passed"
    for check in checks.values():
        assert check["verdict"] != "failed" or check["evidence"], check
        assert check["verdict"] != "unknown" or check["reason"], check


def test_a_rehearsal_leaves_out_what_this_server_lacks_and_takes_all_away(
    cognito: Any, pools: tuple[str, str], run: Run
) -> None:
    """What moto lacks, or does otherwise than AWS, is told; it is never an error."""
    before = {pool: described(cognito, pool) for pool in pools}
    answer = run("rehearse", "--yes", "--json", *PAIR)
    assert answer.code in {3, 4}, answer.err
    found = answer.json
    assert found["server"] == "another"
    assert found["copies_left"] == 0
    assert {write["step"] for write in found["writes"]} >= {"2", "3a", "4", "5"}
    assert len([write for write in found["writes"] if write["as_predicted"]]) > 0
    assert {pool: described(cognito, pool) for pool in pools} == before
    listed = cognito.list_user_pools(MaxResults=60)["UserPools"]
    assert {pool["Id"] for pool in listed} == set(pools)
