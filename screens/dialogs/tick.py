"""Asks what goes with a tick: a note, and for what happens on a day, the day."""

from collections.abc import Callable, Iterable

from textual.widget import Widget
from textual.widgets import Input, Static

from migration.errors import PoolwalkError
from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from widgets.text.plain_text import plain


class TickDialog(Dialog[str]):
    """Asks for a note and perhaps a day.

    Enter keeps both through `keep(note, day)`, which raises where the day cannot be used.
    """

    def __init__(
        self, title: str, keep: Callable[[str, str], str], *, note: str = "", day: str = ""
    ) -> None:
        super().__init__(
            title,
            "Enter keeps it · Tab goes on · Esc leaves" if day else "Enter keeps it · Esc leaves",
        )
        self._keep = keep
        self._note = note
        self._day = day

    def content(self) -> Iterable[Widget]:
        """The day first: it is what is asked for."""
        if self._day:
            yield Static("The day on which it happened", classes="dialog-label")
            yield plain_input(self._day, id="day")
        yield Static(
            plain("A note for whoever asks later; it may stay empty"),
            classes="dialog-label",
            markup=False,
        )
        yield plain_input(self._note, id="note")

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Keep it."""
        day = self.query_one("#day", Input).value.strip() if self._day else ""
        try:
            self.dismiss(self._keep(self.query_one("#note", Input).value.strip(), day))
        except PoolwalkError as error:
            self.say(str(error), "error")
