"""Asks for one line of text: a reason, a note, an MFA code."""

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from widgets.panes.sentence import Sentence
from widgets.text.plain_text import plain

YOUR_REASON = "Your reason"  # above its field


class TextQuestion(Dialog[str]):
    """One input below its `label`; Enter answers, and an empty answer is none. A `secret` is dots.

    `keep` does what the answer is for, and says it: that is the dialog's answer. Where it raises,
    the dialog stays with what was typed, and says why.
    """

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        title: str,
        value: str = "",
        *,
        hint: str = "",
        label: str = "",
        secret: bool = False,
        keep: Callable[[str], str] = str,
    ) -> None:
        super().__init__(title, "Esc leaves · Enter answers")
        self._value = value
        self._hint = hint
        self._label = label
        self._secret = secret
        self.keep = keep

    def content(self) -> Iterable[Widget]:
        """The input, and what it is for."""
        if self._hint:
            yield Sentence(plain(self._hint), classes="dialog-told")
        if self._label:
            yield Sentence(plain(self._label), classes="dialog-label")
        field = plain_input(self._value)
        field.password = self._secret
        yield field

    def lacks_answer(self) -> bool:
        """Whether none was typed."""
        typed = (field.value for field in self.query(Input))
        return not next(typed, self._value).strip()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed."""
        if not event.value.strip():
            self.say("This may not stay empty; Esc leaves.", "error")
            return
        with self.refusal_said():
            self.dismiss(self.keep(event.value))
