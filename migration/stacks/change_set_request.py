"""The request for a change set over a stack's own template."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any

Document = dict[str, Any]


def region_of(stack_id: str) -> str:
    """The region in a stack's ARN."""
    return stack_id.split(":")[3]


def change_set_request(
    stack_id: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Document:
    """The request for CreateChangeSet.

    The parameters that change have their values, every other is UsePreviousValue, so that no value
    is sent. Its name is a new one each time, which nobody can know before.
    """
    changed = changed_parameters(before, after)
    parameters: list[Document] = [
        (
            {"ParameterKey": key, "ParameterValue": changed[key]}
            if key in changed
            else {"ParameterKey": key, "UsePreviousValue": True}
        )
        for key in before["Parameters"]
    ]
    return {
        "StackName": stack_id,
        **fresh_name(),
        "ChangeSetType": "UPDATE",
        "IncludeNestedStacks": True,
        "UsePreviousTemplate": True,
        "Parameters": parameters,
        "Capabilities": list(before["Capabilities"]),
        "Description": f"Poolwalk: {', '.join(changed)}"[:1024],
    }


def fresh_name() -> Document:
    """A name that nobody can know before, and so nobody can have laid something under."""
    name = f"poolwalk-{token_hex(16)}"
    return {"ChangeSetName": name, "ClientToken": name}


def changed_parameters(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """The parameters whose values differ, with those that they should have."""
    held, wanted = before["Parameters"], after["Parameters"]
    return {key: str(wanted.get(key, "")) for key in held if held[key] != wanted.get(key, "")}
