"""The results of every check.

The ways of a login with the place where each breaks, and what did not pass.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from migration.checks.check_run import unreachable
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding, worst_first
from migration.checks.login_ways import Way
from screens.dialogs.dialog import ReadingDialog
from widgets.panes.text_pane import TextPane
from widgets.text.check_names import NO_REACH, break_line, counted, station_words, verdict_mark
from widgets.text.line import Line, Span, line, wrap_sentence
from widgets.text.plain_text import plain, wrap


class CheckResultsDialog(ReadingDialog[None]):
    """Shows what a run of all checks found."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,q", "leave", "Close")]

    def __init__(
        self,
        found: Sequence[Finding],
        ways: Sequence[Way],
        whose_turn: Callable[[Finding], str] = lambda _: "",
    ) -> None:
        super().__init__("What the checks found", "↑ ↓ scroll · Enter closes")
        self._found = tuple(found)
        self._ways = tuple(ways)
        self._whose_turn = whose_turn  # whom a finding only waits for

    def content(self) -> Iterable[Widget]:
        """The ways, then the findings."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        if not self._found:
            return _wrapped("There is nothing to check yet.", width)
        if unreachable(self._found):
            return _wrapped(NO_REACH, width)
        waiting = [finding for finding in self._found if self._whose_turn(finding)]
        lines = [line(Span(f"{counted(self._found, waiting)}.", "strong")), Line()]
        for way in self._ways:
            lines += _way(way, width)
        for finding in sorted(worst_first(self._found), key=lambda one: one in waiting):
            if finding.verdict is CheckVerdict.PASSED:
                continue
            by = self._whose_turn(finding)
            mark, role = verdict_mark(finding, by)
            first, *rest = wrap(plain(f"{finding.step}  {finding.title}"), width - 2)
            lines += [
                line(Span(f"{mark} ", role), Span(first)),
                *(line(f"  {text}") for text in rest),
            ]
            lines += [
                line(Span(f"    {text}", "faint"))
                for text in wrap_sentence(_told(finding, by), width - 4)
            ]
        return lines


def _told(finding: Finding, by: str) -> str:
    return f"waits for {by}: {finding.sentence}" if by else finding.sentence


def _way(way: Way, width: int) -> list[Line]:
    """The stations under each other, each with its mark; below the one that breaks it, why."""
    lines = [line(Span(f"A login by {plain(way.provider)}", "title"))]
    broken = way.breaks_at
    for number, station in enumerate(way.stations):
        mark, role = verdict_mark(station.finding)
        beyond = broken is not None and way.stations.index(broken) < number
        lead = "  " if number == 0 else "→ "
        lines.append(
            line(
                Span(lead, "faint"),
                Span(f"{mark} ", role),
                Span(station_words(station), "faint" if beyond else ""),
            )
        )
        if station is broken:
            lines += _below(break_line(way), width, "warning")
    if broken is None:
        lines += _below(break_line(way), width, "faint")
    return [*lines, Line()]


def _below(sentence: str, width: int, role: str) -> list[Line]:
    return [line(Span(f"    {text}", role)) for text in wrap(sentence, width - 4) if text]


def _wrapped(sentence: str, width: int) -> list[Line]:
    return [line(text) for text in wrap(sentence, width)]
