"""Can the old pool be retired? The verdict and every reason, in lines."""

from collections.abc import Iterator

from migration.guide.verdict import Answer, Reason, Verdict
from widgets.text.line import Line, sentence_lines

QUESTION = "Can the old pool be retired?"
ANSWERS = {
    Answer.YES: ("✓", "ok", "Yes, as far as AWS and the ticks show."),
    Answer.NO: ("✗", "missing", "No, not yet."),
    Answer.UNKNOWN: ("?", "warning", "That cannot be said: something is not read."),
}


def verdict_sentences(verdict: Verdict) -> Iterator[tuple[str, str, str]]:
    """The question with its answer, then the reasons.

    Each has its mark, the role of its colour, and its text.
    """
    mark, role, words = ANSWERS[verdict.answer]
    yield mark, role, f"{QUESTION} {words}"
    for reasons, (lead, look, _) in (
        (verdict.against, ANSWERS[Answer.NO]),
        (verdict.unknown, ANSWERS[Answer.UNKNOWN]),
    ):
        yield from (("  " + lead, look, _reason(reason)) for reason in reasons)
    yield from (("  ·", "faint", text) for text in verdict.weigh)


def _reason(reason: Reason) -> str:
    return f"{reason.step}: {reason.text}" if reason.step else reason.text


def verdict_lines(verdict: Verdict, width: int) -> list[Line]:
    """The same for a width in cells."""
    return [
        line
        for mark, role, text in verdict_sentences(verdict)
        for line in sentence_lines(f"{mark} ", text, width, role if role != "faint" else "")
    ]
