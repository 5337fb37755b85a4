"""Whether anything may be written at all: gate 3 of those that `__init__.py` lists in order."""

from migration.errors import ReadOnly
from migration.walk.state import State


def must_be_writable(state: State) -> None:
    """Let a write pass, an undo too, or raise `ReadOnly` with what stands against it."""
    if state.read_only:
        raise ReadOnly(state.read_only_reason)
