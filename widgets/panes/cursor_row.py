"""A pane's line with its gutter: the pointer, the pane's edge, and what is under the cursor."""

from collections.abc import Sequence
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

    In the list of steps the pointer says at all times which one is shown, and nothing else has to.
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
    pointer = Span("▸".ljust(GUTTER), "edge" if active else "")
    if not (active or pane.EDGED):
        return (pointer if first else edge, *shown.spans)
    marked = (
        part
        for span in shown.spans
        for part in (_under_cursor(span, active) if pane.column in span.cell.split() else (span,))
    )
    return (pointer if first and active else edge, *marked)


def _under_cursor(span: Span, active: bool) -> Sequence[Span]:
    """A span under the cursor: a band as wide as its column, or a line under its text alone."""
    if active:
        return (Span(span.text, f"{span.role} cursor".strip(), span.cell, span.link),)
    text = span.text.rstrip()
    shown = Span(text, f"{span.role} cursor-inactive".strip(), span.cell, span.link)
    blank = Span(span.text[len(text) :], span.role, span.cell, span.link)
    return (shown, blank) if blank.text else (shown,)
