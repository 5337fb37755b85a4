"""Asks for Apple's private key (guide's step 3b): the path of the .p8 file or its text.

It stays in memory only.
"""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from migration.errors import PoolwalkError
from migration.walkthrough import Walkthrough
from screens.dialogs.ask import plain_input
from screens.dialogs.dialog import Dialog


class KeyText(TextArea):
    """A place to paste a key into; Enter is a line end here."""


class AppleKeyDialog(Dialog[str]):
    """A path, or the pasted text, and the key's id where the file's name does not tell it."""

    AUTO_FOCUS = "#apple-path"

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__(
            "Apple's private key", "Enter in a line keeps it · Tab next field · Esc leaves"
        )
        self._walkthrough = walkthrough

    def content(self) -> Iterable[Widget]:
        """Path, text, key id."""
        yield Static(
            "AWS never gives the old key back, and Apple lets one be downloaded once: make a new"
            " one under Keys in Apple's developer account. Poolwalk holds it in memory only.",
            classes="dialog-hint",
        )
        yield Static("Path of the .p8 file", classes="dialog-label")
        yield plain_input(id="apple-path", placeholder="~/AuthKey_ABC123DEFG.p8")
        yield Static("or its text, pasted", classes="dialog-label")
        text = KeyText("", id="apple-text", tab_behavior="focus", soft_wrap=True, compact=True)
        text.cursor_blink = False
        yield text
        yield Static(
            "Key id (from the file's name, AuthKey_….p8, when left empty)", classes="dialog-label"
        )
        yield plain_input(id="apple-key-id")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Check it and keep it."""
        path = self.query_one("#apple-path", Input).value.strip()
        pasted = self.query_one("#apple-text", TextArea).text.strip()
        if not path and not pasted:
            self.say("Name the .p8 file, or paste its text.", "error")
            return
        try:
            key_id = self._walkthrough.entries.supply_apple_key(
                pasted or path, self.query_one("#apple-key-id", Input).value.strip()
            )
        except PoolwalkError as error:
            self.say(str(error), "error")
            return
        self.query_one("#apple-text", TextArea).text = ""
        self.dismiss(
            f"The key {key_id} is held in memory: v asks Apple whether it fits,"
            " a makes the provider."
        )
