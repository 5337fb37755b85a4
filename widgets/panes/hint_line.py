"""The last line: what can be done now, from the table of commands."""

from collections.abc import Sequence
from typing import Generic

from rich.cells import cell_len
from textual import events

from widgets.commands.command import Command
from widgets.commands.situation import At
from widgets.panes.drawing import DrawnLines
from widgets.text.line import Line, Span, cells_of

# What is offered at the right, whatever else fits.
_LAST = ("zoom", "show-keys", "close-record", "close-doctor", "close-rehearsal", "quit")


class HintLine(DrawnLines, Generic[At]):
    """The commands that apply to where the cursor is, as many as fit.

    All of them stand on the page of keys.
    """

    def __init__(
        self,
        commands: Sequence[Command[At]],
        situation: At,
        *,
        id: str | None = None,  # noqa: A002 - Textual's
    ) -> None:
        super().__init__(id=id)
        self._commands = commands
        self._situation = situation
        self._at_rest = situation
        self._asked = False

    def show(self, situation: At, *, at_rest: At | None = None, asked: bool = False) -> None:
        """Show what applies; nothing while a person is `asked` in front of it.

        What applies `at_rest` keeps its place: a line that shifts and shifts back with every write
        would be felt over SSH.
        """
        self._situation = situation
        self._at_rest = situation if at_rest is None else at_rest
        self._asked = asked
        self.redraw()

    def build(self, width: int) -> Sequence[Line]:
        """The line for a width in cells."""
        if self._asked:
            return [Line()]
        tail = [
            hint
            for command in self._commands
            if command.id in _LAST and command.hint_in(self._situation)
            for hint in _hint(command, self._situation)
        ]
        # it ends where the lines above it end
        tail = [*tail[:-1], Span(tail[-1].text[:-1], tail[-1].role, tail[-1].cell)] if tail else []
        room = width - 1 - cells_of(tail)
        spans: list[Span] = [Span(" ")]
        for command in self._commands:
            if command.id in _LAST or not command.applies(self._at_rest):
                continue
            if not command.hint or not command.hint_in(self._at_rest):
                continue
            hint = _hint(command, self._situation)
            # while something is written: any sign in its place would be taken for a key
            if not command.applies(self._situation):
                hint = [Span(" " * cells_of(hint))]
            if cells_of(spans) + cells_of(hint) > room:
                break
            spans += hint
        padding = Span(" " * max(width - cells_of(spans) - cells_of(tail), 0))
        return [Line((*spans, padding, *tail))]

    async def on_click(self, event: events.Click) -> None:
        """A click on a key presses it."""
        at = 0
        for span in self.build(self.size.width)[0].spans:
            at += cell_len(span.text)
            if event.x < at:
                command = next((one for one in self._commands if one.id == span.cell), None)
                if command is not None:
                    await self.screen.run_action(command.action)
                return


def _hint(command: Command[At], situation: At) -> list[Span]:
    words = f" {command.hint_in(situation)}  "
    return [Span(command.shown_keys[0], "key", command.id), Span(words, "faint", command.id)]
