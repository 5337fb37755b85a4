"""Lines to read in a dialog: they scroll, and nothing stands under a cursor."""

from collections.abc import Callable, Sequence

from textual.geometry import Size

from widgets.panes.cursor_row import GUTTER
from widgets.panes.line_pane import LinePane
from widgets.text.line import Line


class TextPane(LinePane):
    """Shows what a function makes of a width; the keys scroll it."""

    DEFAULT_CSS = "TextPane { height: auto; }"

    def __init__(self, lines: Callable[[int], Sequence[Line]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._make = lines

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        return self._make(width)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """All its lines. They are built here, so that the first paint shows them."""
        cells = width - self.styles.scrollbar_size_vertical
        if cells > GUTTER and cells != self._built_for:
            self.lines, self._built_for = tuple(self._built(cells - GUTTER)), cells
        return len(self.lines)

    def move_by(self, rows: int) -> bool:
        """Scroll by lines."""
        return self.scroll_by(rows)
