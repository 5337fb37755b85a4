"""What became of a run's settings, one by one, when some of them failed, and how to go on."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from migration.changes.write_report import Result, Values, WriteReport, declined_among
from migration.compare.setting import setting_parts
from screens.dialogs.details import wrap_marked
from screens.dialogs.dialog import NOT_OFFERED, ReadingDialog
from widgets.panes.text_pane import TextPane
from widgets.text.differences import Marked, mark_differences
from widgets.text.line import Line, Span, cells_of, line, sentence_lines
from widgets.text.plain_text import chop_at_words, plain, wrap
from widgets.text.settings_columns import SIDE_BY_SIDE


class NextStep(StrEnum):
    """What a person can do about it, besides leaving it as it is.

    The value is the name of its action.
    """

    CONTINUE = "continue"
    ROLL_BACK = "roll_back"
    READ_AGAIN = "read_again"


# The key and the word of each; the foot of the dialog shows those that are offered.
_WAYS = {
    NextStep.CONTINUE: ("c", "continues", "applies what is left again"),
    NextStep.ROLL_BACK: (
        "b",
        "rolls back",
        "undoes what this run applied, and shows the list first",
    ),
    NextStep.READ_AGAIN: (
        "r",
        "reads again",
        "takes the new state; what you intend stays, to be applied or not",
    ),
}


# The three values of a result, named.
STALE = ("seen", "now", "intended")
NOT_STUCK = ("before", "now", "sent")


class WriteReportDialog(ReadingDialog[NextStep]):
    """Exact counts, every setting, and each reason whole. Answers with the way that was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,q", "leave", "Close"),
        *(
            Binding(key, f"choose('{way}')", about, id=f"report-{way.replace('_', '-')}")
            for way, (key, about, _) in _WAYS.items()
        ),
    ]
    READ_FIRST: ClassVar[frozenset[str]] = frozenset(f"choose('{way}')" for way in _WAYS)

    def __init__(
        self, report: WriteReport, done: str = "Applied", ways: Sequence[NextStep] = ()
    ) -> None:
        keys = [*(f"{_WAYS[way][0]} {_WAYS[way][1]}" for way in ways), "Enter closes", "↑ ↓ scroll"]
        super().__init__(f"{done}: not everything", " · ".join(keys))
        self._report = report
        self._done = done
        self._ways = tuple(ways)

    def content(self) -> Iterable[Widget]:
        """The lists, those that matter most first."""
        yield TextPane(self._lines)

    def action_choose(self, way: str) -> None:
        """Close, and go that way."""
        if NextStep(way) in self._ways:
            self.dismiss(NextStep(way))
        else:
            self.remark(NOT_OFFERED)

    def _lines(self, width: int) -> Sequence[Line]:
        report = self._report
        failed, declined = declined_among(report.failed)
        lines = [
            line(Span(f"  {_WAYS[way][0] if number == 0 else ' '} ", "key"), Span(part, "faint"))
            for way in self._ways
            for number, part in enumerate(wrap(_WAYS[way][2], width - 4))
        ]
        lines += [Line()] if lines else []
        for mark, role, title, results in (
            ("✗", "error", "Failed", failed),
            ("–", "faint", "Declined", declined),
            ("!", "warning", "Changed by somebody else meanwhile, so left alone", report.stale),
            ("…", "todo", "Not tried", [result for result in report.skipped if result.untried]),
            ("⊘", "faint", "Skipped", [result for result in report.skipped if not result.untried]),
            ("✓", "ok", self._done, report.applied),
        ):
            if results:
                lines += sentence_lines(f"{mark} ", f"{title}: {len(results)}", width, role)
                lines += _results(results, width, STALE if results is report.stale else NOT_STUCK)
                lines.append(Line())
        return lines[:-1]


def _results(results: Sequence[Result], width: int, names: tuple[str, str, str]) -> list[Line]:
    """Each setting; a reason that several on end share stands once, under the last of them.

    Those without one come last: none of them stands over another one's.
    """
    lines: list[Line] = []
    results = sorted(results, key=lambda result: not (result.reason or result.values))
    for number, result in enumerate(results):
        step, *parts = setting_parts(result.id)
        name = f"{step}  " + "  ".join(plain(part) for part in parts if part != "-")
        lines += [line(Span(f"  {text}")) for text in chop_at_words(name, width - 2)]
        following = results[number + 1].reason if number + 1 < len(results) else ""
        if result.values is not None:
            if names is NOT_STUCK:
                lines += sentence_lines(
                    "      ", "AWS accepted it and does not show it.", width, "faint"
                )
            lines += [*_values(result.values, names, width), Line()]
        elif result.reason and result.reason != following:
            lines += sentence_lines("      ", result.reason, width, "faint")
    return lines[:-1] if lines and not lines[-1].spans else lines


def _values(values: Values, names: tuple[str, str, str], width: int) -> list[Line]:
    """What was seen, what is there now and what was intended.

    They are three columns, or one under the other where these would be too narrow.
    """
    seen, now, intended = values.seen, values.now, values.intended
    unmarked: Marked = [(intended, False)]
    before, after = (
        mark_differences(seen, now) if seen and now else ([(seen, False)], [(now, False)])
    )
    named = tuple(zip(names, (seen, now, intended), (before, after, unmarked), strict=True))
    if width < SIDE_BY_SIDE:
        lines: list[Line] = []
        for name, text, marked in named:
            for number, spans in enumerate(_wrapped(text, marked, width - 6 - 10)):
                lines.append(
                    line("      ", Span((name if not number else "").ljust(10), "faint"), *spans)
                )
        return lines
    column = (width - 6 - 2 * 2) // 3
    wrapped = [_wrapped(text, marked, column) for _, text, marked in named]
    lines = [
        line(
            "      ", Span("  ".join(name.ljust(column) for name, _, _ in named).rstrip(), "faint")
        )
    ]
    for y in range(max(map(len, wrapped))):
        cells = [_padded(rows[y] if y < len(rows) else (), column) for rows in wrapped]
        lines.append(line("      ", *cells[0], "  ", *cells[1], "  ", *cells[2]))
    return lines


def _wrapped(text: str, marked: Marked, width: int) -> list[tuple[Span, ...]]:
    return wrap_marked(marked, width) if text else [(Span("nothing", "faint"),)]


def _padded(spans: Sequence[Span], width: int) -> tuple[Span, ...]:
    used = cells_of(spans)
    return (*spans, Span(" " * max(width - used, 0)))
