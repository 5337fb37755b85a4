"""An answer of AWS that comes late: what was read back after a write is newer, and is kept.

Reading takes seconds, and a person writes meanwhile; what a stack's update changed is read while
a reading of everything may still be on its way. What else comes late:

- of two readings the one that began later stands: `migration/walk/stoppable_runs.py`;
- of a reading that was given up, nothing is taken in: `migration/pools/part_delivery.py`;
- for a page that was left, nothing is drawn: `on_screen` of `screens/full_screen.py`;
- a write whose answer is late, or never comes, is looked for before it is sent again:
  `migration/changes/delivery.py`; and before anything else is written:
  `migration/walk/unfinished_writes.py`, `migration/changes/recovery.py`;
- how long one call may take: `migration/time_limit.py`, `migration/aws/client.py`; what the person
  is told when nothing comes: `migration/aws/outages.py`.
"""

from dataclasses import replace

from migration.changes.change import Document
from migration.changes.read_back import is_older, resource_in, with_resource
from migration.compare.setting import Target
from migration.pools.reading import Pending, Role
from migration.walk.state import State


def with_part(state: State, role: Role | None, name: str, value: object) -> State:
    """The state in which one part of the reading came in.

    What a write read back stays, unless this was changed later by AWS's own date: then somebody
    else wrote since.
    """
    known = getattr(state.reading.of(role) if role else state.reading, name)
    if isinstance(value, Pending) and not isinstance(known, Pending):
        return state
    reading = state.reading.with_part(role, name, value)
    for target, document in state.landed.items():
        if not is_older(document, resource_in(reading, target)):
            reading = with_resource(reading, target, document, state.region)
    return replace(state, reading=reading)


def with_landed(state: State, target: Target, document: Document | None) -> State:
    """The state after a write, by what was read back of its resource; None: it is gone.

    What shows the resource as it was before an earlier reading back does not take its place: the
    next write would take such a reading for the newest.
    """
    if is_older(document, state.landed.get(target)):
        return state
    return replace(
        state,
        landed={**state.landed, target: document},
        reading=with_resource(state.reading, target, document, state.region),
    )
