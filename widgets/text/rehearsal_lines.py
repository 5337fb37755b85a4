"""The rehearsal's page in lines: where it is, what will be made, how far it is, what came of it."""

from collections.abc import Sequence

from migration.pools.reading import Deployment
from migration.rehearsal.announcement import Announcement
from migration.rehearsal.result import Doing, Result, Told
from widgets.text.line import Line, Span, line
from widgets.text.plain_text import cut, plain, wrap
from widgets.text.rehearsal_words import Row, result_rows, rows_of

_BAR = 40  # cells
_INDENT = 2


def place_lines(deployment: Deployment, width: int, *, words: bool) -> list[Line]:
    """The account and the region in large letters: nobody rehearses in the wrong one."""
    account, region = plain(deployment.account), plain(deployment.region).upper()
    if words:
        return [line(Span(f"Account {account}, {region}", "title")), Line()]
    large = f"{' '.join(account)}     {' '.join(region)}"
    text = large if len(large) + 4 <= width else f"{account}  {region}"
    rule = "━" * min(len(text) + 4, width)
    endpoint = [Span(f"   {plain(deployment.endpoint)}", "warning")] if deployment.endpoint else []
    return [
        line(Span(rule, "rule")),
        line(Span(f"  {cut(text, max(width - 2, 1))}", "title"), *endpoint),
        line(Span(rule, "rule")),
        Line(),
    ]


def announced_lines(announced: Announcement, width: int) -> list[Line]:
    """What will be made, and the key that says yes."""
    lines = [line(Span(text)) for sentence in announced.lines for text in wrap(sentence, width - 1)]
    return [*lines, Line(), line(Span("y ", "accent"), Span("rehearse it now")), Line()]


def progress_lines(told: Sequence[Told], width: int, *, busy: bool, words: bool) -> list[Line]:
    """How far it is, and what is being done now."""
    doing = [one for one in told if isinstance(one, Doing)]
    if not busy or not doing:
        return []
    last = doing[-1]
    full = int(last.share * _BAR)
    share = f"{last.share:4.0%} "
    bar = (
        () if words else (Span("█" * full, "accent"), Span("░" * (_BAR - full), "rule"), Span(" "))
    )
    now = cut(plain(last.sentence), max(width - 1, 1))
    return [line(*bar, Span(share)), line(Span(now, "faint")), Line()]


def told_lines(told: Sequence[Told], result: Result | None, problem: str, width: int) -> list[Line]:
    """What it came to, and above all the rest what was otherwise; then each as it came."""
    lines: list[Line] = []
    if problem:
        lines += [line(Span(text, "error")) for text in wrap(plain(problem), width - 1)]
    for row in result_rows(result) if result is not None else ():
        lines += _row(row, width)
    if lines:
        lines.append(Line())
    # The newest first while it goes on: it is what a person waits for.
    rows = [list(rows_of(one)) for one in told]
    for group in rows if result is not None else reversed(rows):
        for row in group:
            lines += _row(row, width)
    return lines


def _row(row: Row, width: int) -> list[Line]:
    mark, look, text = row
    first, *rest = wrap(text, max(width - _INDENT - 1, 1)) or [""]
    return [
        line(Span(f"{mark} ", look), Span(first)),
        *(line(Span(" " * _INDENT), Span(more)) for more in rest),
    ]
