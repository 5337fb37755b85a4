"""Every recorded answer is read by the call that would have asked for it."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from migration.aws import reads, stack_reads
from migration.aws.connection import Connection
from migration.stacks.listing import read_exports
from migration.stacks.stack import Stack
from sandbox.cloudformation import OPERATIONS as OF_CLOUDFORMATION
from tests.recordings import (
    DOMAINS,
    EVERY,
    FACTORS,
    FOLDER,
    GROUPS,
    LISTS,
    LOGS,
    LOOKS,
    NEVER_ASKED,
    OF_STACKS,
    RISKS,
    SERVERS,
    STACKS,
    STYLES,
    described,
    listed,
    logs,
    recorded,
)
from tests.recordings.answering import answering

POOL, REGION = "us-east-1_EXAMPLE01", "us-east-1"
OF_LISTS: dict[str, Callable[[Connection, str], Any]] = {
    "list-groups.auto-generated": reads.list_groups,
    "list-identity-providers": reads.list_providers,
    "list-resource-servers": reads.list_resource_servers,
    "list-user-pool-clients": reads.list_clients,
    "list-user-pools.paged": lambda at, _: reads.list_pools(at),
}


def test_every_recording_is_of_a_kind_that_tests_read() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(EVERY)
    assert len(EVERY) == len(set(EVERY))


def test_what_holds_each_recorded_fact_is_a_test_that_there_is() -> None:
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`([\w/]+\.py)::(test_\w+)`", text)
    assert len(named) > 80
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"def {name}\(", (FOLDER.parent / file).read_text(encoding="utf-8"))
    ]
    assert missing == []


@pytest.mark.parametrize("name", [*LISTS, *SERVERS, GROUPS[0]])
def test_a_list_is_read_whole(name: str) -> None:
    assert OF_LISTS[name](answering(recorded(name)), _pool_of(listed(name))) == listed(name)


def test_a_group_is_read() -> None:
    (group,) = listed(GROUPS[1])
    assert reads.list_groups(answering({"Groups": [group]}), POOL) == [group]


@pytest.mark.parametrize("name", RISKS)
def test_threat_protection_is_read(name: str) -> None:
    answer = {"RiskConfiguration": described(name)}
    pool = _pool_of([described(name)])
    assert reads.describe_risk_configuration(answering(answer), pool) == described(name)


@pytest.mark.parametrize("name", LOGS)
def test_where_logs_go_is_read(name: str) -> None:
    (answer,) = recorded(name).values()
    pool = _pool_of([answer] if isinstance(answer, dict) else [])
    assert reads.get_log_configurations(answering(recorded(name)), pool) == logs(name)


@pytest.mark.parametrize("name", FACTORS)
def test_what_is_set_of_second_factors_is_read(name: str) -> None:
    assert reads.get_mfa_config(answering(recorded(name)), POOL) == recorded(name)


@pytest.mark.parametrize("name", DOMAINS)
def test_a_domain_is_read_with_its_login_version_and_an_unknown_one_is_none(name: str) -> None:
    domain = described(name)
    asked = str(domain.get("Domain", "nobody-has-it"))
    found = reads.describe_domain(answering({"DomainDescription": domain}), asked)
    assert found == ({"ManagedLoginVersion": 1, **domain} if domain else None)


@pytest.mark.parametrize("name", LOOKS)
def test_a_look_is_read(name: str) -> None:
    look = described(name)
    asked = _pool_of([look]), str(look.get("ClientId", "a-client"))
    found = reads.get_ui_customization(answering({"UICustomization": look}), *asked)
    assert found == look


@pytest.mark.parametrize("name", STYLES)
def test_a_managed_login_style_is_read(name: str) -> None:
    answer = {"ManagedLoginBranding": described(name)}
    assert reads.describe_branding(answering(answer), POOL, "a-client") == described(name)


@pytest.mark.parametrize("name", STACKS)
def test_a_stack_is_read(name: str) -> None:
    (answer, *_) = recorded(name)["Stacks"]
    found = stack_reads.describe_stack(answering(recorded(name)), REGION, answer["StackName"])
    assert found is not None
    stack = Stack.from_describe(found, REGION)
    assert (stack.name, stack.status) == (answer["StackName"], answer["StackStatus"])


def test_what_stacks_list_export_and_hold_is_read() -> None:
    events, exports, resources, stacks = map(recorded, OF_STACKS)
    found = stack_reads.list_stacks(answering({"StackSummaries": stacks}), REGION)
    assert [Stack.from_summary(one, REGION).status for one in found] == ["CREATE_COMPLETE"]
    assert read_exports(answering(exports)) == {
        one["Name"]: one["Value"] for one in exports["Exports"]
    }
    held = stack_reads.list_stack_resources(answering(resources), REGION, "my-stack")
    assert [one["ResourceType"] for one in held] == [
        "AWS::S3::Bucket",
        "AWS::Lambda::Function",
        "AWS::IAM::Role",
    ]
    told = stack_reads.latest_stack_events(answering(events["events"]), REGION, "stack-name-1")
    assert [one["ResourceStatus"] for one in told][:2] == [
        "REVIEW_IN_PROGRESS",
        "CREATE_IN_PROGRESS",
    ]


def test_what_the_program_never_asks_has_the_members_of_the_practice_awss_answer() -> None:
    (name,) = NEVER_ASKED
    assert "GetTemplateSummary" in OF_CLOUDFORMATION
    assert {"Parameters", "ResourceTypes"} <= recorded(name).keys()


def _pool_of(documents: Sequence[Mapping[str, Any]]) -> str:
    """The pool that a recording is of: an answer that tells of another one is none."""
    return next((str(one["UserPoolId"]) for one in documents if "UserPoolId" in one), POOL)
