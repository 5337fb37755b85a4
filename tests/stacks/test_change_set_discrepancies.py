"""What makes a change set another one than was asked for, and the request itself, without AWS."""

from typing import Any

import pytest

from migration.stacks.change_set_discrepancies import discrepancies
from migration.stacks.change_set_request import (
    change_set_request,
    changed_parameters,
    fresh_name,
    region_of,
)

STACK_ID = "arn:aws:cloudformation:eu-west-1:123456789012:stack/skills/1"
ID = "arn:aws:cloudformation:eu-west-1:123456789012:changeSet/poolwalk-1/2"


def given(**values: str) -> list[dict[str, str]]:
    return [{"ParameterKey": key, "ParameterValue": value} for key, value in values.items()]


def request() -> dict[str, Any]:
    return {
        "StackName": STACK_ID,
        "ChangeSetName": "poolwalk-1",
        "Description": "Poolwalk: Providers",
        "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
        "Parameters": [
            {"ParameterKey": "Providers", "ParameterValue": "Google"},
            {"ParameterKey": "Vendor", "UsePreviousValue": True},
            {"ParameterKey": "Hidden", "UsePreviousValue": True},
        ],
    }


def stack() -> dict[str, Any]:
    return {
        "StackName": "skills",
        "NotificationARNs": ["arn:aws:sns:b", "arn:aws:sns:a"],
        "RollbackConfiguration": {"MonitoringTimeInMinutes": 5},
        "Tags": [{"Key": "owner", "Value": "acme"}, {"Key": "aws:x", "Value": "1"}],
        "Parameters": given(Providers="", Vendor="M1", Hidden="****"),
    }


def made() -> dict[str, Any]:
    """As it is when it is what was asked, lists in whatever order."""
    return {
        "ChangeSetId": ID,
        "ChangeSetName": "poolwalk-1",
        "StackId": STACK_ID,
        "StackName": "skills",
        "Description": "Poolwalk: Providers",
        "ExecutionStatus": "AVAILABLE",
        "Status": "CREATE_COMPLETE",
        "IncludeNestedStacks": True,
        "ImportExistingResources": False,
        "RollbackConfiguration": {"MonitoringTimeInMinutes": 5},
        "Capabilities": ["CAPABILITY_AUTO_EXPAND", "CAPABILITY_IAM"],
        "NotificationARNs": ["arn:aws:sns:a", "arn:aws:sns:b"],
        "Tags": [{"Key": "owner", "Value": "acme"}, {"Key": "aws:y", "Value": "2"}],
        "Parameters": given(Vendor="M1", Providers="Google", Hidden="****"),
    }


def found(**change: Any) -> list[str]:
    return discrepancies(request(), ID, stack(), {**made(), **change})


def test_what_is_as_asked_departs_in_nothing() -> None:
    assert found() == []


