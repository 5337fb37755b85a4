"""The stack that made the voice assistants' app clients.

Which name and region it has, and what it owns.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event

from migration.aws.connection import Connection
from migration.aws.parallel import in_parallel
from migration.aws.stack_reads import describe_stack, list_stack_resources
from migration.errors import AwsUnreachable, PoolwalkError
from migration.pools.documents import GUIDES_REGION, SkillsStack, stack_document

# Installed from the Serverless Application Repository a stack has the prefix, by SAM it has none.
NAMES = ("serverlessrepo-ESP-RainMaker-3p-CognitoClients", "ESP-RainMaker-3p-CognitoClients")
DEEPEST = 10  # stacks within each other


def find_skills_stack(connection: Connection, cancelled: Event) -> SkillsStack | None:
    """The stack; None where there is none.

    Raises a `PoolwalkError` where it was not seen and one of the places was refused. Should it
    stand in more than one place, the one that owns app clients is given, and all app clients count
    as owned.
    """
    places = [(region, name) for region in regions(connection.region) for name in NAMES]
    looks: list[Callable[[], SkillsStack | PoolwalkError | None]] = [
        partial(_look, connection, region, name) for region, name in places
    ]
    seen = in_parallel(looks, cancelled)
    stacks = [stack for stack in seen if isinstance(stack, SkillsStack)]
    if stacks:
        named = max(stacks, key=lambda stack: bool(stack.client_ids))
        owned = frozenset[str]().union(*(stack.client_ids for stack in stacks))
        others = tuple(f"{stack.name} in {stack.region}" for stack in stacks if stack is not named)
        why = next((str(look) for look in seen if isinstance(look, PoolwalkError)), "")
        return replace(named, client_ids=owned, others=others, refused=why)
    for refused in seen:
        if isinstance(refused, PoolwalkError):
            raise refused
    return None


def regions(deployment_region: str) -> tuple[str, ...]:
    """The regions where the stack can stand.

    Other partitions (GovCloud and the like) cannot reach us-east-1.
    """
    if deployment_region.startswith(("us-gov-", "us-iso", "eu-iso", "eusc-")):
        return (deployment_region,)
    return tuple(dict.fromkeys((GUIDES_REGION, deployment_region)))


def _look(connection: Connection, region: str, name: str) -> SkillsStack | PoolwalkError | None:
    try:
        stack = describe_stack(connection, region, name)
        if stack is None:
            return None
        return SkillsStack(
            name=name,
            region=region,
            status=str(stack.get("StackStatus", "")),
            client_ids=_clients_of(connection, region, name),
            id=str(stack.get("StackId", "")),
            root=str(stack.get("RootId") or stack.get("ParentId") or ""),
            document=stack_document(stack),
            resolved={
                str(item["ParameterKey"]): str(item["ResolvedValue"])
                for item in stack.get("Parameters") or ()
                if item.get("ResolvedValue") is not None
            },
        )
    except PoolwalkError as error:
        return error


def _clients_of(
    connection: Connection, region: str, stack: str, within: tuple[str, ...] = ()
) -> frozenset[str]:
    """Ids of the app clients that a stack and its nested stacks made.

    A custom resource's id is taken too: from another region CloudFormation cannot make a client but
    through one.
    """
    if stack in within or len(within) >= DEEPEST:
        message = f"The stacks within {within[0]} are nested without an end: look at it."
        raise AwsUnreachable(message)
    owned: set[str] = set()
    for resource in list_stack_resources(connection, region, stack):
        kind, id_ = (
            str(resource.get("ResourceType", "")),
            str(resource.get("PhysicalResourceId") or ""),
        )
        if not id_ or resource.get("ResourceStatus") == "DELETE_COMPLETE":
            continue
        if kind == "AWS::CloudFormation::Stack":
            owned |= _clients_of(connection, region, id_, (*within, stack))
        elif kind in {
            "AWS::Cognito::UserPoolClient",
            "AWS::CloudFormation::CustomResource",
        } or kind.startswith("Custom::"):
            owned.add(id_)
    return frozenset(owned)
