"""Which sub-points of a step come after another step, a later one too."""

from collections.abc import Iterable

from migration.guide.progress import remaining
from migration.guide.step import Part, StepState
from migration.guide.step_summary import StepSummary


def comes_after(part: Part, summaries: Iterable[StepSummary]) -> tuple[str, ...]:
    """The steps that a sub-point comes after and that are not so far yet."""
    return tuple(
        summary.step.id
        for summary in summaries
        if summary.step.id in part.after
        and summary.state is not StepState.NOT_APPLICABLE
        and any(not setting.waits_for for setting in remaining(summary.settings))
    )
