"""What became of a step's settings, one by one, when not all of them were applied."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widget import Widget

from migration.changes.report import Report, Result
from migration.compare.setting import setting_parts
from screens.dialog import ReadingDialog
from widgets.line import Line, Span, line
from widgets.plain_text import chop, plain, wrap
from widgets.text_pane import TextPane


class ReportDialog(ReadingDialog[None]):
    """Exact counts, every setting, and each reason whole."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,space,q", "leave", "Close")]

    def __init__(self, report: Report, done: str = "Applied") -> None:
        super().__init__(f"{done}: not everything", "Enter closes · ↑ ↓ scroll")
        self._report = report
        self._done = done

    def content(self) -> Iterable[Widget]:
        """The four lists, those that matter most first."""
        yield TextPane(self._lines)

    def _lines(self, width: int) -> Sequence[Line]:
        report = self._report
        lines: list[Line] = []
        for mark, role, title, results in (
            ("✗", "error", "Failed", report.failed),
            ("!", "warning", "Changed by somebody else meanwhile, so left alone", report.stale),
            ("⊘", "faint", "Skipped", report.skipped),
            ("✓", "ok", self._done, report.applied),
        ):
            if results:
                lines.append(line(Span(f"{mark} {title}: {len(results)}", role)))
                lines += [entry for result in results for entry in _result(result, width)]
                lines.append(Line())
        return lines[:-1]


def _result(result: Result, width: int) -> list[Line]:
    step, *parts = setting_parts(result.id)
    name = f"{step}  " + "  ".join(plain(part) for part in parts if part != "-")
    lines = [line(Span(f"  {text}")) for text in chop(name, width - 2)]
    return lines + [line(Span(f"      {text}", "faint")) for text in wrap(plain(result.reason), width - 6) if result.reason]
