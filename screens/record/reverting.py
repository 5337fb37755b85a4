"""Going back by the record: one field, a step, or everything since a moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from migration.changes.write_report import FieldChange, RecordedChange, Undoable
from screens.stage import Stage

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough

_WHY_NOT = {
    "applied": "another Poolwalk took it back meanwhile",
    "undone": "it is undone already",
    "failed": "it never came through",
    "unfinished": (
        "whether it came through is not known; reading again on the main screen (r) asks the pool"
    ),
}


class Undo(Protocol):
    """The road back, as the main screen has it: one write at a time, told in one way."""

    def may_begin(self) -> Walkthrough | None:
        """The walkthrough, or None after having said why nothing is undone now."""
        ...

    def undo_one(self, undoable: Undoable) -> None:
        """Take a change back; where that removes something, ask first."""
        ...

    def undo_listed(self, undoables: Sequence[Undoable], title: str, stays: int = 0) -> None:
        """Show what would be undone, and undo it after a yes."""
        ...


class Reverting:
    """The commands of the record that write."""

    def __init__(self, stage: Stage, undo: Undo) -> None:
        self._stage = stage
        self._undo = undo

    def undo_field(self, change: RecordedChange, field: FieldChange) -> None:
        """Undo one field of a change."""
        walkthrough = self._undo.may_begin()
        if walkthrough is None:
            return
        undoable = walkthrough.past_changes.undoable_fields(change.entry, [field.id])
        if undoable is not None:
            self._undo.undo_one(undoable)
        elif change.undoes is not None:
            self._stage.say(
                "This is an undo itself: to have the value again, apply the setting again."
            )
        else:
            why = _WHY_NOT.get(field.state) or field.reason or "it cannot be undone"
            self._stage.say(f"There is nothing to take back here: {why}.")

    def undo_step(self, step: str) -> None:
        """Undo what was changed for a step."""
        walkthrough = self._undo.may_begin()
        if walkthrough is not None:
            self._undo.undo_listed(
                walkthrough.past_changes.undoables(step), f"Put step {step} back"
            )

    def undo_since(self, change: RecordedChange) -> None:
        """Undo a change and every later one."""
        walkthrough = self._undo.may_begin()
        if walkthrough is None:
            return
        later = [
            undoable
            for undoable in walkthrough.past_changes.undoables()
            if undoable.entry >= change.entry
        ]
        undone = {
            other.undoes
            for other in walkthrough.past_changes.history()
            if other.undoes is not None and other.undoes < change.entry <= other.entry
        }
        title = f"Back to before {change.at:%Y-%m-%d %H:%M:%S} UTC"
        self._undo.undo_listed(later, title, stays=len(undone))
