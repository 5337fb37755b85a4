"""Asks why a difference is right as it is; one reason may serve several rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from screens.dialogs.text_question import YOUR_REASON
from widgets.panes.sentence import Sentence
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line, line, sentence_lines
from widgets.text.plain_text import plain, wrap


@dataclass(frozen=True)
class Scope:
    """Rows that one reason may serve: their ids, their names with both values, what they are.

    `advice` has a sentence for each of them, or nothing.
    """

    what: str
    ids: tuple[str, ...]
    names: tuple[str, ...]
    advice: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reasoned:
    """A reason, and the rows that it is given for."""

    note: str
    ids: tuple[str, ...]


class AcceptDialog(Dialog[str]):
    """One input; Tab goes from one scope to the next, and round. The first is the one asked for.

    `keep` accepts, and says so: that is the dialog's answer. Where it raises, the dialog stays with
    what was typed, and says why.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "widen(1)", "For more rows", priority=True),
        Binding("shift+tab", "widen(-1)", "For other rows", show=False, priority=True),
    ]

    def __init__(
        self,
        title: str,
        scopes: Sequence[Scope],
        hint: str,
        keep: Callable[[Reasoned], str],
    ) -> None:
        more = " · Tab other rows" if len(scopes) > 1 else ""
        super().__init__(title, f"Esc leaves · Enter accepts{more} · ↑ ↓ scroll")
        self._scopes = tuple(scopes)
        self._at = 0
        self._hint = hint
        self.keep = keep

    def content(self) -> Iterable[Widget]:
        """Which rows, with both values, and the input."""
        yield Sentence(self._which(), id="accept-scope")
        yield Sentence(plain(self._hint), classes="dialog-told")
        yield TextPane(self._lines)
        yield Sentence(YOUR_REASON, classes="dialog-label")
        yield plain_input(id="accept-reason")

    def _which(self) -> str:
        of = f" (choice {self._at + 1} of {len(self._scopes)})" if len(self._scopes) > 1 else ""
        return f"For{of}: {self._scopes[self._at].what}"

    def _lines(self, width: int) -> Sequence[Line]:
        scope, lines = self._scopes[self._at], list[Line]()
        for name, advice in zip_longest(scope.names, scope.advice, fillvalue=""):
            first, *rest = wrap(plain(name), width - 4)
            lines += [line(f"  {first}"), *(line(f"    {part}") for part in rest)]
            lines += sentence_lines("    ", advice, width, "faint") if advice else []
        return lines

    def action_widen(self, by: int) -> None:
        """Give the reason for the next scope, such as all rows of one kind, or the one before."""
        if len(self._scopes) == 1:
            self.remark("There is one choice alone: your reason is for that.")
            return
        self._at = (self._at + by) % len(self._scopes)
        self.say("")
        self.query_one("#accept-scope", Sentence).update(self._which())
        self.query_one(TextPane).redraw()
        self.show_from_the_top()
        self.heights_changed()

    def lacks_answer(self) -> bool:
        """Whether no reason was typed."""
        return not any(field.value.strip() for field in self.query(Input))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with what was typed."""
        if not event.value.strip():
            self.say("Type a reason first; Esc leaves.", "error")
            return
        with self.refusal_said():
            self.dismiss(self.keep(Reasoned(event.value, self._scopes[self._at].ids)))
