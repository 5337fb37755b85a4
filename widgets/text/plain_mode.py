"""Plain mode, for screen readers and braille lines: states in words instead of signs.

The app has the class `-plain` then; styles take borders and scrollbars away
(assets/styles/plain.tcss). What AWS holds is shown as it is: only our own signs are replaced.
"""

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from textual.color import Color
from textual.dom import DOMNode
from textual.filter import LineFilter

from migration.guide.step import StepState
from migration.secret import MASK
from widgets.text.check_names import AWAITED, VERDICT_MARKS
from widgets.text.line import Line, Span
from widgets.text.marks import (
    ASCII,
    BLOCKED_MARK,
    CONTRADICTED_MARK,
    READING_MARK,
    SETTING_MARKS,
    STEP_MARKS,
)
from widgets.text.shown_values import NOTHING

PLAIN = "-plain"  # the app's class
WIDTH = 9  # cells of a word and the space after it, where a mark has two
CHECKED = "checked"  # the cell that says what a step's checks found
CHECKED_WORDS = {mark: verdict.word for verdict, (mark, _) in VERDICT_MARKS.items()} | {
    " ": "",
    AWAITED[0]: "waits",
}
_CHECKED = max(map(len, CHECKED_WORDS.values()))
STEPS_ROOM = WIDTH - 2 + _CHECKED - 1  # a list of steps holds no values, but two marks
# Cells that words need more than marks: a row says of both pools whether it is there, or that one
# of them has nothing.
ROOM = WIDTH - 2 + max(2 * 2, len("nothing") - len(NOTHING))

_SHORTER = {StepState.OTHERS: "others", StepState.NOT_APPLICABLE: "unneeded"}
STEPS = {mark: _SHORTER.get(state, state.value) for state, (mark, _) in STEP_MARKS.items()} | {
    READING_MARK[0]: "",
    CONTRADICTED_MARK[0]: "refused",
}
ROWS = (
    STEPS
    | {mark: state.value for state, (mark, _) in SETTING_MARKS.items()}
    | {BLOCKED_MARK[0]: "blocked", "✗": "failed", "←": "undone", "!": "warning"}
)
MESSAGES = {"✓": "Done:", "!": "Warning:", "✗": "Error:"}
_VALUES = {NOTHING: "nothing", MASK: "hidden"}
_PRESENCE = {"●": "yes", "–": "no "}
# Lines, blocks and triangles. Typographic signs are left: values have them too, and every screen
# reader knows them.
_SIGNS = {sign: form for sign, form in ASCII.items() if ord("─") <= sign <= ord("▿")}


def is_plain(widget: DOMNode) -> bool:
    """Whether the app is in plain mode."""
    return widget.app.has_class(PLAIN)


def worded(lines: Sequence[Line], words: Mapping[str, str]) -> list[Line]:
    """The lines with the mark at the start of each as a word.

    They have to be built for a width that leaves room for it.
    """
    said: list[Line] = []
    for line in lines:
        goes_on = said and line.row and said[-1].row == line.row
        spans = (
            [Span(" " * (WIDTH - 2)), *map(_said, line.spans)] if goes_on else _worded(line, words)
        )
        said.append(Line(tuple(spans), line.row))
    return said


def _worded(line: Line, words: Mapping[str, str]) -> list[Span]:
    spans = [_said(span) for span in line.spans]
    for at, span in enumerate(spans[:1]):
        mark, rest = span.text.strip()[:1], span.text.strip()[2:]
        if span.role == "key":  # an arrow's is no mark
            continue
        if mark in words and (not rest or span.text.lstrip().startswith(f"{mark} ")):
            word = words[mark] if line.row or mark != "·" else "-"
            spans[at] = Span(f"{word.ljust(WIDTH - 1)} {rest}", span.role, span.cell, span.link)
        elif line.row and not span.text.strip() and len(span.text) == 2:
            spans[at] = Span(" " * WIDTH, span.role)
    return spans


def _said(span: Span) -> Span:
    text = span.text
    if span.cell == CHECKED:
        text = CHECKED_WORDS[text].ljust(_CHECKED)
    elif span.cell and text.rstrip() in _VALUES:
        text = _VALUES[text.rstrip()].ljust(len(text))
    elif span.cell and text.startswith(f"{NOTHING} → "):
        text = _VALUES[NOTHING] + text.removeprefix(NOTHING)
    elif span.cell and text[-1:] in _PRESENCE and text[:-1] in {"old ", "new "}:
        text = text[:-1] + _PRESENCE[text[-1]]
    return span if text is span.text else Span(text, span.role, span.cell, span.link)


class NoSigns(LineFilter):
    """Whatever else of ours is drawn: pointers and rules."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Replace them by ASCII, cell for cell."""
        return [
            (
                segment
                if segment.text.isascii()
                else Segment(segment.text.translate(_SIGNS), segment.style, segment.control)
            )
            for segment in segments
        ]