DEPARTING: dict[str, tuple[dict[str, Any], str]] = {
    "its id": ({"ChangeSetId": "arn:other"}, f"its ChangeSetId is “arn:other”, not “{ID}”"),
    "its name": ({"ChangeSetName": "b"}, "its ChangeSetName is “b”, not “poolwalk-1”"),
    "its stack": ({"StackId": "arn:s"}, f"its StackId is “arn:s”, not “{STACK_ID}”"),
    "its stack's name": ({"StackName": "t"}, "its StackName is “t”, not “skills”"),
    "its words": ({"Description": None}, "its Description is nothing, not “Poolwalk: Providers”"),
    "executed": ({"ExecutionStatus": "X"}, "its ExecutionStatus is “X”, not “AVAILABLE”"),
    "its status": ({"Status": "FAILED"}, "its Status is “FAILED”, not “CREATE_COMPLETE”"),
    "no nested": ({"IncludeNestedStacks": False}, "it does not show what nested stacks would do"),
    "on failure": ({"OnStackFailure": "DELETE"}, "it has OnStackFailure “DELETE”"),
    "imports": ({"ImportExistingResources": True}, "it has ImportExistingResources “True”"),
    "a mode": ({"DeploymentMode": "REVERT_DRIFT"}, "it has DeploymentMode “REVERT_DRIFT”"),
    "a parent": ({"ParentChangeSetId": "arn:p"}, "it has ParentChangeSetId “arn:p”"),
    "no rollback": ({"RollbackConfiguration": {}}, "its RollbackConfiguration is another one"),
    "none at all": ({"RollbackConfiguration": None}, "its RollbackConfiguration is another one"),
    "capabilities": (
        {"Capabilities": ["CAPABILITY_IAM"]},
        "its Capabilities are “CAPABILITY_IAM”, not “CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND”",
    ),
    "no capabilities": (
        {"Capabilities": None},
        "its Capabilities are nothing, not “CAPABILITY_IAM, CAPABILITY_AUTO_EXPAND”",
    ),
    "told to others": (
        {"NotificationARNs": ["arn:spy"]},
        "its NotificationARNs are “arn:spy”, not “arn:aws:sns:b, arn:aws:sns:a”",
    ),
    "no tag": ({"Tags": None}, "its tags are not the stack's"),
    "another tag": ({"Tags": [{"Key": "owner", "Value": "b"}]}, "its tags are not the stack's"),
    "a value": (
        {"Parameters": given(Providers="Evil", Vendor="M1", Hidden="****")},
        "its parameter Providers is “Evil”, not “Google”",
    ),
    "a former value": (
        {"Parameters": given(Providers="Google", Vendor="M2", Hidden="****")},
        "its parameter Vendor is “M2”, not “M1”",
    ),
    "a hidden one that shows": (
        {"Parameters": given(Providers="Google", Vendor="M1", Hidden="x")},
        "its parameter Hidden is “x”, not “****”",
    ),
    "one that lacks": (
        {"Parameters": given(Providers="Google", Hidden="****")},
        "it lacks Vendor",
    ),
    "one more": (
        {"Parameters": given(Providers="Google", Vendor="M1", Hidden="****", More="")},
        "its parameters have More",
    ),
    "one without a value": (
        {"Parameters": [{"ParameterKey": "Providers"}, *given(Vendor="M1", Hidden="****")]},
        "its parameter Providers is nothing, not “Google”",
    ),
}


@pytest.mark.parametrize("name", DEPARTING)
def test_one_departure_is_told_by_what_it_is_and_what_was_asked(name: str) -> None:
    change, said = DEPARTING[name]
    assert found(**change) == [said]


def test_every_parameter_that_lacks_is_told() -> None:
    assert found(Parameters=None) == ["it lacks Hidden", "it lacks Providers", "it lacks Vendor"]


def test_a_parameter_that_nobody_asked_for_or_that_the_stack_lost_is_told() -> None:
    held = {**stack(), "Parameters": given(Providers="", Vendor="M1")}
    assert discrepancies(request(), ID, held, made()) == ["its parameters have Hidden"]
    asked = {**request(), "Parameters": request()["Parameters"][:2]}
    assert discrepancies(asked, ID, stack(), made()) == ["its parameters have Hidden"]


def test_a_hidden_parameter_that_gets_a_value_reads_as_stars_in_both() -> None:
    asked = request()
    asked["Parameters"][2] = {"ParameterKey": "Hidden", "ParameterValue": "a new secret"}
    assert discrepancies(asked, ID, stack(), made()) == []


def test_a_stack_that_tells_nobody_and_has_no_tags_is_held_to_that() -> None:
    bare = {name: value for name, value in stack().items() if name in {"StackName", "Parameters"}}
    assert discrepancies(request(), ID, bare, made()) == [
        "its RollbackConfiguration is another one",
        "its NotificationARNs are “arn:aws:sns:a, arn:aws:sns:b”, not nothing",
        "its tags are not the stack's",
    ]
    plain = {**made(), "RollbackConfiguration": {}, "NotificationARNs": [], "Tags": []}
    assert discrepancies(request(), ID, bare, plain) == []


