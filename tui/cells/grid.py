"""Rows of cells: a glyph and a look for each."""

from collections.abc import Sequence

from tui.cells.cell_looks import NORMAL
from tui.cells.glyphs import REST, UNKNOWN

_EDGE = " "  # one cell more, right of the last: there is always one behind a text


class Grid:
    """All cells of a screen. What is in them is not known at first."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.glyphs: list[list[str]] = []
        self.looks: list[list[int]] = []
        self.forget()

    def forget(self) -> None:
        """Nothing is known of any cell."""
        self.glyphs = [[UNKNOWN] * self.columns + [_EDGE] for _ in range(self.rows)]
        self.looks = [[NORMAL] * (self.columns + 1) for _ in range(self.rows)]

    def put(self, row: int, column: int, cells: Sequence[str], look: int) -> None:
        """Write cells that fit into the row. What they leave of a wide glyph becomes blank."""
        glyphs, end = self.glyphs[row], column + len(cells)
        if glyphs[column] == REST:
            self._blank(glyphs, self.start_of(row, column), column)
        if glyphs[end] == REST:
            self._blank(glyphs, end, self._end_of(glyphs, end))
        glyphs[column:end] = cells
        self.looks[row][column:end] = [look] * len(cells)

    def start_of(self, row: int, column: int) -> int:
        """The column in which the glyph begins that covers this one."""
        glyphs = self.glyphs[row]
        while glyphs[column] == REST:
            column -= 1
        return column

    @staticmethod
    def _end_of(glyphs: list[str], column: int) -> int:
        while glyphs[column] == REST:
            column += 1
        return column

    @staticmethod
    def _blank(glyphs: list[str], start: int, end: int) -> None:
        glyphs[start:end] = [" "] * (end - start)
