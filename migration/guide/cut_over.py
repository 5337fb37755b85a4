"""The plan of the cut-over: which steps can be done on any day, and which belong into one hour."""

from collections.abc import Iterable
from dataclasses import dataclass

from migration.guide.step import Step, StepKind, StepState, When
from migration.guide.step_summary import StepSummary


@dataclass(frozen=True)
class Stretch:
    """The steps that belong to one stretch of the cut-over, in the order in which they are done."""

    when: When
    steps: tuple[StepSummary, ...]


def cut_over(summaries: Iterable[StepSummary]) -> tuple[Stretch, ...]:
    """Every step that applies and is not only read, by when its file says that it is done.

    What goes live together begins with what nothing holds back.
    """
    applying = [
        summary
        for summary in sorted(summaries, key=lambda one: can_be_held_back(one.step))
        if summary.step.kind is not StepKind.READING
        and summary.state is not StepState.NOT_APPLICABLE
    ]
    stretches = (
        Stretch(when, tuple(summary for summary in applying if summary.step.when is when))
        for when in When
    )
    return tuple(stretch for stretch in stretches if stretch.steps)


def by_stretch(summaries: Iterable[StepSummary]) -> list[StepSummary]:
    """The steps in the order in which their work is done: of each stretch in the guide's order."""
    stretches = list(When)
    return sorted(summaries, key=lambda one: stretches.index(one.step.when))


def can_be_held_back(step: Step) -> bool:
    """Whether what the step makes live waits for a press of the person's."""
    return not any(part.last for part in step.parts)
