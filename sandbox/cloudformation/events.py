"""What happened to a stack, newest first."""

from uuid import uuid4

from sandbox import paging
from sandbox.cloudformation import stacks
from sandbox.state import Asked, Document, Stack

STACK_TYPE = "AWS::CloudFormation::Stack"


def describe_stack_events(asked: Asked) -> Document:
    """Each change of state of the stack and of its resources."""
    stack = stacks.named(asked, f"Stack [{asked.parameters['StackName']}] does not exist")
    return paging.cloudformations(asked, "StackEvents", stack.events[::-1])


def set_stack_status(stack: Stack, status: str, moment: float, reason: str | None = None) -> None:
    """The stack's new state, and the event that tells of it."""
    stack.document["StackStatus"] = status
    if reason is None:
        stack.document.pop("StackStatusReason", None)
    else:
        stack.document["StackStatusReason"] = reason
    itself: Document = {
        "LogicalResourceId": stack.name,
        "PhysicalResourceId": stack.id,
        "ResourceType": STACK_TYPE,
    }
    _add(stack, itself, status, moment, reason)


def set_resource_status(
    stack: Stack, resource: Document, status: str, moment: float, reason: str | None = None
) -> None:
    """A resource's new state, and the event that tells of it."""
    resource |= {"ResourceStatus": status, "LastUpdatedTimestamp": moment}
    if reason is None:
        resource.pop("ResourceStatusReason", None)
    else:
        resource["ResourceStatusReason"] = reason
    _add(stack, resource, status, moment, reason)


def _add(stack: Stack, subject: Document, status: str, moment: float, reason: str | None) -> None:
    event: Document = {
        "StackId": stack.id,
        "EventId": str(uuid4()),
        "StackName": stack.name,
        **{
            name: subject[name]
            for name in ("LogicalResourceId", "PhysicalResourceId", "ResourceType")
            if name in subject
        },
        "Timestamp": moment,
        "ResourceStatus": status,
    }
    if reason is not None:
        event["ResourceStatusReason"] = reason
    stack.events.append(event)
