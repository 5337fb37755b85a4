"""What differs in a row, cut into pieces of one look each; many blanks are erased, not written."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from tui.cells.cell_looks import Looks
from tui.cells.glyphs import REST
from tui.cells.jump import Place

_ERASE = "\x1b[K"  # from the cursor to the end of the row
_SHORT = 4  # cells; to jump over as many takes four bytes
_BLANKS = re.compile(" {5,}")  # so many that erasing them can take less

Run = tuple[int, int]  # the first column, and the one behind the last


class Piece(NamedTuple):
    """Text of one look in one row, from a place on; `end` is the column behind it.

    One that erases has the control sequence for its text, and ends where it begins. A `blank` one
    can be sent in every look that is the same where nothing is written.
    """

    place: Place
    end: int
    look: int
    text: str
    blank: bool = False


class RowPieces:
    """Cuts rows. `erases_in_colour` and `erases_characters` say what the terminal can."""

    def __init__(self, looks: Looks, *, erases_in_colour: bool, erases_characters: bool) -> None:
        self._looks = looks
        self._erases_in_colour = erases_in_colour
        self._erases_characters = erases_characters

    def differing(
        self, glyphs: list[str], looks: list[int], shown: list[str], shown_looks: list[int]
    ) -> list[int]:
        """The columns in which a person sees something else than what is shown."""
        seen = self._looks.on_blanks
        return [
            column
            for column in range(len(glyphs) - 1)  # behind the last column stands no cell
            if glyphs[column] != shown[column]
            or (
                looks[column] != shown_looks[column]
                and (glyphs[column] != " " or seen(looks[column]) != seen(shown_looks[column]))
            )
        ]

    def end_to_erase(
        self, row: int, columns: Sequence[int], glyphs: list[str], looks: list[int]
    ) -> Piece | None:
        """What erases the end of the row, where all of these columns from one on are blank."""
        blank = self._blank_from(glyphs, looks)
        erased = [column for column in columns if column >= blank]
        if len(erased) <= len(_ERASE):
            return None
        return Piece((row, erased[0]), erased[0], looks[erased[0]], _ERASE, blank=True)

    def _blank_from(self, glyphs: list[str], looks: list[int]) -> int:
        """The column from which on a row can be had by erasing; else that behind the last."""
        column, seen = len(looks) - 1, self._looks.on_blanks
        look = seen(looks[column - 1])
        if self._looks.erasable(look, in_colour=self._erases_in_colour):
            while column and glyphs[column - 1] == " " and seen(looks[column - 1]) == look:
                column -= 1
        return column

    def runs(self, columns: Sequence[int], glyphs: list[str], looks: list[int]) -> list[Run]:
        """Where to write, from one column up to another; a short gap is written over."""
        runs: list[Run] = []
        start = end = -1
        for column in columns:
            if column < end:
                continue
            gap = column - end
            if gap and (
                start < 0 or gap > _SHORT or not self._is_simple(glyphs, looks, end, column)
            ):
                if start >= 0:
                    runs.append((start, end))
                start = column
            end = column + 1
            while glyphs[end] == REST:
                end += 1
        return [*runs, (start, end)] if start >= 0 else runs

    def _is_simple(self, glyphs: list[str], looks: list[int], start: int, end: int) -> bool:
        """Whether cells look as the one before them, and a byte writes each."""
        look, seen = looks[start - 1], self._looks.on_blanks
        return all(
            glyph.isascii()
            and glyph >= " "
            and (own == look or (glyph == " " and seen(own) == seen(look)))
            for glyph, own in zip(glyphs[start:end], looks[start:end], strict=True)
        )

    def of_run(
        self, start: Place, end: int, glyphs: list[str], looks: list[int]
    ) -> Iterator[Piece]:
        """The cells of a row from one column up to another."""
        whole = list(self._in_looks(start, end, glyphs, looks))
        # A glyph of two cells, or of several characters: columns are no places in the text then.
        alike = self._erases_characters and all(len(glyph) == 1 for glyph in glyphs[start[1] : end])
        for piece, following in zip_longest(whole, whole[1:]):
            if alike and self._looks.erasable(piece.look, in_colour=self._erases_in_colour):
                yield from _with_blanks_erased(piece, followed=following is not None)
            else:
                yield piece

    def _in_looks(
        self, start: Place, end: int, glyphs: list[str], looks: list[int]
    ) -> Iterator[Piece]:
        """Look by look; blanks take that of their neighbours where it is the same on them."""
        row, column = start
        seen = self._looks.on_blanks
        while column < end:
            first, look, blank = column, looks[column], glyphs[column] == " "
            column += 1
            while column < end:
                own = looks[column]
                if own != look and seen(own) != seen(look):
                    break
                if glyphs[column] != " ":
                    if own != look and not blank:
                        break
                    look, blank = own, False
                column += 1
            yield Piece((row, first), column, look, "".join(glyphs[first:column]), blank)


def _with_blanks_erased(piece: Piece, *, followed: bool) -> Iterator[Piece]:
    """The piece without what is erased in fewer bytes than it is written."""
    row, left = piece.place
    written = 0
    for blanks in _BLANKS.finditer(piece.text):
        number = len(blanks[0])
        goes_on = followed or blanks.end() < len(piece.text)
        erase, move = f"\x1b[{number}X", f"\x1b[{number}C" if goes_on else ""
        if len(erase) + len(move) >= number:
            continue
        at = left + blanks.start()
        if before := piece.text[written : blanks.start()]:
            yield piece._replace(place=(row, left + written), end=at, text=before)
        yield Piece((row, at), at, piece.look, erase, blank=True)
        written = blanks.end()
    if rest := piece.text[written:]:
        yield piece._replace(place=(row, left + written), text=rest, blank=not rest.strip(" "))
