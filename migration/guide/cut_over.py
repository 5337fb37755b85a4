"""The plan of the cut-over: which steps can be done on any day, and which belong into one hour."""

from collections.abc import Iterable
from dataclasses import dataclass

from migration.guide.step import StepKind, StepState, When
from migration.guide.step_summary import StepSummary


@dataclass(frozen=True)
class Stretch:
    """The steps that belong to one stretch of the cut-over, in the guide's order."""

    when: When
    steps: tuple[StepSummary, ...]


def cut_over(summaries: Iterable[StepSummary]) -> tuple[Stretch, ...]:
    """Every step that applies and is not only read, by when its file says that it is done."""
    applying = [
        summary
        for summary in summaries
        if summary.step.kind is not StepKind.READING
        and summary.state is not StepState.NOT_APPLICABLE
    ]
    stretches = (
        Stretch(when, tuple(summary for summary in applying if summary.step.when is when))
        for when in When
    )
    return tuple(stretch for stretch in stretches if stretch.steps)
