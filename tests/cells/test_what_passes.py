"""What does not paint passes as it is, in its turn; so does what is not understood."""

import pytest

from tests.cells.painting import START
from tests.cells.test_what_is_sent import at, painted
from tui.cells import CellScreen

SILENT = {
    "a clipboard": "\x1b]52;c;Zm9v\x07",
    "a clipboard through tmux": "\x1bPtmux;\x1b\x1b]52;c;Zm9v\x07\x1b\\",
    "a piece of one through screen": "\x1bPZm9vYmFy\x1b\\",
    "a title": "\x1b]0;Poolwalk\x1b\\",
    "a pointer's shape": "\x1b]22;default\x07",
    "a question for colours": "\x1b]11;?\x1b\\",
    "the bell": "\x07",
    "the mouse": "\x1b[?1000h",
    "modes at once": "\x1b[?1000;1006l",
    "the cursor hidden": "\x1b[?25l",
    "pastes in brackets": "\x1b[?2004h",
    "kitty's keyboard": "\x1b[>25u",
    "no more of it": "\x1b[<u",
    "a question for a mode": "\x1b[?2026$p",
    "a question for the terminal": "\x1b[>c",
    "a question for the cursor": "\x1b[6n",
    "the cursor's shape": "\x1b[2 q",
    "the keypad": "\x1b=",
    "the usual characters": "\x1b(B",
}
UNKNOWN = {
    "the cursor kept": "\x1b7",
    "a line inserted": "\x1b[L",
    "a scroll": "\x1bM",
    "a picture": '\x1bP0;1q"1;1;1;1#0~\x1b\\',
    "an attribute": "\x1b[73m",
    "a tab": "\t",
    "a delete": "\x7f",
    "another control code": "\x9b1m",
    "a place outside": "\x1b[9;1H",
    "an iTerm picture": "\x1b]1337;File=:Zm9v\x07",
    "the other screen": "\x1b[?1049h",
    "a text too long for its row": "x" * 30,
    "an erase in colour": "\x1b[2J",
}
PAINTED = at(2, "abc") + "\x1b[4;7H"


@pytest.mark.parametrize("sequence", SILENT.values(), ids=SILENT)
def test_what_does_not_paint_passes_and_nothing_is_forgotten(sequence: str) -> None:
    cells = painted(PAINTED)
    assert cells.take(sequence) == sequence
    assert cells.take(PAINTED) == ""


@pytest.mark.parametrize("sequence", SILENT.values(), ids=SILENT)
def test_it_passes_in_its_turn(sequence: str) -> None:
    cells = painted(PAINTED)
    sent = cells.take(at(2, f"xyz{sequence}") + at(3, "later"))
    assert sent == f"\x1b[2Hxyz{sequence}\x1b[B\rlater"


@pytest.mark.parametrize("sequence", SILENT.values(), ids=SILENT)
def test_it_passes_whole_if_it_comes_in_two_writes(sequence: str) -> None:
    for cut in range(1, len(sequence)):
        cells = painted(PAINTED)
        assert [cells.take(sequence[:cut]), cells.take(sequence[cut:])] == ["", sequence]
        assert cells.take(PAINTED) == ""


@pytest.mark.parametrize("sequence", UNKNOWN.values(), ids=UNKNOWN)
def test_after_what_is_not_understood_everything_is_sent_again(sequence: str) -> None:
    cells = painted(PAINTED)
    assert cells.take(f"\x1b[44m{sequence}") == f"\x1b[44m{sequence}"
    cells.take("\x1b[0m\x1b[1;1H")
    assert "abc" in cells.take(PAINTED)
    assert cells.take(PAINTED) == ""


@pytest.mark.parametrize("sequence", ["\x1b[2;4r", "\x1b[4h", "\x1b[?6h", "\x1b(0", "\x0e"])
def test_where_text_may_mean_something_else_from_now_on_all_passes(sequence: str) -> None:
    cells = painted(PAINTED)
    written = f"{sequence}\x1b[0m{PAINTED}"
    assert cells.take(written) == written
    assert cells.take(PAINTED) == PAINTED
    cells.take(f"\x1bc{START}{PAINTED}")
    assert cells.take(PAINTED) == ""


def test_a_line_that_ends_in_the_last_row_passes_since_it_scrolls() -> None:
    cells = painted(at(5, "abc"))
    assert "\n" in cells.take("\n\x1b[5;1H")
    assert "abc" in cells.take(at(5, "abc"))


# --- a value that stands alone --------------------------------------------------------------------
VALUE = f"{'long ' * 12}\r\nand more"
ALONE = f"\x1b[0m\x1b[?7h\x1b[2J\x1b[H{VALUE}\x1b[5;1H\x1b[2mEnter back\x1b[0m\x1b[?7l"


def test_a_value_that_the_terminal_breaks_passes_unchanged() -> None:
    # The terminal joins its lines again where they are selected: they have to come as they are.
    cells = painted(PAINTED)
    assert cells.take(ALONE) == ALONE.removeprefix("\x1b[0m")
    assert cells.take(ALONE) == ALONE


def test_behind_it_the_whole_picture_is_sent() -> None:
    cells = painted(PAINTED)
    cells.take(ALONE)
    assert "abc" in cells.take(PAINTED)
    assert cells.take(PAINTED) == ""


def test_before_a_program_says_that_lines_are_cut_all_passes() -> None:
    cells = CellScreen(20, 5)
    for _ in range(2):
        assert cells.take(f"\x1b[0m{PAINTED}") == f"\x1b[0m{PAINTED}"


# --- what comes in pieces -------------------------------------------------------------------------
def test_a_sequence_that_never_ends_is_not_sent_by_halves() -> None:
    cells = painted(PAINTED)
    assert cells.take("\x1b[38;5;") == ""
    assert cells.take("4mx\x1b[0m") == "\x1b[4;7H\x1b[38;5;4mx\x1b[m"


def test_marks_that_come_later_go_over_the_letter_that_was_there() -> None:
    cells = painted(at(1, "e"))
    assert cells.take("\u0301") == "\x1b[He\u0301"
