"""Stacks: their list, their descriptions, and their exports.

The list keeps the deleted ones. A description hides the parameters that the template marks NoEcho.
"""

from sandbox import paging
from sandbox.duplicate import duplicate
from sandbox.errors import validation_error
from sandbox.state import Asked, Document, Stack

MASK = "****"
_DELETED = "DELETE_COMPLETE"
_SUMMARY = (
    "StackId",
    "StackName",
    "CreationTime",
    "LastUpdatedTime",
    "DeletionTime",
    "StackStatus",
    "StackStatusReason",
    "ParentId",
    "RootId",
    "DriftInformation",
)


def list_stacks(asked: Asked) -> Document:
    """A summary of every stack of the region that the filter lets through, newest first."""
    wanted = asked.parameters.get("StackStatusFilter")
    summaries = []
    for stack in reversed(in_region(asked)):
        if wanted and stack.document["StackStatus"] not in wanted:
            continue
        summary = {
            member: stack.document[member] for member in _SUMMARY if member in stack.document
        }
        if "Description" in stack.document:
            summary["TemplateDescription"] = stack.document["Description"]
        summaries.append(summary)
    return paging.cloudformations(asked, "StackSummaries", summaries)


def describe_stacks(asked: Asked) -> Document:
    """One stack by name or ARN (a deleted one by ARN only), or all that live.

    Raises `ValidationError` when it is not there.
    """
    name = asked.parameters.get("StackName")
    if name is not None:
        return {"Stacks": [described(named(asked, f"Stack with id {name} does not exist"))]}
    living = [
        described(stack) for stack in in_region(asked) if stack.document["StackStatus"] != _DELETED
    ]
    return paging.cloudformations(asked, "Stacks", living)


def list_exports(asked: Asked) -> Document:
    """Name, value and stack of each output that has an export name."""
    found = [
        {"ExportingStackId": stack.id, "Name": output["ExportName"], "Value": output["OutputValue"]}
        for stack in in_region(asked)
        if stack.document["StackStatus"] != "DELETE_COMPLETE"
        for output in stack.document.get("Outputs", ())
        if "ExportName" in output
    ]
    return paging.cloudformations(
        asked, "Exports", sorted(found, key=lambda export: str(export["Name"]))
    )


def list_imports(asked: Asked) -> Document:
    """The stacks that import an export; raises `ValidationError` where none does, as AWS."""
    export = asked.parameters["ExportName"]
    found = [
        stack.name
        for stack in in_region(asked)
        if stack.document["StackStatus"] != _DELETED and export in stack.template.get("Imports", ())
    ]
    if not found:
        raise validation_error(f"Export '{export}' is not imported by any stack.")
    return paging.cloudformations(asked, "Imports", found)


def described(stack: Stack) -> Document:
    """A stack as CloudFormation shows it."""
    document = duplicate(stack.document)
    document["Parameters"] = masked(stack, document.get("Parameters", []))
    return document


def masked(stack: Stack, parameters: list[Document]) -> list[Document]:
    """The parameters with what NoEcho hides hidden."""
    hidden = {
        parameter["ParameterKey"]
        for parameter in stack.template.get("Parameters", ())
        if parameter.get("NoEcho")
    }
    return [
        (
            {**parameter, "ParameterValue": MASK}
            if parameter["ParameterKey"] in hidden
            else dict(parameter)
        )
        for parameter in parameters
    ]


def in_region(asked: Asked) -> list[Stack]:
    """The stacks of the region that the request went to."""
    return [stack for stack in asked.account.stacks if stack.region == asked.region]


def named(asked: Asked, missing: str) -> Stack:
    """The stack that the request names by name or ARN; raises `ValidationError` with `missing`."""
    wanted = asked.parameters["StackName"]
    for stack in in_region(asked):
        if stack.id == wanted or (
            stack.name == wanted and stack.document["StackStatus"] != _DELETED
        ):
            return stack
    raise validation_error(missing)
