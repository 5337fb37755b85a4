"""The record on its own screen, and going back.

One field, a step, a run, or everything since a moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from migration.changes.report import FieldChange, RecordedChange, Undoable
from migration.errors import StateUnusable
from screens.walkthrough.writing import Writing

if TYPE_CHECKING:  # loaded when it is opened
    from screens.record.screen import RecordScreen

_WHY_NOT = {
    "applied": "another Poolwalk took it back meanwhile",
    "undone": "it is undone already",
    "failed": "it never came through",
    "unfinished": (
        "whether it came through is not known; reading again (r, on the main screen) asks the pool"
    ),
}


class Recording(Writing):
    """While the record covers the main screen, whatever is said is said there."""

    record: RecordScreen | None = None

    def action_show_record(self) -> None:
        """Show every change."""
        if self.walkthrough is None or self.page is None:
            self.say("Nothing is known of the deployment yet.")
            return
        try:
            changes = self.walkthrough.applier.history()
        except StateUnusable as error:
            self.say(str(error), "error")
            return
        from screens.record.screen import RecordScreen

        self.record = RecordScreen(self, changes, demo=self._demo)
        self.app.push_screen(self.record, self._record_closed)

    def _record_closed(self, _: None) -> None:
        closed, self.record = self.record, None
        self.redraw()
        if closed is not None and closed.message.look:
            self.say(closed.message.sentence, closed.message.look)

    def say(self, sentence: str, look: str = "") -> None:
        """Say it on the screen that is in front."""
        if self.record is None or not self.record.is_mounted:
            super().say(sentence, look)
        elif not self.record.say(sentence, look):
            self.show_notice(sentence)

    def say_in_passing(self, sentence: str) -> None:
        """The same for what another sentence will soon replace."""
        if self.record is None or not self.record.is_mounted:
            super().say_in_passing(sentence)
        else:
            self.record.message.say_in_passing(sentence)

    def redraw(self) -> None:
        """Draw what is known on both screens."""
        super().redraw()
        if self.record is not None and self.record.is_mounted and self.walkthrough is not None:
            try:
                self.record.show(self.walkthrough.applier.history())
            except StateUnusable as error:
                self.say(str(error), "error")

    # --- back -------------------------------------------------------------------------------------
    def take_back_field(self, change: RecordedChange, field: FieldChange) -> None:
        """Undo one field of a change; asks first where that removes something."""
        walkthrough = self._may_write()
        if walkthrough is None:
            return
        undoable = walkthrough.applier.undoable_fields(change.entry, [field.id])
        if undoable is not None:
            self._undo_asking(walkthrough, undoable)
        elif change.undoes is not None:
            self.say("This is an undo itself: to have the value again, apply the setting again.")
        else:
            self.say(f"There is nothing to take back here: {_WHY_NOT[field.state]}.")

    def take_back_step(self, step: str) -> None:
        """Undo what was changed for a step, after showing the list."""
        walkthrough = self._may_write()
        if walkthrough is not None:
            self.take_back(walkthrough.applier.undoables(step), f"Put step {step} back")

    def take_back_since(self, change: RecordedChange) -> None:
        """Undo a change and every later one, after showing the list."""
        walkthrough = self._may_write()
        if walkthrough is None:
            return
        later = [
            undoable
            for undoable in walkthrough.applier.undoables()
            if undoable.entry >= change.entry
        ]
        undone = {
            other.undoes
            for other in walkthrough.applier.history()
            if other.undoes is not None and other.undoes < change.entry <= other.entry
        }
        self.take_back(
            later, f"Back to before {change.at:%Y-%m-%d %H:%M:%S} UTC", stays=len(undone)
        )

    def take_back(self, undoables: Sequence[Undoable], title: str, stays: int = 0) -> None:
        """Show what would be undone, and undo it after a yes."""
        walkthrough = self._may_write()
        if walkthrough is None:
            return
        if not undoables:
            self.say("There is nothing to undo: it is undone already, or never came through.")
            return
        from screens.dialogs.undo_list import TakingBackDialog

        def answered(yes: bool | None) -> None:
            if not yes:
                self.say("Nothing was undone.")
                return
            self._begin_undo(walkthrough, undoables)

        history = {change.entry: change for change in walkthrough.applier.history()}
        titles = {step.id: step.title for step in self.steps}
        self.app.push_screen(TakingBackDialog(title, undoables, history, titles, stays), answered)
