"""The copies: everything that Describe gave and Create takes, and nothing of production's own."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from migration.pools.reading import Role
from migration.rehearsal.copy_names import STEM, TAG, copy_name
from migration.rehearsal.register import Register
from sandbox.state import Asked, Document
from tests.practice_aws import NEW_POOL, OLD_POOL
from tests.rehearsal.conftest import Rehearsing, nothing_paced, sample_deployment
from tests.rehearsal.test_prediction import otherwise

ORIGINALS = {Role.OLD: OLD_POOL, Role.NEW: NEW_POOL}
# Of a client, what a copy has of its own.
OF_ITS_OWN = {"ClientId", "UserPoolId", "ClientSecret", "CreationDate", "LastModifiedDate"}


@pytest.fixture(scope="module")
def rehearsed() -> Iterator[Rehearsing]:
    """A deployment whose rehearsal is over, and whose copies are kept."""
    with nothing_paced(), sample_deployment() as deployment:
        deployment.run(keep=True)
        yield deployment


@pytest.fixture
def copies(rehearsed: Rehearsing) -> dict[Role, Any]:
    """Both copies as they are once the walk was taken back."""
    (rehearsal,) = Register(rehearsed.folder).left()
    names = rehearsed.practice.names
    return {role: rehearsed.practice.pools[names[copy_name(rehearsal.id, role)]] for role in Role}


def originals(rehearsed: Rehearsing, role: Role) -> Any:
    return rehearsed.practice.pools[ORIGINALS[role]]


@pytest.mark.parametrize("role", list(Role))
def test_a_copy_has_all_that_a_pool_is_made_with(
    rehearsed: Rehearsing, copies: dict[Role, Any], role: Role
) -> None:
    copy, original = copies[role].document, originals(rehearsed, role).document
    same = {
        "Policies",
        "EmailConfiguration",
        "UsernameConfiguration",
        "AliasAttributes",
        "UsernameAttributes",
        "AccountRecoverySetting",
        "UserPoolTier",
        "MfaConfiguration",
        "SchemaAttributes",
    }
    assert {name for name in same if copy.get(name) != original.get(name)} == set()


@pytest.mark.parametrize("role", list(Role))
def test_nothing_of_productions_runs_in_a_copy_and_nobody_signs_up(
    copies: dict[Role, Any], role: Role
) -> None:
    copy = copies[role].document
    assert copy["LambdaConfig"] == {}
    assert copy["DeletionProtection"] == "INACTIVE"
    assert copy["AdminCreateUserConfig"]["AllowAdminCreateUserOnly"] is True
    assert "SmsConfiguration" not in copy
    assert "phone_number" not in copy.get("AutoVerifiedAttributes", [])
    assert copy["UserPoolTags"][TAG] in copy["Name"]


@pytest.mark.parametrize("role", list(Role))
def test_clients_are_copied_member_by_member(
    rehearsed: Rehearsing, copies: dict[Role, Any], role: Role
) -> None:
    def by_name(pool: Any) -> dict[str, dict[str, Any]]:
        return {
            client["ClientName"]: {
                name: value for name, value in client.items() if name not in OF_ITS_OWN
            }
            for client in pool.clients.values()
        }

    assert by_name(copies[role]) == by_name(originals(rehearsed, role))


def test_no_secret_of_productions_is_in_any_request(
    rehearsed: Rehearsing, copies: dict[Role, Any]
) -> None:
    pools = [originals(rehearsed, role) for role in Role]
    secrets = [
        *(client.get("ClientSecret") for pool in pools for client in pool.clients.values()),
        *(
            provider["ProviderDetails"].get(name)
            for pool in pools
            for provider in pool.providers.values()
            for name in ("client_secret", "private_key")
        ),
    ]
    assert len([secret for secret in secrets if secret]) >= 8
    calls = rehearsed.practice.aws.calls.as_documents()
    sent = json.dumps(
        [call["parameters"] for call in calls if call["pool"] not in ORIGINALS.values()]
    )
    assert not [secret for secret in secrets if secret and secret in sent]
    google = copies[Role.OLD].providers["Google"]["ProviderDetails"]
    assert google["client_secret"].startswith(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert len(google["client_secret"]) == len("GOCSPX-acme-home-practice-secret")


def test_the_domain_the_look_and_the_logo_are_copied(copies: dict[Role, Any]) -> None:
    old = copies[Role.OLD]
    assert old.domain["Domain"].startswith(STEM)
    assert set(old.customization) >= {"ALL"}
    assert any(client != "ALL" for client in old.customization)


def test_addresses_lead_to_the_copies_own_pages_and_clients(deployment: Rehearsing) -> None:
    practice = deployment.practice
    old = practice.pools[OLD_POOL]
    main, other = list(old.clients)[:2]
    page = f"https://acme-login.auth.us-east-1.amazoncognito.com/login?client_id={other}"
    practice.change(
        pool=OLD_POOL,
        client=main,
        set={"LogoutURLs": [page, "acmehome://com.acme.home/signout"]},
    )
    deployment.walkthrough.reader.read()
    result = deployment.run(keep=True)
    assert [write for write in result.writes if not write.as_predicted] == []
    (rehearsal,) = Register(deployment.folder).left()
    copy = practice.pools[practice.names[copy_name(rehearsal.id, Role.OLD)]]
    ids = {client["ClientName"]: id_ for id_, client in copy.clients.items()}
    logout = copy.clients[ids["rainmaker-user-pool-client"]]["LogoutURLs"]
    copied = ids[old.clients[other]["ClientName"]]
    assert logout[0] == (
        f"https://{copy_name(rehearsal.id, Role.OLD)}.auth.us-east-1.amazoncognito.com/login"
        f"?client_id={copied}"
    )
    sent = json.dumps([call["parameters"] for call in practice.calls("UpdateUserPoolClient")])
    assert f"{copy_name(rehearsal.id, Role.NEW)}.auth" in sent, "the walk rewrites it"


def test_groups_and_threat_protection_are_copied_and_roles_and_logs_are_said_to_stay_out(
    deployment: Rehearsing,
) -> None:
    practice = deployment.practice
    old = practice.pools[OLD_POOL]
    role = "arn:aws:iam::123456789012:role/installers"
    risk = {
        "UserPoolId": OLD_POOL,
        "CompromisedCredentialsRiskConfiguration": {"Actions": {"EventAction": "BLOCK"}},
    }
    old.groups[0]["RoleArn"] = role
    old.risk["ALL"] = risk
    old.document |= {
        "UserPoolTier": "PLUS",
        "UserPoolAddOns": {"AdvancedSecurityMode": "ENFORCED"},
    }
    logs = {"CloudWatchLogsConfiguration": {"LogGroupArn": "arn:aws:logs:us-east-1:1:log-group:a"}}
    old.log_delivery = [{"LogLevel": "ERROR", "EventSource": "userNotification", **logs}]
    deployment.walkthrough.reader.read()
    result = deployment.run(keep=True)
    assert [write for write in result.writes if not write.as_predicted] == []
    assert (result.standing, result.otherwise) == ((), False)
    (rehearsal,) = Register(deployment.folder).left()
    copy = practice.pools[practice.names[copy_name(rehearsal.id, Role.OLD)]]
    assert [(group["GroupName"], group["Precedence"]) for group in copy.groups] == [
        (group["GroupName"], group["Precedence"]) for group in old.groups
    ]
    assert not [group for group in copy.groups if "RoleArn" in group]
    assert {**copy.risk["ALL"], "UserPoolId": OLD_POOL} == risk
    assert copy.log_delivery == []
    out = {item.what: item.needed for item in result.not_rehearsed}
    assert out["the role of the group installers of the old pool"] is False
    assert out["log delivery of the old pool (userNotification)"] is False


def test_threat_protection_that_aws_refuses_is_listed_and_needed_by_nobody(
    deployment: Rehearsing,
) -> None:
    deployment.practice.pools[OLD_POOL].risk["ALL"] = {
        "UserPoolId": OLD_POOL,
        "RiskExceptionConfiguration": {"BlockedIPRangeList": ["192.0.2.0/24"]},
    }
    deployment.walkthrough.reader.read()
    result = deployment.run()
    (refused,) = [item for item in result.not_rehearsed if item.operation == "SetRiskConfiguration"]
    assert "add-ons are not enabled" in refused.why
    assert not refused.needed
    assert result.left == ()


def test_analytics_that_nobody_may_pass_on_cost_no_client(deployment: Rehearsing) -> None:
    practice = deployment.practice
    (main, *_) = practice.pools[NEW_POOL].clients
    analytics = {
        "ApplicationId": "4f3c0000",
        "RoleArn": "arn:aws:iam::123456789012:role/analytics",
        "ExternalId": "x",
    }
    practice.change(pool=NEW_POOL, client=main, set={"AnalyticsConfiguration": analytics})
    deployment.walkthrough.reader.read()
    practice.fault(
        kind="error",
        operation="CreateUserPoolClient",
        skip=len(practice.pools[OLD_POOL].clients),
        count=1,
        code="InvalidParameterException",
        message="Role cannot be passed to Pinpoint.",
    )
    result = deployment.run()
    told = [item for item in result.not_rehearsed if "Pinpoint" in item.why]
    assert [(item.what.partition(" of ")[0], item.needed) for item in told] == [
        ("AnalyticsConfiguration", False)
    ]
    assert [write for write in result.writes if not write.as_predicted] == []
    assert {write.step for write in result.writes} >= {"4", "5"}
    assert result.left == ()


def test_what_aws_refuses_of_a_copy_is_listed_in_its_words(deployment: Rehearsing) -> None:
    deployment.practice.fault(
        kind="error",
        operation="CreateIdentityProvider",
        count=1,
        code="InvalidParameterException",
        message="Google is not for copies.",
    )
    result = deployment.run()
    refused = [item for item in result.not_rehearsed if "not for copies" in item.why]
    assert [(item.step, item.needed) for item in refused] == [("3a", True)]
    assert "3a" not in {write.step for write in result.writes}
    assert [write for write in result.writes if not write.as_predicted] == []


def test_a_member_that_aws_refuses_is_left_out_of_the_pool(deployment: Rehearsing) -> None:
    deployment.practice.fault(
        kind="error",
        operation="CreateUserPool",
        count=1,
        code="InvalidParameterException",
        message="Email address is not verified.",
    )
    result = deployment.run()
    assert [item.what for item in result.not_rehearsed if "not verified" in item.why] == [
        "the pool's EmailConfiguration"
    ]
    assert result.left == ()


def test_what_production_has_to_carry_over_and_a_copy_lost_is_not_rehearsed(
    deployment: Rehearsing,
) -> None:
    """Nobody refused it: the copy's look came out without its style sheet."""

    def lose(asked: Asked, _answer: Document) -> None:
        asked.pool.customization[asked.parameters["ClientId"]].pop("CSS", None)

    with otherwise("SetUICustomization", lose):
        result = deployment.run()
    lacking = [item for item in result.not_rehearsed if "not in the copies" in item.why]
    assert [(item.step, item.needed) for item in lacking] == [("7b", True)]
    assert lacking[0].what.startswith("page's CSS")


def test_what_rests_on_a_part_that_aws_refused_is_not_rehearsed_either(
    deployment: Rehearsing,
) -> None:
    deployment.practice.fault(
        kind="error",
        operation="CreateIdentityProvider",
        code="InvalidParameterException",
        message="Not this one.",
        count=1,
    )
    result = deployment.run()
    refused = [item for item in result.not_rehearsed if "Not this one" in item.why]
    assert [item.step for item in refused] == ["3a"]
    resting = {
        (item.step, item.what.partition(",")[0])
        for item in result.not_rehearsed
        if "not in the copies" in item.why
    }
    assert ("3a", "Google") in resting
    assert any(step == "4" and what.startswith("Google") for step, what in resting), resting
