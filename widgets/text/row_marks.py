"""What the marks in front of a page's rows mean, below the rows, where there is room."""

from collections.abc import Sequence

from rich.cells import cell_len

from widgets.text.legend import OF_SETTINGS
from widgets.text.line import Line, Span, line

_BETWEEN = "   "
_MEANINGS = {one.mark: one.meaning for one in OF_SETTINGS}


def row_marks(rows: Sequence[Line], width: int) -> list[Line]:
    """Each mark that stands at the begin of a row, with its meaning: faint lines for a width."""
    there = {shown.spans[0].text.strip() for shown in rows if shown.row and shown.spans}
    told = [f"{mark} {meaning}" for mark, meaning in _MEANINGS.items() if mark in there]
    lines: list[str] = []
    for one in told:
        if lines and cell_len(lines[-1] + _BETWEEN + one) <= width:
            lines[-1] += _BETWEEN + one
        else:
            lines.append(one)
    return [line(Span(text, "faint")) for text in lines]
