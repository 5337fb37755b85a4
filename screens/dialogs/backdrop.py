"""What a dialog lies over: the screen behind it, dimmed below its header."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment
from textual.color import Color
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen

from widgets.panes.header import Header

LEAST = 16  # lines of a screen below its header, in which every dialog has its title and its keys
_AS_IT_IS = Color(0, 0, 0, 0)


def lines_kept_clear(dialog: Screen[Any]) -> int:
    """How many lines at the top a dialog leaves to the header of the page that it lies over.

    Which account and which pools a yes is about stays to be read.
    """
    stack = dialog.app.screen_stack
    below = stack[: stack.index(dialog)] if dialog in stack else stack
    for screen in reversed(below):
        for header in screen.query(Header):
            lines = header.height_in_lines
            return lines if header.display and dialog.app.size.height - lines >= LEAST else 0
    return 0


def dimmed(behind: RenderableType, dialog: Screen[Any]) -> RenderableType:
    """What Textual draws `behind` a dialog, of which the header is not dimmed."""
    if isinstance(behind, BackgroundScreen):
        return Backdrop(behind, lines_kept_clear(dialog))
    return behind


class Backdrop(BackgroundScreen):
    """The screen behind a dialog: its first `clear` lines as they are, the others dimmed."""

    def __init__(self, behind: BackgroundScreen, clear: int) -> None:
        super().__init__(behind.screen, behind.color)
        self._clear = clear

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        """Line by line, as Textual asks for it."""
        line = 0
        for segment in console.render(self.screen._compositor, options):
            color = _AS_IT_IS if line < self._clear else self.color
            yield from self.process_segments((segment,), color)
            line += segment.text.count("\n")
