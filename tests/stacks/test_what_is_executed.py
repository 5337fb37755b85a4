"""What is executed is what was asked and shown: no change set is trusted by its name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from migration.stacks.effects import Effects
from migration.walkthrough import Walkthrough
from tests.practice_aws import SKILLS_STACK, PracticeAws
from tests.stacks.conftest import SETTING, WANTED, Asked

NEW = "SkillIdentityProvidersNewUserPool"


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("change_set", "made_change_set"):
        monkeypatch.setattr(f"migration.stacks.{module}.AGAIN_PAUSES", (0, 0))


def parameter(key: str, value: str) -> dict[str, str]:
    return {"ParameterKey": key, "ParameterValue": value}


def test_the_name_of_a_change_set_is_another_one_each_time(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    ready.applier.apply((SETTING,), agree=Asked(yes=False))
    ready.applier.apply((SETTING,), agree=Asked(yes=False))
    names = [call["parameters"]["ChangeSetName"] for call in practice_aws.calls("CreateChangeSet")]
    assert len(set(names)) == 2
    assert all(len(name) == len("poolwalk-") + 32 for name in names)


# What somebody can do to the change set between its making and its execution.
ALTERED: dict[str, dict[str, Any]] = {
    "another value of ours": {
        "Parameters": [
            parameter(NEW, "Evil, COGNITO"),
            parameter("AlexaVendorId", "M1ACMEVENDOR"),
        ]
    },
    "no parameters": {"Parameters": []},
    "more capabilities": {"Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM"]},
    "other tags": {"Tags": [{"Key": "owner", "Value": "somebody"}]},
    "somebody is told": {"NotificationARNs": ["arn:aws:sns:us-east-1:999999999999:spy"]},
    "another description": {"Description": "Poolwalk, or so it says"},
    "resources are taken in": {"ImportExistingResources": True},
    "nothing is put back": {"OnStackFailure": "DO_NOTHING"},
    "another one": {"ChangeSetId": "arn:aws:cloudformation:us-east-1:123456789012:changeSet/b/2"},
    "nested stacks are not shown": {"IncludeNestedStacks": False},
    "it is of another stack": {"StackId": "arn:aws:cloudformation:us-east-1:1:stack/other/1"},
    "a rollback is triggered": {"RollbackConfiguration": {"MonitoringTimeInMinutes": 5}},
}


@pytest.mark.parametrize("skip", [0, 1], ids=["before it is shown", "before it is executed"])
@pytest.mark.parametrize("name", ALTERED)
def test_a_change_set_that_is_not_what_was_asked_is_refused_and_dropped(
    practice_aws: PracticeAws,
    ready: Walkthrough,
    parameters: Callable[[], dict[str, str]],
    name: str,
    skip: int,
) -> None:
    before = parameters()
    change = {"stack": SKILLS_STACK, "region": "us-east-1", "alter": ALTERED[name]}
    practice_aws.faults(
        {
            "kind": "change",
            "operation": "DescribeStacks" if skip else "DescribeChangeSet",
            "skip": 2 if skip else 0,
            "count": 1,
            "change": change,
        }
    )
    asked = Asked(yes=True)
    (failed,) = ready.applier.apply((SETTING,), agree=asked).failed
    assert len(asked.effects) == skip
    assert practice_aws.calls("ExecuteChangeSet") == []
    assert parameters() == before
    if name != "another one":
        assert "not what was asked for" in failed.reason
    assert ready.state.record.unfinished == ()


def test_a_value_that_differs_is_named(practice_aws: PracticeAws, ready: Walkthrough) -> None:
    change = {
        "stack": SKILLS_STACK,
        "region": "us-east-1",
        "alter": {"Parameters": [parameter(NEW, "Evil, COGNITO")]},
    }
    practice_aws.faults(
        {"kind": "change", "operation": "DescribeChangeSet", "count": 1, "change": change}
    )
    (failed,) = ready.applier.apply((SETTING,), agree=Asked(yes=True)).failed
    assert f"its parameter {NEW} is “Evil, COGNITO”, not “{WANTED}”" in failed.reason
    assert "it lacks AlexaVendorId" in failed.reason


def test_effects_that_changed_after_they_were_shown_are_not_executed(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    added = {
        "Action": "Add",
        "LogicalResourceId": "Door",
        "ResourceType": "AWS::IAM::Role",
    }

    def agree(_: Effects) -> bool:
        change = {"Changes": [{"Type": "Resource", "ResourceChange": added}]}
        practice_aws.change(stack=SKILLS_STACK, region="us-east-1", alter=change)
        return True

    (failed,) = ready.applier.apply((SETTING,), agree=agree).failed
    assert "not what was shown any more" in failed.reason
    assert practice_aws.calls("ExecuteChangeSet") == []


def test_another_parameter_that_somebody_changed_meanwhile_is_not_put_back(
    practice_aws: PracticeAws, ready: Walkthrough, parameters: Callable[[], dict[str, str]]
) -> None:
    """The change set was made of what the stack held then; UsePreviousValue is of that moment."""

    def agree(_: Effects) -> bool:
        held = [parameter(key, value) for key, value in parameters().items()]
        others = [item for item in held if item["ParameterKey"] != "AlexaVendorId"]
        changed = [*others, parameter("AlexaVendorId", "THEIRS")]
        practice_aws.change(stack=SKILLS_STACK, region="us-east-1", set={"Parameters": changed})
        return True

    (failed,) = ready.applier.apply((SETTING,), agree=agree).failed
    assert "AlexaVendorId" in failed.reason
    assert parameters()["AlexaVendorId"] == "THEIRS"


def test_a_hidden_parameter_of_the_change_set_is_held_as_far_as_it_shows(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    assert ready.applier.apply((SETTING,), agree=Asked(yes=True)).applied
    (call, *_) = practice_aws.calls("CreateChangeSet")
    assert call["parameters"]["IncludeNestedStacks"] in {True, "true"}


def plant(aws: PracticeAws, *changes: dict[str, Any], root: str = "") -> None:
    """A nested stack's change set, and the change of ours that leads to it."""
    arn = "arn:aws:cloudformation:us-east-1:123456789012:changeSet/inner/1"
    aws.change(
        stack=SKILLS_STACK,
        region="us-east-1",
        plant={
            "ChangeSetName": "inner",
            "ChangeSetId": arn,
            "RootChangeSetId": root,
            "Changes": list(changes),
        },
    )


