"""The settings of a step, both pools side by side."""

from collections.abc import Sequence

from migration.guide.step import Page
from widgets.line import Line, Span, line
from widgets.line_pane import LinePane
from widgets.plain_text import cut
from widgets.settings_rows import OLD, Row, View, row_address, settings_lines


class SettingsPane(LinePane):
    """Rows of old and new values; the cursor stands in the old or in the new one."""

    DEFAULT_CSS = "SettingsPane { height: 1fr; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.column = OLD
        self._page: Page | None = None
        self._view = View()
        self._waiting = ""

    def show(self, page: Page, view: View, cursor: str = "") -> None:
        """Show a page. `cursor` is the row to stand on, where another step's page was shown before."""
        other = self._page is None or self._page.summary.step.id != page.summary.step.id
        self._page, self._view = page, view
        if other:
            with self.changing():
                self.cursor = cursor
        self.redraw()
        if other:
            self.scroll_to(y=0, animate=False)
            self.show_cursor()

    def show_waiting(self, sentence: str) -> None:
        """Say what is awaited before there is a page."""
        self._page, self._waiting = None, sentence
        self.redraw()

    def row(self, address: str) -> Row | None:
        """What stands at an address of the page."""
        if self._page is None:
            return None
        return next((row for group in self._page.groups for row in group.rows if row_address(group, row) == address), None)

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        if self._page is None:
            return [line(Span(cut(f"… {self._waiting}", width), "faint"))]
        return settings_lines(self._page, self._view, width)
