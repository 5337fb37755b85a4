"""The pages that cover the main screen: record, doctor, rehearsal, who uses which pool, keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from migration.doctor.check import Check
from migration.errors import StateUnusable
from migration.usage.client_usage import UsageReading
from screens.opened_walkthrough import NOTHING_KNOWN, OpenedWalkthrough
from screens.stage import Outcome, Stage
from screens.terminal import Terminal
from screens.walkthrough.background_reading import BackgroundReading
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.undoing import Undoing
from screens.walkthrough.view_state import ViewState, ViewStore
from widgets.commands.record_page import RecordSituation
from widgets.panes.header import HeaderFacts
from widgets.text.line import Line
from widgets.text.own_keys import key_of

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from textual.screen import Screen

    from migration.changes.write_report import RecordedChange
    from migration.walkthrough import Walkthrough


class CoveringPages:
    """Opens them, and gives each what it needs. `titles` are the steps' by their ids."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        view: ViewStore,
        shown: ShownPage,
        terminal: Terminal,
        undoing: Undoing,
        reading: BackgroundReading,
        *,
        open_walkthrough: Callable[[], Walkthrough],
        stop_writing: Callable[[], bool],
        leave: Callable[[], None],
        titles: Mapping[str, str],
        demo: bool,
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown
        self._terminal = terminal
        self._undoing = undoing
        self._reading = reading
        self._open = open_walkthrough
        self.stop_writing = stop_writing
        self._titles = titles
        self._demo = demo
        self.on_every_page: Mapping[str, Callable[[], None]] = {
            "unfold-message": stage.unfold,
            "show-keys": self.show_keys,
            "redraw": terminal.redraw,
            "mouse": terminal.toggle_mouse,
            "suspend": terminal.suspend,
            "quit": leave,
        }

    def header(self) -> HeaderFacts:
        """Where we are and how far."""
        view, derived = self._view.now, self._shown.derived()
        if derived is None:
            return HeaderFacts(demo=self._demo, failed=view.failed and not view.reading)
        return HeaderFacts(
            derived.state.deployment,
            derived.tally,
            read_only=derived.state.read_only,
            profile=derived.state.request.name or derived.state.request.profile,
            activity=_activity(view),
            demo=self._demo,
            locked=derived.state.locked,
            rehearsed=derived.state.record.rehearsed,
        )

    def show_keys(self, begin_tour: Callable[[], None] | None = None) -> None:
        """Show all keys; on the main screen they lead to the tour as well."""
        from screens.dialogs.keys import KeysDialog

        def answered(wish: str | None) -> None:
            if wish == "tour" and begin_tour is not None:
                begin_tour()

        self._stage.ask(
            KeysDialog(tour=begin_tour is not None, suspend=self._terminal.can_suspend()), answered
        )

    def _cover(self, page: Screen[None]) -> None:
        """Show a page; what was said of it is true no more once it is left."""
        self._stage.ask(page, lambda _: self._stage.drop_remark())

    # --- the record -------------------------------------------------------------------------------
    def show_record(self) -> None:
        """Show every change, and the way back from each."""
        if self._shown.page() is None:
            self._stage.say(NOTHING_KNOWN)
            return
        try:
            self._history()
        except StateUnusable as error:
            self._stage.say(str(error), "error")
            return
        from screens.record.reverting import Reverting
        from screens.record.screen import RecordScreen

        page = RecordScreen(
            header=self.header,
            history=self._history,
            standing=self._standing,
            reverting=Reverting(self._stage, self._undoing),
            stop_writing=self.stop_writing,
            on_every_page=self.on_every_page,
            titles=self._titles,
        )
        self._cover(page)
        walkthrough = self._opened.walkthrough
        if walkthrough is not None:  # what others recorded: another program can hold the file
            self._stage.run("reading the record", walkthrough.logbook.fold, self._folded)

    def _folded(self, outcome: Outcome[None]) -> None:
        if outcome.problem:
            self._stage.say(outcome.problem, "warning")

    def _history(self) -> tuple[RecordedChange, ...]:
        walkthrough = self._opened.walkthrough
        return walkthrough.past_changes.history() if walkthrough is not None else ()

    def _standing(self) -> RecordSituation:
        """What can be written now, without a cursor."""
        derived = self._shown.derived()
        return RecordSituation(
            read_only=derived is None or derived.state.read_only,
            writing=bool(self._view.now.writing),
        )

    # --- who uses which pool ----------------------------------------------------------------------
    def show_usage(self) -> None:
        """Show each app client of both pools, asked while the page is open."""
        walkthrough = self._opened.walkthrough
        if walkthrough is None or self._shown.page() is None:
            self._stage.say(NOTHING_KNOWN)
            return
        from screens.usage.screen import UsageScreen

        page = UsageScreen(
            header=self.header,
            ask=walkthrough.usage.ask,
            lines=partial(_usage_lines, walkthrough),
            on_every_page=self.on_every_page,
        )
        self._cover(page)

    # --- the rehearsal ----------------------------------------------------------------------------
    def show_rehearsal(self) -> None:
        """Say what a rehearsal would make; it begins with a yes."""
        walkthrough, view = self._opened.walkthrough, self._view.now
        if view.reading:
            self._reading.not_yet(
                "rehearse", f"{key_of('show-rehearsal')} says what a rehearsal makes"
            )
            return
        if walkthrough is None or self._shown.page() is None:
            self._stage.say(NOTHING_KNOWN)
            return
        if view.writing:
            self._stage.say(
                "A write is under way: rehearse once that has ended.",
                holds=lambda: bool(self._view.now.writing),
            )
            return
        if walkthrough.state.read_only:
            self._stage.say(
                f"A rehearsal makes user pools of its own. {walkthrough.state.read_only_reason}",
                "warning",
            )
            return
        from migration.rehearsal.left_copies import clean, left_behind
        from migration.rehearsal.options import Options
        from migration.rehearsal.rehearsal import Rehearsal
        from screens.rehearsal.screen import RehearsalScreen

        page = RehearsalScreen(
            header=self.header,
            make=lambda options, tell: Rehearsal(walkthrough, _now, options, tell),
            options=Options(),
            left_behind=lambda: left_behind(
                walkthrough.state.request, walkthrough.state.online(), _now()
            ),
            clean=partial(clean, walkthrough, _now),
            on_every_page=self.on_every_page,
        )
        self._cover(page)

    # --- the doctor -------------------------------------------------------------------------------
    def show_doctor(self) -> None:
        """Check everything that the migration rests on."""
        view = self._view.now
        if self._opened.walkthrough is None and (view.reading or not view.failed):
            # A second login beside the first could ask for a second MFA code.
            self._stage.say("Still logging in: the doctor has time as soon as that has ended.")
            return
        from screens.doctor.screen import DoctorScreen

        page = DoctorScreen(
            header=self.header,
            look_at_terminal=self._terminal.look,
            examine=self._examine,
            test_clipboard=self._terminal.test_clipboard,
            on_every_page=self.on_every_page,
        )
        self._cover(page)

    def _examine(self, told: Callable[[Check], None], stop: Event) -> None:
        """Make every check by the login that there is, and else by one of its own.

        Runs in a thread; raises `PoolwalkError`.
        """
        walkthrough = self._opened.walkthrough or self._open()
        try:
            walkthrough.doctor.examine(
                told, ask_mfa_code=self._reading.ask_mfa_code, cancelled=stop
            )
        finally:
            if walkthrough is not self._opened.walkthrough:
                walkthrough.close()


def _activity(view: ViewState) -> str:
    """What goes on, or what a write under way waits for."""
    if view.writing:
        return "waits for your yes" if view.asked else "writing…"
    return "reading…" if view.reading else ""


def _now() -> datetime:
    return datetime.now(UTC)


def _usage_lines(walkthrough: Walkthrough, width: int, words: bool) -> list[Line]:
    """Both pools in a few lines, then each client."""
    from widgets.text.usage_lines import usage_lines
    from widgets.text.usage_summary import usage_summary

    state = walkthrough.state
    quiet_days = state.request.quiet_days
    clients = usage_lines(state.usage, walkthrough.usage.pairs(), quiet_days, width, words=words)
    if not isinstance(state.usage, UsageReading):
        return clients
    summary = usage_summary(state.usage, state.watched, quiet_days, width, words=words)
    return [*summary, Line(), *clients]
