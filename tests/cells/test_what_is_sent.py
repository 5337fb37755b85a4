"""Only what differs is sent, in the fewest bytes: each of these says how few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cells.painting import START
from tui.cells import CellScreen
from tui.cells.jump import Ways, jump

BLUE = "\x1b[38;5;4m"


def painted(
    *writes: str, erases_in_colour: bool = False, erases_characters: bool = False
) -> CellScreen:
    """A screen of 20 × 5 on which this was painted."""
    cells = CellScreen(
        20, 5, erases_in_colour=erases_in_colour, erases_characters=erases_characters
    )
    cells.take(START)
    for text in writes:
        cells.take(text)
    return cells


def at(row: int, text: str) -> str:
    return f"\x1b[{row};1H{text}"


def test_what_stands_there_already_is_not_sent_again() -> None:
    text = at(1, f"{BLUE}one\x1b[0m two") + at(2, "three") + "\x1b[1;1H"
    cells = painted(text)
    assert cells.take(text) == ""


def test_of_a_row_only_the_cells_that_differ_are_sent() -> None:
    cells = painted(at(3, "the old row"))
    assert cells.take(at(3, "the new row") + "\x1b[H") == "\x1b[3;5Hnew\x1b[H"


def test_a_colour_that_differs_is_a_difference() -> None:
    cells = painted(at(1, "ab\x1b[H"))
    assert cells.take(at(1, f"a{BLUE}b\x1b[0m\x1b[H")) == f"\x1b[1;2H{BLUE}b\x1b[m\r"


def test_a_short_gap_is_written_over_and_a_long_one_jumped_over() -> None:
    cells = painted(at(1, "abcdefghijklmnop"))
    assert cells.take(at(1, "Abcdefghijklmnop")) == "\x1b[HA\x1b[15C"
    assert cells.take(at(1, "ABcDEfghijklmnOp")) == "\x1b[1;2HBcDE\x1b[9CO\x1b[C"


def test_a_change_of_look_says_what_changes_alone() -> None:
    cells = painted()
    text = "\x1b[1;38;5;4;48;5;7ma\x1b[0m\x1b[38;5;4;48;5;7mb\x1b[0m\x1b[38;5;1;48;5;7mc\x1b[0m"
    assert cells.take(at(1, text)) == "\x1b[H\x1b[1;38;5;4;48;5;7ma\x1b[22mb\x1b[38;5;1mc\x1b[m"


def test_all_is_switched_off_where_that_is_shorter() -> None:
    cells = painted()
    text = "\x1b[1;3;4;7ma\x1b[0m\x1b[31mb\x1b[0m"
    assert cells.take(at(1, text)) == "\x1b[H\x1b[1;3;4;7ma\x1b[0;31mb\x1b[m"


def test_all_of_one_look_is_written_at_once_where_that_is_shorter() -> None:
    cells = painted()
    red = "\x1b[38;5;1m"
    rows = "".join(at(row, f"{BLUE}old{red}value\x1b[0m") for row in range(1, 4))
    sent = cells.take(rows)
    assert (sent.count(BLUE), sent.count(red)) == (1, 1)
    assert sent.replace("\x1b[", "").count("value") == 3
    apart = painted().take(at(1, f"{BLUE}a{red}b\x1b[0m"))
    assert apart == f"\x1b[H{BLUE}a{red}b\x1b[m"


def test_the_terminal_is_left_with_the_attributes_that_the_program_left() -> None:
    cells = painted()
    assert cells.take(at(1, "\x1b[1mbold")) == "\x1b[H\x1b[1mbold"
    assert cells.take("er") == "\x1b[1;5Her"
    assert cells.take("\x1b[0m") == "\x1b[m"


def test_a_row_that_ends_blank_is_erased_to_its_end() -> None:
    cells = painted(at(1, "a long row of text"))
    assert cells.take(at(1, "a".ljust(20)) + "\x1b[H") == "\x1b[1;3H\x1b[K\r"


@pytest.mark.parametrize("erases_in_colour", [False, True])
def test_in_colour_it_is_erased_if_that_colours_it(erases_in_colour: bool) -> None:
    cells = painted(at(1, "a long row of text"), erases_in_colour=erases_in_colour)
    blank = " " * 20
    sent = cells.take(at(1, f"\x1b[48;5;7m{blank}\x1b[0m\x1b[H"))
    erased = "\x1b[H\x1b[48;5;7m\x1b[K\x1b[m"
    assert sent == (erased if erases_in_colour else f"\x1b[H\x1b[48;5;7m{blank}\x1b[m\r")


@pytest.mark.parametrize("attribute", ["4", "4:3", "7", "9", "53"])
def test_blanks_that_can_be_seen_are_written(attribute: str) -> None:
    cells = painted(at(1, "a long row of text"), erases_in_colour=True)
    assert "\x1b[K" not in cells.take(at(1, f"\x1b[{attribute}m{' ' * 20}\x1b[0m"))


def test_blanks_in_another_colour_of_text_are_no_difference() -> None:
    cells = painted(at(1, "ab        cd"))
    assert cells.take(at(1, f"ab{BLUE}\x1b[1m        \x1b[0mcd\x1b[H")) == "\x1b[H"
    assert cells.take(at(1, "ab        ce\x1b[H")) == "\x1b[1;12He\r"


def test_blanks_among_words_change_no_look() -> None:
    cells = painted(at(1, "ab cd ef"))
    sent = cells.take(at(1, f"{BLUE}gh\x1b[0m {BLUE}ij\x1b[0m kl\x1b[H"))
    assert sent == f"\x1b[H{BLUE}gh ij \x1b[mkl\r"


@pytest.mark.parametrize("erases_characters", [False, True])
def test_many_blanks_before_what_stays_are_erased(erases_characters: bool) -> None:
    cells = painted(at(1, "a long row of text |"), erases_characters=erases_characters)
    sent = cells.take(at(1, "a                  |") + "\x1b[H")
    assert sent == "\x1b[1;3H" + ("\x1b[16X\r" if erases_characters else " " * 16 + "\r")


def test_few_blanks_before_what_follows_are_written() -> None:
    cells = painted(at(1, "abcdefghijklmnopqrst"), erases_characters=True)
    assert cells.take(at(1, "A       IJKLMNOPQRST\x1b[H")) == "\x1b[HA       IJKLMNOPQRST\r"


def test_blanks_of_another_background_are_erased_where_erasing_colours() -> None:
    cells = painted(at(1, "a long row of text |"), erases_in_colour=True, erases_characters=True)
    blanks = " " * 16
    sent = cells.take(at(1, f"a \x1b[48;5;7m{blanks}\x1b[0m |\x1b[H"))
    assert sent == "\x1b[1;3H\x1b[48;5;7m\x1b[16X\x1b[m\r"


def test_what_lies_near_is_written_before_what_looks_alike() -> None:
    cells = painted()
    red = "\x1b[38;5;1m"
    rows = at(1, f"{BLUE}one{red}two") + at(5, f"{red}three{BLUE}four\x1b[0m")
    assert cells.take(rows) == f"\x1b[H{BLUE}one{red}two\x1b[5Hthree{BLUE}four\x1b[m"


@given(data=st.data(), columns=st.integers(1, 1200), rows=st.integers(1, 1200))
def test_how_long_a_way_is_is_known_without_going_it(
    data: st.DataObject, columns: int, rows: int
) -> None:
    down = st.integers(0, rows - 1)
    before = data.draw(st.none() | st.tuples(down, st.integers(0, columns)))  # or behind the last
    after = data.draw(st.tuples(down, st.integers(0, columns - 1)))
    assert Ways(columns, rows).number(before, after) == len(jump(before, after, columns))


def test_each_paint_says_first_where_it_is() -> None:
    # Others may have moved the cursor meanwhile, as a message to all terminals does.
    cells = painted(at(2, "abc"))
    assert cells.take("d").startswith("\x1b[2;4H")


def test_no_line_feed_is_sent_that_could_scroll() -> None:
    cells = painted()
    assert "\n" not in cells.take("\n".join(at(row, "x" * 20) for row in range(1, 6)))


# --- the cursor -----------------------------------------------------------------------------------
@pytest.mark.parametrize("mode", ["\x1b[?25l", "\x1b[?25h"])
def test_the_cursor_is_left_where_the_program_left_it(mode: str) -> None:
    cells = painted(mode, at(2, "abc"))
    assert cells.take(at(2, "abd") + "\x1b[4;7H").endswith("\x1b[4;7H")
    assert cells.take(at(2, "abd") + "\x1b[4;9H") == "\x1b[4;9H"
    assert cells.take(at(2, "abd") + "\x1b[4;9H") == ""


# --- frames ---------------------------------------------------------------------------------------
BEGIN, END = "\x1b[?2026h", "\x1b[?2026l"


def test_a_frame_without_a_difference_is_not_sent() -> None:
    cells = painted(at(1, "abc\x1b[H"))
    assert cells.take(f"{BEGIN}{at(1, 'abc')}\x1b[H{END}") == ""


def test_it_is_not_sent_either_when_it_comes_in_pieces() -> None:
    cells = painted(at(1, "abc\x1b[H"))
    assert [cells.take(text) for text in (BEGIN, at(1, "abc\x1b[H"), END)] == ["", "", ""]


def test_a_frame_with_one_is_sent_between_its_marks() -> None:
    cells = painted(at(1, "abc\x1b[H"))
    assert cells.take(BEGIN) == ""
    assert cells.take(at(1, "abd\x1b[H")) == f"{BEGIN}\x1b[1;3Hd\r"
    assert cells.take(END) == END


def test_a_clipboard_that_is_written_within_a_frame_is_sent_within_it() -> None:
    cells = painted(at(1, "abc\x1b[H"))
    assert cells.take(f"{BEGIN}\x1b]52;c;Zm9v\x07{END}") == f"{BEGIN}\x1b]52;c;Zm9v\x07{END}"


# --- links ----------------------------------------------------------------------------------------
def linked(text: str, address: str = "https://a.example/", name: str = "1") -> str:
    return f"\x1b]8;id={name};{address}\x1b\\{text}\x1b]8;;\x1b\\"


def test_a_link_is_opened_and_closed_around_its_cells() -> None:
    cells = painted(at(1, "see here now"))
    assert cells.take(at(1, f"see {linked('here')} now\x1b[H")) == f"\x1b[1;5H{linked('here')}\r"


def test_a_link_that_leads_elsewhere_is_a_difference() -> None:
    cells = painted(at(1, linked("here")))
    assert cells.take(at(1, linked("here"))) == ""
    other = linked("here", "https://b.example/")
    assert cells.take(at(1, other)) == f"\x1b[H{other}"


def test_a_link_that_goes_is_a_difference_too() -> None:
    cells = painted(at(1, linked("here")))
    assert cells.take(at(1, "here")) == "\x1b[Hhere"


# --- attributes -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "rendition",
    [
        *("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "53", "1;2", "4;21", "21;4"),
        *("4:3", "4;58;5;9", "4:3;58:2::1:2:3", "31", "97", "104", "38;5;200", "48;5;0"),
        *("38;2;1;2;3", "48;2;0;0;0", "38:5:200", "48:2::1:2:3"),
    ],
)
def test_every_attribute_reaches_the_terminal_as_it_was_written(rendition: str) -> None:
    cells = painted()
    assert cells.take(at(1, f"\x1b[{rendition}mx\x1b[0m")) == f"\x1b[H\x1b[{rendition}mx\x1b[m"
