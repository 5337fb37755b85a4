"""The deployment's stacks and its exports, read for the upgrade's pages.

First the names of all stacks, then each of RainMaker's.
"""

from collections.abc import Callable
from functools import partial
from threading import Event

from migration.aws import stack_reads
from migration.aws.connection import Connection
from migration.aws.parallel import in_parallel
from migration.pools.part_delivery import value_or_unread
from migration.pools.reading import Unread
from migration.pools.skills_stack_search import regions
from migration.stacks.stack import Stack, Stacks, is_rainmakers, without_prefix


def read_stacks(connection: Connection, cancelled: Event) -> Stacks | Unread:
    """Every stack of RainMaker's in the deployment's region and in us-east-1. Blocking.

    Only stacks whose names are RainMaker's are described, since a description holds parameters. Of
    a nested stack only name and state are known. Where every region was refused there is nothing
    but the refusal. Raises `Cancelled` alone.
    """
    places = regions(connection.region)
    listings = in_parallel([partial(_list, connection, region) for region in places], cancelled)
    refused = [listing for listing in listings if isinstance(listing, Unread)]
    if len(refused) == len(listings):
        return refused[0]
    listed = [stack for listing in listings if not isinstance(listing, Unread) for stack in listing]
    looks: list[Callable[[], Stack | Unread | None]] = [
        partial(_describe, connection, stack) for stack in listed if not stack.nested
    ]
    described = in_parallel(looks, cancelled)
    refused += [stack for stack in described if isinstance(stack, Unread)]
    whole = {(stack.region, stack.name): stack for stack in described if isinstance(stack, Stack)}
    found = [whole.get((stack.region, stack.name), stack) for stack in listed]
    return Stacks(
        tuple(sorted(found, key=lambda stack: (without_prefix(stack.name), stack.region))),
        tuple(refused),
    )


def read_exports(connection: Connection) -> dict[str, str] | Unread:
    """What the stacks of the deployment's region export, by name. Blocking.

    `esp-RainMakerBaseUrl` is the API Path URI.
    """

    def exports() -> dict[str, str]:
        return {
            str(item["Name"]): str(item["Value"])
            for item in stack_reads.list_exports(connection, connection.region)
        }

    return value_or_unread("ListExports", exports, None, connection.region)


def _list(connection: Connection, region: str) -> list[Stack] | Unread:
    def listed() -> list[Stack]:
        summaries = stack_reads.list_stacks(connection, region)
        return [
            Stack.from_summary(item, region)
            for item in summaries
            if is_rainmakers(str(item["StackName"]))
        ]

    return value_or_unread("ListStacks", listed, None, region)


def _describe(connection: Connection, stack: Stack) -> Stack | Unread | None:
    """None: it was deleted since it was listed."""

    def described() -> Stack | None:
        answer = stack_reads.describe_stack(connection, stack.region, stack.name)
        return Stack.from_describe(answer, stack.region) if answer else None

    return value_or_unread("DescribeStacks", described, None, stack.name)
