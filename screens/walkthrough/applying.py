"""Applying: one setting, or all of a step; what cannot be taken back is shown first.

Whether it may be written: `migration/walk/write_gates/__init__.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from migration.changes.write_report import Preview, WriteReport
from migration.compare.setting import Kind
from migration.errors import PoolwalkError
from migration.guide.tally import Left, left_as
from screens.stage import Stage
from screens.walkthrough.searching import Searching
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.undoing import Undoing
from screens.walkthrough.view_state import ViewStore
from screens.walkthrough.write_gate import WriteGate
from screens.walkthrough.write_report_telling import WriteReportTelling, name_of
from screens.walkthrough.writing import Writing
from widgets.commands.situation import Pane

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough

_NOTHING_NOW = "Nothing in this step can be applied now."


# Why this asks, and a key on a single row does not.
BATCH = "All at once; one undo (u) takes all of it back. A row alone: (a) on it."


@dataclass(frozen=True)
class _Run:
    """Settings to write in one go.

    `before` are the changes that could be undone before it began, and before the run that it goes
    on with. `moves_on`: to the next difference, once it came through. `lists`: what it will write
    is shown first, and asked for once.
    """

    ids: tuple[str, ...]
    before: frozenset[int]
    moves_on: bool = False
    lists: bool = False


class Applying:
    """The commands that write to the new pool."""

    def __init__(
        self,
        stage: Stage,
        view: ViewStore,
        shown: ShownPage,
        write_gate: WriteGate,
        writing: Writing,
        telling: WriteReportTelling,
        undoing: Undoing,
        searching: Searching,
        *,
        enter: Callable[[], None],
        read_again: Callable[[], None],
        written: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._view = view
        self._shown = shown
        self._write_gate = write_gate
        self._writing = writing
        self._telling = telling
        self._undoing = undoing
        self._searching = searching
        self._enter = enter
        self._read_again = read_again
        self._written = written

    def apply(self) -> None:
        """Write the setting under the cursor, and go on to the next difference of the step."""
        self._apply(lists=False)

    def apply_shown(self) -> None:
        """Apply the row to which a person was led, who did not choose it: it is shown first."""
        self._apply(lists=True)

    def _apply(self, *, lists: bool) -> None:
        walkthrough = self._write_gate.may_begin()
        if walkthrough is None:
            return
        setting = self._shown.situation().setting
        if setting is None and not walkthrough.pages.to_apply(self._view.now.step):
            self._stage.say(_NOTHING_NOW)
        elif setting is None:
            self._stage.say("Put the cursor on a setting to apply it, or apply the whole step (A).")
        elif refusal := setting.why_not_applied:
            self._stage.say(refusal, holds=lambda: self._refused(refusal))
            if setting.asks:
                self._enter()
        else:
            # A change set is shown by itself before it is executed.
            lists = lists and setting.target is not None and setting.target.kind is not Kind.STACK
            run = _Run((setting.id,), _undoable_now(walkthrough), moves_on=True, lists=lists)
            self._preview(walkthrough, run)

    def apply_step(self) -> None:
        """Write every setting of the step that can be written now."""
        walkthrough = self._write_gate.may_begin()
        if walkthrough is None:
            return
        ids = walkthrough.pages.to_apply(self._view.now.step)
        if ids:
            self._preview(walkthrough, _Run(ids, _undoable_now(walkthrough), lists=True))
        else:
            self._stage.say(_NOTHING_NOW)

    def _refused(self, refusal: str) -> bool:
        """Whether the setting under the cursor is still refused for this reason."""
        setting = self._shown.situation().setting
        return setting is not None and setting.why_not_applied == refusal

    def _lacking(self, ids: tuple[str, ...]) -> bool:
        """Whether one of these settings is still to do."""
        derived = self._shown.derived()
        return derived is None or any(
            setting.id in ids and setting.to_do
            for summary in derived.summaries
            for setting in summary.settings
        )

    def _preview(self, walkthrough: Walkthrough, run: _Run) -> None:
        """Begin, or ask first."""
        try:
            preview = walkthrough.applier.preview(run.ids)
        except PoolwalkError as error:
            self._stage.say(str(error), "error")
            return
        if not (preview.irreversible or preview.creates or run.lists):
            self._begin(walkthrough, run, preview)
            return
        from screens.dialogs.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self._begin(walkthrough, run, preview)
            else:
                self._stage.say("Nothing was written.")

        several = run.lists and len(run.ids) > 1 and not preview.warning
        dialog = ConfirmDialog(
            preview.title,
            [*preview.lines, *(self._left_for_later() if several else ())],
            preview.warning,
            yes="Apply",
            reversal=BATCH if several else preview.reversal,
        )
        self._stage.ask(dialog, answered)

    def _left_for_later(self) -> list[str]:
        """What of the step is not among what is written now, and for what it waits."""
        page = self._shown.page()
        if page is None:
            return []
        waits = [
            setting.waits_for
            for setting in page.summary.settings
            if setting.waits_for and left_as(page.summary.step, setting) is Left.TO_DO
        ]
        if not waits:
            return []
        verb = "waits" if len(waits) == 1 else "wait"
        return [f"{len(waits)} more of this step {verb} for step {', '.join(sorted(set(waits)))}"]

    def _begin(self, walkthrough: Walkthrough, run: _Run, preview: Preview) -> None:
        self._write_gate.when_unlocked(walkthrough, partial(self._write, walkthrough, run, preview))

    def _write(self, walkthrough: Walkthrough, run: _Run, preview: Preview) -> None:
        self._writing.begin(
            f"applying {name_of(run.ids)}",
            lambda progress, agree: walkthrough.applier.apply(run.ids, progress, preview, agree),
            partial(self._ended, walkthrough, run),
        )

    def _ended(self, walkthrough: Walkthrough, run: _Run, report: WriteReport) -> None:
        self._written()
        view = self._view.now
        complete = not (report.failed or report.stale or report.skipped)
        # Whoever went to another row meanwhile stays there.
        here = view.pane is Pane.SETTINGS and (view.row,) == run.ids
        if complete and here and run.moves_on:
            self._searching.go_on_in_step()
        self._telling.tell(
            report,
            run.ids,
            "Applied",
            self._ways(walkthrough, run, report),
            short_holds=partial(self._lacking, run.ids),
        )

    def _ways(
        self, walkthrough: Walkthrough, run: _Run, report: WriteReport
    ) -> dict[str, Callable[[], None]]:
        """What can be done about a run that did not come through whole."""
        from screens.dialogs.write_report import NextStep

        ways: dict[str, Callable[[], None]] = {}
        stale = {result.id for result in report.stale}
        if len(run.ids) > 1:
            now = walkthrough.pages.to_apply()
            left = tuple(id_ for id_ in now if id_ in run.ids and id_ not in stale)
            done = [
                undoable
                for undoable in walkthrough.past_changes.undoables()
                if undoable.entry not in run.before
            ]
            if left:
                ways[NextStep.CONTINUE] = partial(self._go_on, _Run(left, run.before))
            if done:
                title = "Undo what this run applied"
                ways[NextStep.ROLL_BACK] = partial(self._undoing.undo_listed, done, title)
        if stale:
            ways[NextStep.READ_AGAIN] = self._read_again
        return ways

    def _go_on(self, run: _Run) -> None:
        walkthrough = self._write_gate.may_begin()
        if walkthrough is not None:
            self._preview(walkthrough, run)


def _undoable_now(walkthrough: Walkthrough) -> frozenset[int]:
    return frozenset(undoable.entry for undoable in walkthrough.past_changes.undoables())
