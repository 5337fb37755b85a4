"""A pane's line with its gutter: the pointer, the pane's edge, and what is under the cursor."""

from collections.abc import Iterator
from typing import Protocol

from widgets.text.line import Line, Span

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

    The pointer says at all times where the cursor is, in the list of steps which one is shown. It
    is whole in the one pane that has the keys, and an outline elsewhere.
    """
    drawn = pane.active and pane.EDGED and not words
    edge = Span(EDGE.ljust(GUTTER), "edge") if drawn else Span(" " * GUTTER)
    if not 0 <= y < len(pane.lines):
        return (edge,)
    shown = pane.lines[y]
    if not shown.row or shown.row != pane.cursor:
        return (edge, *shown.spans)
    active = pane.active
    first = y == 0 or pane.lines[y - 1].row != shown.row
    sign = "▸" if active or words else "▹"
    pointer = Span(sign.ljust(GUTTER), "edge" if active else "")
    if not active:
        # for who hears it, one pointer is enough
        pointed = first and not (words and pane.EDGED)
        return (pointer if pointed else edge, *shown.spans)
    return (pointer if first else edge, *_under_cursor(pane, shown))


def _under_cursor(pane: _Pane, shown: Line) -> Iterator[Span]:
    """The spans of a line, of which the cursor's is a band as wide as its column."""
    for span in shown.spans:
        if pane.column not in span.cell.split():
            yield span
            continue
        before = "" if span.role == "faint" else span.role  # nothing steps back under the cursor
        yield Span(span.text, f"{before} cursor".strip(), span.cell, span.link)
