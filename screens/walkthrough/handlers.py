"""The handlers of the main screen, each given what it needs of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from migration.guide.next_thing import NextKind
from migration.guide.step import Step
from screens.deployments.choice import Choice
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Stage
from screens.terminal import Terminal
from screens.walkthrough.accepting import Accepting
from screens.walkthrough.applying import Applying
from screens.walkthrough.background_reading import BackgroundReading
from screens.walkthrough.beginning import Beginning
from screens.walkthrough.certifying import Certifying
from screens.walkthrough.checking import Checking, CheckRun
from screens.walkthrough.copying import Copying
from screens.walkthrough.covering_pages import CoveringPages
from screens.walkthrough.details import Details
from screens.walkthrough.doing_next import DoingNext
from screens.walkthrough.entering import Entering
from screens.walkthrough.escape_key import WRITING, Stop, stop_first, stops
from screens.walkthrough.leaving import Leaving
from screens.walkthrough.message_lifetime import MessageLifetime
from screens.walkthrough.moving import Moving, Rows
from screens.walkthrough.not_applicable import NotApplicable
from screens.walkthrough.other_deployments import OtherDeployments
from screens.walkthrough.pages_to_read import PagesToRead
from screens.walkthrough.plan_opening import PlanOpening
from screens.walkthrough.practice_consoles import Consoles, Practice, PracticeConsoles
from screens.walkthrough.repeated_checks import RepeatedChecks
from screens.walkthrough.report_file import ReportFile
from screens.walkthrough.revealing import Revealing
from screens.walkthrough.searching import Searching
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.sign_in_watch import SignInWatch
from screens.walkthrough.team_news import TeamNews
from screens.walkthrough.ticking import Ticking
from screens.walkthrough.tour import Tour
from screens.walkthrough.undoing import Undoing
from screens.walkthrough.verdict_reasons import VerdictReasons
from screens.walkthrough.view_state import ViewState, ViewStore
from screens.walkthrough.write_gate import WriteGate
from screens.walkthrough.write_report_telling import WriteReportTelling
from screens.walkthrough.writing import Writing
from screens.walkthrough.zoom import Zoom
from widgets.commands.situation import Pane
from widgets.commands.table import keys_now
from widgets.text.marks import MarksTold
from widgets.text.reading_progress import TextPlace

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough


class Handlers:
    """One object a subject. `do_command` does one by its id, as its key would."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        view: ViewStore,
        terminal: Terminal,
        rows_of: Callable[[Pane], Rows],
        open_walkthrough: Callable[[], Walkthrough],
        steps: Sequence[Step],
        *,
        consoles: Consoles | None = None,
        demo: bool = False,
        tour: bool = False,
        marks_told: Callable[[], MarksTold] = lambda: MarksTold.HERE,
        plan_file: str = "",
        choice: Choice | None = None,
        text_place: Callable[[], TextPlace] = lambda: TextPlace.NONE,
        text_goes_on: Callable[[], bool] = lambda: False,
        do_command: Callable[[str], None],
    ) -> None:
        self._stage = stage
        titles = {step.id: step.title for step in steps}
        self.practice = practice = Practice(consoles)
        self.shown = shown = ShownPage(
            opened,
            view,
            practice,
            several=choice is not None,
            text_place=text_place,
            text_goes_on=text_goes_on,
        )
        self.message_lifetime = MessageLifetime(stage)
        self.tour = Tour(stage, keys_now, marks=marks_told)
        self._offers_tour = tour  # once, to whom nobody was here before
        self.moving = Moving(stage, view, rows_of)
        self.searching = Searching(stage, view, shown)
        self.zoom = Zoom(stage, view, shown)
        self.copying = Copying(stage, opened, view, shown, terminal.copy)
        self.revealing = Revealing(stage, view, shown)
        self.checking = Checking(stage, opened, view, shown, ended=self._checks_ended)
        self.waiting = RepeatedChecks(stage, opened, view, self.checking)
        self.reading = BackgroundReading(
            stage, opened, view, open_walkthrough, ended=self._was_read, before=practice.keep_time
        )
        self.entering = Entering(stage, opened, view, shown, demo=demo)
        self.accepting = Accepting(stage, opened, view, shown)
        verdict_reasons = VerdictReasons(stage, opened, shown, self.moving.to_the_top)
        self.pages_to_read = PagesToRead(stage, opened, view, shown, self.moving.page_down)
        self.ticking = Ticking(
            stage,
            opened,
            view,
            shown,
            self.accepting,
            verdict_reasons,
            self.pages_to_read,
            done=self._step_was_ticked,
        )
        self.not_applicable = NotApplicable(stage, opened, shown, self.accepting, verdict_reasons)
        self.details = Details(
            stage,
            opened,
            shown,
            self.copying.copy_value,
            enter_step=self.moving.right,
            again=self.checking.check_step,
            explain=self.not_applicable.ask,
        )
        gate = WriteGate(stage, opened, view, shown)
        self.writing = Writing(stage, opened, view)
        telling = WriteReportTelling(stage)
        self.certifying = Certifying(stage, opened, gate, self.writing, telling)
        self.undoing = Undoing(stage, gate, self.writing, telling, titles, lambda: view.now.step)
        self.sign_ins = SignInWatch(stage, opened)
        self.applying = Applying(
            stage,
            view,
            shown,
            gate,
            self.writing,
            telling,
            self.undoing,
            self.searching,
            enter=self.entering.enter,
            read_again=self.reading.read_again,
            written=self.sign_ins.after_write,
        )
        self.report_file = ReportFile(
            stage, opened, shown, self.reading, self.copying.copy_value, demo=demo
        )
        self.practice_consoles = PracticeConsoles(stage, opened, view, practice)
        self.leaving = Leaving(
            stage,
            opened,
            view,
            self.writing,
            stop=self.let_go,
            leave=terminal.exit,
            lost=lambda: self.report_file.goes_with_demo,
            goes_with_demo=lambda: practice.is_ones_own and shown.is_begun(),
            several=choice is not None,
        )
        self.stops: tuple[Stop, ...] = stops(
            stage,
            checking=self.checking,
            waiting=self.waiting,
            writing=self.writing,
            reading=self.reading,
            revealing=self.revealing,
            searching=self.searching,
            tour=self.tour,
            zoom=self.zoom,
        )
        self.pages = CoveringPages(
            stage,
            opened,
            view,
            shown,
            terminal,
            self.undoing,
            self.reading,
            open_walkthrough=open_walkthrough,
            stop_writing=lambda: stop_first(s for s in self.stops if s.what == WRITING),
            leave=self.leaving.leave,
            titles=titles,
            demo=demo,
        )
        self.plan_opening = PlanOpening(
            stage,
            opened,
            shown,
            gate,
            self.writing,
            telling,
            self.pages,
            written=self.sign_ins.after_write,
            at_start=plan_file,
            demo=demo,
        )
        self.team_news = TeamNews(
            stage,
            opened,
            lambda: bool(view.now.writing or view.now.reading),
            also=practice.keep_time,
        )
        self.other_deployments = OtherDeployments(stage, opened, shown)
        self.beginning = Beginning(
            stage, choice, read=self.reading.begin, on_every_page=self.pages.on_every_page
        )
        self.doing_next = DoingNext(
            stage,
            view,
            shown,
            do_command,
            tick=self.ticking.ask,
            accept=self.accepting.ask_for,
            read=self.pages_to_read.read_on,
            apply=self.applying.apply_shown,
        )

    def _checks_ended(self, run: CheckRun, problem: str) -> None:
        self.waiting.after_checks(run, problem)

    def _step_was_ticked(self, step: str) -> None:
        """What a person's word on a whole step sets going; after an upgrade that is a reading."""
        self.waiting.after_tick(step)
        thing = self.shown.next_thing()
        if thing is not None and thing.kind is NextKind.READ_AGAIN:
            self.reading.read_anew()

    def _was_read(self) -> None:
        welcome = self.practice.welcome
        if self._offers_tour and self.reading.is_first_start and not welcome:
            self.tour.offer()
        self._offers_tour = False
        self.waiting.go_on()
        self.certifying.watch()
        self.sign_ins.go_on()
        self.team_news.begin(welcome)
        self.plan_opening.open_at_start()
        self.reading.keep_overview()

    def view_changed(self, before: ViewState, after: ViewState) -> None:
        """The cursor went elsewhere, or something began or ended."""
        self.message_lifetime.view_changed(before, after)
        self.pages_to_read.view_changed(before, after)
        self.doing_next.view_changed(after)

    def let_go(self) -> None:
        """Stop what is read and asked; a write that was sent is finished and recorded."""
        self.writing.drop_question()
        self.sign_ins.stop()
        self.certifying.stop()
        self.reading.cancel_all()

    def stop_first(self) -> None:
        """Stop or clear the first thing that is there."""
        if not stop_first(self.stops):
            self._stage.remark("There is nothing to stop, to cover or to clear.")
