"""The deployment's stacks as rows of the upgrade's pages: name, version, last update, status."""

from collections.abc import Iterable

from migration.guide.page import Fact, Group, Side
from migration.pools.reading import Pending, Unread
from migration.stacks.stack import Stack, Stacks, without_prefix

BACKEND, DASHBOARD = "1a", "1b"
SIDES = (
    Side("Version", "Version", "version"),
    Side("Last update, status", "Last update and status", "updated"),
)
# said once, in the heading: the names have to tell the rows apart in 15 cells
_COMMON = "ESP-RainMaker-"
_OF_DASHBOARD = ("dashboard", "frontend")


def stack_groups(step: str, stacks: Stacks | Unread | Pending) -> tuple[Group, ...]:
    """A group for each region, and what could not be read with the permission that was lacking."""
    if isinstance(stacks, Pending):
        return ()
    if isinstance(stacks, Unread):
        return (Group("RainMaker's stacks", note=f"They could not be read. {stacks.reason}"),)
    shown = [stack for stack in stacks.found if not stack.nested]
    own = [stack for stack in shown if any(word in stack.name.casefold() for word in _OF_DASHBOARD)]
    note = ""
    if step == DASHBOARD:
        note = "" if own else "No stack is named as a dashboard's. Below stand the backend's."
        shown = own or shown
    groups = [_group(region, shown) for region in dict.fromkeys(stack.region for stack in shown)]
    if note and groups:
        groups.insert(0, Group("The dashboard's stack", note=note))
    if not shown and not stacks.unread:
        groups.append(
            Group(
                "RainMaker's stacks",
                note="No stack of this account has a name of RainMaker's, here or in us-east-1.",
            )
        )
    return (
        *groups,
        *(Group(found.name, note=f"Not read. {found.reason}") for found in stacks.unread),
    )


def _group(region: str, stacks: Iterable[Stack]) -> Group:
    return Group(
        f"{_COMMON.removesuffix('-')} stacks in {region}",
        rows=tuple(_row(stack) for stack in stacks if stack.region == region),
    )


def _row(stack: Stack) -> Fact:
    updated = f"{stack.updated:%Y-%m-%d} " if stack.updated else ""
    return Fact(
        without_prefix(stack.name).removeprefix(_COMMON),
        stack.version or None,
        f"{updated}{stack.status}",
    )
