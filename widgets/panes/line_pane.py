"""A pane of lines with a cursor: the base of the sidebar, the settings and what to do."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from widgets.panes.cursor_row import GUTTER, row_spans
from widgets.panes.drawing import Brush
from widgets.panes.lines_in_view import is_in_view, lines_in_view
from widgets.text.line import Line, Span
from widgets.text.plain_mode import ROOM, ROWS, is_plain, worded
from widgets.text.row_places import first_in_view, first_line, nearest_row, rows_of, span_at


class LinePane(ScrollView, can_focus=False):
    """Lines in a scrolling pane. It has no focus: the screen has the keys, and says who is active.

    The cursor stands on a row (one or more lines that share an address) and in one of its columns.
    """

    ALWAYS_ON_A_ROW = True  # whether the cursor looks for a row by itself
    EDGED = True  # whether it has a left edge while it has the keys
    GAP = 1  # cells before its bar: a sign of it that touched a value would be read as a part of it

    @dataclass
    class RowClicked(Message):
        """A row ("" is beside one) was clicked; `cell` is the column under the mouse, if any."""

        pane: "LinePane"
        row: str
        cell: str

    class CursorPlaced(Message):
        """A pane that got its width late put the cursor on a row by itself."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.lines: tuple[Line, ...] = ()
        self.cursor = ""
        self.column = ""
        self.active = False
        self.gave_way = False  # another pane has its room, until the keys come to it
        self.stays = 0  # lines at the top that are seen whatever is scrolled below them
        self._built_for = 0  # cells
        self._first_for = 0  # cells, of what is painted before Textual says that there is a size
        self._coming: Size | None = None  # that the layout that is due will give it
        self.tells: Callable[[int, int], None] = lambda _, __: None  # lines hidden above, below
        self._told = (0, 0)
        self._window = range(0)  # the lines in view, as of the paint or the change that goes on
        self._brush = Brush(self)

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells, the gutter for the cursor not counted."""
        raise NotImplementedError

    WORDS: ClassVar[Mapping[str, str]] = ROWS  # what plain mode says instead of a mark
    ROOM: ClassVar[int] = ROOM  # cells that its words need more than marks

    def _built(self, width: int) -> Sequence[Line]:
        if is_plain(self):
            return worded(self.build(width - self.ROOM), self.WORDS)
        return self.build(width)

    # --- drawing ----------------------------------------------------------------------------------
    @property
    def line_width(self) -> int:
        """Cells a line has, the gutter included."""
        # The scrollbar's column is kept free before there is one: nothing moves when it comes.
        size = self.size if self._coming is None else self._coming
        return size.width - self.styles.scrollbar_size_vertical

    @property
    def _room(self) -> Size:
        """What is seen of it, as soon as the layout that is due was done."""
        if self._coming is not None:
            return self._coming
        return Size(self.size.width, self.scrollable_content_region.height)

    def expect(self, size: Size) -> None:
        """Build for a size before the layout brings it: else it is painted once for the old.

        A pane that comes back from hiding has none of its own until then.
        """
        if size != self._room:
            self._coming = size
            self.redraw()
            self.call_after_refresh(self._has_come)

    def _has_come(self) -> None:
        if self._coming is not None:
            self.on_resize()  # what came is not what was expected, and was no other size either

    @property
    def is_drawn(self) -> bool:
        """Whether its lines are there, for the width and in the room that it has."""
        right = GUTTER < self._built_for == self.line_width
        return right and bool(self.size.height or not self.lines)

    def _spans(self, y: int) -> tuple[Span, ...]:
        return row_spans(self, y, words=is_plain(self))

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Whatever is changed inside is compared with what stood there, line by line.

        The terminal gets the cells that differ in either case (`tui.cells`). Drawing the lines that
        changed, and no others, spares 1.5 to 3 ms of the 5 to 9 that a key takes.
        """
        window = self._window = lines_in_view(self)
        before = [self._spans(y) for y in window]
        yield
        self._window = lines_in_view(self)
        for number, (y, old) in enumerate(zip(window, before, strict=True)):
            if old != self._spans(y):
                self.refresh(Region(0, number, self.line_width, 1))

    def redraw(self) -> None:
        """Build the lines again. Where the cursor was seen it is seen.

        It stays on its row, or goes to the one that took its place.
        """
        if self.line_width <= GUTTER:
            return
        seen = is_in_view(self, first_line(self.lines, self.cursor))
        with self.changing():
            at = first_line(self.lines, self.cursor)
            self._built_for = self.line_width
            width, height = self.line_width - GUTTER, self._room.height
            self.lines = tuple(self._built(width))
            if self.GAP and 0 < height < len(self.lines) and self.styles.scrollbar_size_vertical:
                self.lines = tuple(self._built(width - self.GAP))
            if first_line(self.lines, self.cursor) is None:
                self.cursor = nearest_row(self.lines, at or 0) if self.ALWAYS_ON_A_ROW else ""
            size = Size(self.line_width, len(self.lines))
            if size != self.virtual_size:
                self.virtual_size = size
            goes_on = len(self.lines) > height > 0
            has = self.show_vertical_scrollbar
            if has != goes_on and (has or not self.styles.is_auto_height):
                # Now, and not when Textual sees it: the pane would be written once with its
                # scrollbar and once without.
                self.show_vertical_scrollbar = goes_on
        if seen and not is_in_view(self, first_line(self.lines, self.cursor)):
            self.show_cursor()
        self._tell()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other lines are seen."""
        super().watch_scroll_y(old_value, new_value)
        self._tell()

    def _tell(self) -> None:
        height = self._room.height
        below = max(len(self.lines) - self.scroll_offset.y - height, 0) if height else 0
        hidden = (min(self.scroll_offset.y, len(self.lines)), below)
        if hidden != self._told:
            self._told = hidden
            self.tells(*hidden)

    def on_resize(self) -> None:
        """Widths have changed: everything is built anew, and the cursor stays in view."""
        self._coming = None
        before = self.cursor
        self.redraw()
        self.show_cursor()
        self._tell()
        if self.cursor != before:
            self.post_message(self.CursorPlaced())

    def on_show(self) -> None:
        """What was built while it was hidden had no width."""
        self.on_resize()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is painted now, as Textual asks for it."""
        self._window = lines_in_view(self)
        self._brush.begin()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line, as Textual asks for it: at a new width before it says that there is one."""
        width = self.line_width
        if GUTTER < width not in (self._built_for, self._first_for):
            self._first_for = width
            self.lines = tuple(self._built(width - GUTTER))
        return self._brush.draw(self._spans(y + self.scroll_offset.y), width)

    # --- the cursor -------------------------------------------------------------------------------
    @property
    def rows(self) -> list[str]:
        """The addresses of the rows, from top to bottom."""
        return rows_of(self.lines)

    @property
    def rows_seen(self) -> list[str]:
        """The addresses of those that are in view."""
        seen = lines_in_view(self)
        return rows_of(self.lines[seen.start : seen.stop])

    def set_active(self, active: bool) -> None:
        """Whether the keys go to this pane now: shows at the cursor."""
        if active != self.active:
            with self.changing():
                self.active = active

    def set_column(self, column: str) -> None:
        """Which column of its row the cursor stands in."""
        if column != self.column:
            with self.changing():
                self.column = column

    def move_to(self, row: str) -> bool:
        """Put the cursor on a row and bring it into view. False when there is no such row."""
        if first_line(self.lines, row) is None:
            return False
        with self.changing():
            self.cursor = row
        self.show_cursor()
        return True

    def move_by(self, rows: int) -> bool:
        """Move the cursor up or down; at the ends it stays. False when it did not move."""
        order = self.rows
        if not order:
            return self.scroll_by(rows)
        here = order.index(self.cursor) if self.cursor in order else 0
        there = min(max(here + rows, 0), len(order) - 1)
        further = 1 if rows > 0 else -1
        return self.scroll_by(further) if there == here else self.move_to(order[there])

    def move_page(self, pages: int) -> bool:
        """Move the cursor by about a pane's height of lines. False where nothing moved."""
        height = max(self.scrollable_content_region.height - 1, 1)
        at = first_line(self.lines, self.cursor)
        if at is None:
            return self.scroll_by(pages * height)
        there = min(max(at + pages * height, 0), len(self.lines) - 1)
        row = nearest_row(self.lines, there)
        return self.scroll_by(pages * height) if row == self.cursor else self.move_to(row)

    def move_first(self) -> bool:
        """Go to the first row, and to the top. False where one was there."""
        before = self.cursor, self.scroll_offset
        if order := self.rows:
            self.move_to(order[0])
        self.scroll_by(-len(self.lines))
        return (self.cursor, self.scroll_offset) != before

    def move_last(self) -> bool:
        """Go to the last row, and to the end. False where one was there."""
        before = self.cursor, self.scroll_offset
        if order := self.rows:
            self.move_to(order[-1])
        self.scroll_by(len(self.lines))
        return (self.cursor, self.scroll_offset) != before

    def scroll_by(self, lines: int) -> bool:
        """Move the view alone, also beyond the last row. False when it was at its end."""
        before = self.scroll_offset.y
        self.scroll_to(y=before + lines, animate=False)
        return self.scroll_offset.y != before

    def show_cursor(self, *, again: bool = False) -> None:
        """Bring the row into view with the headings above it, a third of the pane at a time."""
        at, height = first_line(self.lines, self.cursor), self._room.height
        if at is None or height <= 0:
            return
        offset = self.scroll_offset.y
        there = first_in_view(self.lines, at, offset, height, self.stays)
        if there != offset:
            self.scroll_to(y=there, animate=False)
            if there > offset == self.scroll_offset.y and not again:
                # The lines are new, and how far they can be scrolled is known after the layout.
                self.call_after_refresh(self.show_cursor, again=True)

    def on_click(self, event: events.Click) -> None:
        """A click makes the pane active and moves the cursor.

        One on an address that the terminal left to us copies it.
        """
        at = event.get_content_offset_capture(self)
        y = at.y + self.scroll_offset.y
        shown = self.lines[y] if is_in_view(self, y) and y < len(self.lines) else Line()
        span = span_at(shown, at.x - GUTTER)
        self.post_message(self.RowClicked(self, shown.row, span.cell if span else ""))
        if span is not None and span.link:
            self.app.open_url(span.link)
