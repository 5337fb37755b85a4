"""Taking changes back: the last one, or several after their list was shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from migration.changes.write_report import Undoable, WriteReport
from screens.stage import Stage
from screens.walkthrough.write_gate import WriteGate
from screens.walkthrough.write_report_telling import WriteReportTelling, name_of
from screens.walkthrough.writing import Writing

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough


REMOVES = "This removes something: that cannot be taken back without harm."


class Undoing:
    """The one road back. `titles` are the steps' by their ids; `shown_step` gives the id of one."""

    def __init__(
        self,
        stage: Stage,
        write_gate: WriteGate,
        writing: Writing,
        telling: WriteReportTelling,
        titles: Mapping[str, str],
        shown_step: Callable[[], str],
    ) -> None:
        self._stage = stage
        self._write_gate = write_gate
        self._writing = writing
        self._telling = telling
        self._titles = titles
        self._shown_step = shown_step

    def may_begin(self) -> Walkthrough | None:
        """The walkthrough, or None after having said why nothing is undone now."""
        return self._write_gate.may_begin()

    def undo_last(self) -> None:
        """Take the last change back; of a run that made several, all of them.

        What would change another step than the one that is shown is listed first.
        """
        walkthrough = self.may_begin()
        if walkthrough is None:
            return
        run = walkthrough.past_changes.last_run()
        if len(run) > 1:
            self.undo_listed(run, "Undo what was applied together")
            return
        undoable = walkthrough.past_changes.undoable()
        if undoable is None:
            self._stage.say("There is nothing to undo.")
        elif undoable.step != self._shown_step():
            self.undo_listed(run, "Undo the last change, in another step", last=True)
        else:
            self.undo_one(undoable, last=True)

    def undo_one(self, undoable: Undoable, *, last: bool = False) -> None:
        """Take a change back; where that removes something, ask first.

        `last`: it is taken back for being the last one.
        """
        if not undoable.asks:
            self._begin([undoable], last=last)
            return
        from screens.dialogs.confirm import ConfirmDialog

        dialog = ConfirmDialog(undoable.title, undoable.lines, REMOVES, yes="Undo")
        self._stage.ask(dialog, partial(self._answered, [undoable], last=last))

    def undo_listed(
        self, undoables: Sequence[Undoable], title: str, stays: int = 0, *, last: bool = False
    ) -> None:
        """Show what would be undone, and undo it after a yes.

        `stays` counts older changes that were undone meanwhile and stay undone. `last`: it is taken
        back for being the last one.
        """
        walkthrough = self.may_begin()
        if walkthrough is None:
            return
        if not undoables:
            self._stage.say(
                "There is nothing to undo: it is undone already, or never came through."
            )
            return
        from screens.dialogs.undo_list import UndoListDialog

        history = {change.entry: change for change in walkthrough.past_changes.history()}
        dialog = UndoListDialog(title, undoables, history, self._titles, stays)
        self._stage.ask(dialog, partial(self._answered, undoables, last=last))

    def _answered(
        self, undoables: Sequence[Undoable], yes: bool | None, *, last: bool = False
    ) -> None:
        if yes:
            self._begin(undoables, last=last)
        else:
            self._stage.say("Nothing was undone.")

    def _begin(self, undoables: Sequence[Undoable], *, last: bool = False) -> None:
        walkthrough = self.may_begin()
        if walkthrough is None:
            return
        ids = tuple(id_ for undoable in undoables for id_ in undoable.ids)

        def ended(report: WriteReport) -> None:
            self._telling.tell(report, ids, "Undone", {})

        self._writing.begin(
            f"undoing {name_of(ids)}",
            lambda progress, agree: walkthrough.applier.undo(undoables, progress, agree, last=last),
            ended,
        )
