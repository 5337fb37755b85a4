"""What was checked of a step, beside what a person said of it: each check with its verdict and when it was asked."""

from collections.abc import Sequence

from migration.checks.verdict import Finding, Verdict
from migration.checks.waiting import Wait
from migration.guide.step import Page
from widgets.check_words import verdict_mark
from widgets.line import Line, Span, sentence_lines, wrap_spans
from widgets.plain_text import plain

CHECK = "check:"  # before a check's id, in the address of its row
_ASK = "v asks whether this is done"
_WORST_FIRST = (Verdict.REFUSED, Verdict.INCONCLUSIVE, Verdict.PASSED)


def finding_address(finding: Finding) -> str:
    """The address of a finding's row within its page."""
    return f"{CHECK}{finding.check}"


def finding_lines(page: Page, width: int, cell: str) -> list[Line]:
    """A row for each finding, what does not hold first; the cursor stands on them in the column `cell`."""
    if not page.can_check:
        return []
    waits = _waits(page.wait, width) if page.wait else []
    if not page.checks:
        ticked = page.tick is not None or page.said_done
        return sentence_lines("○ ", f"Not checked yet: {_ASK}.", width, "faint") if ticked else []
    lines = waits
    if page.contradicted is not None:
        lines += sentence_lines("✗ ", f"What was ticked is contradicted: {plain(page.contradicted.sentence)}.", width, "missing")
    for finding in in_order(page.checks):
        mark, role = verdict_mark(finding)
        when = finding.at.astimezone().strftime("%Y-%m-%d %H:%M")
        words = [Span(plain(finding.title), "", cell), Span(f" · {finding.verdict.value} {when}", "faint")]
        for number, spans in enumerate(wrap_spans(words, width - 2)):
            lead = Span(f"{mark} ", role) if number == 0 else Span("  ")
            lines.append(Line((lead, *spans), finding_address(finding)))
        if finding.verdict is not Verdict.PASSED and finding is not page.contradicted:
            lines += sentence_lines("  ", plain(finding.sentence), width, "faint")
    return lines


def _waits(wait: Wait, width: int) -> list[Line]:
    since, until = (moment.astimezone().strftime("%H:%M") for moment in (wait.since, wait.until))
    sentence = (
        f"Asked again by itself since {since}, with growing pauses, until {until}: a change takes time to spread. Esc stops."
    )
    return sentence_lines("… ", sentence, width, "todo")


def in_order(found: Sequence[Finding]) -> list[Finding]:
    """Refused, inconclusive, passed."""
    return sorted(found, key=lambda finding: _WORST_FIRST.index(finding.verdict))
