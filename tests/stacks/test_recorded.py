"""What the real CloudFormation answered: what it would do, and whether it was asked for."""

from typing import Any

import pytest

from migration.stacks.change_set_discrepancies import discrepancies
from migration.stacks.effects import Effects, effects_of
from tests.recordings import CHANGE_SETS, recorded

REGION = "us-east-1"


def change_set(name: str) -> dict[str, Any]:
    return dict(recorded(f"cfn.describe-change-set.{name}"))


def effects(name: str) -> Effects:
    return effects_of(change_set(name), REGION, {}, lambda _: None)


def departing(made: dict[str, Any], **parameters: str) -> list[str]:
    """Where a recorded change set departs from a request that asked for nothing else."""
    stack = {
        "StackName": made["StackName"],
        "Parameters": [
            {**item, "ParameterValue": parameters.get(item["ParameterKey"], item["ParameterValue"])}
            for item in made.get("Parameters") or ()
        ],
    }
    request = {
        "ChangeSetName": made["ChangeSetName"],
        "StackName": made["StackId"],
        "Description": made.get("Description"),
        "Capabilities": made["Capabilities"],
        "Parameters": [
            {"ParameterKey": item["ParameterKey"], "UsePreviousValue": True}
            for item in made.get("Parameters") or ()
        ],
    }
    return discrepancies(request, made["ChangeSetId"], stack, made)


def test_a_replacement_is_an_alarm() -> None:
    alarms = effects("replacement").alarms
    assert any("would be REPLACED" in alarm for alarm in alarms)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("modify", "is no app client but AWS::Lambda::Function"),
        ("executed", "would be ADDED (AWS::SSM::Parameter)"),
    ],
)
def test_what_is_no_app_client_is_an_alarm(name: str, said: str) -> None:
    assert all(said in alarm or "is no app client" in alarm for alarm in effects(name).alarms)
    assert any(said in alarm for alarm in effects(name).alarms)


def test_what_has_no_changes_has_no_effects() -> None:
    assert effects("no-changes").changes == ()


@pytest.mark.parametrize(
    ("name", "departs"),
    [
        ("executed", ["its ExecutionStatus is “EXECUTE_COMPLETE”, not “AVAILABLE”"]),
        (
            "no-changes",
            [
                "its ExecutionStatus is “UNAVAILABLE”, not “AVAILABLE”",
                "its Status is “FAILED”, not “CREATE_COMPLETE”",
            ],
        ),
        ("noecho", []),
        ("replacement", []),
        ("modify", []),
    ],
)
def test_one_that_cannot_be_executed_departs_from_what_was_asked(
    name: str, departs: list[str]
) -> None:
    made = change_set(name)
    nested = ["it does not show what nested stacks would do"]
    assert departing(made) == [*departs, *nested]
    assert departing({**made, "IncludeNestedStacks": True}) == departs


def test_a_value_that_nobody_asked_to_change_departs_but_for_a_hidden_one() -> None:
    made = {**change_set("noecho"), "IncludeNestedStacks": True}
    (departure,) = departing(made, NormalParameter="another value")
    assert departure == (
        "its parameter NormalParameter is “Some default value here”, not “another value”"
    )


def test_every_recorded_change_set_is_held_above() -> None:
    held = {"replacement", "modify", "executed", "no-changes", "noecho"}
    assert {f"cfn.describe-change-set.{name}" for name in held} == set(CHANGE_SETS)
