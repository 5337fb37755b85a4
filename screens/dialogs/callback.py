"""Asks for a callback URL that no old client has (guide's step 4)."""

from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Input

from migration.compare.callback_rules import callback_problem
from migration.walkthrough import Walkthrough
from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from widgets.panes.sentence import Sentence
from widgets.text.own_keys import key_of
from widgets.text.plain_text import plain


class CallbackDialog(Dialog[str]):
    """One input; Enter keeps it as a setting of the step, and answers with that setting's id.

    `client` is the key of a pair, `entered` the callback that was entered before and may be taken
    back by an empty answer ("" none).
    """

    def __init__(self, walkthrough: Walkthrough, client: str, entered: str = "") -> None:
        super().__init__(
            f"A callback of your own for the new {client}",
            f"Esc leaves · Enter keeps it · {key_of('apply')} then writes it to the client",
        )
        self._walkthrough = walkthrough
        self._client = client
        self._entered = entered

    def content(self) -> Iterable[Widget]:
        """The input, and what it is for."""
        hint = (
            "Empty takes it back; what was written already stays at the client."
            if self._entered
            else "For what no old client has: a new app, a beta, the command line's login page."
        )
        yield Sentence(hint, classes="dialog-hint")
        suggested = self._entered or self._walkthrough.callbacks.suggested(self._client)
        yield plain_input(plain(suggested), example="rainmaker://com.example.home/success")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Hold it against AWS's rule as it is typed."""
        url = event.value.strip()
        problem = callback_problem(url) if url else ""
        self.say(problem, "error" if problem else "")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep it, or take back the one that was entered."""
        url, callbacks = event.value.strip(), self._walkthrough.callbacks
        if url == self._entered:
            self.dismiss(None)
            return
        with self.refusal_said():
            added = callbacks.add(self._client, url) if url or not self._entered else ""
            if self._entered:
                callbacks.withdraw(self._client, self._entered)
            self.dismiss(added)
