"""Asks before something is sent that cannot be taken back, and shows exactly what would be sent."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from migration.changes.write_report import GROUP
from screens.dialogs.dialog import ReadingDialog
from screens.dialogs.read_to_the_end import ReadToTheEnd
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line, Span, line
from widgets.text.own_keys import with_own_keys
from widgets.text.plain_text import chop_at_words, plain, wrap

YES_OR_NO = (
    Binding("y", "yes", "Yes", id="dialog-yes"),
    Binding("n,q", "leave", "No", id="dialog-no"),
)


def yes_or_no(yes: str, no: str = "no") -> str:
    """The line of keys of a dialog that asks for a yes."""
    return f"n {no} · y {yes.lower()} · ↑ ↓ scroll"


# A key that answers in other dialogs is not dead here: it says which ones do.
NEITHER = Binding("enter", "neither", "Neither", show=False)


def is_sentence(told: str) -> bool:
    """Whether a line is running text, and not the name of something with its value.

    It ends as a sentence does, and what stands before its colon is several words: a member's name
    is one, and its value may well be a text that ends with a full stop.
    """
    name, colon, _ = told.partition(": ")
    return told.endswith(".") and (not colon or " " in name)


class ConfirmDialog(ReadingDialog[bool]):
    """Yes only by `y`: Enter is too close to everything else.

    Until the last of the text was in view, `y` goes on in it, and answers nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*YES_OR_NO, NEITHER]
    READ_FIRST = frozenset({"yes"})

    def __init__(
        self,
        title: str,
        lines: Sequence[str],
        warning: str = "",
        yes: str = "Yes",
        no: str = "no",
        *,
        reversal: str = "",
    ) -> None:
        """`warning` says what speaks against it, or `reversal` how it can be taken back."""
        super().__init__(title, yes_or_no(yes, no))
        self._read = ReadToTheEnd(self)
        self._shown = tuple(lines)
        self._warning = with_own_keys(warning)
        self._reversal = with_own_keys(reversal)

    def on_mount(self) -> None:
        """Know how far it was read."""
        self._read.watch()

    def action_neither(self) -> None:
        """Say which keys answer."""
        self.say("Enter answers nothing here: y is yes, n is no.")

    def content(self) -> Iterable[Widget]:
        """What would be sent, line by line, then whether it can be taken back."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        lines: list[Line] = []
        for shown in self._shown:
            told = plain(shown.replace("\r\n", "⏎").replace("\n", "⏎"))
            if told.startswith(GROUP):
                group = wrap(told.removeprefix(GROUP), width)
                lines += [*([Line()] if lines else []), *(line(Span(t, "heading")) for t in group)]
                continue
            if is_sentence(told):
                lines += [line(text) for text in wrap(told, width)]
                continue
            name, colon, _ = told.partition(": ")
            first, *rest = (chop_at_words if colon else wrap)(told, width - 2)
            spans = (
                (Span(first[: len(name) + 1], "faint"), Span(first[len(name) + 1 :]))
                if colon
                else (Span(first),)
            )
            lines += [line(*spans), *(line(Span(f"  {text}")) for text in rest)]
        if self._warning:
            lines += [Line(), *(line(Span(text, "warning")) for text in wrap(self._warning, width))]
        if self._reversal:
            lines += [Line(), *(line(text) for text in wrap(self._reversal, width))]
        return lines

    def action_yes(self) -> None:
        """Do it, once all of it was read."""
        if not self._read.goes_on():
            self.dismiss(True)
