"""Wide characters, marks, emoji: where terminals differ about a width, all else is in its place."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from wcwidth import wcwidth

from tests.cells.painting import START, TEXT
from tests.cells.seen import Seen, Watcher
from tests.cells.test_what_is_sent import at, painted
from tui.cells import CellScreen
from tui.cells.glyphs import cells_of, is_doubtful

DOUBTFUL = [
    *("☁\ufe0f", "👩\u200d💻", "👍🏽", "🚀", "🇩🇪"),
    *("1\ufe0f\u20e3", "क्षि", "a\u200db"),
]
SURE = ["a", "é", "e\u0301", "漢", "한", "│", "▸", "…", "✓", "か", "（"]


@given(TEXT | st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1))
def test_a_text_takes_as_many_cells_as_it_was_laid_out_for(text: str) -> None:
    cells = cells_of(text)
    if cells is not None:
        assert len(cells) == cell_len(text)
        assert "".join(cells) == text


@pytest.mark.parametrize("text", ["\u0301", "\u200d", "\ufe0f", "\u200b"])
def test_a_mark_alone_stands_in_no_cell(text: str) -> None:
    assert cells_of(text) is None


@pytest.mark.parametrize("glyph", DOUBTFUL)
def test_what_terminals_differ_about_is_known(glyph: str) -> None:
    assert any(map(is_doubtful, cells_of(glyph) or ()))


@pytest.mark.parametrize("glyph", SURE)
def test_what_they_agree_about_costs_nothing_more(glyph: str) -> None:
    assert not is_doubtful(glyph)
    assert painted().take(at(1, f"{glyph}b")) == f"\x1b[H{glyph}b"


def test_a_wide_character_that_is_written_over_by_half_leaves_a_blank() -> None:
    cells = painted(at(1, "漢字"))
    assert cells.take("\x1b[1;2Hx") == "\x1b[H x"
    assert cells.take("\x1b[1;3Hy") == "\x1b[1;3Hy \b"


def test_a_mark_is_sent_with_its_letter() -> None:
    cells = painted(at(1, "cafe"))
    assert cells.take(at(1, "cafe\u0301")) == "\x1b[1;4He\u0301"


class OldTerminal(Seen):
    """It knows characters alone: no joiner, nothing that makes a picture of a sign."""

    def glyphs(self, data: str) -> Iterable[tuple[str, int]]:
        return [(character, max(wcwidth(character), 0)) for character in data]


class NarrowTerminal(Seen):
    """For it all that is no letter takes one cell."""

    def glyphs(self, data: str) -> Iterable[tuple[str, int]]:
        return [(character, min(max(wcwidth(character), 0), 1)) for character in data]


@pytest.mark.parametrize("terminal", [OldTerminal, NarrowTerminal])
@pytest.mark.parametrize("glyph", DOUBTFUL)
def test_other_widths_move_nothing_else(terminal: type[Seen], glyph: str) -> None:
    cells, watcher = CellScreen(20, 5), Watcher(20, 5, terminal)
    inside = 12 - cell_len(glyph)
    rows = [
        f"│name {glyph}{'x'.ljust(inside)}│",
        f"│name {glyph}{'yz'.ljust(inside)}│",
        f"│{glyph} is{' ' * (11 - cell_len(glyph))}end│",
        "│no more of it    │",
        f"│name {glyph}\x1b[1mx\x1b[0m{'│'.rjust(inside)}",
    ]
    watcher.feed(cells.take(START))
    for row in rows:
        watcher.feed(cells.take(at(2, row)))
        shown = "".join(cell.data or " " for cell in watcher.screen.cells[1])
        plain = row.replace("\x1b[1m", "").replace("\x1b[0m", "")
        plain = plain.replace(glyph, "\0" * cell_len(glyph))
        for column, character in enumerate(plain):
            if character != "\0":
                assert watcher.screen.cells[1][column].data == character, (shown, column)
