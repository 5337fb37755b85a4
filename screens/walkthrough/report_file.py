"""A report of the walk, written beside the record: by whom what was done, and what is left."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from screens.opened_walkthrough import NOTHING_KNOWN, OpenedWalkthrough
from screens.stage import Outcome, Stage
from screens.walkthrough.background_reading import BackgroundReading
from screens.walkthrough.copying import CopyValue
from screens.walkthrough.shown_page import ShownPage
from widgets.text.own_keys import key_of

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough


class ReportFile:
    """Writes the report's page, and says where it is."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        shown: ShownPage,
        reading: BackgroundReading,
        copy: CopyValue,
        *,
        demo: bool,
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._shown = shown
        self._reading = reading
        self._copy = copy
        self._demo = demo
        self._busy = False
        self.goes_with_demo: Path | None = None  # a report in the folder that goes with the demo

    def write_report(self) -> None:
        """Write it, once everything is read."""
        walkthrough = self._opened.walkthrough
        if self._reading.under_way():
            self._reading.not_yet("write the report", f"{key_of('write-report')} writes the report")
        elif walkthrough is None or self._shown.page() is None:
            self._stage.say(NOTHING_KNOWN)
        elif not self._busy:
            self._busy = True
            self._stage.run("writing the report", partial(_written, walkthrough), self._ended)

    def _ended(self, outcome: Outcome[Path]) -> None:
        self._busy = False
        if outcome.result is None:
            self._stage.say(outcome.problem, "error")
            return
        from screens.dialogs.notice import NoticeDialog

        self.goes_with_demo = outcome.result if self._demo else None
        gone = "\n\nIt is gone with the demo: copy it before you quit." if self._demo else ""
        self._stage.ask(
            NoticeDialog(
                f"The report is written, for you alone to read:\n\n{outcome.result}\n\n"
                "It is one page for a browser. “poolwalk report” writes it elsewhere, as Markdown"
                f" for a ticket or as JSON, and with --redact without names.{gone}",
                title="The report",
                copy=("its path", partial(self._copy, str(outcome.result), "the report's path")),
            )
        )


def _written(walkthrough: Walkthrough) -> Path:
    """The file; in a thread. Raises a `PoolwalkError`."""
    from migration.journal.state_folder import state_folder
    from migration.private_file import prepare_folder
    from migration.report.forms import Form, report_text
    from migration.report.report_file import report_file, write_report

    at, known = datetime.now(UTC), walkthrough.pages.now()
    state, answer = known.state, known.retirement_verdict.answer
    folder = state_folder(state.request.state_folder)
    prepare_folder(folder)
    text = report_text(walkthrough, Form.HTML, at)
    file = write_report(report_file(folder, state.online(), at), text)
    walkthrough.written_report.note(state.record.last, answer)
    return file
