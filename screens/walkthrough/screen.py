"""The main screen: it composes the panes, routes a command's id to its handler, and draws."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.widgets import Static

from migration.guide.step import Step
from screens.full_screen import Page, ScreenStage
from screens.opened_walkthrough import OpenedWalkthrough
from screens.terminal import Terminal
from screens.walkthrough.drawing_together import DrawingTogether
from screens.walkthrough.panes import TOO_SMALL, Panes, marks_told
from screens.walkthrough.view_state import ViewState, ViewStore
from widgets.commands.command import Command, bindings
from widgets.commands.situation import Situation
from widgets.commands.table import ALL, COMMANDS, keys_now
from widgets.panes.drawing import COMPONENTS
from widgets.panes.guide_pane import GuidePane, text_place
from widgets.panes.header import Header, HeaderFacts
from widgets.panes.hint_line import HintLine
from widgets.panes.line_pane import LinePane
from widgets.panes.message_line import MessageLine
from widgets.panes.next_line import NextLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.settings_pane import SettingsPane
from widgets.panes.step_list import StepList
from widgets.text.reading_progress import TextPlace

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.guide.page import Page as StepPage
    from migration.walkthrough import Walkthrough
    from screens.deployments.choice import Choice
    from screens.palette import Destination
    from screens.walkthrough.handlers import Handlers
    from screens.walkthrough.practice_consoles import Consoles


class WalkthroughScreen(Screen[None]):
    """Both pools side by side, every step of the guide, and the commands.

    No pane takes Textual's focus, whose change would repaint everything: this screen has the keys,
    and the ViewState says where they go.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ALL)]
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(
        self,
        steps: Sequence[Step],
        open_walkthrough: Callable[[], Walkthrough],
        terminal: Terminal,
        *,
        demo: bool = False,
        tour: bool = False,
        consoles: Consoles | None = None,
        plan_file: str = "",
        choice: Choice | None = None,
    ) -> None:
        super().__init__()
        self.steps = tuple(steps)
        self.stage = ScreenStage(self)
        self._drawing = DrawingTogether(self.stage, self._draw_changed)
        self.opened = OpenedWalkthrough(changed=self._drawing.changed)
        first = ViewState(step=self.steps[0].id if self.steps else "")
        self.view = ViewStore(first, changed=self._view_changed)
        self._demo = demo
        self._tour = tour
        self._terminal = terminal
        self._open_walkthrough = open_walkthrough
        self._consoles = consoles
        self._plan_file = plan_file
        self._choice = choice
        self._begun = False
        self._untold = ""  # a command that the tour is not told of yet
        self.panes: Panes  # once the widgets are there
        self._drawn: object = None  # the State that was drawn last

    @cached_property
    def handlers(self) -> Handlers:
        """What the commands do: loaded behind the first paint, or by a key that comes before it."""
        from screens.walkthrough.handlers import Handlers

        return Handlers(
            self.stage,
            self.opened,
            self.view,
            self._terminal,
            lambda pane: self.panes.of_pane[pane],
            self._open_walkthrough,
            self.steps,
            consoles=self._consoles,
            demo=self._demo,
            tour=self._tour,
            marks_told=lambda: marks_told(self),
            plan_file=self._plan_file,
            choice=self._choice,
            text_place=self._text_place,
            text_goes_on=lambda: self.panes.guide.goes_on,
            do_command=lambda command: self.of_command[command](),
        )

    @cached_property
    def of_command(self) -> Mapping[str, Callable[[], None]]:
        """What each command of the table does, by its id."""
        from screens.walkthrough.handler_of_command import handler_of_command

        return handler_of_command(self.handlers, self.stage, self._terminal)

    def compose(self) -> ComposeResult:
        """The panes."""
        keys = keys_now()
        yield Header(id="header")
        with Horizontal(id="body"):
            yield StepList(self.steps, id="steps")
            with Vertical(id="work"):
                yield PaneTitle(keys["page-down"], id="settings-title")
                yield SettingsPane(id="settings")
                yield PaneTitle(keys["page-down"], keys["next-pane"], id="guide-title")
                yield GuidePane(id="guide")
        yield MessageLine(keys["unfold-message"], id="message")
        yield NextLine(keys, keys["do-next"], id="next")
        yield HintLine(ALL, Situation(), id="hints")
        yield Static(TOO_SMALL, id="too-small", markup=False)

    def on_mount(self) -> None:
        """Everything that is known without AWS is drawn at once; then both pools are read."""
        self._drawing.on_this_thread()
        self.panes = Panes(self)
        self.panes.fit(self.app.size, self.view.now, None)  # nothing moves behind the first paint
        self._draw_steps()
        # A suspended program may never be continued.
        self.app.app_suspend_signal.subscribe(
            self, lambda _: self.handlers.leaving.remember_place()
        )
        self.call_after_refresh(self._begin)

    def on_resize(self, event: events.Resize) -> None:
        """Share the room anew; what a mark means may have room below the rows, or none any more."""
        self.panes.fit(event.size, self.view.now, self._page())
        if self._begun:
            self.call_after_refresh(self._show_hints)

    def _begin(self) -> None:
        self._begun = True
        self.draw()
        self.handlers.beginning.begin()

    # --- from a key to its handler ----------------------------------------------------------------
    def action_command(self, command: str) -> None:
        """Do what a command of the table says."""
        self.of_command[command]()
        self._untold = command
        if self.app.screen is self:
            self.on_screen_resume()

    def on_screen_suspend(self) -> None:
        """Something lies over it: its keys do nothing until that is answered."""
        if self._begun:
            self._show_hints()

    def on_screen_resume(self) -> None:
        """Nothing lies over it: what the tour says to a command can be read now."""
        if self._begun:
            self._show_hints()
        if self._untold:
            command, self._untold = self._untold, ""
            self.handlers.tour.did(command)

    def offered(self) -> Iterable[Command[Situation]]:
        """The commands that apply now, for the palette."""
        situation = self.situation()
        return [
            replace(command, title=command.title_in(situation))
            for command in COMMANDS
            if command.applies(situation)
        ]

    def destinations(self) -> Iterable[Destination]:
        """Steps, settings and consoles, for the palette."""
        from screens.walkthrough.palette_destinations import destinations

        derived = self.handlers.shown.derived()
        return destinations(derived, self.view, self.handlers.copying, self.say) if derived else ()

    def situation(self) -> Situation:
        """Where the person is, for the table of commands."""
        return self.handlers.shown.situation()

    def on_line_pane_row_clicked(self, message: LinePane.RowClicked) -> None:
        """A click chooses the pane, the row, and the pool's column."""
        pane = next(of for of, pane in self.panes.of_pane.items() if pane is message.pane)
        self.handlers.moving.clicked(pane, message.row, message.cell)

    def on_line_pane_cursor_placed(self, _: LinePane.CursorPlaced) -> None:
        """A pane chose its row after the drawing: the keys go to that row."""
        self._show_cursor()

    def on_guide_pane_end_shown(self, message: GuidePane.EndShown) -> None:
        """Who has come to the end of what is there to be read is offered to say so."""
        self.handlers.pages_to_read.end_shown(message.step)
        self.handlers.doing_next.told(self.handlers.shown.next_thing())
        self._show_hints()

    def _text_place(self) -> TextPlace:
        """How far a person has come in a text; a page that covers it shows none of it."""
        return text_place(self.panes.guide) if self.is_current else TextPlace.NONE

    def on_next_line_clicked(self, _: NextLine.Clicked) -> None:
        """A click on what is next does it."""
        self.action_command("do-next")

    def leave_soon(self) -> None:
        """Somebody else ends the program."""
        self.handlers.leaving.leave_soon()

    # --- from State and ViewState to the panes ----------------------------------------------------
    def _draw_changed(self) -> None:
        self.handlers.reading.find_place()
        walkthrough = self.opened.walkthrough
        if walkthrough is not None and walkthrough.state is not self._drawn:
            self.draw()

    def _view_changed(self, before: ViewState, after: ViewState) -> None:
        self.handlers.view_changed(before, after)
        moved = replace(
            after,
            pane=before.pane,
            rows=before.rows,
            guide_row=before.guide_row,
            column=before.column,
        )
        if moved == before:
            self._show_cursor()
        else:
            self.draw()

    def _page(self) -> StepPage | None:
        return self.handlers.shown.page() if self.opened.walkthrough is not None else None

    def _step(self) -> Step:
        return next(known for known in self.steps if known.id == self.view.now.step)

    def _draw_steps(self) -> None:
        """Draw what is known without the engine, which is loaded behind this."""
        header = HeaderFacts(demo=self._demo)
        self.view.settle(self.panes.show(self.view.now, self._step(), header, None, None))

    def draw(self) -> None:
        """Draw everything from memory, here and on the page that covers it."""
        shown, view = self.handlers.shown, self.view.now
        shown.forget()
        derived, page = shown.derived(), shown.page()
        self._drawn = derived.state if derived is not None else None
        header = self.handlers.pages.header()
        self.view.settle(self.panes.show(view, self._step(), header, derived, page))
        self.handlers.doing_next.told(shown.next_thing())
        self.handlers.message_lifetime.state_changed()
        self._show_hints()
        for covering in self.app.screen_stack[1:]:
            if isinstance(covering, Page):
                covering.draw()

    def _show_cursor(self) -> None:
        self.view.settle(self.panes.show_cursor(self.view.now))
        if self._begun:
            self._show_hints()

    def _show_hints(self) -> None:
        from screens.walkthrough.bottom_lines import show_bottom_lines  # behind the first paint

        thing = self.handlers.shown.next_thing()
        here = self.handlers.doing_next.is_here(thing)
        show_bottom_lines(self, thing, self.situation(), here=here)

    def say(self, sentence: str, look: str = "") -> None:
        """Say a sentence at the bottom."""
        self.stage.say(sentence, look)
