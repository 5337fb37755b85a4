"""Can the old pool be retired? The verdict and every reason, in lines."""

from collections.abc import Iterator

from migration.guide.verdict import QUESTION, Answer, Reason, Verdict
from widgets.commands.own_keys import shown_keys
from widgets.text.line import Line, sentence_lines

MARKS = {Answer.YES: ("✓", "ok"), Answer.NO: ("✗", "missing"), Answer.UNKNOWN: ("?", "warning")}

# The keys of the commands that settle a reason, by Textual's names. The table of commands says the
# same, and a test holds them together: reading it would load Textual for commands without a screen.
KEYS = {
    "tick": "space",
    "check-step": "v",
    "enter-value": "e",
    "apply-step": "A",
    "not-applicable": "x",
    "read-again": "r",
    "show-usage": "w",
}


def verdict_sentences(verdict: Verdict, *, keys: bool = True) -> Iterator[tuple[str, str, str]]:
    """The question with its answer, then the reasons.

    Each has its mark, the role of its colour, and its text.
    """
    mark, role = MARKS[verdict.answer]
    yield mark, role, f"{QUESTION} {verdict.sentence}"
    yield from (("  " + mark, role, text) for text in verdict.rests_on)
    for reasons, (lead, look) in (
        (verdict.against, MARKS[Answer.NO]),
        (verdict.unknown, MARKS[Answer.UNKNOWN]),
    ):
        yield from (("  " + lead, look, _reason(reason, keys=keys)) for reason in reasons)
    yield from (("  ·", "faint", text) for text in verdict.weigh)


def _reason(reason: Reason, *, keys: bool) -> str:
    key = ""
    if keys and reason.command:
        key = f" ({shown_keys(reason.command, KEYS[reason.command])[0]})"
    return f"{reason.step}: {reason.text}{key}" if reason.step else f"{reason.text}{key}"


def verdict_lines(verdict: Verdict, width: int) -> list[Line]:
    """The same for a width in cells."""
    return [
        line
        for mark, role, text in verdict_sentences(verdict)
        for line in sentence_lines(f"{mark} ", text, width, role if role != "faint" else "")
    ]
