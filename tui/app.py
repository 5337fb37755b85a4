"""The app: one screen, its look, and the way to the person's clipboard."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from rich.console import RenderableType
from rich.text import Text
from textual import events, on
from textual.app import App, SystemCommand
from textual.driver import Driver
from textual.geometry import Offset, Size
from textual.screen import Screen

from screens.key_origin import clicked_key, read_number
from screens.palette_sources import SOURCES
from screens.walkthrough.screen import WalkthroughScreen
from tui.app_look import STYLES, keep_chosen_themes, put_on_theme, signs_left_out
from tui.app_terminal import AppTerminal
from tui.clipboard.countdown import FOR_A_MINUTE
from tui.clipboard.road import AUTO
from tui.terminal.driver import TerminalDriver
from tui.terminal.ending import THREADS_SECONDS, Ending
from widgets.panes.terminal_cursor import place_on
from widgets.text.own_keys import use_keys
from widgets.text.themes import variables_for

if TYPE_CHECKING:  # the engine is loaded behind the first paint, and so is what a key leads to
    from migration.guide.step import Step
    from migration.walkthrough import Walkthrough
    from screens.deployments.choice import Choice
    from screens.walkthrough.practice_consoles import Consoles
    from tui.terminal.keyboard import Keyboard


class PoolwalkApp(App[None]):
    """Walks a person through the migration.

    `open_walkthrough` is called in a thread, behind the first paint. `theme` is "dark", "light", or
    "" to go by the terminal. `ending` ends the process; without it the app leaves and the process
    is somebody else's. `plan_file` opens as a page once both pools were read. Where there is a
    `choice` of deployments, it comes first.
    """

    TITLE = "Poolwalk"
    CSS_PATH: ClassVar[list[str | PurePath]] = [*STYLES]
    COMMANDS: ClassVar = App.COMMANDS | SOURCES

    def __init__(
        self,
        steps: Sequence[Step],
        open_walkthrough: Callable[[], Walkthrough],
        ascii_only: bool = False,
        demo: bool = False,
        tour: bool = False,
        theme: str = "",
        clipboard: str = AUTO,
        clipboard_seconds: int = FOR_A_MINUTE,
        state_folder: Path | None = None,
        consoles: Consoles | None = None,
        ending: Ending | None = None,
        plain: bool = False,
        plan_file: str = "",
        choice: Choice | None = None,
        own_keys: Mapping[str, str] | None = None,
    ) -> None:
        # Without colours Textual would draw in shades of grey, which are colours too; with the
        # terminal's own it draws in none.
        super().__init__(
            driver_class=TerminalDriver, ansi_color=True if os.environ.get("NO_COLOR") else None
        )
        use_keys(own_keys or {})
        self.set_keymap(own_keys or {})
        self._ending = ending
        self._state_folder = state_folder
        self._last_size: Size | None = None
        self._terminal = AppTerminal(
            self,
            self._say,
            setting=clipboard,
            seconds=clipboard_seconds,
            folder=state_folder,
        )
        self._main = WalkthroughScreen(
            steps,
            open_walkthrough,
            self._terminal,
            demo=demo,
            tour=tour,
            consoles=consoles,
            plan_file=plan_file,
            choice=choice,
        )
        self._filters += signs_left_out(self, plain=plain, ascii_only=ascii_only)
        put_on_theme(self, theme)
        self._parsed_for = self.theme

    def get_default_screen(self) -> Screen[None]:
        """The main screen is the first one: nothing is painted twice."""
        return self._main

    def refresh_css(self, animate: bool = True) -> None:
        """Parse all styles anew for another theme; for the first one they are parsed once."""
        if self.theme != self._parsed_for:
            self._parsed_for = self.theme
            super().refresh_css(animate)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our styles need and another theme does not name."""
        console = os.environ.get("TERM") == "linux"
        return variables_for(self.current_theme, colours=not self.no_color, console=console)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Of Textual's own commands the theme alone: we have our own for the others."""
        colours = "Choose colours: dark, light, or the terminal's own"
        yield SystemCommand("Theme", colours, self.search_themes)

    def search_themes(self) -> None:
        """Choose a theme by its name."""
        from screens.palette import palette_of_themes

        self.push_screen(palette_of_themes(self._say))

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        from screens.palette import QuietPalette

        if not isinstance(self.screen, QuietPalette):
            self.push_screen(QuietPalette(self._say, id="--command-palette"))

    def _fatal_error(self) -> None:
        """Leave with a sentence.

        Textual would print a traceback with every variable in it, secrets among them.
        """
        from tui.internal_error import internal_error

        self.bell()
        self._exit_renderables.append(
            Text(f"poolwalk: {internal_error(self._exception or RuntimeError())}")
        )
        self._close_messages_no_wait()

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Copy the address: a browser would open here, and the person sits at another machine."""
        self._terminal.copy_unless_obeyed(
            url, url, "the address", secret=False, lines=False, refuse=self._say_in_front
        )

    # --- keys -------------------------------------------------------------------------------------
    @cached_property
    def _keyboard(self) -> Keyboard:
        from tui.terminal.keyboard import Keyboard

        say, stage = self._say_in_front, self._main.stage
        over_dialogs = self._terminal.over_dialogs(say)
        on_event = super().on_event
        return Keyboard(
            self, on_event, say, stage.take_back, over_dialogs, stage.remark, stage.during_a_key
        )

    async def on_event(self, event: events.Event) -> None:
        """Keys of a terminal are handled one at a time; everything else as Textual does it."""
        if isinstance(event, events.Key | events.Paste | events.MouseDown):
            self._main.handlers.team_news.somebody_is_there()
        if (
            isinstance(event, events.Key | events.Paste)
            and not event.is_forwarded
            and read_number(event)
        ):
            self._keyboard.take(event)
        else:
            pressed = isinstance(event, events.Key) and not event.is_forwarded
            if pressed or isinstance(event, events.MouseDown):
                self._main.stage.was_seen()
            await super().on_event(event)

    def simulate_key(self, key: str) -> None:
        """Press a key that was clicked: what it may not do yet, a click does not do either."""
        self._keyboard.take(clicked_key(key))

    def push_screen(self, screen: Any, *given: Any, **named: Any) -> Any:
        """Show a dialog or a page; one that no key opened takes none before typing has rested."""
        if isinstance(screen, Screen):
            self._keyboard.screen_opens(screen)
        return super().push_screen(screen, *given, **named)

    # --- the cursor and the mouse -----------------------------------------------------------------
    @property
    def cursor_position(self) -> Offset:
        """Where Textual leaves the terminal's cursor after each paint.

        On what is selected, or where a field wants it.
        """
        if not self._screen_stack or self.screen.focused is not None:
            return self._field_cursor
        place = place_on(self.screen)
        return self._field_cursor if place is None else place

    @cursor_position.setter
    def cursor_position(self, place: Offset) -> None:
        self._field_cursor = place

    # --- a terminal that others wrote to ----------------------------------------------------------
    def on_resize(self, event: events.Resize) -> None:
        """Draw everything again when a resize ends at the size that it began with.

        The size was another one in between, and 0 × 0 counts as 80 × 24.
        """
        if event.size == self._last_size:
            self._terminal.redraw()
        self._last_size = event.size

    @on(Driver.SignalResume)
    def _redraw_after_the_shell(self) -> None:
        """Textual alone brings line panes back empty."""
        self._terminal.redraw()

    def _say(self, sentence: str) -> None:
        self._main.say(sentence)

    def _say_in_front(self, sentence: str) -> None:
        from screens.dialogs.dialog import Dialog

        if isinstance(self.screen, Dialog):
            self.screen.say(sentence, "warning")
        else:
            self._main.say(sentence, "warning")

    # --- the clipboard ----------------------------------------------------------------------------
    def copy_to_clipboard(self, text: str) -> None:
        """Copy what was selected in a field, in the same way as every value.

        Textual would keep a copy of it, which may be a secret. What a shell would obey is refused
        as everywhere; line ends belong to a field of several lines alone.
        """
        from textual.widgets import TextArea

        what, lines = "what you selected", isinstance(self.focused, TextArea)
        self._terminal.copy_unless_obeyed(
            text, what, what, secret=True, lines=lines, refuse=self._say_in_front
        )

    def take_back_secret(self) -> None:
        """Leave no secret on the person's clipboard; once the app has ended."""
        self._terminal.take_back_secret()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        """Put on the terminal what Textual has drawn.

        All of it comes by here; a value that stands by itself is written by its own screen.
        """
        if screen is self._main:  # the first paint is of it, and nothing else is loaded for that
            super()._display(screen, renderable)
            return
        from screens.dialogs.single_value import SingleValueScreen

        if isinstance(screen, SingleValueScreen):
            if renderable is not None:
                screen.action_paint()
        else:
            super()._display(screen, renderable)
            if screen in self.screen_stack[-1:]:
                self._keyboard.painted(screen)

    # --- leaving ----------------------------------------------------------------------------------
    def on_mount(self) -> None:
        """From now on somebody else can end it, and it leaves by the same way as with `q`."""
        keep_chosen_themes(self, self._state_folder, self._say)
        if self._ending is not None:
            self._ending.listen(self._main.leave_soon, self._terminal.give_back_at_once)

    @on(TerminalDriver.LineDropped)
    def _leave_without_a_terminal(self) -> None:
        if self._ending is not None:
            self._ending.begin()
        self._main.leave_soon()

    def leave_soon(self) -> None:
        """End it as if somebody else did; from any thread."""
        with suppress(RuntimeError):  # it has ended already
            self.call_from_thread(self._leave_without_a_terminal)

    async def run_async(self, **given: Any) -> None:
        """Run it; afterwards no thread that waits for a network holds the process."""
        await super().run_async(**given)
        if self._ending is not None:
            self._ending.within(THREADS_SECONDS, self.return_code or 0)

    async def action_quit(self) -> None:
        """Textual's own ways out lead through the screen's."""
        self._main.handlers.leaving.leave()