@pytest.mark.parametrize("ours", [True, False])
def test_what_a_nested_stack_would_do_is_read_over_all_pages_and_shown(
    practice_aws: PracticeAws, ready: Walkthrough, ours: bool
) -> None:
    """Clients of a nested stack could be replaced, and nothing of the outer stack would tell."""
    practice_aws.settings(stack_page=1)
    client = {"Action": "Modify", "ResourceType": "AWS::Cognito::UserPoolClient"}
    changes = [
        {**client, "LogicalResourceId": "First", "Replacement": "False"},
        {**client, "LogicalResourceId": "Second", "Replacement": "True"},
    ]
    inner = {
        "Action": "Modify",
        "LogicalResourceId": "Inner",
        "ResourceType": "AWS::CloudFormation::Stack",
        "Replacement": "False",
        "ChangeSetId": "arn:aws:cloudformation:us-east-1:123456789012:changeSet/inner/1",
    }
    asked = Asked(yes=False)

    def told(sentence: str) -> None:
        if not sentence.startswith("Making a change set"):
            return
        outer = {"Changes": [{"Type": "Resource", "ResourceChange": inner}]}
        change = {"stack": SKILLS_STACK, "region": "us-east-1", "alter": outer}
        practice_aws.faults(
            {"kind": "change", "operation": "DescribeChangeSet", "count": 1, "change": change}
        )

    def planted(connection: Any, region: str, stack: str, name: str) -> Any:
        if name.endswith("changeSet/inner/1"):
            plant(
                practice_aws,
                *({"Type": "Resource", "ResourceChange": change} for change in changes),
                root=seen[0] if ours else "another",
            )
        seen.append(name)
        return described(connection, region, stack, name)

    from migration.aws import stack_reads

    seen: list[str] = []
    described = stack_reads.describe_change_set
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stack_reads, "describe_change_set", planted)
        ready.applier.apply((SETTING,), told, agree=asked)
    (effects,) = asked.effects
    if ours:
        (alarm,) = effects.alarms
        assert alarm.startswith("Inner › Second would be REPLACED")
    else:
        assert effects.alarms == ("Inner is a stack whose own changes are not shown.",)


@pytest.mark.parametrize(
    "fault", [{"kind": "throttling"}, {"kind": "server_error"}, {"kind": "cut"}]
)
@pytest.mark.parametrize("operation", ["CreateChangeSet", "ExecuteChangeSet"])
def test_what_aws_did_not_take_is_sent_again_after_a_look(
    practice_aws: PracticeAws,
    ready: Walkthrough,
    parameters: Callable[[], dict[str, str]],
    fault: dict[str, Any],
    operation: str,
) -> None:
    practice_aws.faults({**fault, "operation": operation, "count": 1})
    assert ready.applier.apply((SETTING,), agree=Asked(yes=True)).applied
    assert parameters()[NEW] == WANTED
    assert len(practice_aws.calls(operation)) == 2


def test_a_change_set_that_was_made_without_an_answer_is_dropped_and_not_adopted(
    practice_aws: PracticeAws, ready: Walkthrough
) -> None:
    practice_aws.faults({"kind": "cut", "operation": "CreateChangeSet", "after": True, "count": 1})
    practice_aws.settings(change_set_seconds=0)
    asked = Asked(yes=True)
    assert ready.applier.apply((SETTING,), agree=asked).applied
    first, second = practice_aws.calls("CreateChangeSet")
    assert asked.effects[0].change_set == second["parameters"]["ChangeSetName"]
    assert first["parameters"]["ChangeSetName"] != second["parameters"]["ChangeSetName"]
    (dropped,) = practice_aws.calls("DeleteChangeSet")
    assert dropped["parameters"]["ChangeSetName"] == first["parameters"]["ChangeSetName"]
