"""What was checked of a step, and what that means for it.

Each check stands with its verdict and its time.
"""

from dataclasses import replace

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding, worst_first
from migration.checks.propagation import Wait
from migration.guide.contradiction import whose_turn
from migration.guide.page import Page
from widgets.text.check_names import verdict_mark, verdict_word
from widgets.text.line import Line, Span, sentence_lines, wrap_spans
from widgets.text.own_keys import key_of
from widgets.text.plain_text import plain

_NO_BREAK = "\N{NO-BREAK SPACE}"
CHECK = "check:"  # before a check's id, in the address of its row


def finding_address(finding: Finding) -> str:
    """The address of a finding's row within its page."""
    return f"{CHECK}{finding.check}"


def news_lines(page: Page, width: int) -> list[Line]:
    """What the findings mean for the step.

    A change is waited for, or a tick is contradicted.
    """
    lines = _waits(page.wait, width) if page.wait and page.checks else []
    if page.contradicted is not None:
        lines += sentence_lines(
            "✗ ",
            f"A check says otherwise than the tick: {plain(page.contradicted.sentence)}.",
            width,
            "error",
        )
    return lines


def checked_lines(page: Page, width: int, cell: str) -> list[Line]:
    """A row for each finding, what does not hold first.

    The cursor stands on them in the column `cell`.
    """
    if not page.checks:
        return sentence_lines(
            "○ ", f"Not yet: {key_of('check-step')} asks whether this is done.", width, "faint"
        )
    lines: list[Line] = []
    for finding in worst_first(page.checks):
        by = whose_turn(page.summary, finding)
        mark, role = verdict_mark(finding, by)
        verdict = verdict_word(finding, by)
        when = finding.at.astimezone().strftime("%Y-%m-%d %H:%M")
        words = [
            Span(plain(finding.title), "", cell),
            Span(f" {_whole(f'· {verdict} {when}')}", "faint"),
        ]
        for number, spans in enumerate(wrap_spans(words, width - 2)):
            lead = Span(f"{mark} ", role) if number == 0 else Span("  ")
            lines.append(Line((lead, *map(_spaced, spans)), finding_address(finding)))
        if finding.verdict is not CheckVerdict.PASSED and finding is not page.contradicted:
            lines += sentence_lines("  ", plain(finding.sentence), width, "faint")
    return lines


def _whole(text: str) -> str:
    """A text that no line is broken in: a day is not told from its hour."""
    return text.replace(" ", _NO_BREAK)


def _spaced(span: Span) -> Span:
    return replace(span, text=span.text.replace(_NO_BREAK, " "))


def _waits(wait: Wait, width: int) -> list[Line]:
    since, until = (moment.astimezone().strftime("%H:%M") for moment in (wait.since, wait.until))
    sentence = (
        f"Asked again by itself since {since}, with growing pauses, until {until}: a change takes"
        f" time to spread. {key_of('clear')} stops."
    )
    return sentence_lines("… ", sentence, width, "todo")
