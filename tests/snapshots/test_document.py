"""What a snapshot holds: every document of both pools, no secret, and what could not be read."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migration.deployment.whole_reading import Reading
from migration.pools.reading import Pending, Unread
from migration.snapshot.document import SECRET, snapshot_of
from migration.walkthrough import Walkthrough
from tests.practice_aws import NEW_POOL, OLD_POOL, PracticeAws
from tests.readings import DEPLOYMENT, client, google, pool, pool_reading
from tests.walkthroughs import walk

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def test_every_document_of_the_sample_is_in_it(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    document = json.loads(walkthrough.snapshots.take().read_text())
    cognito = practice_aws.client("cognito-idp")
    for side, pool_id in (("old", OLD_POOL), ("new", NEW_POOL)):
        pool = cognito.describe_user_pool(UserPoolId=pool_id)["UserPool"]
        assert json.dumps(
            pool, sort_keys=True, default=lambda moment: moment.isoformat()
        ) == json.dumps(document[side]["pool"], sort_keys=True)
        ids = {
            item["ClientId"]
            for item in cognito.list_user_pool_clients(UserPoolId=pool_id, MaxResults=60)[
                "UserPoolClients"
            ]
        }
        assert set(document[side]["app_clients"]) == ids
    assert set(document["old"]["identity_providers"]) == {"Google", "SignInWithApple", "GitHub"}
    assert document["old"]["domain"]["Domain"] == "acme-login"
    assert document["new"]["domain"] is None
    assert list(document["old"]["groups"]) == ["installers"]
    assert document["deployment"]["old_pool"] == {"id": OLD_POOL, "name": "rainmaker-user-pool"}


def test_secrets_are_left_out_and_marked_as_left_out(
    walkthrough: Walkthrough, practice_aws: PracticeAws
) -> None:
    text = walkthrough.snapshots.take().read_text()
    held = practice_aws.state()["pools"]
    secrets = [
        secret
        for pool in held.values()
        for secret in (
            *(client.get("ClientSecret") for client in pool["clients"].values()),
            *(
                provider["ProviderDetails"].get("client_secret")
                for provider in pool["providers"].values()
            ),
        )
        if secret
    ]
    assert len(secrets) >= 8
    assert not [secret for secret in secrets if secret in text]
    document = json.loads(text)
    assert document["old"]["app_clients"]["4oldinstallerapp5acme6home"]["ClientSecret"] == SECRET
    assert (
        document["old"]["identity_providers"]["Google"]["ProviderDetails"]["client_secret"]
        == SECRET
    )


def test_what_could_not_be_read_says_why() -> None:
    old = pool_reading(
        groups=Unread("ListGroups", "refused"),
        clients=(client("a"), Unread("DescribeUserPoolClient", "gone", id="b")),
    )
    reading = Reading(old, pool_reading(risk=Pending("DescribeRiskConfiguration")))
    document = snapshot_of(DEPLOYMENT, reading, made_at=NOW, read_at=NOW)
    assert document["old"]["groups"] == {"unread": {"operation": "ListGroups", "reason": "refused"}}
    assert document["old"]["app_clients"]["b"] == {
        "unread": {"operation": "DescribeUserPoolClient", "reason": "gone"}
    }
    assert document["new"]["risk_configuration"]["unread"]["reason"] == "it was not read yet"


def test_moments_bytes_and_anything_else_become_json() -> None:
    odd = pool("o", CreationDate=NOW, Picture=b"\x00\xff", Nested=[{"At": NOW}])
    document = snapshot_of(
        DEPLOYMENT,
        Reading(pool_reading(pool=odd, providers=(google(),)), pool_reading()),
        made_at=NOW,
        read_at=NOW,
    )
    held = json.loads(json.dumps(document))["old"]["pool"]
    assert held["CreationDate"] == "2026-11-22T02:00:00+00:00"
    assert held["Picture"] == "AP8="
    assert held["Nested"] == [{"At": "2026-11-22T02:00:00+00:00"}]


@pytest.mark.parametrize("attached", [True, False])
def test_a_snapshot_is_whole_also_where_only_the_steps_parts_were_read(
    practice_aws: PracticeAws, tmp_path: Path, *, attached: bool
) -> None:
    walkthrough = walk(practice_aws, tmp_path, attached=attached)
    text = walkthrough.snapshots.take().read_text()
    assert '"unread"' not in text
    walkthrough.close()
