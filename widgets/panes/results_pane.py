"""What a search found, under a cursor."""

from collections.abc import Sequence

from widgets.panes.line_pane import LinePane
from widgets.text.line import Line, Span, line
from widgets.text.search_lines import CHOSEN, FoundRow, search_lines


class ResultsPane(LinePane):
    """The rows that were found, of all steps; the first of them is under the cursor."""

    EDGED = False
    DEFAULT_CSS = "ResultsPane { height: 60vh; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.column = CHOSEN
        self.active = True
        self._found: Sequence[FoundRow] = ()
        self._text = ""

    def show(self, found: Sequence[FoundRow], text: str) -> None:
        """Show what was found of a text."""
        self._found, self._text = found, text
        with self.changing():
            self.cursor = found[0].address if found else ""
        self.redraw()
        self.scroll_to(y=0, animate=False)

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        if self._text.strip() and not self._found:
            return [line(Span("No row holds it.", "faint"))]
        return search_lines(self._found, width)
