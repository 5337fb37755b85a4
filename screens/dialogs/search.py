"""Shows the rows of all steps that hold what is typed, as it is typed."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from widgets.panes.line_pane import LinePane
from widgets.panes.results_pane import ResultsPane
from widgets.text.search_lines import FoundRow, holding

NO_ROWS = "No row is found: type a part of its name or of its value."


class SearchDialog(Dialog[str]):
    """One input over what it finds; Enter answers with the address of the row under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", "Up", show=False),
        Binding("down", "move(1)", "Down", show=False),
        Binding("pageup", "move_page(-1)", "Page up", show=False),
        Binding("pagedown", "move_page(1)", "Page down", show=False),
        Binding("home", "move_to_end(-1)", "First", show=False),
        Binding("end", "move_to_end(1)", "Last", show=False),
    ]

    def __init__(self, rows: Sequence[FoundRow]) -> None:
        super().__init__(
            "Which row of all steps?", "Esc back to where you were · Enter goes there · ↑ ↓ choose"
        )
        self._rows = tuple(rows)

    def content(self) -> Iterable[Widget]:
        """The input, and the rows."""
        yield plain_input(hint="a name, a value, or a part of either", may_begin_with_point=True)
        yield ResultsPane(id="results")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Show what holds it."""
        self.query_one(ResultsPane).show(holding(self._rows, event.value), event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go to the row under the cursor."""
        chosen = self.query_one(ResultsPane).cursor
        if any(row.address == chosen for row in holding(self._rows, event.value)):
            self.dismiss(chosen)
        else:
            self.remark(NO_ROWS)

    def on_line_pane_row_clicked(self, message: LinePane.RowClicked) -> None:
        """A click goes there."""
        if message.row:
            self.dismiss(message.row)

    def action_move(self, rows: int) -> None:
        """Another row."""
        self._moved(self.query_one(ResultsPane).move_by(rows), rows)

    def action_move_page(self, pages: int) -> None:
        """A pane's height of rows."""
        self._moved(self.query_one(ResultsPane).move_page(pages), pages)

    def action_move_to_end(self, by: int) -> None:
        """The first row, or the last."""
        pane = self.query_one(ResultsPane)
        before = pane.cursor
        moved = pane.move_first() if by < 0 else pane.move_last()
        self._moved(moved and pane.cursor != before, by)

    def _moved(self, moved: bool, by: int) -> None:
        """Say where nothing moved; what was said of that goes with the next row."""
        rows = self.query_one(ResultsPane).rows
        if moved:
            self.drop_remark()
        else:
            self.remark(f"This is the {'last' if by > 0 else 'first'} row." if rows else NO_ROWS)
