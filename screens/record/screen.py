"""The record: every change newest first, with who, when, before and after.

And the way back from any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from migration.changes.report import FieldChange, RecordedChange
from migration.errors import StateUnusable
from screens.dismissal import Dismissal
from screens.full_screen import ScreenStage
from screens.record.reverting import Reverting
from widgets.commands.command import Command
from widgets.commands.pages import RECORD, record_bindings
from widgets.commands.situation import RecordSituation
from widgets.commands.table import ALL
from widgets.panes.drawing import COMPONENTS
from widgets.panes.header import Header, HeaderFacts
from widgets.panes.hint_line import HintLine
from widgets.panes.line_pane import LinePane
from widgets.panes.message_line import MessageLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.record_pane import RecordPane

_HINTS: tuple[Command[Any], ...] = (
    *RECORD,
    *(command for command in ALL if command.id == "show-keys"),
)


class RecordScreen(Screen[None]):
    """Covers the main screen, which writes for it: one write at a time, told in one way.

    `history` raises `StateUnusable`; `standing` says what can be written now; `stop_writing` is
    False where nothing is under way; `on_every_page` are handlers by the ids of their commands.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*record_bindings()]
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

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
        super().__init__()
        self.stage = ScreenStage(self)
        self._dismissal = Dismissal[None](self, self.dismiss)
        self.changes: tuple[RecordedChange, ...] = ()
        self._unread = ""  # why the record cannot be read
        self.pane = RecordPane(id="record")
        self._header = header
        self._history = history
        self._standing = standing
        self._stop_writing = stop_writing
        self._titles = titles
        self.of_command: Mapping[str, Callable[[], None]] = {
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

    def compose(self) -> ComposeResult:
        """Where we are, the changes, what was said, and what can be done."""
        yield Header(id="header")
        yield PaneTitle(id="record-title")
        yield self.pane
        yield MessageLine(id="message")
        yield HintLine(_HINTS, RecordSituation(), id="hints")

    def on_mount(self) -> None:
        """Show what is known."""
        self.query_one(PaneTitle).set_active(True)
        self.draw()
        self.call_after_refresh(self._show_hints)  # the cursor has a row once the pane has a width

    def on_screen_resume(self) -> None:
        """What lay over it is gone."""
        self._dismissal.in_front()

    def on_resize(self, event: events.Resize) -> None:
        """Both pools stay on screen."""
        self.query_one(Header).fit(event.size.width)

    def action_command(self, command: str) -> None:
        """Do what a command of the table says."""
        self.of_command[command]()

    def offered(self) -> Iterable[Command[RecordSituation]]:
        """The commands that apply now, for the palette."""
        return [command for command in RECORD if command.applies(self.situation())]

    def draw(self) -> None:
        """Draw everything from memory."""
        if not self.query(HintLine):  # not yet
            return
        try:
            self.changes, self._unread = self._history(), ""
        except StateUnusable as error:
            self.changes, self._unread = (), str(error)
            self.say(self._unread, "error")
        self.query_one(Header).show(self._header())
        count = len(self.changes)
        counted = f"{count} change{'' if count == 1 else 's'} · times are UTC"
        self.query_one(PaneTitle).show("The record", "not read" if self._unread else counted)
        self.pane.show(self.changes, self._titles)
        self._show_hints()

    def situation(self) -> RecordSituation:
        """Where the person is, for the table of commands."""
        change, field = self.pane.under_cursor() or (None, None)
        return replace(self._standing(), change=change, field=field)

    def say(self, sentence: str, look: str = "") -> None:
        """Show a sentence at the bottom."""
        self.stage.say(sentence, look)

    def on_line_pane_row_clicked(self, message: LinePane.RowClicked) -> None:
        """A click moves the cursor."""
        if message.row:
            self._move(self.pane.move_to(message.row))

    # --- the commands -----------------------------------------------------------------------------
    def _move(self, _: bool) -> None:
        self.stage.drop_remark()  # it was true of the field that the cursor left
        self._show_hints()

    def _show_hints(self) -> None:
        self.query_one(HintLine).show(self.situation())

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
            self._dismissal.with_answer(None)
