"""What the installed botocore does not know is not reset, and what it knows is carried."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from migration.aws import stack_reads
from migration.stacks.effects import effects_of
from migration.walkthrough import Walkthrough
from tests.changes.test_writing import CALLBACK
from tests.practice_aws import NEW_POOL, SKILLS_STACK, PracticeAws
from tests.walkthroughs import walk

CLIENT = "DescribeUserPoolClient"


def newer(aws: PracticeAws, operation: str, **members: Any) -> None:
    """From now on AWS answers an operation with more than the model knows."""
    aws.faults({"kind": "answer", "operation": operation, "set": members})


SUBJECT, POOL, NOVEL = "5/-/EmailSubject", "DescribeUserPool", {"Novelty": {"a": 1}}
ADDED_ON = {"AdvancedSecurityMode": "OFF", "AdvancedSecurityAdditionalFlows": NOVEL}
UNKNOWN: list[tuple[str, str, dict[str, Any]]] = [
    (CALLBACK, CLIENT, {"UserPoolClient.Passkeys": {"Enabled": True}}),
    (CALLBACK, CLIENT, {"UserPoolClient.TokenValidityUnits.Passkey": "days"}),
    (CALLBACK, CLIENT, {"UserPoolClient.Passkeys": False}),
    (CALLBACK, CLIENT, {"Passkeys": {"Enabled": True}}),
    ("5/-/EmailSubject", "DescribeUserPool", {"UserPool.Policies.PasswordPolicy.Entropy": 60}),
    ("5/-/EmailSubject", "DescribeUserPool", {"UserPool.LambdaConfig.Novelty": "arn:aws:lambda"}),
    ("5/-/EmailSubject", "DescribeUserPool", {"UserPool.SchemaAttributes.0.Novelty": "x"}),
    # deep inside of what is sent back whole, in a structure that was not even there before
    (SUBJECT, POOL, {"UserPool.AdminCreateUserConfig": {"InviteMessageTemplate": NOVEL}}),
    (SUBJECT, POOL, {"UserPool.AccountRecoverySetting": {"RecoveryMechanisms": [NOVEL]}}),
    (SUBJECT, POOL, {"UserPool.LambdaConfig.PreTokenGenerationConfig": NOVEL}),
    (SUBJECT, POOL, {"UserPool.UserPoolAddOns": ADDED_ON}),
    (CALLBACK, CLIENT, {"UserPoolClient.RefreshTokenRotation": NOVEL}),
    (CALLBACK, CLIENT, {"UserPoolClient.AnalyticsConfiguration": NOVEL}),
]


@pytest.mark.parametrize(("setting", "operation", "members"), UNKNOWN)
def test_a_resource_with_a_member_that_is_not_known_is_read_and_not_written(
    practice_aws: PracticeAws,
    tmp_path: Path,
    setting: str,
    operation: str,
    members: dict[str, Any],
) -> None:
    newer(practice_aws, operation, **members)
    walked = walk(practice_aws, tmp_path, attached=False)
    (failed,) = walked.applier.apply([setting]).failed
    ((path, value),) = members.items()
    assert ("Novelty" if "Novelty" in str(value) else path.rpartition(".")[2]) in failed.reason
    assert "Update Poolwalk" in failed.reason
    assert practice_aws.calls("UpdateUserPoolClient") == []
    assert practice_aws.calls("UpdateUserPool") == []
    assert walked.state.record.unfinished == ()
    walked.close()


def test_the_snapshot_keeps_what_is_not_known(practice_aws: PracticeAws, tmp_path: Path) -> None:
    newer(practice_aws, CLIENT, **{"UserPoolClient.Passkeys": {"Enabled": True}})
    newer(practice_aws, "DescribeUserPool", **{"UserPool.Policies.PasswordPolicy.Entropy": 60})
    walked = walk(practice_aws, tmp_path)
    kept = json.loads(walked.snapshots.take().read_text())
    for pool in ("old", "new"):
        assert kept[pool]["pool"]["Policies"]["PasswordPolicy"]["Entropy"] == 60
        clients = kept[pool]["app_clients"].values()
        assert all(held["Passkeys"] == {"Enabled": True} for held in clients)
    walked.close()


def test_other_resources_are_written_beside_one_that_is_not_known(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    newer(practice_aws, "DescribeUserPool", **{"UserPool.Novelty": 1})
    walked = walk(practice_aws, tmp_path, attached=False)
    report = walked.applier.apply([CALLBACK, "5/-/EmailSubject"])
    assert [result.id for result in report.applied] == [CALLBACK]
    walked.close()


def test_a_provider_is_not_made_from_one_that_is_not_known_whole(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    newer(practice_aws, "DescribeIdentityProvider", **{"IdentityProvider.Novelty": {"a": "b"}})
    walked = walk(practice_aws, tmp_path, attached=False)
    (failed,) = walked.applier.apply(["3a/-/Google"]).failed
    assert "Novelty" in failed.reason
    assert practice_aws.calls("CreateIdentityProvider") == []
    walked.close()


DETAILS = {
    "client_id": "x.apps.googleusercontent.com",
    "client_secret": "GOCSPX-a-secret-of-a-test",
    "authorize_scopes": "openid email",
    "api_version": "v3",
    "hd": "acme.example",
    "prompt": "select_account",
    "a_key_of_next_year": "kept",
}


def test_every_detail_of_a_provider_that_aws_does_not_derive_is_carried(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    mapping = {"AcrMapping": {"Level1": "urn:acr:2"}, "ProviderDetails": DETAILS}
    practice_aws.change(pool="old", provider="Google", set=mapping)
    walked = walk(practice_aws, tmp_path, attached=False)
    assert walked.applier.apply(["3a/-/Google"]).applied
    held = practice_aws.state()["pools"][NEW_POOL]["providers"]["Google"]
    assert held["ProviderDetails"] == DETAILS
    assert held["AcrMapping"] == {"Level1": "urn:acr:2"}
    # and an update of one detail leaves the others
    practice_aws.change(pool="new", provider="Google", set={"ProviderDetails.hd": "other.example"})
    walked.reader.read(attached=False)
    assert walked.applier.apply(["3a/-/Google/hd"]).applied
    held = practice_aws.state()["pools"][NEW_POOL]["providers"]["Google"]
    assert held["ProviderDetails"] == DETAILS
    assert held["AcrMapping"] == {"Level1": "urn:acr:2"}
    walked.close()


def test_the_login_version_of_a_domain_is_set_without_its_routing_being_lost(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(pool="new", domain={"prefix": "acme-users", "ManagedLoginVersion": 2})
    check = "12345678-1234-1234-1234-123456789012"
    routing = {"Failover": {"SecondaryRegion": "eu-west-1", "PrimaryRoute53HealthCheckId": check}}
    newer(practice_aws, "DescribeUserPoolDomain", **{"DomainDescription.Routing": routing})
    walked = walk(practice_aws, tmp_path, attached=False)
    walked.applier.apply(["2/-/ManagedLoginVersion"])
    (call,) = practice_aws.calls("UpdateUserPoolDomain")
    assert call["parameters"]["Routing"] == routing
    walked.close()


def test_a_member_of_cloudformations_that_is_not_known_is_an_alarm(
    practice_aws: PracticeAws, walkthrough: Walkthrough
) -> None:
    change = {
        "Action": "Modify",
        "LogicalResourceId": "Client",
        "ResourceType": "AWS::Cognito::UserPoolClient",
        "Replacement": "False",
    }
    changes = [{"Type": "Resource", "ResourceChange": change}]
    practice_aws.change(
        stack=SKILLS_STACK,
        region="us-east-1",
        plant={"ChangeSetName": "theirs", "Changes": changes},
    )
    connection = walkthrough.login.online()
    found = stack_reads.describe_change_set(connection, "us-east-1", SKILLS_STACK, "theirs")
    assert found
    assert effects_of(found, "", {}, lambda _: None).alarms == ()
    more = {"<Replacement>": "<Migrates><Into>nothing</Into></Migrates><Replacement>"}
    practice_aws.faults({"kind": "answer", "operation": "DescribeChangeSet", "replace": more})
    found = stack_reads.describe_change_set(connection, "us-east-1", SKILLS_STACK, "theirs")
    assert found
    (alarm,) = effects_of(found, "", {}, lambda _: None).alarms
    assert "Migrates" in alarm


@pytest.mark.parametrize("inner", [False, True])
def test_a_member_of_a_whole_change_set_that_is_not_known_is_an_alarm(inner: bool) -> None:
    of_a_client = {
        "Type": "Resource",
        "ResourceChange": {
            "Action": "Modify",
            "LogicalResourceId": "Client",
            "ResourceType": "AWS::Cognito::UserPoolClient",
            "Replacement": "False",
        },
    }
    of_a_stack = {
        "Type": "Resource",
        "ResourceChange": {
            "Action": "Modify",
            "LogicalResourceId": "Within",
            "ResourceType": "AWS::CloudFormation::Stack",
            "Replacement": "False",
            "ChangeSetId": "within",
        },
    }
    plain: dict[str, Any] = {"Status": "CREATE_COMPLETE", "Changes": [of_a_client]}
    novel = {**plain, "TemplateOverride": "s3://somebody/template"}
    whole = {**plain, "Changes": [of_a_stack]} if inner else novel
    assert effects_of(plain, "", {}, lambda _: None).alarms == ()
    (alarm,) = effects_of(whole, "", {}, {"within": novel}.get).alarms
    assert "TemplateOverride" in alarm
    assert effects_of({**plain, "Novel": ""}, "", {}, lambda _: None).alarms == ()
