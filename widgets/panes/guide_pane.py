"""The pane "What to do": it scrolls a page (`widgets/text/step_page.py`), and has a cursor."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from widgets.panes.line_pane import LinePane
from widgets.panes.lines_in_view import is_in_view
from widgets.text.guide_text import guide_lines
from widgets.text.line import WIDEST, Line
from widgets.text.plain_mode import is_plain
from widgets.text.reading_progress import TEXT_BEGIN, TEXT_END, TextPlace, place_in_text
from widgets.text.row_places import first_line, last_line, same_view

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.guide.page import Page
    from migration.guide.step import Step

VALUE = "value"
_PLACEHOLDER = re.compile(r"\{\w+\}")  # what the deployment will fill in


class GuidePane(LinePane):
    """Shows one page's text; the cursor stands on the values to paste and on the sub-points."""

    @dataclass
    class EndShown(Message):
        """The end of a text that is there to be read came into view."""

        step: str

    DEFAULT_CSS = "GuidePane { height: 1fr; }"
    GAP = 0  # its text keeps free of the bar at all times
    ALWAYS_ON_A_ROW = False  # there is text to read above the values

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.column = VALUE
        self._page: Page | None = None
        self._step: Step | None = None
        self._revealed = ""
        self.has_shown_end = False  # of a text to read, since it is shown

    def show(self, page: Page, revealed: str = "") -> None:
        """Show a step as it stands; another step begins at its top, and so does what was read."""
        from widgets.text.text_to_read import is_to_be_read  # behind the first paint

        before = self._page
        other = self._step is not page.summary.step
        if before is not None and not other:
            other = is_to_be_read(before) is not is_to_be_read(page)
        self._page, self._step, self._revealed = page, page.summary.step, revealed
        self._replace(from_top=other)

    def show_text(self, step: Step) -> None:
        """Show a step's text alone, before anything of the deployment is known."""
        other = self._step is not step
        self._page, self._step = None, step
        self._replace(from_top=other)

    @property
    def goes_on(self) -> bool:
        """Whether there is more of it than its room."""
        return len(self.lines) > self._room.height > 0

    def begin(self) -> None:
        """Go to the top of the text, on none of its rows."""
        if self.cursor:
            with self.changing():
                self.cursor = ""
            self.scroll_to(y=0, animate=False)

    def show_cursor(self, *, again: bool = False) -> None:
        """Bring the row into view with as much of the text above it as there is room for.

        That says where the value belongs.
        """
        at, height = first_line(self.lines, self.cursor), self.scrollable_content_region.height
        if at is not None and height > 0 and self.cursor == TEXT_BEGIN:
            self.scroll_to(y=at, animate=False)
            return
        if at is not None and height > 0 and not is_in_view(self, last_line(self.lines, at)):
            self.scroll_to(y=max(last_line(self.lines, at) - height + 1, 0), animate=False)
        super().show_cursor(again=again)

    def move_by(self, rows: int) -> bool:
        """To another row; where none is under the cursor the text goes on until one is seen."""
        reads = self.cursor not in self.rows
        moved = self.scroll_by(rows) if reads else super().move_by(rows)
        taken = take_what_is_seen(self, down=rows > 0)
        if taken and rows > 0:
            self.show_cursor()  # its value may be a line below its name
        return taken or moved

    def move_page(self, pages: int) -> bool:
        """Scroll the text by a pane's height; the cursor goes to a row that is seen, if any is."""
        height = self.scrollable_content_region.height
        moved = self.scroll_by(pages * max(height - 1, 1))
        return take_what_is_seen(self, down=pages > 0) or moved

    def move_first(self) -> bool:
        """Go to the top of the text."""
        before = self.cursor, self.scroll_offset
        super().move_first()
        take_what_is_seen(self, down=True)  # on its way it was at the first row, perhaps far below
        return (self.cursor, self.scroll_offset) != before

    def move_last(self) -> bool:
        """Go to the end of the text to be read; from there, or without one, of the page."""
        if text_place(self) is TextPlace.INSIDE:
            self.move_to(TEXT_END)
            return True
        before = self.cursor, self.scroll_offset
        super().move_last()
        take_what_is_seen(self, down=False)
        return (self.cursor, self.scroll_offset) != before

    def _replace(self, *, from_top: bool) -> None:
        if from_top:
            with self.changing():
                self.cursor = ""
        before, top = self.lines, self.scroll_offset.y
        self.redraw()
        if from_top:
            self.has_shown_end = False
            self.scroll_to(y=0, animate=False)
        elif top:  # what came above it, as a finding does, moves nothing that is read
            height = self.scrollable_content_region.height
            self.scroll_to(y=same_view(before, top, height, self.lines), animate=False)
        self.call_after_refresh(self._see_end)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """The text was scrolled."""
        super().watch_scroll_y(old_value, new_value)
        self._see_end()

    def _see_end(self) -> None:
        ends = text_place(self) is TextPlace.END
        if self._page is not None and ends and not self.has_shown_end:
            self.post_message(self.EndShown(self._page.summary.step.id))
        self.has_shown_end = ends

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells: longer ones than a person reads with ease are wrapped."""
        width = min(width - 1, WIDEST)  # no text touches the scrollbar
        if self._step is None:
            return []
        if self._page is None:
            return guide_lines(_PLACEHOLDER.sub("…", self._step.body), width)
        from widgets.text.step_page import page_lines  # behind the first paint, as what it tells

        return page_lines(self._page, width, VALUE, revealed=self._revealed, words=is_plain(self))


def take_what_is_seen(pane: GuidePane, *, down: bool) -> bool:
    """Whether another row than before is under the cursor: nobody acts on one out of view."""
    before = pane.cursor
    if not is_in_view(pane, first_line(pane.lines, before)):
        seen = pane.rows_seen
        with pane.changing():
            pane.cursor = (seen[0] if down else seen[-1]) if seen else ""
    return pane.cursor != before


def text_place(pane: GuidePane) -> TextPlace:
    """How far a person has come in a text that is there to be read.

    Whoever has had its last line on the screen has read it, wherever they are now.
    """
    place = place_in_text(pane.lines, pane.scroll_offset.y, pane.scrollable_content_region.height)
    return TextPlace.END if pane.has_shown_end and place is not TextPlace.NONE else place
