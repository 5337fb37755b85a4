"""The last line: what can be done now, from the table of commands."""

from collections.abc import Sequence

from rich.cells import cell_len

from widgets.commands import ALL, Command
from widgets.drawing import DrawnLines
from widgets.line import Line, Span
from widgets.situation import Pane, Situation

# What is always offered, at the right, whatever else fits.
_LAST = ("show-keys", "quit")


class HintLine(DrawnLines):
    """The commands that apply to where the cursor is, as many as fit; all of them stand on the page of keys."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._situation = Situation()

    def show(self, situation: Situation) -> None:
        """Show what applies."""
        self._situation = situation
        self.redraw()

    def build(self, width: int) -> Sequence[Line]:
        """The line for a width in cells."""
        tail = [hint for command in ALL if command.id in _LAST for hint in _hint(command)]
        room = width - 1 - _cells(tail)
        spans: list[Span] = [Span(" ")]
        for command in ALL:
            if not command.hint or command.id in _LAST or not self._shows(command):
                continue
            hint = _hint(command, dimmed=not command.applies(self._situation))
            if _cells(spans) + _cells(hint) > room:
                break
            spans += hint
        padding = Span(" " * max(width - _cells(spans) - _cells(tail), 0))
        return [Line((*spans, padding, *tail))]

    def _shows(self, command: Command) -> bool:
        at = self._situation
        return command.applies(at) or (command.of_row and at.pane is Pane.SETTINGS and at.row is not None)


def _hint(command: Command, *, dimmed: bool = False) -> list[Span]:
    return [Span(command.shown_keys[0], "faint" if dimmed else "key"), Span(f" {command.hint}  ", "faint")]


def _cells(spans: Sequence[Span]) -> int:
    return sum(cell_len(span.text) for span in spans)
