"""The app: one screen, its look, and the way to the person's clipboard."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from importlib.resources import files
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import work
from textual.app import App, SystemCommand
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES

from migration.guide.step import Step
from migration.secret import Secret
from screens.copying import CopyRequested
from screens.palette import CommandTable, QuietPalette
from screens.practising import Consoles
from screens.walkthrough import WalkthroughScreen
from tui.clipboard.road import AUTO
from tui.clipboard.sending import Clipboard, Sent
from tui.stumble import stumble
from widgets.ascii_filter import AsciiFilter, writes_utf8
from widgets.themes import THEMES, first_theme, variables_for

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough

STYLES = Path(str(files("assets") / "styles"))


class PoolwalkApp(App[None]):
    """Walks a person through the migration.

    `open_walkthrough` is called in a thread, behind the first paint. `theme` is "dark", "light", or "" to go by the terminal.
    """

    TITLE = "Poolwalk"
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        STYLES / name for name in ("lines.tcss", "walkthrough.tcss", "record.tcss", "dialogs.tcss")
    ]
    COMMANDS: ClassVar = App.COMMANDS | {CommandTable}

    def __init__(
        self,
        steps: Sequence[Step],
        open_walkthrough: Callable[[], Walkthrough],
        ascii_only: bool = False,
        demo: bool = False,
        theme: str = "",
        clipboard: str = AUTO,
        state_folder: Path | None = None,
        consoles: Consoles | None = None,
    ) -> None:
        super().__init__()
        self._way_to_the_person = Clipboard(self._write_control, setting=clipboard, folder=state_folder)
        self._main = WalkthroughScreen(steps, open_walkthrough, demo=demo)
        self._main.consoles = consoles
        if ascii_only or not writes_utf8():
            self._filters.append(AsciiFilter())
        for known in THEMES:
            self.register_theme(known)
        if os.environ.get("TEXTUAL_THEME", "") not in BUILTIN_THEMES:
            self.theme = first_theme(theme, os.environ, few_colours=self.console.color_system == "standard")

    def get_default_screen(self) -> Screen[None]:
        """The main screen is the first one: nothing is painted twice."""
        return self._main

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our styles need and another theme does not name."""
        return variables_for(self.current_theme)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Of Textual's own commands in the palette, the theme alone: the others have ours beside them."""
        yield SystemCommand("Theme", "Choose colours: dark, light, or the terminal's own", self.search_themes)

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        if not isinstance(self.screen, QuietPalette):
            self.push_screen(QuietPalette(id="--command-palette"))

    def _fatal_error(self) -> None:
        """Leave with a sentence: Textual would print a traceback with every variable in it, secrets among them."""
        self.bell()
        self._exit_renderables.append(Text(f"poolwalk: {stumble(self._exception or RuntimeError())}"))
        self._close_messages_no_wait()

    # --- the clipboard -------------------------------------------------------------------------------------------------
    def on_copy_requested(self, message: CopyRequested) -> None:
        """Send a value on its way; the screen in front says which."""
        self._send(message)

    @work(thread=True, group="clipboard", exit_on_error=False)
    def _send(self, message: CopyRequested) -> None:
        sent = self._way_to_the_person.send(message.text.reveal(), secret=message.secret)
        self.call_from_thread(self._sent, sent, message.name)

    def _write_control(self, sequence: str) -> None:
        if self._driver is not None and self.is_running:
            self._driver.write(sequence)
            self._driver.flush()
        elif sys.__stdout__ is not None:
            # The terminal is given back already, and may be gone.
            with suppress(OSError, ValueError):
                sys.__stdout__.write(sequence)
                sys.__stdout__.flush()

    def _sent(self, sent: Sent, name: str) -> None:
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(f"{sent.sentence}: {name}", "ok" if sent.sent else "warning")

    def take_back_secret(self) -> None:
        """Leave no secret on the person's clipboard, as far as that can be done; once the app has ended."""
        self._way_to_the_person.clear()

    def copy_to_clipboard(self, text: str) -> None:
        """What was selected in a field goes the same way; Textual would keep a copy of it, which may be a secret."""
        self.post_message(CopyRequested(Secret(text), "what you selected", secret=True))

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """A browser would open on this machine, and the person sits at another one: copy the address instead."""
        self._main.request_copy(url, url)

    # --- leaving -------------------------------------------------------------------------------------------------------
    def on_mount(self) -> None:
        """A polite kill leaves by the same way as `q`, so that the terminal is put back as it was."""
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._main.leave)

    async def action_quit(self) -> None:
        """Textual's own ways out lead through the screen's."""
        self._main.leave()
