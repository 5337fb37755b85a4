"""Rows among the lines of a pane: which lines are one row's, and what stands at a place.

A row is one or more lines that share an address. Lines are counted from 0, columns are cells.
"""

from collections.abc import Sequence

from rich.cells import cell_len

from widgets.text.line import Line, Span

_HEADINGS = 3  # lines right above a row that are seen with it


def rows_of(lines: Sequence[Line]) -> list[str]:
    """The addresses of the rows, from top to bottom."""
    return list(dict.fromkeys(shown.row for shown in lines if shown.row))


def first_line(lines: Sequence[Line], row: str) -> int | None:
    """The first line of a row; None where there is no such row."""
    return next((y for y, shown in enumerate(lines) if row and shown.row == row), None)


def last_line(lines: Sequence[Line], first: int) -> int:
    """The last line of the row that begins at `first`."""
    last = first
    while last + 1 < len(lines) and lines[last + 1].row == lines[first].row:
        last += 1
    return last


def with_headings(lines: Sequence[Line], first: int) -> int:
    """The first of the headings right above a row, or the row's own first line."""
    top = first
    while top > 0 and not lines[top - 1].row and first - top < _HEADINGS:
        top -= 1
    return top


def first_in_view(
    lines: Sequence[Line], first: int, offset: int, height: int, stays: int = 0
) -> int:
    """The line from which so many show a row with its headings; `offset` where they do already.

    Else a third of the height further than it has to be. So many of the first lines as `stays`
    says are seen at all times: once it is scrolled they cover those below them.
    """
    top, last = with_headings(lines, first), last_line(lines, first)
    least = max(first - height + 1, 0)  # headings may be more than a low pane has room for
    if offset and top < offset + stays:
        return max(top - max(height // 3, stays), least)
    if last < offset + height:
        return offset
    return max(min(last - height + 1 + height // 3, top - stays), least)


def same_view(before: Sequence[Line], top: int, height: int, after: Sequence[Line]) -> int:
    """The line of `after` from which what was seen of `before` stands where it stood.

    `top` and `height` say which lines of `before` were seen.
    """
    for y in range(top, min(top + height, len(before))):
        same = [at for at, line in enumerate(after) if line == before[y] and line.text.strip()]
        if same:
            return max(min(same, key=lambda at: abs(at - y)) - (y - top), 0)
    return top


def nearest_row(lines: Sequence[Line], y: int) -> str:
    """The row at a line or after it, else the last one before it; empty where there is none."""
    after = [shown.row for shown in lines[y:] if shown.row]
    before = [shown.row for shown in lines[:y] if shown.row]
    return after[0] if after else before[-1] if before else ""


def place_of_cell(lines: Sequence[Line], first: int, column: str) -> tuple[int, int] | None:
    """The column and line at which a cell of a row begins: its cells stand on one line each."""
    for y in range(first, last_line(lines, first) + 1):
        x = 0
        for span in lines[y].spans:
            if column in span.cell.split():
                return x, y
            x += cell_len(span.text)
    return None


def span_at(shown: Line, column: int) -> Span | None:
    """What of a line stands in a column."""
    x = 0
    for span in shown.spans:
        if x <= column < x + cell_len(span.text):
            return span
        x += cell_len(span.text)
    return None
