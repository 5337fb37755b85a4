"""Applying and undoing: in a thread, one write at a time, with what cannot be taken back shown first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from migration.changes.report import Report, Undoable
from migration.compare.setting import Setting, setting_parts
from migration.errors import PoolwalkError
from screens.moving import Moving
from widgets.situation import Pane

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough


class Writing(Moving):
    """The commands that write to the new pool."""

    @dataclass
    class WriteProgressed(Message):
        """What is being written now, in words."""

        sentence: str

    @dataclass
    class SettingsApplied(Message):
        """An apply or undo came to its end: `problem` instead of a report where it could not begin."""

        report: Report
        asked: tuple[str, ...]
        undone: bool = False
        problem: str = ""
        go_on: bool = False  # to the next difference

    def _may_write(self) -> Walkthrough | None:
        """The walkthrough, or None after having said why nothing is written now."""
        walkthrough = self.walkthrough
        if walkthrough is None or self.page is None:
            self.say("Nothing is known of the new pool yet: wait until it was read.")
        elif walkthrough.read_only:
            self.say(walkthrough.read_only_reason or "Read-only: nothing is written.", "warning")
        elif self.writing:
            self.say(f"Still {self.writing}: one write at a time.")
        else:
            return walkthrough
        return None

    # --- one setting ---------------------------------------------------------------------------------------------------
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
        ids = walkthrough.to_apply(self.step)
        if not ids:
            self.say("Nothing in this step can be applied now.")
            return
        self._apply_previewed(walkthrough, ids, go_on=False)

    def _apply_previewed(self, walkthrough: Walkthrough, ids: tuple[str, ...], *, go_on: bool) -> None:
        try:
            preview = walkthrough.preview(ids)
        except PoolwalkError as error:
            self.say(str(error), "error")
            return
        if not preview.irreversible and not preview.creates:
            self._begin_write(walkthrough, ids, go_on=go_on)
            return
        from screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self._begin_write(walkthrough, ids, go_on=go_on)
            else:
                self.say("Nothing was written.")

        warning = "This cannot be taken back without harm." if preview.irreversible else ""
        self.app.push_screen(ConfirmDialog(preview.title, preview.lines, warning, yes="Apply"), answered)

    def _begin_write(self, walkthrough: Walkthrough, ids: tuple[str, ...], *, go_on: bool) -> None:
        self._now_writing(f"applying {name_of(ids)}")
        self._write(lambda: walkthrough.apply(ids, self._progressed), ids, go_on=go_on, undone=False)

    # --- back ----------------------------------------------------------------------------------------------------------
    def action_undo(self) -> None:
        """Take the last change back."""
        walkthrough = self._may_write()
        if walkthrough is None:
            return
        undoable = walkthrough.undoable()
        if undoable is None:
            self.say("There is nothing to undo.")
            return
        if not undoable.asks:
            self._begin_undo(walkthrough, undoable)
            return
        from screens.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self._begin_undo(walkthrough, undoable)
            else:
                self.say("Nothing was undone.")

        self.app.push_screen(ConfirmDialog(undoable.title, undoable.lines, "This removes something.", yes="Undo"), answered)

    def _begin_undo(self, walkthrough: Walkthrough, undoable: Undoable) -> None:
        self._now_writing(f"undoing {name_of(undoable.ids)}")
        self._write(lambda: walkthrough.undo(undoable, self._progressed), undoable.ids, go_on=False, undone=True)

    # --- under way, and done -------------------------------------------------------------------------------------------
    def _now_writing(self, what: str) -> None:
        self.hide_secret()
        self.writing = what
        self.say(f"{what[0].upper()}{what[1:]} …")
        self.redraw()

    def _progressed(self, sentence: str) -> None:
        self.post_message(self.WriteProgressed(sentence))

    def on_writing_write_progressed(self, message: WriteProgressed) -> None:
        """Say what is being written."""
        self.message.say_in_passing(message.sentence)

    @work(thread=True, exclusive=True, group="writing", exit_on_error=False)
    def _write(self, send: Callable[[], Report], asked: tuple[str, ...], *, go_on: bool, undone: bool) -> None:
        report, problem = Report(), ""
        try:
            report = send()
        except PoolwalkError as error:
            problem = str(error)
        except Exception as error:  # noqa: BLE001 - the worker's own report would show its variables, secrets among them
            problem = f"A mistake in Poolwalk itself while writing ({type(error).__name__}): press r to see what was written."
        self.post_message(self.SettingsApplied(report, asked, undone, problem, go_on))

    def on_writing_settings_applied(self, message: SettingsApplied) -> None:
        """Show what became of it: every setting that was asked for is accounted for."""
        self.writing = ""
        report = message.report
        self.redraw()
        if message.problem:
            self.say(message.problem, "error")
            return
        done = "Undone" if message.undone else "Applied"
        if report.failed or report.stale or report.skipped:
            if len(message.asked) == 1:
                only = (*report.failed, *report.stale, *report.skipped)[0]
                self.say(f"Not {done.lower()}: {name_of((only.id,))}: {only.reason}", "error")
                return
            from screens.report import ReportDialog

            self.app.push_screen(ReportDialog(report, done))
            self.say(counts(report, done), "warning")
            return
        if message.go_on and self.pane is Pane.SETTINGS and (self.settings.cursor,) == message.asked:
            # Whoever went elsewhere meanwhile stays there.
            self.go_to_difference(1)
        what = name_of(tuple(result.id for result in report.applied))
        notes = " ".join(result.reason for result in report.applied if result.reason)
        one = len(report.applied) == 1
        back = ("it reads back" if one else "they read back") if not message.undone else "the former value is back"
        self.say(f"{done} {what}: {notes or back}.", "ok")


def why_not(setting: Setting) -> str:
    """Why a setting is not applied, in a sentence; empty when it can be."""
    if not setting.to_do:
        return setting.reason or "There is nothing to apply here."
    if setting.blocked:
        return f"Not yet: {setting.blocked}"
    if setting.target is None:
        return setting.reason or "There is nothing to write for this one."
    return ""


def name_of(ids: tuple[str, ...]) -> str:
    """Settings in a few words."""
    if len(ids) != 1:
        return f"{len(ids)} settings"
    step, *parts = setting_parts(ids[0])
    return f"{step}: {' '.join(part for part in parts if part != '-')}"


def counts(report: Report, done: str) -> str:
    """The exact counts of a report."""
    numbers = [(len(report.applied), done.lower()), (len(report.failed), "failed")]
    numbers += [(len(report.stale), "changed by somebody else meanwhile"), (len(report.skipped), "skipped")]
    return ", ".join(f"{number} {word}" for number, word in numbers if number or word == done.lower()) + "."
