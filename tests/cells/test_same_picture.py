"""Whatever a program writes, a terminal shows the same by what is sent instead, cell by cell."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.by_night import NIGHT
from tests.cells.painting import START, STRANGE, WILD_WRITE, WRITE
from tests.cells.seen import Watcher
from tui.cells import CellScreen

SIZES = [(20, 6), (7, 3), (40, 4), (2, 2), (1, 1)]
EXAMPLES = 2_000 if NIGHT else 40  # of each property, at each size


class Pair:
    """Two terminals of one size: one gets all that is written, the other what is sent instead.

    Blanks alike are sent alike, in whatever ink. After what is not `understood` nobody knows any
    more which of them stand where, and a mark that passes has the ink of the one that it joins.
    """

    def __init__(
        self, size: tuple[int, int], *, erases: bool = False, understood: bool = True
    ) -> None:
        self.rough = not understood
        self.written, self.sent = Watcher(*size), Watcher(*size)
        self.cells = CellScreen(*size, erases_in_colour=erases, erases_characters=erases)

    def write(self, text: str, cuts: tuple[int, ...] = ()) -> None:
        """Write a text, cut where it is said."""
        places = sorted({0, len(text), *(cut % (len(text) + 1) for cut in cuts)})
        self.written.feed(text)
        pieces = [text[start:end] for start, end in pairwise(places)] or [""]
        self.sent.feed("".join(map(self.cells.take, pieces)))
        assert self.written.difference(self.sent, rough=self.rough) == []

    def garble(self) -> None:
        """Something else wrote over what is sent, and left its cursor there."""
        rows, columns = self.sent.screen.lines, self.sent.screen.columns
        lines = "".join(f"\x1b[{row};1H{'#' * columns}" for row in range(1, rows + 1))
        self.sent.feed(f"\x1b[1;35;44m{lines}\x1b[{rows};{columns}H")


def holds_for(strategy: st.SearchStrategy[Any], check: Callable[[Any], None]) -> None:
    """A property, so that it can be asked for each size."""
    settings(max_examples=EXAMPLES, deadline=None)(given(strategy)(check))()


@pytest.mark.parametrize("erases", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_the_picture_is_the_same(size: tuple[int, int], erases: bool) -> None:
    def check(writes: list[str]) -> None:
        pair = Pair(size, erases=erases)
        for text in (START, *writes):
            pair.write(text)

    holds_for(st.lists(WRITE, max_size=5), check)


@pytest.mark.parametrize("row", ["===    ", "abcdefg", "abcde漢", "=     a", "===    \x1b[1m"])
@pytest.mark.parametrize("marked", ["\u0301", "\u0301a", "\u0301漢", "\u0301\u0308ab"])
def test_it_is_so_where_a_mark_follows_a_row_that_is_full(row: str, marked: str) -> None:
    pair = Pair((7, 3))
    for text in (START, row, marked):
        pair.write(text)


@pytest.mark.parametrize("marked", ["\u0301", "\u0301a", "\u0301漢", "\u0301\u0308ab"])
def test_it_is_so_where_a_mark_comes_in_the_middle_of_a_wide_glyph(marked: str) -> None:
    for columns in (2, 3, 7):
        pair = Pair((columns, 3))
        for text in (START, "か", "\x1b[1;2H", marked):
            pair.write(text)


@pytest.mark.parametrize("size", SIZES)
def test_it_is_so_too_with_what_is_not_understood_between(size: tuple[int, int]) -> None:
    def check(writes: list[str]) -> None:
        pair = Pair(size, erases=True, understood=False)
        for text in (START, *writes):
            pair.write(text)

    holds_for(st.lists(WILD_WRITE, max_size=6), check)


@pytest.mark.parametrize("unknown", ["\x1b7", "\x1b[r", "\n"])
def test_a_mark_over_a_blank_may_have_its_ink_once_nothing_is_known(unknown: str) -> None:
    # a blank in bold looks like any other, and saves a change of attributes
    pair = Pair((7, 3), understood=False)
    for text in (START, "\x1b[H\x1b[0m \x1b[1m=\x1b[0m\r", unknown, "\x1b[1;2H\u0301"):
        pair.write(text)
    (marked,) = (cell for row in pair.sent.screen.cells for cell in row if "\u0301" in cell.data)
    assert marked.data == " \u0301"


@pytest.mark.parametrize("size", SIZES[:3])
def test_it_is_so_too_however_a_text_is_cut(size: tuple[int, int]) -> None:
    def check(writes: list[tuple[str, tuple[int, ...]]]) -> None:
        pair = Pair(size, understood=False)
        pair.write(START)
        for text, cuts in writes:
            pair.write(text, cuts)

    cut = st.tuples(WILD_WRITE, st.lists(st.integers(0, 500), max_size=6).map(tuple))
    holds_for(st.lists(cut, max_size=5), check)


@pytest.mark.parametrize("size", SIZES[:3])
def test_it_is_so_too_after_modes_that_change_what_follows(size: tuple[int, int]) -> None:
    def check(writes: tuple[list[str], str, list[str]]) -> None:
        pair = Pair(size, understood=False)
        before, strange, after = writes
        for text in (START, *before, strange, *after):
            pair.write(text)

    holds_for(st.tuples(st.lists(WRITE, max_size=2), STRANGE, st.lists(WRITE, max_size=3)), check)


@pytest.mark.parametrize("size", SIZES[:3])
def test_what_was_forgotten_is_sent_again_with_what_is_painted_next(size: tuple[int, int]) -> None:
    def check(writes: list[str]) -> None:
        columns, rows = size
        whole = "".join(f"\x1b[{row};1H{'x' * columns}" for row in range(1, rows + 1))
        pair = Pair(size)
        pair.write(START)
        for text in writes:
            pair.garble()
            pair.cells.forget()
            pair.write(f"{text}\x1b]8;;\x1b\\\x1b[0m{whole}")

    holds_for(st.lists(WRITE, min_size=1, max_size=5), check)
