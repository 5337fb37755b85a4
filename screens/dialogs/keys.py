"""Every command with its keys, and what the marks mean: from the table of commands."""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from migration.guide.step_words import STEP_WORDS
from screens.dialogs.dialog import ReadingDialog
from widgets.commands.all_pages import in_section
from widgets.commands.command import Section
from widgets.panes.text_pane import TextPane
from widgets.text.check_names import CHECKED_MEANINGS, VERDICT_MARKS
from widgets.text.line import Line, Span, line
from widgets.text.marks import BLOCKED_MARK, SETTING_MARKS, STATE_WORDS, STEP_MARKS
from widgets.text.plain_mode import CHECKED
from widgets.text.plain_text import wrap

_KEYS = 14


class KeysDialog(ReadingDialog[str]):
    """The page of keys. Answers "tour" where that is wished for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q,question_mark", "leave", "Close"),
        Binding("i", "tour", "The tour", id="dialog-tour"),
    ]

    def __init__(self, *, tour: bool = False, suspend: bool = True) -> None:
        also = "i a tour · " if tour else ""
        self._without: frozenset[str] = frozenset() if suspend else frozenset({"suspend"})
        super().__init__("Keys", f"Esc closes · {also}↑ ↓ scroll · Ctrl-P finds a command")

    def action_tour(self) -> None:
        """Close, and begin the tour."""
        self.dismiss("tour")

    def content(self) -> Iterable[Widget]:
        """Commands by section, then the marks."""
        yield TextPane(partial(keys_lines, without=self._without))


def keys_lines(width: int, without: Collection[str] = ()) -> Sequence[Line]:
    """The page for a width in cells, `without` these commands."""
    lines: list[Line] = []
    for section in Section:
        lines.append(line(Span(section, "heading")))
        for command in in_section(section):
            if command.id in without:
                continue
            first, *rest = wrap(command.tooltip, width - _KEYS - 1)
            lines.append(
                line(Span("  " + " ".join(command.shown_keys).ljust(_KEYS - 2), "key"), f" {first}")
            )
            lines += [line(" " * (_KEYS + 1) + text) for text in rest]
        lines.append(Line())
    lines.append(line(Span("Marks of settings", "heading")))
    lines += [
        line(Span(f"  {mark} ", role), f" {STATE_WORDS[state]}")
        for state, (mark, role) in SETTING_MARKS.items()
    ]
    lines.append(
        line(
            Span(f"  {BLOCKED_MARK[0]} ", BLOCKED_MARK[1]), " to do, but something else comes first"
        )
    )
    lines += [Line(), line(Span("Marks of steps", "heading"))]
    lines += [
        line(Span(f"  {mark} ", role), f" {STEP_WORDS[state]}")
        for state, (mark, role) in STEP_MARKS.items()
    ]
    counted = (
        "beside a step, how many settings are to do in it; “to do”, at the top, counts the same"
        " over all steps, and by names of their own what is blocked and what is to accept"
    )
    first, *rest = wrap(counted, width - 6)
    lines += [line(Span("  12 ", "faint"), f" {first}"), *(line(" " * 6 + text) for text in rest)]
    lines += [
        Line(),
        line(Span("Marks of checks, behind a step: the worst of what was found", "heading")),
    ]
    lines += [
        line("  ", Span(mark, role, CHECKED), f"  {CHECKED_MEANINGS[verdict]}")
        for verdict, (mark, role) in VERDICT_MARKS.items()
    ]
    lines.append(line("  ", Span(" ", "", CHECKED), "  nothing was asked yet"))
    return lines
