"""The terminal's side: what it shows, how and where it writes next, and what is sent to it."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from tui.cells.glyphs import REST, UNKNOWN, is_doubtful
from tui.cells.grid import Grid
from tui.cells.jump import Place, jump
from tui.cells.looks import Looks

_ERASE = "\x1b[K"  # from the cursor to the end of the row
_SHORT = 4  # cells; to jump over as many takes four bytes
_FIRST_MARK = "\u0300"  # before it are only characters that take one cell each


class Piece(NamedTuple):
    """Text of one look in one row, from a place on; `end` is the column behind it.

    One that erases has the control sequence for its text, and ends where it begins.
    """

    place: Place
    end: int
    look: int
    text: str


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

    def paint(self, rows: Iterable[tuple[int, list[str], list[int]]]) -> None:
        """Bring rows to these cells, by what differs alone: in the order that takes fewer bytes."""
        pieces: list[Piece] = []
        for row, glyphs, looks in rows:
            pieces += self._differing(row, glyphs, looks)
        by_look = sorted(pieces, key=_order_of_looks(pieces, self.look))
        shorter = self._bytes_for(by_look) < self._bytes_for(pieces)
        self._send_pieces(by_look if shorter else pieces)

    def _differing(self, row: int, glyphs: list[str], looks: list[int]) -> list[Piece]:
        """The pieces of a row that differ; what terminals may not agree about is sent at once."""
        shown, shown_looks = self.grid.glyphs[row], self.grid.looks[row]
        if shown == glyphs and shown_looks == looks:
            return []
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
        runs = _runs(differing[: len(differing) - len(erased)], glyphs, looks)
        pieces: list[Piece] = []
        for start, end in runs:
            if careful:
                self._write_carefully((row, start), end, glyphs, looks)
            else:
                pieces += _pieces((row, start), end, glyphs, looks)
        if erased:
            pieces.append(Piece((row, erased[0]), erased[0], looks[erased[0]], _ERASE))
        shown[:], shown_looks[:] = glyphs, looks
        return pieces

    def _send_pieces(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self.go(piece.place)
            self.use(piece.look)
            self.send(piece.text)
            self.place = piece.place[0], piece.end

    def _bytes_for(self, pieces: Sequence[Piece]) -> int:
        """How many characters it takes to move and to change the look in this order."""
        look, place = self.look, self.place if self._placed else None
        number = 0
        for piece in pieces:
            if piece.place != place:
                number += len(jump(place, piece.place, self.grid.columns))
            if piece.look != look:
                number += len(self._looks.change(look, piece.look))
            look, place = piece.look, (piece.place[0], piece.end)
        return number

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
                self._send_pieces(_pieces((row, first), column, glyphs, looks))
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


def _pieces(start: Place, end: int, glyphs: list[str], looks: list[int]) -> list[Piece]:
    """The cells of a row from one column up to another, look by look."""
    row, column = start
    pieces: list[Piece] = []
    while column < end:
        look, first = looks[column], column
        while column < end and looks[column] == look:
            column += 1
        pieces.append(Piece((row, first), column, look, "".join(glyphs[first:column])))
    return pieces


def _order_of_looks(pieces: Iterable[Piece], first: int | None) -> Callable[[Piece], int]:
    """Where a piece comes when all of one look are written together, the present look first."""
    looks = dict.fromkeys([first, *(piece.look for piece in pieces)])
    order = {look: number for number, look in enumerate(looks)}
    return lambda piece: order[piece.look]


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
