"""What a dialog lies over: the screen behind it, dimmed between its header and what is next."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from rich.console import RenderableType
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.css.styles import RulesMap
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import Screen
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import RenderOptions, Visual

from widgets.panes.header import Header
from widgets.panes.message_line import MessageLine
from widgets.panes.next_line import NextLine

LEAST = 16  # lines of a screen below its header, in which every dialog has its title and its keys
_AS_IT_IS = Color(0, 0, 0, 0)


def lines_kept_clear(dialog: Screen[Any]) -> int:
    """How many lines at the top a dialog leaves to the header of the page that it lies over.

    Which account and which pools a yes is about stays to be read.
    """
    for screen in reversed(_below(dialog)):
        for header in screen.query(Header):
            lines = header.height_in_lines
            return lines if header.display and dialog.app.size.height - lines >= LEAST else 0
    return 0


def lines_kept_free(dialog: Screen[Any]) -> int:
    """How many lines at the bottom a dialog leaves to what is next, and to all below that."""
    lines = _lines_below(dialog)
    return lines if dialog.app.size.height - lines_kept_clear(dialog) - lines >= LEAST else 0


def first_line_said(dialog: Screen[Any]) -> int:
    """The line in which the message of the page begins that it lies over; else the last."""
    below = _below(dialog)
    found = below[-1].query(MessageLine) if below else ()
    said = [one.region.y for one in found if one.region.height]
    return min(said, default=dialog.app.size.height - 1)


def _below(dialog: Screen[Any]) -> list[Screen[Any]]:
    stack = dialog.app.screen_stack
    return stack[: stack.index(dialog)] if dialog in stack else stack


def _lines_below(dialog: Screen[Any]) -> int:
    below = _below(dialog)
    found = below[-1].query(NextLine) if below else ()
    return sum(dialog.app.size.height - one.region.y for one in found if one.region.height)


def dimmed(behind: RenderableType, dialog: Screen[Any], over: str = "") -> RenderableType:
    """What Textual draws `behind` a dialog; what lies `over` it is looked for as it is drawn.

    Without it nothing of it is seen but its header, what was said last, and what is next.
    """
    if isinstance(behind, BackgroundScreen):
        return Backdrop(behind, dialog, over)
    return behind


class Backdrop(BackgroundScreen, Visual):
    """The screen behind a dialog, dimmed, of which the header and what is next are not.

    Beside the dialog it is blank: half a line there would be read as a part of it.
    """

    def __init__(self, behind: BackgroundScreen, dialog: Screen[Any], over: str) -> None:
        super().__init__(behind.screen, behind.color)
        self._dialog = dialog
        self._over = over

    def render_strips(
        self, width: int, height: int | None, style: VisualStyle, options: RenderOptions
    ) -> list[Strip]:
        """Line by line; of a blank one nothing is put together that lies behind it."""
        kept, blank = self._kept_and_blank()
        own, compositor = style.rich_style, self.screen._compositor
        ground = _look(Style(bgcolor=self.screen.rich_style.bgcolor), self.color, own)
        empty = Strip.blank(compositor.size.width, ground)
        chops = compositor._render_chops(compositor.size.region, lambda line: line not in blank)
        lines = [
            empty
            if line in blank
            else _in_look(
                Strip.join(parts.values()), _AS_IT_IS if line in kept else self.color, own
            )
            for line, parts in enumerate(chops[: compositor.size.height])
        ]
        return [line.crop(0, width) for line in lines[:height]]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """As wide as the screen."""
        return self.screen.size.width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """As high as the screen."""
        return self.screen.size.height

    def _kept_and_blank(self) -> tuple[set[int], set[int]]:
        """Which lines are shown as they are, and of which the ground alone."""
        top, height = lines_kept_clear(self._dialog), self._dialog.app.size.height
        told = height - _lines_below(self._dialog)
        over = self._dialog.query(self._over) if self._over else [self._dialog]
        beside = [range(*one.region.line_span) for one in over]
        if self._over and any(first_line_said(self._dialog) in lines for lines in beside):
            beside += self._said()  # the rest of it would be read as what the dialog says
        kept = {*range(top), told}
        if not self._over:
            kept.update(*self._said())
        return kept, {line for lines in beside for line in lines} - kept

    def _said(self) -> list[range]:
        """The lines of what was said last, of a key too: it may be about what is typed in front."""
        lines = self.screen.query(MessageLine)
        return [range(*one.region.line_span) for one in lines if one.text]


def _in_look(strip: Strip, color: Color, own: Style) -> Strip:
    return Strip(
        [Segment(text, _look(style, color, own)) for text, style, _ in strip], strip.cell_length
    )


@lru_cache(maxsize=1024)
def _look(style: Style | None, color: Color, own: Style) -> Style:
    """A style as Textual dims it. A screen has hundreds of parts in a handful of styles."""
    (dimmed,) = BackgroundScreen.process_segments((Segment("", style),), color)
    return own + dimmed.style
