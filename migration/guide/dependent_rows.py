"""The page of what else rests on the old pool: a group of stacks, and one of authorizers."""

from migration.compare.dependents import AUTHORIZER, IMPORTS
from migration.deployment.reading import Reading
from migration.guide.step import Group, StepSummary
from migration.pools.reading import Pending

_TITLES = {
    IMPORTS: "stacks that import what the old pool's stack exports",
    AUTHORIZER: "authorizers of API Gateway that let the old pool's users in",
}
_NONE = "AWS tells of none."


def dependent_groups(summary: StepSummary, reading: Reading) -> tuple[Group, ...]:
    """A group for each kind of thing that AWS tells of, and what could not be read."""
    if isinstance(reading.dependents, Pending):
        return ()
    unread = tuple(row for row in summary.settings if row.member not in _TITLES)
    groups = []
    for member, title in _TITLES.items():
        rows = tuple(row for row in summary.settings if row.member == member)
        groups.append(Group(title, note="" if rows or unread else _NONE, rows=rows))
    if unread:
        groups.append(Group("not read", rows=unread))
    return tuple(group for group in groups if group.rows or group.note)
