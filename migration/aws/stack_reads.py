"""One function for each read of CloudFormation's stacks.

They return plain documents and raise `PoolwalkError` alone. AWS's operation stands at the end of
each description.
"""

from typing import Any, cast

from migration.aws.connection import Connection
from migration.aws.plain_documents import Document, all_pages, bounded, held_to, plain
from migration.aws.safe_text import clean
from migration.errors import AwsUnreachable, ResourceGone


def describe_stack(connection: Connection, region: str, name: str) -> Document | None:
    """One CloudFormation stack; None where the region has none of that name. DescribeStacks."""
    try:
        with connection.asking("DescribeStacks", f"{name} in {region}", "cloudformation"):
            stacks = (
                connection.cloudformation(region).describe_stacks(StackName=name).get("Stacks")
                or []
            )
    except ResourceGone:
        return None
    if not stacks:
        return None
    stack = plain(stacks[0])
    held_to(stack, "StackId" if name.startswith("arn:") else "StackName", name)
    if not is_stack_arn(str(stack["StackId"])):
        raise AwsUnreachable(
            f"The answer about {clean(name)} tells of the stack {clean(str(stack['StackId']))},"
            " which is no stack's ARN: look whether something on the way, such as a proxy, answers"
            " in AWS's place."
        )
    return stack


def is_stack_arn(id_: str) -> bool:
    """Whether an id is a stack's whole one: its region stands in it."""
    parts = id_.split(":", 5)
    return parts[0] == "arn" and len(parts) > 5 and all(parts[number] for number in (1, 2, 3, 4))


def list_stacks(connection: Connection, region: str) -> list[Document]:
    """Every stack of a region that is not deleted: `StackName`, `StackStatus`, `ParentId`, times.

    ListStacks, all pages.
    """
    with connection.asking("ListStacks", region, "cloudformation"):
        client = connection.cloudformation(region)
        known = cast("Any", client.meta.service_model.shape_for("StackStatus")).enum
        living = [status for status in known if status != "DELETE_COMPLETE"]
        return all_pages(
            client.get_paginator("list_stacks").paginate(StackStatusFilter=living), "StackSummaries"
        )


def list_exports(connection: Connection, region: str) -> list[Document]:
    """What the stacks of a region export: `Name`, `Value`. ListExports, all pages."""
    with connection.asking("ListExports", region, "cloudformation"):
        return all_pages(
            connection.cloudformation(region).get_paginator("list_exports").paginate(), "Exports"
        )


def list_stack_resources(connection: Connection, region: str, name: str) -> list[Document]:
    """What a stack made: `ResourceType`, `PhysicalResourceId`. ListStackResources, all pages."""
    with connection.asking("ListStackResources", f"{name} in {region}", "cloudformation"):
        pages = connection.cloudformation(region).get_paginator("list_stack_resources")
        return all_pages(pages.paginate(StackName=name), "StackResourceSummaries")


def describe_change_set(
    connection: Connection, region: str, stack: str, name: str
) -> Document | None:
    """A change set with all its `Changes`, by its ARN, or by its stack and name; None: none there.

    `Status`, `StatusReason` and `ExecutionStatus` say how far it is. DescribeChangeSet.
    """
    asked: dict[str, Any] = {"ChangeSetName": name, **({"StackName": stack} if stack else {})}
    try:
        with connection.asking("DescribeChangeSet", f"{name} in {region}", "cloudformation"):
            pages = connection.cloudformation(region).get_paginator("describe_change_set")
            answers = [plain(page) for page in bounded(pages.paginate(**asked), "Changes")]
    except ResourceGone:
        return None
    for answer in answers:
        held_to(answer, "ChangeSetId", str(answers[0]["ChangeSetId"]))
    return {
        **answers[0],
        "Changes": [change for answer in answers for change in answer.get("Changes") or ()],
    }


def latest_stack_events(connection: Connection, region: str, stack: str) -> list[Document]:
    """What happened to a stack last, newest first.

    Each event has `EventId`, `LogicalResourceId` and `ResourceStatus`. DescribeStackEvents.
    """
    with connection.asking("DescribeStackEvents", f"{stack} in {region}", "cloudformation"):
        answer = connection.cloudformation(region).describe_stack_events(StackName=stack)
    return [plain(event) for event in answer.get("StackEvents") or ()]
