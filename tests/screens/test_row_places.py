"""What is read stays where it stands when something comes or goes above it."""

from hypothesis import given
from hypothesis import strategies as st

from widgets.text.line import Line, line
from widgets.text.row_places import first_in_view, same_view

TEXT = [line(f"sentence {number}") for number in range(20)]
FINDING = [line("what a check found"), Line()]


def test_what_comes_above_moves_the_view_along_and_what_goes_takes_it_back() -> None:
    assert same_view(TEXT, 7, 5, [*FINDING, *TEXT]) == 9
    assert same_view([*FINDING, *TEXT], 9, 5, TEXT) == 7


def test_what_comes_below_moves_nothing() -> None:
    assert same_view(TEXT, 7, 5, [*TEXT, *FINDING]) == 7


def test_where_the_first_lines_seen_are_gone_the_next_one_stays_in_its_place() -> None:
    left = [*FINDING, *FINDING, *TEXT[:6], *TEXT[9:]]
    assert same_view(TEXT, 7, 5, left) == left.index(TEXT[9]) - 2


def test_of_lines_that_are_alike_the_nearest_one_counts() -> None:
    alike = [line("the same"), *TEXT, line("the same")]
    assert same_view(alike, 21, 1, [*FINDING, *alike]) == 23


def test_where_nothing_of_it_is_left_the_view_stays() -> None:
    assert same_view(TEXT, 7, 5, FINDING) == 7


@given(
    rows=st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=40),
    row=st.integers(0, 39),
    offset=st.integers(0, 39),
    height=st.integers(3, 12),
    stays=st.integers(0, 1),
)
def test_a_row_is_brought_where_nothing_that_stays_covers_it(
    rows: list[str], row: int, offset: int, height: int, stays: int
) -> None:
    lines = [Line(row=f"{name}{at}" if name else "") for at, name in enumerate(["", *rows])]
    first, most = 1 + row % len(rows), max(len(lines) - height, 0)
    there = first_in_view(lines, first, min(offset, most), height, stays)
    there = min(there, most)  # as a pane scrolls
    assert there + (stays if there else 0) <= first < there + height


def test_a_row_is_seen_in_a_pane_that_has_no_room_for_all_its_headings() -> None:
    lines = [Line(), Line(), Line(), Line(row="a")]
    assert first_in_view(lines, 3, 0, 3) == 1
