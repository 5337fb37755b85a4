"""Where the terminal's cursor stands: screen readers and braille lines read what is there."""

from textual.geometry import Offset
from textual.screen import Screen

from widgets.panes.cursor_row import GUTTER
from widgets.panes.line_pane import LinePane
from widgets.text.row_places import first_line, place_of_cell


def place_on(screen: Screen[object]) -> Offset | None:
    """Where the pane of a screen that has the keys is read."""
    panes = screen.query(LinePane)
    places = [cursor_place(pane) for pane in panes if pane.active and pane.display]
    return next((place for place in places if place is not None), None)


def cursor_place(pane: LinePane) -> Offset | None:
    """Where the selected cell of a pane begins, if it is in view.

    A text in which nothing is selected is read from the first line that is seen.
    """
    at = first_line(pane.lines, pane.cursor)
    if at is None:
        return pane.content_region.offset + Offset(GUTTER, 0) if pane.lines else None
    cell = place_of_cell(pane.lines, at, pane.column)
    x, y = (0, at) if cell is None else (GUTTER + cell[0], cell[1])
    row = y - pane.scroll_offset.y
    inside = 0 <= row < pane.scrollable_content_region.height
    return pane.content_region.offset + Offset(x, row) if inside else None
