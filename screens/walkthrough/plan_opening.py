"""Opens a plan's file as a page: by its key, or as the program was started with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from migration.changes.write_report import WriteReport
from screens.opened_walkthrough import NOTHING_KNOWN, OpenedWalkthrough
from screens.stage import Outcome, Stage
from screens.walkthrough.covering_pages import CoveringPages
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.write_gate import WriteGate
from screens.walkthrough.write_report_telling import WriteReportTelling
from screens.walkthrough.writing import Writing

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.plans import OpenPlan
    from migration.walkthrough import Walkthrough


class PlanOpening:
    """Asks for the file, opens it, and writes for its page."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        shown: ShownPage,
        write_gate: WriteGate,
        writing: Writing,
        telling: WriteReportTelling,
        pages: CoveringPages,
        *,
        written: Callable[[], None],
        at_start: str = "",
        demo: bool = False,
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._shown = shown
        self._write_gate = write_gate
        self._writing = writing
        self._telling = telling
        self._pages = pages
        self._written = written
        self._at_start = at_start
        self._demo = demo

    def ask(self) -> None:
        """Ask for the file."""
        walkthrough = self._opened.walkthrough
        if walkthrough is None or self._shown.page() is None:
            self._stage.say(NOTHING_KNOWN)
            return
        from screens.dialogs.plan_path import PlanPathDialog

        self._stage.ask(
            PlanPathDialog(walkthrough.plans.open, demo=self._demo),
            lambda opened: self._show(walkthrough, opened) if opened else None,
        )

    def open_at_start(self) -> None:
        """Open the one that the program was started with, once everything was read."""
        file, self._at_start = self._at_start, ""
        if file and self._opened.walkthrough is not None:
            self.open(file)

    def open(self, file: str) -> None:
        """Read the file, and show its page."""
        walkthrough = self._opened.walkthrough
        if walkthrough is not None:
            self._stage.run(
                "opening the plan",
                lambda: walkthrough.plans.open(file),
                partial(self._opened_at_start, walkthrough),
            )

    def _opened_at_start(self, walkthrough: Walkthrough, outcome: Outcome[OpenPlan]) -> None:
        if outcome.result is None:
            self._stage.say(outcome.problem, "error")
        else:
            self._show(walkthrough, outcome.result)

    def _show(self, walkthrough: Walkthrough, opened: OpenPlan) -> None:
        from screens.plan.screen import PlanScreen

        page = PlanScreen(
            header=self._pages.header,
            walkthrough=walkthrough,
            opened=opened,
            write=self._write,
            writing=self._writing.under_way,
            stop_writing=self._pages.stop_writing,
            on_every_page=self._pages.on_every_page,
        )
        self._stage.ask(page, lambda _: self._stage.drop_remark())

    def _write(self, opened: OpenPlan, ended: Callable[[WriteReport], None]) -> None:
        """Write what stands as planned; an unapproved plan of a protected deployment asks first."""
        walkthrough = self._write_gate.may_begin()
        if walkthrough is None:
            return

        def told(report: WriteReport) -> None:
            self._written()
            self._telling.tell(report, opened.plan.settings, "Applied", {})
            ended(report)

        def begin() -> None:
            self._writing.begin(
                "applying the plan",
                lambda progress, agree: walkthrough.plans.apply(
                    opened.plan, progress, agree, opened.shown
                ),
                told,
            )

        if opened.unapproved:
            self._write_gate.when_unlocked(walkthrough, begin)
        else:
            begin()
