"""The plan of the cut-over in lines: each step, what customers notice, what to try before."""

from collections.abc import Iterator, Sequence

from migration.guide.cut_over import Stretch
from migration.guide.step import STEP_WORDS, StepState, When
from migration.guide.step_summary import StepSummary
from widgets.text.line import Line, Span, line, sentence_lines
from widgets.text.marks import STEP_MARKS

_HEADS = {
    When.ANY_DAY: "Any day, in this order",
    When.ONE_HOUR: "Together, within one hour",
    When.AFTERWARDS: "Afterwards, without haste",
}


def cut_over_lines(
    plan: Sequence[Stretch], width: int, hour: str = "", *, words: bool = False
) -> list[Line]:
    """The stretches one under the other; with `words` each step says in words how far it is.

    `hour` says how far that stretch is which is done in one hour.
    """
    lines: list[Line] = []
    for stretch in plan:
        lines.append(line(Span(_HEADS[stretch.when], "heading")))
        if hour and stretch.when is When.ONE_HOUR:
            lines += sentence_lines("", hour, width, "strong")
        for summary in stretch.steps:
            lines += _step(summary, width, words=words)
    return lines


def _step(summary: StepSummary, width: int, *, words: bool) -> Iterator[Line]:
    mark, _ = STEP_MARKS[summary.state]
    step = summary.step
    state = f" ({STEP_WORDS[summary.state]})" if words else ""
    done = summary.state is StepState.DONE
    notice = f": {step.notice}" if step.notice else ""
    name = f"{step.id} {step.title}" if step.id[0].isdigit() else step.title
    head = f"{name}{state}{notice}"
    yield from sentence_lines(f"{mark} ", head, width, "faint" if done else "")
    if step.trial and not done:
        yield from sentence_lines("    ", f"Try: {step.trial}", width, "faint")
