"""Every command with its keys, and what the marks mean: from the table of commands."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from screens.dialogs.dialog import ReadingDialog
from widgets.commands.all_pages import in_section
from widgets.commands.command import Section
from widgets.panes.text_pane import TextPane
from widgets.text.legend import COUNTED, LEGEND, OF_STEPS
from widgets.text.line import Line, Span, line
from widgets.text.plain_mode import WIDTH, is_plain
from widgets.text.plain_text import wrap

_KEYS = 14
_WHERE = "What the marks mean, and the number beside a step, stands at the end of this page: End."


class KeysDialog(ReadingDialog[str]):
    """The page of keys. Answers "tour" where that is wished for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,question_mark", "leave", "Close"),
        Binding("i", "tour", "The tour", id="dialog-tour"),
    ]

    def __init__(self, *, tour: bool = False, suspend: bool = True) -> None:
        also = "i a tour · " if tour else ""
        self._without: frozenset[str] = frozenset() if suspend else frozenset({"suspend"})
        super().__init__("Keys", f"Esc closes, q too · {also}↑ ↓ scroll · Ctrl-P finds a command")

    def action_tour(self) -> None:
        """Close, and begin the tour."""
        self.dismiss("tour")

    def content(self) -> Iterable[Widget]:
        """Commands by section, then the marks."""
        yield TextPane(partial(keys_lines, without=self._without, plain=is_plain(self)))


def keys_lines(width: int, without: Collection[str] = (), *, plain: bool = False) -> Sequence[Line]:
    """The page for a width in cells, `without` these commands."""
    lines = [line(Span(text, "faint")) for text in wrap(_WHERE, width)]
    for section in Section:
        lines.append(Line())
        lines.append(line(Span(section, "heading")))
        for command in in_section(section):
            if command.id in without:
                continue
            first, *rest = wrap(command.tooltip, width - _KEYS - 1)
            lines.append(
                line(Span("  " + " ".join(command.shown_keys).ljust(_KEYS - 2), "key"), f" {first}")
            )
            lines += [line(" " * (_KEYS + 1) + text) for text in rest]
    lines += _legend(width, plain=plain)
    return lines


def _legend(width: int, *, plain: bool) -> Iterator[Line]:
    """The marks with what they mean; in plain mode, the words that stand there instead."""
    room = WIDTH if plain else 1
    for heading, marks in LEGEND.items():
        yield Line()
        yield from (line(Span(part, "heading")) for part in wrap(heading, width))
        for marked in marks:
            shown = marked.word if plain else marked.mark
            first, *rest = wrap(marked.meaning, width - room - 4)
            yield line(Span(f"  {shown.ljust(room)} ", marked.role), f" {first}")
            yield from (line(" " * (room + 4) + text) for text in rest)
        if marks is OF_STEPS:
            first, *rest = wrap(COUNTED, width - 6)
            yield line(Span("  12 ", "faint"), f" {first}")
            yield from (line(" " * 6 + text) for text in rest)
