"""An answer of AWS that comes late: what a write read back since is newer, and stands.

Reading takes seconds, and a person writes meanwhile; two readings can overlap as well. A reading
that was given up hands nothing in any more: `pools/part_delivery.py`. A page that was left draws
nothing any more: `screens/full_screen.py`. Of a write whose answer comes late, or never, tells
`unfinished_writes.py`; of how long one call may take, `aws/connection.py`.
"""

from dataclasses import replace

from migration.changes.change import Document
from migration.changes.read_back import with_resource
from migration.compare.setting import Target
from migration.pools.reading import Pending, Role
from migration.walk.state import State


def with_part(state: State, role: Role | None, name: str, value: object) -> State:
    """The state in which one part of the reading came in."""
    known = getattr(state.reading.of(role) if role else state.reading, name)
    if isinstance(value, Pending) and not isinstance(known, Pending):
        return state
    reading = state.reading.with_part(role, name, value)
    for target, document in state.landed.items():
        reading = with_resource(reading, target, document, state.region)
    return replace(state, reading=reading)


def with_landed(state: State, target: Target, document: Document | None) -> State:
    """The state after a write, by what was read back of its resource; None: it is gone."""
    return replace(
        state,
        landed={**state.landed, target: document},
        reading=with_resource(state.reading, target, document, state.region),
    )
