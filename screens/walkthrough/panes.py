"""The panes of the main screen, and how a derived state is drawn in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual.geometry import Size
from textual.screen import Screen
from textual.widget import Widget

from migration.guide.step import STEP_WORDS, Step, StepKind, StepState
from screens.walkthrough.view_state import ViewState
from widgets.commands.situation import Pane
from widgets.panes.cursor_row import GUTTER
from widgets.panes.guide_pane import GuidePane
from widgets.panes.header import Header, HeaderFacts
from widgets.panes.line_pane import LinePane
from widgets.panes.message_line import MessageLine
from widgets.panes.next_line import NextLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.settings_pane import SettingsPane
from widgets.panes.step_list import StepList
from widgets.text.marks import STEP_MARKS, MarksTold
from widgets.text.plain_mode import is_plain

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.guide.next_thing import NextThing
    from migration.guide.page import Page
    from migration.walk.derived_state import DerivedState
    from widgets.text.line import Line

LEAST_WIDTH, LEAST_HEIGHT = 60, 16
NARROW = 100  # cells: below that the sidebar has no headings
TIGHT = 76  # cells: below that it has no names
ROOMY = 16  # rows for both panes
AMPLE = 20  # rows for both panes, from which what to do has enough of them
EMPTY = 3  # rows that would stay empty below the settings
SPARED = 2  # rows of what to do that the last of the settings may have
_MARKED = frozenset(  # states whose mark nobody knows unless the page says it
    {StepState.BLOCKED, StepState.PARTLY, StepState.OTHERS, StepState.NOT_APPLICABLE}
)
TOO_SMALL = (
    f"Poolwalk needs {LEAST_WIDTH} columns and {LEAST_HEIGHT} rows to show both pools: make the"
    " window larger. Nothing is lost."
)


class Panes:
    """Knows the widgets of the main screen. What is drawn comes in whole; nothing is decided."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self.header = screen.query_one(Header)
        self.sidebar = screen.query_one(StepList)
        self.settings = screen.query_one(SettingsPane)
        self.guide = screen.query_one(GuidePane)
        self.settings_title = screen.query_one("#settings-title", PaneTitle)
        self.guide_title = screen.query_one("#guide-title", PaneTitle)
        for title, pane in (
            (self.settings_title, self.settings),
            (self.guide_title, self.guide),
        ):
            title.heads = pane
            pane.tells = title.show_hidden
        self.of_pane: Mapping[Pane, LinePane] = {  # in the order in which Tab visits them
            Pane.STEPS: self.sidebar,
            Pane.SETTINGS: self.settings,
            Pane.GUIDE: self.guide,
        }
        # of what was drawn last
        self._doable: tuple[DerivedState, Sequence[NextThing]] | None = None

    def show(
        self,
        view: ViewState,
        step: Step,
        header: HeaderFacts,
        derived: DerivedState | None,
        page: Page | None,
    ) -> ViewState:
        """Draw what follows from a State; only cells that changed are written.

        Returns the view as it could be drawn: a row that is gone gives way to its neighbour.
        """
        self.header.show(header)
        other = False
        if derived is None or page is None:
            self.settings.show_waiting(view.awaited, failed=view.failed and not view.reading)
            self.guide.show_text(step)
        else:
            self.sidebar.show(derived.summaries)
            follows = partial(self._coming_steps, derived, page)
            other = self.settings.show(page, view.look, view.row, follows)
            self.guide.show(page, view.revealed)
        self.share_height(page, zoomed=view.zoomed)
        if other:
            self.settings.show_cursor()
        self._show_titles(step, page)
        return self.show_cursor(view)

    def show_cursor(self, view: ViewState) -> ViewState:
        """Show where the cursor is, and which pane has the keys."""
        if view.pane is Pane.SETTINGS and not self.settings.display:
            view = replace(view, pane=Pane.GUIDE)
        self.settings.set_column(view.column)
        for pane, row in (
            (self.sidebar, view.step),
            (self.settings, view.row),
            (self.guide, view.guide_row),
        ):
            if row and row != pane.cursor:
                pane.move_to(row)
        if view.pane is Pane.GUIDE and not view.guide_row:
            self.guide.begin()
        for of, widget in self.of_pane.items():
            widget.set_active(of is view.pane)
        self.settings_title.set_active(view.pane is Pane.SETTINGS)
        steps = view.pane is Pane.STEPS  # from there the text is paged
        leads = view.pane is Pane.SETTINGS  # the next pane
        self.guide_title.set_active(view.pane is Pane.GUIDE, paged=steps, led=leads)
        return replace(view.at_row(self.settings.cursor), guide_row=self.guide.cursor)

    def fit(self, size: Size, view: ViewState, page: Page | None) -> None:
        """A terminal that is too small says so, and keeps everything."""
        self.sidebar.set_class(size.width < NARROW, "-narrow")
        self.sidebar.set_class(size.width < TIGHT, "-tight")
        self.header.fit(size.width)
        self._screen.query_one(MessageLine).fit()
        too_small = size.width < LEAST_WIDTH or size.height < LEAST_HEIGHT
        self._screen.query_one("#too-small").display = too_small
        for widget in self._widgets():
            widget.display = not too_small
        self.share_height(page, zoomed=view.zoomed)

    def _widgets(self) -> tuple[Widget, ...]:
        screen = self._screen
        return (
            self.header,
            screen.query_one("#body"),
            screen.query_one(MessageLine),
            screen.query_one(NextLine),
            screen.query_one("#hints"),
        )

    def _show_titles(self, step: Step, page: Page | None) -> None:
        name = f"{step.id}  {step.title}" if len(step.id) < 3 else step.title
        remark = ""
        if page is not None:
            from migration.guide.tally import Counts, settings_to_do

            left = Counts.of([page.summary]).to_do
            remark = page.summary.reason or (settings_to_do(left) if left else "")
            if page.summary.state in _MARKED and not is_plain(self.sidebar):
                mark, _ = STEP_MARKS[page.summary.state]
                remark = f"{mark} {remark or STEP_WORDS[page.summary.state]}"
        self.settings_title.show(name, remark)
        if self.settings.display:
            self.guide_title.show("What to do")
        else:
            self.guide_title.show(f"{name} · what to do", remark)

    def share_height(self, page: Page | None, *, zoomed: bool) -> None:
        """Settings get what they need, what to do the rest, and neither is squeezed to nothing.

        Where it is `zoomed`, what to do gets all.
        """
        # titles; message, what is next, and hints
        size = self._screen.app.size  # the screen's own is known with its first layout
        height = size.height - self.header.height_in_lines - 2 - 3
        has_rows = page is None or page.has_rows
        self.settings.gave_way = zoomed and has_rows
        was_shown = self.settings.display
        # Its title has a line where it is shown.
        both = self.guide.size.height + (self.settings.size.height or -1)
        self.settings.display = self.settings_title.display = has_rows and not zoomed
        if not self.settings.display:
            if was_shown and self.guide.size.height:
                self.guide.expect(Size(self.guide.size.width, both + 1))
            return
        if height < 6:
            return
        # Counted for the width that it will have: a pane that comes back from hiding has none yet.
        width = (self._screen.query_one("#work").size.width or size.width) - 1 - GUTTER
        needed = max(len(self.settings.build(width)), 2)
        share = max(height * 2 // 5, 4)
        if height < AMPLE and page is not None and page.summary.step.kind is not StepKind.SETTINGS:
            # Done in somebody else's console too: the text counts for as much as the rows.
            share = max(height // 2, 4)
        if page is not None and page.summary.settings and not _writes(page):
            # Nothing is left to write here: what to do elsewhere is what a person reads.
            share = max(share, min(height * 3 // 5, len(self.guide.lines)))
        # Where there is room the line between the two stays where it is from step to step.
        least = (height * 2 + 4) // 5 if height >= ROOMY else 0
        goes_on = len(self.guide.lines) > height - least
        if height < AMPLE and goes_on and least - (needed + 1) >= EMPTY:
            least = 0  # so few settings: what to do is worth more than a line that stays
        rows = min(max(needed + 1, least), height - share)
        if 0 < needed - rows <= SPARED:
            rows = needed  # a page that is seen whole is worth more than a line of what to do
        before = self.settings.styles.height
        if not was_shown or before is None or before.value != rows:
            self.settings.styles.height = rows
            if self.guide.size.height:
                self.settings.expect(Size(self.guide.size.width, rows))
                self.guide.expect(Size(self.guide.size.width, both - rows))

    def _coming_steps(
        self, derived: DerivedState, page: Page, width: int, room: int
    ) -> Sequence[Line]:
        from migration.walk.next_things.order import next_things
        from widgets.text.coming_steps import coming_steps

        # The same for every step of one State: it takes 1.7 ms, of the 5 to 9 that a key takes.
        if self._doable is None or self._doable[0] is not derived:
            self._doable = (derived, next_things(derived))
        return coming_steps(page, derived.summaries, self._doable[1], width, room)


def marks_told(screen: Screen[None]) -> MarksTold:
    """Where it is said what the marks of steps mean, to whom sees them."""
    if is_plain(screen):
        return MarksTold.NOWHERE
    in_the_list = screen.query_one(StepList).tells_marks
    return MarksTold.IN_THE_LIST if in_the_list else MarksTold.HERE


def _writes(page: Page) -> bool:
    """Whether a setting of the step can be written as things stand, or waits to be entered."""
    return any(
        setting.to_do and (setting.asks or not setting.blocked) for setting in page.summary.settings
    )
