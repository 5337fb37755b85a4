"""The program's side: what it has painted, and how and where it writes next."""

from tui.cells.cell_looks import NORMAL, Looks
from tui.cells.glyphs import UNKNOWN, cells_of, joins, mark_before
from tui.cells.grid import Grid
from tui.cells.jump import Place


class Picture:
    """Each method says whether it understood; where not, nothing was changed.

    `look` and `place` are None as long as they are not known. The place can be one column behind
    the last: terminals differ about where they write then, and nothing is understood but to leave.
    """

    def __init__(self, columns: int, rows: int, looks: Looks) -> None:
        self.grid = Grid(columns, rows)
        self.changed: set[int] = set()
        self.look: int | None = None
        self.place: Place | None = None
        self.link = ""
        self._looks = looks
        self._going_on = False  # whether nothing came between the last text and the next

    def forget(self) -> None:
        """Nothing is known of the cells and of where it writes."""
        self.grid.forget()
        self.changed.clear()
        self.place = None

    def resize(self, columns: int, rows: int) -> None:
        """Begin anew for a screen of another size."""
        self.grid = Grid(columns, rows)
        self.changed.clear()
        self.place = None

    # --- how it writes ---------------------------------------------------------------------------
    def select(self, parameters: str) -> bool:
        """Write in another look from now on."""
        # A look that is not known is known again once all of it is switched off.
        before = self.look
        if before is None and not parameters.partition(";")[0].strip("0"):
            before = NORMAL
        after = None if before is None else self._looks.after(before, parameters)
        if after is None:
            return False
        self.look = after
        self._going_on = False
        return True

    def open_link(self, link: str) -> bool:
        """What is written from now on leads there (`parameters;address`), or nowhere (`;`)."""
        self.link = link if link.partition(";")[2] else ""
        self._going_on = False
        return True

    @property
    def shown_look(self) -> int | None:
        """The look with the link that is open."""
        if self.look is None or not self.link:
            return self.look
        return self._looks.linked(self.look, self.link)

    # --- where it writes -------------------------------------------------------------------------
    @property
    def is_in_last_row(self) -> bool:
        """Whether the next line would scroll the screen."""
        return self.place is not None and self.place[0] == self.grid.rows - 1

    def go(self, row: int, column: int) -> bool:
        """To a place on the screen."""
        if row >= self.grid.rows or column >= self.grid.columns:
            return False
        self.place = row, column
        self._going_on = False
        return True

    def go_by(self, rows: int, columns: int) -> bool:
        """So many cells down and to the right, or up and to the left; at the edges it stays."""
        if self.place is None or self.place[1] == self.grid.columns:
            return False
        row, column = self.place[0] + rows, self.place[1] + columns
        last_row, last_column = self.grid.rows - 1, self.grid.columns - 1
        return self.go(min(max(row, 0), last_row), min(max(column, 0), last_column))

    # --- what it writes --------------------------------------------------------------------------
    def write(self, text: str) -> bool:
        """Write into cells, up to the end of the row at most."""
        look = self.shown_look
        if look is None or self.place is None:
            return False
        row, column = self.place
        if self._going_on:
            first = self.grid.start_of(row, column - 1)
            if joins(before := self.grid.glyphs[row][first], text[0]):
                text, column = before + text, first
        cells = cells_of(text)
        if cells is None:
            return self._mark(row, column, text)
        if column + len(cells) > self.grid.columns:
            return False
        self.grid.put(row, column, cells, look)
        self.changed.add(row)
        self.place, self._going_on = (row, column + len(cells)), True
        return True

    def marks_before(self, text: str) -> str:
        """What of a text goes over the glyph that stands before it, as far as that is known."""
        if self.place is None or not self.place[1]:
            return ""
        if not self._going_on and cells_of(text) is not None:
            return ""
        row, column = self.place
        return mark_before(text, self.grid.glyphs[row][self.grid.start_of(row, column - 1)])

    def _mark(self, row: int, column: int, text: str) -> bool:
        """Write marks over the glyph on the left, and what follows them."""
        if not column:
            return False
        first = self.grid.start_of(row, column - 1)
        glyph = self.grid.glyphs[row][first]
        marks = mark_before(text, glyph)
        self._going_on = False
        if glyph == UNKNOWN:
            return False
        # Before what follows: from the second cell of a wide glyph on, that takes the glyph away.
        self.grid.glyphs[row][first] = glyph + marks
        if len(marks) < len(text) and not self.write(text[len(marks) :]):
            self.grid.glyphs[row][first] = glyph
            return False
        self.changed.add(row)
        return True

    def erase(self, row: int, column: int, end: int) -> bool:
        """Blank the cells of a row from one column up to another.

        In a colour it is not understood: some terminals colour what they erase, and others do not.
        """
        if self.shown_look != NORMAL:
            return False
        self.grid.put(row, column, " " * (end - column), NORMAL)
        self.changed.add(row)
        self._going_on = False
        return True
