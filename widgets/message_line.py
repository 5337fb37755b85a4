"""What just happened, or what is wrong, in whole sentences. It stays until something else is said or it is cleared."""

from collections.abc import Sequence

from widgets.drawing import DrawnLines
from widgets.line import Line, Span, line
from widgets.plain_text import cut, plain, wrap

LINES = 3
_LEADS = {"ok": "✓ ", "warning": "! ", "error": "✗ ", "": "  "}


class MessageLine(DrawnLines):
    """One line, growing to three; what is longer belongs in a dialog."""

    DEFAULT_CSS = "MessageLine { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.sentence = ""
        self.look = ""

    def say(self, sentence: str, look: str = "") -> bool:
        """Show a sentence ("" clears). False when it does not fit whole."""
        self.sentence, self.look = sentence, look
        needed = len(self._wrapped(self.size.width)) if sentence and self.size.width else 1
        self.styles.height = min(needed, LINES)
        self.redraw()
        return needed <= LINES

    def say_in_passing(self, sentence: str) -> None:
        """Show the beginning of a sentence that another one will soon replace: nothing moves for it."""
        self.say(cut(plain(sentence), max(self.size.width - 4, 1)))

    def _wrapped(self, width: int) -> list[str]:
        return wrap(plain(self.sentence), width - 4)

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        if not self.sentence:
            return [Line()]
        lead = _LEADS.get(self.look, "  ")
        return [
            line(Span((" " + lead if number == 0 else "   ") + text, self.look))
            for number, text in enumerate(self._wrapped(width)[:LINES])
        ]