def test_what_is_shown_of_a_value_is_short_and_one_line() -> None:
    (said,) = found(Description="x" * 119 + "\ny" + "z" * 50)
    assert said.startswith("its Description is “" + "x" * 119)
    assert said.endswith("”, not “Poolwalk: Providers”")
    assert "\n" not in said
    assert len(said) == len("its Description is “”, not “Poolwalk: Providers”") + 120


def test_the_request_sends_the_values_that_change_and_no_other() -> None:
    before = {
        "Parameters": {"Providers": "", "Vendor": "M1", "Gone": "x"},
        "Capabilities": ("CAPABILITY_IAM",),
    }
    after = {"Parameters": {"Providers": "Google, COGNITO", "Vendor": "M1"}}
    asked = change_set_request(STACK_ID, before, after)
    name = asked.pop("ChangeSetName")
    assert asked.pop("ClientToken") == name
    assert asked == {
        "StackName": STACK_ID,
        "ChangeSetType": "UPDATE",
        "IncludeNestedStacks": True,
        "UsePreviousTemplate": True,
        "Parameters": [
            {"ParameterKey": "Providers", "ParameterValue": "Google, COGNITO"},
            {"ParameterKey": "Vendor", "UsePreviousValue": True},
            {"ParameterKey": "Gone", "ParameterValue": ""},
        ],
        "Capabilities": ["CAPABILITY_IAM"],
        "Description": "Poolwalk: Providers, Gone",
    }


def test_a_description_is_as_long_as_aws_takes_and_a_name_cannot_be_guessed() -> None:
    held = {f"Parameter{number}": "" for number in range(100)}
    before = {"Parameters": held, "Capabilities": ()}
    asked = change_set_request(STACK_ID, before, {"Parameters": dict.fromkeys(held, "x")})
    assert len(asked["Description"]) == 1024
    names = {fresh_name()["ChangeSetName"] for _ in range(20)}
    assert len(names) == 20
    assert all(name.startswith("poolwalk-") and len(name) == 9 + 32 for name in names)


def test_a_parameter_is_changed_where_its_value_differs() -> None:
    before = {"Parameters": {"a": "1", "b": "", "c": "3"}}
    assert changed_parameters(before, {"Parameters": {"a": "2", "c": "3"}}) == {"a": "2"}
    assert changed_parameters(before, {"Parameters": {"a": "1", "b": ""}}) == {"c": ""}
    assert region_of(STACK_ID) == "eu-west-1"


def test_a_name_that_stands_for_another_value_by_now_is_told() -> None:
    """CloudFormation looks up what lies in Systems Manager anew, previous value or not."""
    [before] = ({**item, "ResolvedValue": "M1-old"} for item in given(Vendor="M1"))
    [now] = ({**item, "ResolvedValue": "M1-new"} for item in given(Vendor="M1"))
    rest = given(Providers="", Hidden="****")
    held = {**stack(), "Parameters": [*rest, before]}
    asked = given(Providers="Google", Hidden="****")

    told = discrepancies(request(), ID, held, {**made(), "Parameters": [*asked, now]})

    assert told == ["its parameter Vendor would stand for “M1-new”, not “M1-old”"]
    assert discrepancies(request(), ID, held, {**made(), "Parameters": [*asked, before]}) == []


@pytest.mark.parametrize(
    "twice",
    [
        {"Parameters": [*given(Providers="Evil"), *made()["Parameters"]]},
        {"Tags": [{"Key": "owner", "Value": "somebody"}, *made()["Tags"]]},
    ],
    ids=["Parameters", "Tags"],
)
def test_a_name_that_stands_twice_hides_nothing(twice: dict[str, Any]) -> None:
    (name,) = twice
    assert found(**twice) == [f"its {name} name one twice"]
