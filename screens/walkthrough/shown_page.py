"""What the main screen shows now: the page of the step, and where the cursor stands in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from migration.changes.write_report import Undoable
from migration.checks.finding import Finding
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.page import Page, PasteValue
from migration.guide.step import StepState
from migration.guide.ticks import PagePart
from migration.guide.verdict_making import TICK
from screens.opened_walkthrough import OpenedWalkthrough
from screens.walkthrough.practice_consoles import Practice
from screens.walkthrough.view_state import ViewStore
from widgets.commands.situation import Pane, Situation
from widgets.text.checklist import part_address
from widgets.text.reading_progress import TextPlace
from widgets.text.row_values import Row
from widgets.text.settings_rows import row_address, shown_rows
from widgets.text.step_findings import finding_address
from widgets.text.step_page import value_address

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.derived_state import DerivedState


_ASKS = frozenset({NextKind.CHECK, NextKind.LOOK})  # one run of checks at a time


@dataclass(frozen=True)
class _Known:
    """What follows from one State for one step."""

    derived: DerivedState
    step: str
    page: Page
    to_apply: int
    undoable: Undoable | None
    submits: bool


class ShownPage:
    """State under the ViewState. Worked out once for each State and step."""

    def __init__(
        self,
        opened: OpenedWalkthrough,
        view: ViewStore,
        practice: Practice | None = None,
        *,
        several: bool = False,
        text_place: Callable[[], TextPlace] = lambda: TextPlace.NONE,
        text_goes_on: Callable[[], bool] = lambda: False,
    ) -> None:
        self._opened = opened
        self._view = view
        self._several = several  # deployments to choose from
        # how far a person has come in the text that is there to be read, and was not yet
        self.text_place = text_place
        self.text_goes_on = text_goes_on  # whether there is more of what to do than its room
        self._practice = practice or Practice(None)
        self._known: _Known | None = None
        self._next: tuple[DerivedState, NextThing] | None = None

    def derived(self) -> DerivedState | None:
        """What is shown follows from it; None before the deployment is known."""
        known = self._now()
        return known.derived if known else None

    def page(self) -> Page | None:
        """The page of the step that is shown."""
        known = self._now()
        return known.page if known else None

    def is_begun(self) -> bool:
        """Whether anything was recorded yet."""
        derived = self.derived()
        return derived is not None and derived.state.record.last > 0

    def next_thing(self) -> NextThing | None:
        """What is next; None before the deployment is known."""
        derived = self._opened.derived()
        if derived is None:
            return None
        from migration.walk.next_things.order import next_thing

        if self._next is None or self._next[0] is not derived:
            self._next = (derived, next_thing(derived))
        thing = self._practice.instead(self._next[1], derived)
        on_page = self._view.now.step == thing.step
        if thing.kind is NextKind.READ and on_page and self.text_ends():
            said = "go on: it is read"
            thing = replace(thing, text=said, command=TICK, brief=said)
        return self._after_what_goes_on(thing)

    def text_ends(self) -> bool:
        """Whether the end of that text is in view."""
        return self.text_place() is TextPlace.END

    def _after_what_goes_on(self, thing: NextThing) -> NextThing:
        """What is next while something is written or asked whose answer it rests on: to wait."""
        view = self._view.now
        asked = thing.kind is NextKind.TICK and view.checked_step in {"", thing.step}
        if view.asked:
            text, brief = "answer what is asked before it is written", "answer what is asked"
        elif view.writing:
            text, brief = "wait for what is being written", "wait: it is being written"
        elif view.in_console:
            text, brief = "wait for the made-up console", "wait for the console"
        elif view.checking and (asked or thing.kind in _ASKS):
            text, brief = "wait for the checks that are being asked", "wait: it is being asked"
        else:
            return thing
        return NextThing(NextKind.WAIT, thing.step, text, brief=brief)

    def next_things(self) -> tuple[NextThing, ...]:
        """Everything that can be done now."""
        derived = self._opened.derived()
        if derived is None:
            return ()
        from migration.walk.next_things.order import next_things

        return next_things(derived)

    def forget(self) -> None:
        """Work it out anew: time has passed too."""
        self._known = self._next = None

    def _now(self) -> _Known | None:
        derived, step = self._opened.derived(), self._view.now.step
        walkthrough = self._opened.walkthrough
        if derived is None or walkthrough is None:
            return None
        if self._known is None or (self._known.derived, self._known.step) != (derived, step):
            from migration.walk.next_things.in_consoles import can_submit

            page = derived.page(step)
            self._known = _Known(
                derived,
                step,
                page,
                len(derived.to_apply(step)),
                walkthrough.past_changes.undoable(),
                can_submit(derived, page.summary),
            )
        return self._known

    # --- where the cursor stands ------------------------------------------------------------------
    def situation(self) -> Situation:
        """Where the person is, for the table of commands."""
        view, known = self._view.now, self._now()
        if known is None:
            return Situation(
                pane=view.pane,
                address=view.address,
                column=view.column,
                writing=bool(view.writing),
                checking=view.checking,
                several=self._several,
            )
        page, state = known.page, known.derived.state
        return Situation(
            pane=view.pane,
            page=page,
            row=_row(page, view.pane, view.address),
            only_differences=view.only_differences,
            part=_part(page, view.address) if view.pane is Pane.GUIDE else None,
            check=_check(page, view.address) if view.pane is Pane.GUIDE else None,
            checking=view.checking,
            address=view.address,
            column=view.column,
            read_only=state.read_only,
            writing=bool(view.writing),
            to_apply=known.to_apply,
            undoable=known.undoable,
            recorded=state.record.changes > 0,
            others=bool(state.request.others),
            several=self._several,
            practice_console=self._practice.serves(view.step),
            console_hint=self._practice.hint(view.step, _ticked(page)),
            submits=known.submits,
            at_end_of_text=self.text_ends(),
            text_cut=page.has_rows and self.text_goes_on(),
            rows_hidden=page.has_rows and view.zoomed,
        )

    def rows(self) -> list[str]:
        """The addresses of the rows that the step's settings show, from top to bottom."""
        page, look = self.page(), self._view.now.look
        groups = page.groups if page is not None else ()
        return [row_address(group, row) for group in groups for row in shown_rows(group, look)]

    def hour_before(self, parts: Sequence[str]) -> Sequence[str]:
        """What is to be known of the hour of the cut-over before these sub-points are ticked."""
        derived = self.derived()
        step = self._view.now.step
        return derived.hour.before_the_tick(step, parts) if derived is not None else ()

    def differences(self) -> list[tuple[str, str]]:
        """Step and address of every setting that is to do, in the order of steps and rows.

        What waits for another step is none yet: it becomes one once that step is done.
        """
        derived = self.derived()
        return [
            (summary.step.id, setting.id)
            for summary in (derived.summaries if derived else ())
            if summary.state is not StepState.NOT_APPLICABLE
            for setting in summary.settings
            if setting.to_do and not setting.left_to and not (setting.waits_for and setting.blocked)
        ]


def _ticked(page: Page) -> frozenset[str]:
    return frozenset(part.part.id for part in page.summary.parts if part.tick is not None)


def _row(page: Page, pane: Pane, address: str) -> Row | PasteValue | None:
    if pane is Pane.SETTINGS:
        rows = (
            row for group in page.groups for row in group.rows if row_address(group, row) == address
        )
        return next(rows, None)
    if pane is Pane.GUIDE:
        return next((value for value in page.values if value_address(value) == address), None)
    return None


def _check(page: Page, address: str) -> Finding | None:
    return next((found for found in page.checks if finding_address(found) == address), None)


def _part(page: Page, address: str) -> PagePart | None:
    return next((part for part in page.summary.parts if part_address(part) == address), None)
