"""The deployment's stacks: which are RainMaker's, how recent they are, and what was refused."""

import threading
from datetime import UTC, datetime
from typing import Any

import pytest

from migration.aws.connection import Connection
from migration.pools.reading import Unread
from migration.stacks.listing import read_exports, read_stacks
from migration.stacks.stack import Stacks, is_rainmakers
from tests.practice_aws import SKILLS_STACK, PracticeAws


def read(connection: Connection) -> Stacks:
    stacks = read_stacks(connection, threading.Event())
    assert isinstance(stacks, Stacks)
    return stacks


def test_every_stack_of_rainmakers_is_found_and_no_other(connection: Connection) -> None:
    stacks = read(connection)
    assert stacks.unread == ()
    assert [stack.name for stack in stacks.found if not stack.nested] == [
        SKILLS_STACK,
        "ESP-RainMaker-Base",
        "ESP-RainMaker-Core",
        "ESP-RainMaker-Skills",
    ]


def test_a_stack_has_its_version_its_last_update_and_its_status(connection: Connection) -> None:
    core = next(stack for stack in read(connection).found if stack.name == "ESP-RainMaker-Core")
    assert (core.region, core.version, core.status) == ("us-east-1", "3.4.2", "UPDATE_COMPLETE")
    assert core.updated is not None
    assert core.updated.astimezone(UTC) == datetime(2025, 10, 6, 5, 29, 3, tzinfo=UTC)


def test_only_stacks_with_a_name_of_rainmakers_are_described(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    """A description holds parameters: those of anybody else's stacks are none of our business."""
    practice_aws.forget_calls()
    read(connection)
    described = {call["parameters"]["StackName"] for call in practice_aws.calls("DescribeStacks")}
    assert described == {
        SKILLS_STACK,
        "ESP-RainMaker-Base",
        "ESP-RainMaker-Core",
        "ESP-RainMaker-Skills",
    }


def test_a_deleted_stack_is_not_listed(practice_aws: PracticeAws, connection: Connection) -> None:
    names = [stack.name for stack in read(connection).found]
    assert names.count(SKILLS_STACK) == 1


def test_a_stack_of_another_region_is_found_where_the_deployment_is(
    practice_aws: PracticeAws,
) -> None:
    from migration.aws.connection import connect

    credentials = (practice_aws.access_key, practice_aws.secret_key)
    elsewhere = connect(
        region="eu-west-1", endpoint_url=practice_aws.endpoint, credentials=credentials
    )
    practice_aws.forget_calls()
    assert {stack.region for stack in read(elsewhere).found} == {"us-east-1"}
    assert {call["region"] for call in practice_aws.calls("ListStacks")} == {
        "us-east-1",
        "eu-west-1",
    }


def test_no_permission_to_list_is_unread_with_the_permissions_name(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "ListStacks"})
    refused = read_stacks(connection, threading.Event())
    assert isinstance(refused, Unread)
    assert "cloudformation:ListStacks" in refused.reason


def test_a_stack_that_may_not_be_described_still_has_its_name_and_status(
    practice_aws: PracticeAws, connection: Connection
) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "DescribeStacks"})
    stacks = read(connection)
    assert {(stack.version, stack.status) for stack in stacks.found} == {("", "UPDATE_COMPLETE")}
    assert {unread.name for unread in stacks.unread} == {
        stack.name for stack in stacks.found if not stack.nested
    }
    assert all("cloudformation:DescribeStacks" in unread.reason for unread in stacks.unread)


def test_the_exports_hold_the_api_path_uri(connection: Connection) -> None:
    exports = read_exports(connection)
    assert not isinstance(exports, Unread)
    assert exports["esp-RainMakerBaseUrl"] == "https://api.acme-home.example"


def test_refused_exports_are_unread(practice_aws: PracticeAws, connection: Connection) -> None:
    practice_aws.faults({"kind": "access_denied", "operation": "ListExports"})
    refused: Any = read_exports(connection)
    assert isinstance(refused, Unread)
    assert "cloudformation:ListExports" in refused.reason


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("ESP-RainMaker-Core", True),
        ("serverlessrepo-ESP-RainMaker-Base", True),
        ("esp-rainmaker-core", True),
        ("ESP-TimeSeries", True),
        ("acme-website", False),
        ("serverlessrepo-acme", False),
        ("my-ESP-thing", False),
    ],
)
def test_a_stack_is_told_by_its_name(name: str, theirs: bool) -> None:
    assert is_rainmakers(name) is theirs
