"""The doctor's checks as lines, for its page and for the command line.

Verdicts are words, so that nobody needs to see a colour.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from migration.doctor.check import Check, DoctorVerdict
from widgets.text.line import WIDEST, Line, Span, line, wrap_sentence
from widgets.text.plain_text import plain, wrap

_VERDICT = 9  # cells
_NAME = 22
_ROOMY = 70
_NAMED = 3  # that say the same and are still named one by one


def check_lines(checks: Sequence[Check], width: int, *, failed_first: bool = False) -> list[Line]:
    """Each group with its checks, then the result.

    Neighbours that passed alike stand on one line together. Where a page is read from its top,
    what failed stands before all groups.
    """
    lines: list[Line] = []
    failed = [check for check in checks if check.fails] if failed_first else []
    if failed:
        lines = [line(Span("Failed", "error"))]
        for check in failed:
            lines += _check([check], width)
        checks = [check for check in checks if not check.fails]
    for group, found in groupby(checks, key=lambda check: check.group):
        lines += [*([Line()] if lines else []), line(Span(group.value, "heading"))]
        for alike in _alike(list(found)):
            lines += _check(alike, width)
    return [*lines, *([Line()] if lines else []), *_sum([*failed, *checks], width)]


def _alike(checks: Sequence[Check]) -> Iterator[list[Check]]:
    """Checks that say the same, whatever their names; a failure stands by itself."""
    kept: dict[tuple[str, ...], list[Check]] = {}
    for check in checks:
        own_name = check.name if check.verdict is DoctorVerdict.FAILED else ""
        kept.setdefault(
            (check.verdict, check.evidence, check.reason, check.advice, own_name), []
        ).append(check)
    yield from kept.values()


def _check(alike: Sequence[Check], width: int) -> list[Line]:
    check = alike[0]
    word, role = _verdict(check)
    name = ", ".join(one.name for one in alike) if len(alike) <= _NAMED else f"{len(alike)} checks"
    said = plain(check.evidence or check.reason)
    indent = _VERDICT + 2
    # What passed steps back: the eye is to find the others.
    passed = check.verdict is DoctorVerdict.PASSED
    named, told = ("", "faint") if passed else ("strong", "")
    head = [Span("  "), Span(word.ljust(_VERDICT), role), Span(name.ljust(_NAME), named)]
    beside = width >= _ROOMY
    column = indent + _NAME + 1 if beside else indent
    texts = wrap(said, min(max(width - column, 20), WIDEST)) if said else []
    lines: list[Line] = []
    if beside and texts and len(name) <= _NAME:
        lines.append(line(*head, Span(f" {texts.pop(0)}", told)))
    else:
        lines.append(line(*head))
    lines += [line(Span(" " * column + text, told)) for text in texts]
    if check.advice:
        first, *rest = wrap_sentence(check.advice, max(width - column - 2, 20))
        lines.append(line(Span(" " * column + "→ ", "accent"), Span(first)))
        lines += [line(Span(" " * (column + 2) + text)) for text in rest]
    return lines


def _verdict(check: Check) -> tuple[str, str]:
    if check.verdict is DoctorVerdict.PASSED:
        return "ok", "ok"
    if check.verdict is DoctorVerdict.UNKNOWN:
        return "unknown", "warning"
    return ("advice", "warning") if check.advisory else ("FAILED", "error")


def _sum(checks: Sequence[Check], width: int) -> list[Line]:
    failed = [check.name for check in checks if check.fails]
    advised = [
        check.name for check in checks if check.verdict is DoctorVerdict.FAILED and check.advisory
    ]
    passed = sum(check.verdict is DoctorVerdict.PASSED for check in checks)
    unknown = sum(check.verdict is DoctorVerdict.UNKNOWN for check in checks)
    told = [f"{passed} passed", f"{len(failed)} failed", f"{unknown} not known"]
    told += [f"{len(advised)} with advice"] if advised else []
    lines = [line(Span(", ".join(told) + ".", "strong"))]
    for word, names, role in (("Failed", failed, "error"), ("Advice", advised, "warning")):
        if names:
            lines += [
                line(Span(text, role)) for text in wrap(f"{word}: {', '.join(names)}.", width)
            ]
    return lines
