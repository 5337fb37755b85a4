"""One check's evidence: what was asked, what was answered, when, and what that means."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from migration.checks.verdict import Finding
from screens.dialog import ReadingDialog
from widgets.check_words import verdict_mark
from widgets.line import Line, Span, line
from widgets.plain_text import plain, wrap
from widgets.text_pane import TextPane

_NAME = 10  # cells


class FindingDialog(ReadingDialog[None]):
    """Shows it until it was read."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,q", "leave", "Close")]

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.title, "↑ ↓ scroll · Enter closes")
        self._finding = finding

    def content(self) -> Iterable[Widget]:
        """Verdict, then evidence."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        finding, kept = self._finding, self._finding.evidence
        mark, role = verdict_mark(finding)
        lines = [line(Span(f"{mark} ", role), Span(finding.verdict.value, "strong"))]
        lines += [line(f"  {text}") for text in wrap(plain(finding.sentence), width - 2)]
        told = {
            "asked": finding.at.strftime("%Y-%m-%d %H:%M:%S UTC") + (", by hand from elsewhere" if kept.pasted else ""),
            "host": kept.host,
            "status": str(kept.status) if kept.status else "no answer",
            "leads to": kept.location,
            "code": kept.code,
            "check": finding.check,
        }
        lines.append(Line())
        for name, value in told.items():
            for number, text in enumerate(wrap(plain(value), width - _NAME) if value else []):
                lines.append(line(Span((name if number == 0 else "").ljust(_NAME), "faint"), Span(text, "code")))
        return lines
