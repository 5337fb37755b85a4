"""Asks for Apple's private key (guide's step 3b): the path of the .p8 file or its text.

It stays in memory only.
"""

from collections.abc import Iterable

from rich.text import Text
from textual import on, work
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import get_current_worker

from migration.apple_key import is_pasted
from migration.errors import KeyIdMissing, PoolwalkError
from migration.walkthrough import Walkthrough
from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import LineInput, moves_nothing, plain_input
from widgets.panes.sentence import Sentence

_DOT = "•"
AT_APPLE = (
    "The key file that the old pool was set up with, if you have it: AWS never gives it back, and"
    " Apple lets a key be downloaded once. Else make a second one under Keys in Apple's developer"
    " account. Poolwalk holds it in memory only."
)
A_PATH, PRACTICE_ID = "~/AuthKey_ABC123DEFG.p8", "PRACTICE01"
IN_THE_DEMO = (
    "In this made-up company nobody has a key file: leave all empty, and Enter takes a key that is"
    " made up. On a deployment of your own it is the file that the old pool was set up with, or a"
    " second key of Apple's."
)
LACKS_ITS_ID = (
    "Its key id is missing: ten letters and digits, as the Keys page of Apple's console shows it."
)
ANY_ID = f" In the demo any will do, such as {PRACTICE_ID}."


class KeyText(TextArea):
    """A place to paste a key into, of which dots are shown; Enter is a line end here."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave to the dialog a key that moves nothing, since nothing is there."""
        return not moves_nothing(self, action) and super().check_action(action, parameters)

    def get_line(self, line_index: int) -> Text:
        """One line as it is drawn."""
        return Text(_DOT * len(super().get_line(line_index)), end="", no_wrap=True)


class AppleKeyDialog(Dialog[str]):
    """A path, or the pasted text, and the key's id where the file's name does not tell it."""

    AUTO_FOCUS = "#apple-path"

    def __init__(self, walkthrough: Walkthrough, *, demo: bool = False) -> None:
        super().__init__(
            "Apple's private key",
            "Esc leaves · Enter in a line keeps the key and closes · Tab next field",
        )
        self._walkthrough = walkthrough
        self._demo = demo

    def content(self) -> Iterable[Widget]:
        """Path, text, key id."""
        yield Sentence(IN_THE_DEMO if self._demo else AT_APPLE, classes="dialog-hint")
        yield Sentence(
            "Path of the .p8 file, on the machine where Poolwalk runs", classes="dialog-label"
        )
        yield plain_input(id="apple-path", example=A_PATH, may_begin_with_point=True)
        yield Sentence("or its text, pasted", classes="dialog-label")
        text = KeyText("", id="apple-text", tab_behavior="focus", soft_wrap=True, compact=True)
        text.cursor_blink = False
        yield text
        yield Sentence(
            "Key id (empty: the one in the file's name, AuthKey_….p8)", classes="dialog-label"
        )
        yield plain_input(id="apple-key-id")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Check it and keep it."""
        path = self.query_one("#apple-path", Input).value.strip()
        pasted = self.query_one("#apple-text", TextArea).text.strip()
        if not path and not pasted and self._demo:
            from migration.rehearsal.copies.made_up_secrets import made_up_apple_key

            self._take(made_up_apple_key(), PRACTICE_ID)
            return
        if not path and not pasted:
            self.say("Name the .p8 file, or paste its text.", "error")
            return
        self.say("Reading it…")
        self._take(pasted or path, self.query_one("#apple-key-id", Input).value.strip())

    def _ask_for_the_id(self, lead: str, look: str) -> None:
        self.query_one("#apple-key-id", Input).focus()
        self.say(f"{lead} {LACKS_ITS_ID}{ANY_ID if self._demo else ''}", look)

    def take_lines(self, field: LineInput, text: str) -> None:
        """A key's text is taken whole, wherever it is pasted."""
        if is_pasted(text):
            self.query_one("#apple-text", TextArea).text = text
            if self.query_one("#apple-key-id", Input).value.strip():
                self.query_one("#apple-key-id", Input).focus()
                self.say("The key's text was taken. Enter keeps it.")
            else:
                self._ask_for_the_id("The key's text was taken.", "warning")
        else:
            super().take_lines(field, text)

    @on(Input.Changed, "#apple-path")
    def _hide_a_key(self, event: Input.Changed) -> None:
        """A key that was pasted where the path is wanted shows as dots, too."""
        event.input.password = is_pasted(event.value)

    @work(thread=True, exclusive=True, group="apple-key", exit_on_error=False)
    def _take(self, given: str, key_id: str) -> None:
        """Behind the screen: a file can lie on a disk that does not answer."""
        taken, said, lacks_id = True, "", False
        try:
            kept = self._walkthrough.entered.supply_apple_key(given, key_id)
            said = (
                f"The key {kept} is held in memory. Make the provider with it (a). Whether it is"
                " the right one, Apple says (v)."
            )
        except PoolwalkError as error:
            taken, said, lacks_id = False, str(error), isinstance(error, KeyIdMissing)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._taken, said, taken, lacks_id)

    def _taken(self, said: str, taken: bool, lacks_id: bool) -> None:
        if not self.is_mounted:
            return
        if lacks_id:
            self._ask_for_the_id("The key is not kept yet.", "error")
            return
        if not taken:
            self.say(said, "error")
            return
        for field in (self.query_one("#apple-text", TextArea), *self.query(Input)):
            if isinstance(field, TextArea):
                field.text = ""
            else:
                field.value = ""
        self.dismiss(said)
