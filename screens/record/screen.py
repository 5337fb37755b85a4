"""The record: every change newest first, with who, when, before and after.

And the way back from any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from migration.changes.write_report import FieldChange, RecordedChange
from migration.errors import StateUnusable
from migration.number_words import number_of
from screens.page_frame import PageFrame
from screens.record.reverting import Reverting
from widgets.commands.record_page import RECORD, RecordSituation, record_bindings
from widgets.panes.header import HeaderFacts
from widgets.panes.line_pane import LinePane
from widgets.panes.record_pane import NOTHING_WRITTEN, RecordPane


class RecordScreen(PageFrame[RecordSituation]):
    """Covers the main screen, which writes for it: one write at a time, told in one way.

    `history` raises `StateUnusable`; `standing` says what can be written now; `stop_writing` is
    False where nothing is under way; `on_every_page` are handlers by the ids of their commands.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*record_bindings()]
    OFFERS = RECORD

    def __init__(
        self,
        *,
        header: Callable[[], HeaderFacts],
        history: Callable[[], tuple[RecordedChange, ...]],
        standing: Callable[[], RecordSituation],
        reverting: Reverting,
        stop_writing: Callable[[], bool],
        on_every_page: Mapping[str, Callable[[], None]],
        titles: Mapping[str, str],
    ) -> None:
        self.pane = RecordPane(id="record")
        super().__init__(header=header, pane=self.pane, at_first=RecordSituation())
        self.changes: tuple[RecordedChange, ...] = ()
        self._unread = ""  # why the record cannot be read
        self._history = history
        self._standing = standing
        self._stop_writing = stop_writing
        self._titles = titles
        self.of_command = {
            **on_every_page,
            "move-up": lambda: self._move(self.pane.move_by(-1)),
            "move-down": lambda: self._move(self.pane.move_by(1)),
            "page-up": lambda: self._move(self.pane.move_page(-1)),
            "page-down": lambda: self._move(self.pane.move_page(1)),
            "go-first": lambda: self._move(self.pane.move_first()),
            "go-last": lambda: self._move(self.pane.move_last()),
            "undo-field": lambda: self._with_field(reverting.undo_field),
            "undo-step": lambda: self._with_field(lambda of, _: reverting.undo_step(of.step)),
            "undo-since": lambda: self._with_field(lambda of, _: reverting.undo_since(of)),
            "show-change": lambda: self._with_field(self._show_field),
            "close-record": self._close,
        }

    def begin(self) -> None:
        """Show what the row under the cursor takes: it has one once the pane has a width."""
        self.show_hints()

    def heading(self) -> tuple[str, str]:
        """How many changes there are."""
        count = len(self.changes)
        counted = f"{number_of(count, 'change')} · times are UTC"
        return "The record", "not read" if self._unread else counted

    def draw_pane(self) -> None:
        """Read the record, and draw every change."""
        try:
            self.changes, self._unread = self._history(), ""
        except StateUnusable as error:
            self.changes, self._unread = (), str(error)
            self.say(self._unread, "error")
        self.pane.show(self.changes, self._titles, instead=self._unread or NOTHING_WRITTEN)

    def situation(self) -> RecordSituation:
        """Where the person is, for the table of commands."""
        change, field = self.pane.under_cursor() or (None, None)
        return replace(self._standing(), change=change, field=field)

    def on_line_pane_row_clicked(self, message: LinePane.RowClicked) -> None:
        """A click moves the cursor."""
        if message.row:
            self._move(self.pane.move_to(message.row))

    # --- the commands -----------------------------------------------------------------------------
    def _move(self, moved: bool) -> bool:
        if moved:
            self.stage.drop_remark()  # it was true of the field that the cursor left
            self.show_hints()
        return moved

    def _with_field(self, do: Callable[[RecordedChange, FieldChange], None]) -> None:
        found = self.pane.under_cursor()
        if found is None:
            empty = "The record is empty: nothing was written yet."
            self.say(self._unread or empty, "error" if self._unread else "")
        else:
            do(*found)

    def _show_field(self, change: RecordedChange, field: FieldChange) -> None:
        from screens.dialogs.recorded_field import RecordedFieldDialog

        self.stage.ask(RecordedFieldDialog(change, field))

    def _close(self) -> None:
        """Stop what is under way; else go back."""
        if not self._stop_writing():
            self.go_back()
