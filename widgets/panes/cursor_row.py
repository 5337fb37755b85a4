"""A pane's line with its gutter: the pointer, the pane's edge, and what is under the cursor."""

from collections.abc import Iterator
from typing import Protocol

from widgets.text.line import Line, Span
from widgets.text.marks import HERE, SHOWN

GUTTER = 2
EDGE = "▏"


class _Pane(Protocol):
    lines: tuple[Line, ...]
    cursor: str  # the address of the row that it stands on
    column: str
    active: bool
    EDGED: bool


def row_spans(pane: _Pane, y: int, *, words: bool) -> tuple[Span, ...]:
    """One line as it is drawn; `words` stand for signs in plain mode.

    The whole pointer is where the keys are. Its outline is in the list of steps alone, and says
    which one is shown: a row that is kept in another pane has no sign, since no key acts on it.
    """
    drawn = pane.active and pane.EDGED and not words
    edge = Span(EDGE.ljust(GUTTER), "edge") if drawn else Span(" " * GUTTER)
    if not 0 <= y < len(pane.lines):
        return (edge,)
    shown = pane.lines[y]
    if not shown.row or shown.row != pane.cursor:
        return (edge, *shown.spans)
    first = y == 0 or pane.lines[y - 1].row != shown.row
    if pane.active:
        pointer = Span(HERE.ljust(GUTTER), "edge")
        return (pointer if first else edge, *_under_cursor(pane, shown))
    if pane.EDGED or not first:
        return (edge, *shown.spans)
    return (Span((HERE if words else SHOWN).ljust(GUTTER)), *shown.spans)


def _under_cursor(pane: _Pane, shown: Line) -> Iterator[Span]:
    """The spans of a line, of which the cursor's is a band as wide as its column."""
    for span in shown.spans:
        if pane.column not in span.cell.split():
            yield span
            continue
        before = "" if span.role == "faint" else span.role  # nothing steps back under the cursor
        yield Span(span.text, f"{before} cursor".strip(), span.cell, span.link)
