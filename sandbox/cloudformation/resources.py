"""What a stack made."""

from sandbox import paging
from sandbox.cloudformation import stacks
from sandbox.errors import validation_error
from sandbox.state import Asked, Document, Stack


def list_stack_resources(asked: Asked) -> Document:
    """Logical and physical id, type and state of each resource."""
    stack = stacks.named(asked, f"Stack with id {asked.parameters['StackName']} does not exist")
    return paging.cloudformations(asked, "StackResourceSummaries", stack.resources)


def describe_stack_resources(asked: Asked) -> Document:
    """The stack's resources, each with the stack's name; found by stack or by one physical id.

    Raises `ValidationError` when nothing is there.
    """
    given = asked.parameters
    if "StackName" in given:
        stack = stacks.named(asked, f"Stack with id {given['StackName']} does not exist")
    elif "PhysicalResourceId" in given:
        stack = _owner(asked, given["PhysicalResourceId"])
    else:
        raise validation_error("Either StackName or PhysicalResourceId must be specified.")
    wanted = given.get("LogicalResourceId")
    return {
        "StackResources": [
            _full(stack, resource)
            for resource in stack.resources
            if wanted in {None, resource["LogicalResourceId"]}
        ]
    }


def _owner(asked: Asked, physical_id: str) -> Stack:
    for stack in stacks.in_region(asked):
        if any(resource.get("PhysicalResourceId") == physical_id for resource in stack.resources):
            return stack
    raise validation_error(f"Stack for {physical_id} does not exist")


def _full(stack: Stack, resource: Document) -> Document:
    members = {name: value for name, value in resource.items() if name != "LastUpdatedTimestamp"}
    return {
        "StackName": stack.name,
        "StackId": stack.id,
        **members,
        "Timestamp": resource["LastUpdatedTimestamp"],
    }
