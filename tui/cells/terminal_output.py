"""The terminal's side: what it shows, how and where it writes next, and what is sent to it."""

from collections.abc import Iterable

from tui.cells.cell_looks import Looks
from tui.cells.glyphs import REST, UNKNOWN, is_doubtful
from tui.cells.grid import Grid
from tui.cells.jump import Place, jump
from tui.cells.pieces import Piece, RowPieces
from tui.cells.sending_order import Order

_FIRST_MARK = "\u0300"  # before it are only characters that take one cell each


class Terminal:
    """Collects what is to be sent. `look` and `place` are None where they are not known."""

    def __init__(
        self,
        columns: int,
        rows: int,
        looks: Looks,
        *,
        erases_in_colour: bool,
        erases_characters: bool,
    ) -> None:
        self.grid = Grid(columns, rows)
        self.look: int | None = None
        self.place: Place | None = None
        self._looks = looks
        self._pieces = RowPieces(
            looks, erases_in_colour=erases_in_colour, erases_characters=erases_characters
        )
        self._order = Order(looks, columns, rows)
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
        self._order = Order(self._looks, columns, rows)
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

    def go(self, place: Place, *, to_write: bool = False) -> None:
        """Put the cursor there; `to_write` if text of ours follows."""
        if place != self.place or not self._placed:
            before = self.place if self._placed else None
            shown = self._on_screen(place)
            if before and before[1] == self.grid.columns == shown[1] + 1 and not to_write:
                before = None  # it is there for what is written, and not for sure for all else
            self.send(jump(before, shown, self.grid.columns))
            self.place, self._placed = place, True

    def _on_screen(self, place: Place) -> Place:
        return place[0], min(place[1], self.grid.columns - 1)

    def paint(
        self, rows: Iterable[tuple[int, list[str], list[int]]], then: Place | None = None
    ) -> None:
        """Bring rows to these cells, by what differs alone: in an order that takes few bytes.

        `then` is where the cursor goes next.
        """
        pieces: list[Piece] = []
        for row, glyphs, looks in rows:
            pieces += self._differing(row, glyphs, looks)
        place = self.place if self._placed else None
        then = self._on_screen(then) if then else None
        self._send_pieces(self._order.shortest(pieces, self.look, place, then))

    def _differing(self, row: int, glyphs: list[str], looks: list[int]) -> list[Piece]:
        """The pieces of a row that differ; what terminals may not agree about is sent at once."""
        shown, shown_looks = self.grid.glyphs[row], self.grid.looks[row]
        if shown == glyphs and shown_looks == looks:
            return []
        careful = max(glyphs) >= _FIRST_MARK and any(map(is_doubtful, set(glyphs)))
        if careful:
            self._forget_behind_doubts(row, glyphs, looks)
        differing = self._pieces.differing(glyphs, looks, shown, shown_looks)
        end = self._pieces.end_to_erase(row, differing, glyphs, looks)
        if end is not None:
            differing = [column for column in differing if column < end.end]
        pieces: list[Piece] = []
        for start, behind in self._pieces.runs(differing, glyphs, looks):
            if careful:
                self._write_carefully((row, start), behind, glyphs, looks)
            else:
                pieces += self._pieces.of_run((row, start), behind, glyphs, looks)
        if end is not None:
            pieces.append(end)
        shown[:], shown_looks[:] = glyphs, looks
        return pieces

    def _send_pieces(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self.go(piece.place, to_write=True)
            if not self._order.suits(piece, self.look):
                self.use(piece.look)
            self.send(piece.text)
            self.place = piece.place[0], piece.end

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
                self._send_pieces(self._pieces.of_run((row, first), column, glyphs, looks))
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

    def _forget_behind_doubts(self, row: int, glyphs: list[str], looks: list[int]) -> None:
        """A glyph that is wider than it should be covers what is behind it: that is sent again."""
        shown, shown_looks = self.grid.glyphs[row], self.grid.looks[row]
        for column in range(self.grid.columns):
            differs = glyphs[column] != shown[column] or looks[column] != shown_looks[column]
            if differs and is_doubtful(glyphs[column]):
                shown[column : self.grid.columns] = [UNKNOWN] * (self.grid.columns - column)
                return
