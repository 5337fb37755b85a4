"""What became of a write: said in a sentence, or told setting by setting with every way on."""

from __future__ import annotations

from migration.changes.report import Report
from screens.walkthrough.recording import Recording
from screens.walkthrough.writing import Writing, name_of
from widgets.commands.situation import Pane


class Reporting(Recording):
    """Accounts for every setting that was asked for."""

    def on_writing_settings_applied(self, message: Writing.SettingsApplied) -> None:
        """Show what became of it."""
        self.writing = ""
        report = message.report
        self.redraw()
        if message.problem:
            self.say(message.problem, "error")
            return
        done = "Undone" if message.undone else "Applied"
        if report.failed or report.stale or report.skipped:
            self._tell_shortfall(message, done)
            return
        if (
            message.go_on
            and self.pane is Pane.SETTINGS
            and (self.settings.cursor,) == message.asked
        ):
            # Whoever went elsewhere meanwhile stays there.
            self.go_to_difference(1)
        what = name_of(tuple(result.id for result in report.applied))
        notes = " ".join(dict.fromkeys(result.reason for result in report.applied if result.reason))
        one = len(report.applied) == 1
        if message.undone:
            back = "the former value is back" if one else "the former values are back"
        else:
            back = "it reads back" if one else "they read back"
        self.say(f"{done} {what}: {(notes or back).rstrip('.')}.", "ok")

    def _tell_shortfall(self, message: Writing.SettingsApplied, done: str) -> None:
        from screens.dialogs.write_report import ReportDialog, Way

        walkthrough, report = self.walkthrough, message.report
        if walkthrough is None:
            return
        short = (*report.failed, *report.stale, *report.skipped)
        if len(message.asked) == 1:
            self.say(f"Not {done.lower()}: {name_of((short[0].id,))}: {short[0].reason}", "error")
            if short[0].values is None:
                return
        else:
            self.say(counts(report, done), "warning")
        stale = {result.id for result in report.stale}
        now = walkthrough.pages.to_apply()
        left = (
            tuple(id_ for id_ in now if id_ in message.asked and id_ not in stale)
            if len(message.asked) > 1
            else ()
        )
        back = [
            undoable
            for undoable in walkthrough.applier.undoables()
            if undoable.entry not in message.before
        ]
        ways = {
            Way.CONTINUE: bool(left),
            Way.ROLL_BACK: bool(back) and len(message.asked) > 1,
            Way.READ_AGAIN: bool(stale),
        }

        def chosen(way: Way | None) -> None:
            if way is Way.READ_AGAIN:
                self.app.call_later(self.run_action, "read_again")
            elif way is Way.CONTINUE and (free := self._may_write()) is not None:
                self._apply_previewed(free, left, go_on=False, before=message.before)
            elif way is Way.ROLL_BACK:
                self.take_back(back, "Undo what this run applied")

        offered = [way for way, possible in ways.items() if possible and not message.undone]
        self.app.push_screen(ReportDialog(report, done, offered), chosen)


def counts(report: Report, done: str) -> str:
    """The exact counts of a report."""
    numbers = [(len(report.applied), done.lower()), (len(report.failed), "failed")]
    numbers += [
        (len(report.stale), "changed by somebody else meanwhile"),
        (len(report.skipped), "skipped"),
    ]
    return (
        ", ".join(f"{number} {word}" for number, word in numbers if number or word == done.lower())
        + "."
    )
