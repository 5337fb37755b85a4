"""The record: every change newest first, with who, when, before and after.

And the way back from any of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from migration.changes.report import FieldChange, RecordedChange
from screens.full_screen import Redrawing
from screens.walkthrough.view import TALL_HEADER
from widgets.commands.command import Command
from widgets.commands.pages import RECORD, record_bindings
from widgets.commands.situation import RecordSituation
from widgets.commands.table import ALL
from widgets.panes.drawing import COMPONENTS
from widgets.panes.header import Header
from widgets.panes.hint_line import HintLine
from widgets.panes.line_pane import LinePane
from widgets.panes.message_line import MessageLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.record_pane import RecordPane

if TYPE_CHECKING:
    from screens.walkthrough.recording import Recording

_HINTS: tuple[Command[Any], ...] = (
    *RECORD,
    *(command for command in ALL if command.id == "show-keys"),
)


class RecordScreen(Redrawing):
    """Covers the main screen, which writes for it: one write at a time, told in one way."""

    BINDINGS: ClassVar[list[BindingType]] = [*record_bindings()]
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(
        self, main: Recording, changes: tuple[RecordedChange, ...], *, demo: bool = False
    ) -> None:
        super().__init__()
        self._main = main
        self.changes = changes
        self._demo = demo

    def compose(self) -> ComposeResult:
        """Where we are, the changes, what was said, and what can be done."""
        yield Header(demo=self._demo, id="header")
        yield PaneTitle(id="record-title")
        yield RecordPane(id="record")
        yield MessageLine(id="message")
        yield HintLine(_HINTS, RecordSituation(), id="hints")

    def on_mount(self) -> None:
        """Show what is known."""
        self.header = self.query_one(Header)
        self.pane = self.query_one(RecordPane)
        self.message = self.query_one(MessageLine)
        self.hints: HintLine[RecordSituation] = self.query_one(HintLine)
        self.query_one(PaneTitle).set_active(True)
        self.draw()
        self.call_after_refresh(self._show_hints)  # the cursor has a row once the pane has a width

    def on_resize(self, event: events.Resize) -> None:
        """Both pools stay on screen, on a line each where it is narrow."""
        self.header.set_class(event.size.width < TALL_HEADER, "-tall")

    def show(self, changes: tuple[RecordedChange, ...]) -> None:
        """Show a record that has grown."""
        self.changes = changes
        self.draw()

    def draw(self) -> None:
        """Draw everything from memory."""
        self._main.draw_header(self.header)
        count = len(self.changes)
        self.query_one(PaneTitle).show(
            "The record", f"{count} change{'' if count == 1 else 's'} · times are UTC"
        )
        self.pane.show(self.changes, {step.id: step.title for step in self._main.steps})
        self._show_hints()

    def situation(self) -> RecordSituation:
        """Where the person is, for the table of commands."""
        change, field = self.pane.under_cursor() or (None, None)
        walkthrough = self._main.walkthrough
        read_only = walkthrough is None or walkthrough.state.read_only
        return RecordSituation(change, field, read_only=read_only, writing=bool(self._main.writing))

    def say(self, sentence: str, look: str = "") -> bool:
        """Show a sentence at the bottom. False when it does not fit."""
        return self.message.say(sentence, look)

    # --- moving -----------------------------------------------------------------------------------
    def _show_hints(self) -> None:
        self.hints.show(self.situation())

    def _moved(self) -> None:
        if self.message.sentence and not self.message.look:
            self.say("")  # it was true of the field that the cursor left
        self._show_hints()

    def action_move_up(self) -> None:
        """The field above."""
        self.pane.move_by(-1)
        self._moved()

    def action_move_down(self) -> None:
        """The field below."""
        self.pane.move_by(1)
        self._moved()

    def action_page_up(self) -> None:
        """A pane's height up."""
        self.pane.move_page(-1)
        self._moved()

    def action_page_down(self) -> None:
        """A pane's height down."""
        self.pane.move_page(1)
        self._moved()

    def action_go_first(self) -> None:
        """The newest change."""
        self.pane.move_first()
        self._moved()

    def action_go_last(self) -> None:
        """The oldest change."""
        self.pane.move_last()
        self._moved()

    def on_line_pane_row_clicked(self, message: LinePane.RowClicked) -> None:
        """A click moves the cursor."""
        if message.row:
            self.pane.move_to(message.row)
            self._moved()

    # --- the commands -----------------------------------------------------------------------------
    def _here(self) -> tuple[RecordedChange, FieldChange] | None:
        found = self.pane.under_cursor()
        if found is None:
            self.say("The record is empty: nothing was written yet.")
        return found

    def action_undo_field(self) -> None:
        """Take one field back."""
        if here := self._here():
            self._main.take_back_field(*here)

    def action_undo_step(self) -> None:
        """Take a step's changes back."""
        if here := self._here():
            self._main.take_back_step(here[0].step)

    def action_undo_since(self) -> None:
        """Take this change and every later one back."""
        if here := self._here():
            self._main.take_back_since(here[0])

    def action_show_change(self) -> None:
        """Both values whole."""
        if here := self._here():
            from screens.dialogs.recorded_field import RecordedChangeDialog

            self.app.push_screen(RecordedChangeDialog(*here))

    def action_show_keys(self) -> None:
        """Show all keys."""
        self.app.call_later(self._main.run_action, "show_keys")

    def action_close_record(self) -> None:
        """Stop what is under way; else go back."""
        if self._main.writing:
            self._main.action_clear()
        else:
            self.dismiss()

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.call_later(self._main.run_action, "quit")
