"""Which sub-points of a step come after another step, a later one too."""

from collections.abc import Iterable

from migration.guide.progress import remaining
from migration.guide.step import Part
from migration.guide.step_summary import StepSummary


def comes_after(part: Part, summaries: Iterable[StepSummary]) -> tuple[str, ...]:
    """The steps that a sub-point comes after and that are not so far yet."""
    return tuple(
        summary.step.id
        for summary in summaries
        if summary.step.id in part.after and not _is_so_far(summary)
    )


def _is_so_far(summary: StepSummary) -> bool:
    """Whether what comes after a step can be done.

    Once nothing of it is left to write; where it has sub-points, once the first of them is ticked.
    """
    if summary.state.is_settled:
        return True
    if any(not setting.waits_for for setting in remaining(summary.settings)):
        return False
    return not summary.parts or any(part.tick for part in summary.parts)
