"""The terminal's side: what it shows, how and where it writes next, and what is sent to it."""

from tui.cells.glyphs import REST, UNKNOWN, is_doubtful
from tui.cells.grid import Grid
from tui.cells.jump import Place, jump
from tui.cells.looks import Looks

_ERASE = "\x1b[K"  # from the cursor to the end of the row
_SHORT = 4  # cells; to jump over as many takes four bytes
_FIRST_MARK = "\u0300"  # before it are only characters that take one cell each


class Terminal:
    """Collects what is to be sent. `look` and `place` are None where they are not known."""

    def __init__(self, columns: int, rows: int, looks: Looks, *, erases_in_colour: bool) -> None:
        self.grid = Grid(columns, rows)
        self.look: int | None = None
        self.place: Place | None = None
        self._looks = looks
        self._erases_in_colour = erases_in_colour
        self._sent: list[str] = []
        self._placed = False  # whether the cursor was put somewhere since the last `taken`
        self._frame = ""  # what begins a frame of which nothing was sent yet

    def forget(self) -> None:
        """Nothing is known of the terminal."""
        self.grid.forget()
        self.look = self.place = None

    def resize(self, columns: int, rows: int) -> None:
        """Nothing is known of a screen of another size, and of where its cursor is."""
        self.grid = Grid(columns, rows)
        self.place = None

    # --- what is sent ----------------------------------------------------------------------------
    def begin_frame(self, text: str) -> None:
        """Begin a frame, as soon as anything of it is sent."""
        self._frame = text

    def end_frame(self, text: str) -> None:
        """End it, if it was begun."""
        if not self._frame:
            self.send(text)
        self._frame = ""

    def send(self, text: str) -> None:
        """Send this as it is."""
        if text:
            self._sent += (self._frame, text) if self._frame else (text,)
            self._frame = ""

    def taken(self) -> str:
        """All that was to be sent, once."""
        text = "".join(self._sent)
        self._sent.clear()
        # Others may write to a terminal between two paints: each one begins by saying where it is.
        self._placed = False
        return text

    def use(self, look: int) -> None:
        """What is written next looks like this."""
        if look != self.look:
            self.send(self._looks.change(self.look, look))
            self.look = look

    def go(self, place: Place) -> None:
        """Put the cursor there."""
        if place != self.place or not self._placed:
            shown = (place[0], min(place[1], self.grid.columns - 1))
            self.send(jump(self.place if self._placed else None, shown, self.grid.columns))
            self.place, self._placed = place, True

    def paint(self, row: int, glyphs: list[str], looks: list[int]) -> None:
        """Bring one row to these cells, by what differs alone."""
        shown, shown_looks = self.grid.glyphs[row], self.grid.looks[row]
        if shown == glyphs and shown_looks == looks:
            return
        careful = max(glyphs) >= _FIRST_MARK and any(map(is_doubtful, set(glyphs)))
        if careful:
            self._forget_behind_doubts(row, glyphs, looks)
        differing = [
            column
            for column in range(self.grid.columns)
            if glyphs[column] != shown[column] or looks[column] != shown_looks[column]
        ]
        blank = self._blank_from(glyphs, looks)
        erased = [column for column in differing if column >= blank]
        if len(erased) <= len(_ERASE):
            erased = []
        write = self._write_carefully if careful else self._write
        for start, end in _runs(differing[: len(differing) - len(erased)], glyphs, looks):
            write((row, start), end, glyphs, looks)
        if erased:
            self.go((row, erased[0]))
            self.use(looks[erased[0]])
            self.send(_ERASE)
        shown[:], shown_looks[:] = glyphs, looks

    def _write(self, start: Place, end: int, glyphs: list[str], looks: list[int]) -> None:
        """Write the cells of a row from one column to another, look by look."""
        row, column = start
        self.go(start)
        while column < end:
            look, first = looks[column], column
            while column < end and looks[column] == look:
                column += 1
            self.use(look)
            self.send("".join(glyphs[first:column]))
        self.place = row, end

    def _write_carefully(self, start: Place, end: int, glyphs: list[str], looks: list[int]) -> None:
        """The same, where terminals may differ about the width of a glyph.

        Its cells are blank first, and what follows is put in its place: so nothing else moves.
        """
        row, column = start
        while column < end:
            first = column
            while column < end and not is_doubtful(glyphs[column]):
                column += 1
            if column > first:
                self._write((row, first), column, glyphs, looks)
            if column < end:
                glyph, behind = glyphs[column], column + 1
                while glyphs[behind] == REST:
                    behind += 1
                self.go((row, column))
                self.use(looks[column])
                self.send(" " * (behind - column))
                self.place = None
                self.go((row, column))
                self.send(glyph)
                self.place = None
                column = behind

    def _blank_from(self, glyphs: list[str], looks: list[int]) -> int:
        """The column from which on a row can be had by erasing; else that behind the last."""
        column, look = self.grid.columns, looks[self.grid.columns - 1]
        if self._looks.erasable(look, in_colour=self._erases_in_colour):
            while column and glyphs[column - 1] == " " and looks[column - 1] == look:
                column -= 1
        return column

    def _forget_behind_doubts(self, row: int, glyphs: list[str], looks: list[int]) -> None:
        """A glyph that is wider than it should be covers what is behind it: that is sent again."""
        shown, shown_looks = self.grid.glyphs[row], self.grid.looks[row]
        for column in range(self.grid.columns):
            differs = glyphs[column] != shown[column] or looks[column] != shown_looks[column]
            if differs and is_doubtful(glyphs[column]):
                shown[column : self.grid.columns] = [UNKNOWN] * (self.grid.columns - column)
                return


def _runs(columns: list[int], glyphs: list[str], looks: list[int]) -> list[tuple[int, int]]:
    """Where to write, from one column up to another. A short gap costs less than a jump over it."""
    runs: list[tuple[int, int]] = []
    start = end = -1
    for column in columns:
        if column < end:
            continue
        gap = column - end
        if gap and (start < 0 or gap > _SHORT or not _is_simple(glyphs, looks, end, column)):
            if start >= 0:
                runs.append((start, end))
            start = column
        end = column + 1
        while glyphs[end] == REST:
            end += 1
    return [*runs, (start, end)] if start >= 0 else runs


def _is_simple(glyphs: list[str], looks: list[int], start: int, end: int) -> bool:
    """Whether cells look as the one before them, and a byte writes each."""
    look = looks[start - 1]
    simple = all(glyph.isascii() and glyph >= " " for glyph in glyphs[start:end])
    return simple and looks[start:end] == [look] * (end - start)
