"""Lines to read in a dialog: they scroll, and nothing stands under a cursor."""

from collections.abc import Callable, Sequence

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

    def move_by(self, rows: int) -> bool:
        """Scroll by lines."""
        return self.scroll_by(rows)
