"""The app: one screen, its look, and the way to the person's clipboard."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import App
from textual.screen import Screen
from textual.theme import Theme

from migration.guide.step import Step
from screens.copying import CopyRequested
from screens.palette import CommandTable
from screens.walkthrough import WalkthroughScreen
from tui.clipboard import Clipboard
from widgets.ascii_filter import AsciiFilter

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough

STYLES = Path(str(files("assets") / "styles"))
THEMES = (
    Theme(
        name="poolwalk-dark",
        primary="#7fb3d5",
        secondary="#8fbcbb",
        accent="#5fd7af",
        success="#87d787",
        warning="#ffd787",
        error="#ff8787",
        foreground="#d0d0d0",
        background="#121212",
        surface="#1c1c1c",
        panel="#262626",
        dark=True,
        variables={
            "band": "#262626",
            "rule": "#4e4e4e",
            "faint": "#949494",
            "code": "#87d7ff",
            "cursor": "#005f5f",
            "cursor-text": "#ffffff",
        },
    ),
    Theme(
        name="poolwalk-light",
        primary="#005f87",
        secondary="#005f5f",
        accent="#00756b",
        success="#1a6b1a",
        warning="#875f00",
        error="#af0000",
        foreground="#1c1c1c",
        background="#fafafa",
        surface="#ffffff",
        panel="#eeeeee",
        dark=False,
        variables={
            "band": "#e4e4e4",
            "rule": "#b2b2b2",
            "faint": "#626262",
            "code": "#005faf",
            "cursor": "#afd7d7",
            "cursor-text": "#000000",
        },
    ),
)


class PoolwalkApp(App[None]):
    """Walks a person through the migration. `open_walkthrough` is called in a thread, behind the first paint."""

    TITLE = "Poolwalk"
    CSS_PATH: ClassVar[list[str | PurePath]] = [STYLES / name for name in ("lines.tcss", "walkthrough.tcss", "dialogs.tcss")]
    COMMANDS: ClassVar = App.COMMANDS | {CommandTable}

    def __init__(
        self,
        steps: Sequence[Step],
        open_walkthrough: Callable[[], Walkthrough],
        ascii_only: bool = False,
        demo: bool = False,
    ) -> None:
        super().__init__()
        self._main = WalkthroughScreen(steps, open_walkthrough, demo=demo)
        if ascii_only:
            self._filters.append(AsciiFilter())
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = self._first_theme()

    def _first_theme(self) -> str:
        if wished := os.environ.get("TEXTUAL_THEME", ""):
            return wished if wished in self.available_themes else THEMES[0].name
        background = os.environ.get("COLORFGBG", "").rpartition(";")[2]
        return THEMES[1].name if background in {"7", "15"} else THEMES[0].name

    def get_default_screen(self) -> Screen[None]:
        """The main screen is the first one: nothing is painted twice."""
        return self._main

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """What our styles need and another theme does not name."""
        return {
            "band": self.current_theme.panel or "#262626",
            "rule": "ansi_bright_black" if self.current_theme.ansi else "#5f5f5f",
            "faint": "ansi_bright_black" if self.current_theme.ansi else "#949494" if self.current_theme.dark else "#626262",
            "code": self.current_theme.secondary or self.current_theme.primary,
            "cursor": self.current_theme.primary,
            "cursor-text": "ansi_black" if self.current_theme.ansi else "auto 90%",
        }

    # --- the clipboard -------------------------------------------------------------------------------------------------
    def on_copy_requested(self, message: CopyRequested) -> None:
        """Send a value on its way; the screen in front says which."""
        self._send(message)

    @work(thread=True, group="clipboard", exit_on_error=False)
    def _send(self, message: CopyRequested) -> None:
        said = Clipboard(self._write_control).send(message.text.reveal())
        self.call_from_thread(self._sent, f"{said}: {message.name}")

    def _write_control(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)
            self._driver.flush()

    def _sent(self, sentence: str) -> None:
        say = getattr(self.screen, "say", None)
        if say is not None:
            say(sentence, "ok")

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
