"""A pane's line with its gutter: the pointer, the pane's edge, and what is under the cursor."""

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

    The pointer says at all times where the cursor is. It is whole where the keys are, and in the
    list of steps, where it says which one is shown; elsewhere it is an outline.
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
    sign = "▸" if active or not pane.EDGED else "▹"
    pointer = Span(sign.ljust(GUTTER), "edge" if active else "")
    if not active:
        # for who hears it, one pointer is enough
        pointed = first and not (words and pane.EDGED)
        return (pointer if pointed else edge, *shown.spans)
    marked = (
        _under_cursor(span) if pane.column in span.cell.split() else span for span in shown.spans
    )
    return (pointer if first else edge, *marked)


def _under_cursor(span: Span) -> Span:
    """A span under the cursor: a band as wide as its column."""
    return Span(span.text, f"{span.role} cursor".strip(), span.cell, span.link)
