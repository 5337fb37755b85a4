"""Applying and undoing.

In a thread, one write at a time, with what cannot be taken back shown first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from migration.changes.report import Preview, Report, Undoable
from migration.compare.setting import Setting, setting_parts
from migration.errors import PoolwalkError
from screens.walkthrough.agreeing import Agreeing

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough


class Writing(Agreeing):
    """The commands that write to the new pool."""

    @dataclass
    class WriteProgressed(Message):
        """What is being written now, in words."""

        sentence: str

    @dataclass
    class SettingsApplied(Message):
        """An apply or undo came to its end: `problem` instead of a report where it could not begin.

        `before` are the changes that could be undone before the run began, and before the run that
        it goes on with.
        """

        report: Report
        asked: tuple[str, ...]
        undone: bool = False
        problem: str = ""
        go_on: bool = False  # to the next difference
        before: frozenset[int] = frozenset()

    def _may_write(self) -> Walkthrough | None:
        """The walkthrough, or None after having said why nothing is written now."""
        walkthrough = self.walkthrough
        if walkthrough is None or self.page is None:
            self.say("Nothing is known of the new pool yet: wait until it was read.")
        elif walkthrough.state.read_only:
            self.say(
                walkthrough.state.read_only_reason or "Read-only: nothing is written.", "warning"
            )
        elif self.writing:
            self.say(f"Still {self.writing}: one write at a time.")
        else:
            return walkthrough
        return None

    # --- one setting ------------------------------------------------------------------------------
    def action_apply(self) -> None:
        """Write the setting under the cursor."""
        walkthrough = self._may_write()
        if walkthrough is None:
            return
        setting = self.situation().setting
        if setting is None:
            self.say("Put the cursor on a setting to apply it; A applies the whole step.")
        elif refusal := why_not(setting):
            self.say(refusal)
            if setting.asks:
                self.app.call_later(self.run_action, "enter_value")
        else:
            self._apply_previewed(walkthrough, (setting.id,), go_on=True)

    def action_apply_step(self) -> None:
        """Write every setting of the step that can be written now."""
        walkthrough = self._may_write()
        if walkthrough is None:
            return
        if self.view.filter:
            self.say("The filter hides rows of this step: clear it (Esc) to apply the whole step.")
            return
        ids = walkthrough.pages.to_apply(self.step)
        if not ids:
            self.say("Nothing in this step can be applied now.")
            return
        self._apply_previewed(walkthrough, ids, go_on=False)

    def _apply_previewed(
        self,
        walkthrough: Walkthrough,
        ids: tuple[str, ...],
        *,
        go_on: bool,
        before: frozenset[int] | None = None,
    ) -> None:
        try:
            preview = walkthrough.applier.preview(ids)
        except PoolwalkError as error:
            self.say(str(error), "error")
            return
        if not preview.irreversible and not preview.creates:
            self._begin_write(walkthrough, ids, preview, go_on, before)
            return
        from screens.dialogs.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self._begin_write(walkthrough, ids, preview, go_on, before)
            else:
                self.say("Nothing was written.")

        warning = "This cannot be taken back without harm." if preview.irreversible else ""
        self.app.push_screen(
            ConfirmDialog(preview.title, preview.lines, warning, yes="Apply"), answered
        )

    def _begin_write(
        self,
        walkthrough: Walkthrough,
        ids: tuple[str, ...],
        preview: Preview,
        go_on: bool,
        before: frozenset[int] | None,
    ) -> None:
        if before is None:
            before = frozenset(undoable.entry for undoable in walkthrough.applier.undoables())
        self._now_writing(f"applying {name_of(ids)}")
        self._write(
            lambda: walkthrough.applier.apply(ids, self._progressed, preview, self.agree),
            ids,
            go_on=go_on,
            before=before,
        )

    # --- back -------------------------------------------------------------------------------------
    def action_undo(self) -> None:
        """Take the last change back."""
        walkthrough = self._may_write()
        if walkthrough is None:
            return
        undoable = walkthrough.applier.undoable()
        if undoable is None:
            self.say("There is nothing to undo.")
            return
        self._undo_asking(walkthrough, undoable)

    def _undo_asking(self, walkthrough: Walkthrough, undoable: Undoable) -> None:
        if not undoable.asks:
            self._begin_undo(walkthrough, [undoable])
            return
        from screens.dialogs.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self._begin_undo(walkthrough, [undoable])
            else:
                self.say("Nothing was undone.")

        self.app.push_screen(
            ConfirmDialog(undoable.title, undoable.lines, "This removes something.", yes="Undo"),
            answered,
        )

    def _begin_undo(self, walkthrough: Walkthrough, undoables: Sequence[Undoable]) -> None:
        ids = tuple(id_ for undoable in undoables for id_ in undoable.ids)
        self._now_writing(f"undoing {name_of(ids)}")
        self._write(
            lambda: walkthrough.applier.undo(undoables, self._progressed, self.agree),
            ids,
            undone=True,
        )

    # --- under way, and done ----------------------------------------------------------------------
    def _now_writing(self, what: str) -> None:
        self.hide_secret()
        self.writing = what
        self.say(f"{what[0].upper()}{what[1:]} …")
        self.redraw()

    def _progressed(self, sentence: str) -> None:
        self.post_message(self.WriteProgressed(sentence))

    def on_writing_write_progressed(self, message: WriteProgressed) -> None:
        """Say what is being written."""
        self.say_in_passing(message.sentence)

    @work(thread=True, exclusive=True, group="writing", exit_on_error=False)
    def _write(
        self,
        send: Callable[[], Report],
        asked: tuple[str, ...],
        *,
        go_on: bool = False,
        undone: bool = False,
        before: frozenset[int] = frozenset(),
    ) -> None:
        report, problem = Report(), ""
        try:
            report = send()
        except PoolwalkError as error:
            problem = str(error)
        except Exception as error:  # noqa: BLE001 - the worker's own report would show its variables, secrets among them
            problem = (
                f"A mistake in Poolwalk itself while writing ({type(error).__name__}): press r to"
                " see what was written."
            )
        self.post_message(self.SettingsApplied(report, asked, undone, problem, go_on, before))


def why_not(setting: Setting) -> str:
    """Why a setting is not applied, in a sentence; empty when it can be."""
    if not setting.to_do:
        return setting.reason or "There is nothing to apply here."
    if setting.blocked:
        # What Poolwalk never writes says so itself, and where a person does it.
        return (
            setting.blocked
            if setting.blocked.startswith("Poolwalk does not")
            else f"Not yet: {setting.blocked}"
        )
    if setting.target is None:
        return setting.reason or "There is nothing to write for this one."
    return ""


def name_of(ids: tuple[str, ...]) -> str:
    """Settings in a few words."""
    if len(ids) != 1:
        return f"{len(ids)} settings"
    step, *parts = setting_parts(ids[0])
    return f"{step}: {' '.join(part for part in parts if part != '-')}"
