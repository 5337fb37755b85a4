"""The line that says what is next, and with which key; a click on it does it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.message import Message

from widgets.panes.drawing import DrawnLines
from widgets.text.line import Line, Span, cells_of, line
from widgets.text.own_keys import with_own_keys
from widgets.text.plain_text import ELLIPSIS, cut, plain

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.guide.next_thing import NextThing

ANSWER = "the box above comes first: its last line names the keys"
CHOOSE = "choose above, or type what you look for: the last line names the keys"
_LEAD = " Next:"  # on a ground of its own: the eye is to find it first


class NextLine(DrawnLines):
    """One line. `keys` are those of the commands, by their ids; `does` is the key that does it.

    A command's own key is named only where it would do the thing from where the cursor stands. All
    keys stand at the right, so that the sentence stays where it is when the cursor comes or goes.
    """

    @dataclass
    class Clicked(Message):
        """The line was clicked."""

    def __init__(self, keys: dict[str, str], does: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._keys = keys
        self._does = does
        self._thing: NextThing | None = None
        self._here = False
        self._asked = ""

    def show(self, thing: NextThing | None, *, here: bool, asked: str = "") -> None:
        """Show what is next (None: nothing is known yet), and whether the cursor is `here`.

        What a person is `asked` in front of it comes first.
        """
        self._thing, self._here, self._asked = thing, here, asked
        self.redraw()

    def build(self, width: int) -> Sequence[Line]:
        """The line for a width in cells: where there is little, the thing is said in brief.

        How to do it is never left out. The thing's own key stands before the one that does
        whatever is next.
        """
        thing = self._thing
        if thing is None:
            return [Line()]
        if self._asked:
            return [_filled([Span(_LEAD, "badge")], f" {self._asked}", [], width)]
        key = self._keys.get(thing.command, "")
        own = key if self._here and key != self._does else ""
        lead = [Span(_LEAD, "badge"), Span(" ")]
        text = with_own_keys(plain(thing.text))
        step = plain(thing.sentence).removeprefix(plain(thing.text))
        room = width - cells_of(lead) - cell_len(step)
        ways = self._ways(key, own)
        brief = with_own_keys(plain(thing.brief)) or text
        for form in (text, brief):
            for tail in ways:
                left = room - cells_of(tail)
                words = form if form == text else _quoted_longer(text, form, left)
                if cell_len(words) <= left:
                    return [_filled(lead, words + step, tail, width)]
        words = cut(words, max(room - cells_of(tail), 1))
        return [_filled(lead, words + step, tail, width)]

    def _ways(self, key: str, own: str) -> list[list[Span]]:
        """How it is done, from the fullest form to the shortest."""
        if not key:
            return [[]]
        does = [Span(self._does, "key"), Span(" does it ", "faint")]
        gap = Span("  ")
        ways = [[gap, Span(own, "key"), Span(" or ", "faint"), *does]] if own else []
        return [*ways, [gap, *does]]

    def on_click(self, _: events.Click) -> None:
        """A click does it."""
        self.post_message(self.Clicked())


def _quoted_longer(text: str, brief: str, room: int) -> str:
    """The brief form; where it cuts what it quotes, with as much of it as has room."""
    begins, cuts, ends = brief.partition(f"{ELLIPSIS}”")
    lead, quotes, _ = begins.partition("“")
    whole = text.partition("“")[2].partition("”")[0]
    if not (cuts and quotes and text.startswith(begins)):
        return brief
    left = room - cell_len(f"{lead}“”{ends}")
    if len(whole) <= left:
        return f"{lead}“{whole}”{ends}"
    words = whole[: max(left, 0)].rpartition(" ")[0]
    return f"{lead}“{words}{ELLIPSIS}”{ends}" if words else brief


def _filled(lead: Sequence[Span], words: str, tail: Sequence[Span], width: int) -> Line:
    padding = " " * max(width - cells_of(lead) - cell_len(words) - cells_of(tail), 0)
    return line(*lead, Span(words, "strong"), Span(padding), *tail)
