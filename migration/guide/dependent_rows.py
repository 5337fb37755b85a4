"""The page of what else rests on the old pool: a group of stacks, and one of authorizers."""

from migration.compare.dependent_settings import AUTHORIZER, IMPORTS, ISSUER
from migration.deployment.whole_reading import Reading
from migration.guide.page import Group
from migration.guide.step_summary import StepSummary
from migration.pools.reading import Pending

_TITLES = {
    (IMPORTS,): "stacks that import what the old pool's stack exports",
    (AUTHORIZER, ISSUER): "authorizers of API Gateway that let the old pool's users in",
}
_NONE = "AWS tells of none."


def dependent_groups(summary: StepSummary, reading: Reading) -> tuple[Group, ...]:
    """A group for each kind of thing that AWS tells of, and what could not be read."""
    if isinstance(reading.dependents, Pending):
        return ()
    known = {member for members in _TITLES for member in members}
    unread = tuple(row for row in summary.settings if row.member not in known)
    groups = []
    for members, title in _TITLES.items():
        rows = tuple(row for row in summary.settings if row.member in members)
        groups.append(Group(title, note="" if rows or unread else _NONE, rows=rows))
    if unread:
        groups.append(Group("not read", rows=unread))
    return tuple(group for group in groups if group.rows or group.note)
