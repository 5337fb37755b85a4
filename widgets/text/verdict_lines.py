"""Can the old pool be retired? The verdict and every reason, in lines."""

from collections.abc import Callable, Iterator

from migration.guide.verdict import QUESTION, Answer, Reason, Verdict
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.own_keys import IN_SENTENCES, key_of, shown_key

MARKS = {Answer.YES: ("✓", "ok"), Answer.NO: ("✗", "missing"), Answer.UNKNOWN: ("?", "warning")}

KEYS_IN_BRACKETS = "The key in brackets settles it, on the page of its step."
_WORDS = {"✓": "Yes", "✗": "Against it", "?": "Not known", "·": "To weigh"}


def key_that_settles(reason: Reason) -> str:
    """The key of the command that settles a reason, or both where another one can.

    It is the table's own, as sentences have it.
    """
    commands = [command for command in (reason.command, reason.otherwise) if command]
    return " or ".join(shown_key(IN_SENTENCES[command]) for command in commands)


def _in_brackets(reason: Reason) -> str:
    key = key_that_settles(reason)
    return f" ({key})" if key else ""


def verdict_sentences(
    verdict: Verdict, settled_by: Callable[[Reason], str] = _in_brackets
) -> Iterator[tuple[str, str, str]]:
    """The question with its answer, then the reasons, each with what settles it.

    Each has its mark, the role of its colour, and its text.
    """
    mark, role = MARKS[verdict.answer]
    yield mark, role, f"{QUESTION} {verdict.sentence}"
    yield from (("  " + mark, role, text) for text in verdict.rests_on)
    for reasons, (lead, look) in (
        (verdict.against, MARKS[Answer.NO]),
        (verdict.unknown, MARKS[Answer.UNKNOWN]),
    ):
        for reason in reasons:
            where = f"{reason.step}: " if reason.step else ""
            yield "  " + lead, look, f"{where}{reason.text}{settled_by(reason)}"
    yield from (("  ·", "faint", text) for text in verdict.weigh)


def verdict_lines(verdict: Verdict, width: int, *, words: bool = False) -> list[Line]:
    """The verdict's lines for a width in cells: of the reasons the mark alone has a colour.

    `words` says what a mark stands for.
    """
    (mark, role, text), *others = verdict_sentences(verdict)
    role = f"{role} strong"
    if words:
        told = [*sentence_lines("", text, width, role), *_about_the_keys(verdict, width)]
        for mark, _, text in others:
            told += sentence_lines("  ", f"{_WORDS[mark.strip()]}: {text}", width)
        return [*told, *_report(verdict, width)]
    lines = [*sentence_lines(f"{mark} ", text, width, role), *_about_the_keys(verdict, width)]
    for mark, role, text in others:
        lead = f"{mark} "
        first, *rest = sentence_lines(lead, text, width)
        lines.append(line(Span(lead, role), first.text.removeprefix(lead)))
        lines += rest
    return [*lines, *_report(verdict, width)]


def _about_the_keys(verdict: Verdict, width: int) -> list[Line]:
    """What the brackets behind the reasons hold."""
    if not any(map(key_that_settles, (*verdict.against, *verdict.unknown))):
        return []
    return sentence_lines("  ", KEYS_IN_BRACKETS, width, "faint")


def answer_lines(verdict: Verdict, width: int) -> list[Line]:
    """The question with its answer alone."""
    mark, role, text = next(verdict_sentences(verdict))
    return sentence_lines(f"{mark} ", text, width, f"{role} strong")


def _report(verdict: Verdict, width: int) -> list[Line]:
    """How it is handed on, once it is yes."""
    if verdict.answer is not Answer.YES:
        return []
    how = (
        f"{key_of('write-report')} writes the report to hand on. Poolwalk never deletes the old"
        " pool: tell your customers a date, and ask Espressif's support (above) before you do."
    )
    return sentence_lines("  ", how, width)
