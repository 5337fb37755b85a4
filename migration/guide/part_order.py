"""Which sub-points of a step come after another step, a later one too."""

from collections.abc import Container, Iterable, Iterator

from migration.guide.progress import remaining
from migration.guide.step import Part
from migration.guide.step_summary import StepSummary


def comes_after(
    part: Part, summaries: Iterable[StepSummary], built: Container[str] = ()
) -> tuple[str, ...]:
    """The steps that a sub-point comes after and that are not so far yet.

    Those that are `built` are: what they make is there, though nobody ticked it.
    """
    return tuple(
        summary.step.id
        for summary in summaries
        if summary.step.id in part.after
        and summary.step.id not in built
        and not _is_so_far(summary)
    )


def comes_last(step: str, part: Part, summaries: Iterable[StepSummary], *, hour_runs: bool) -> bool:
    """Whether a person does everything else before this sub-point of a step.

    Nothing may hold back what it sets going, which matters until the hour of the cut-over runs;
    and nobody submits a build before what another step waits for was tried in it.
    """
    return (part.last and not hour_runs) or (
        part.dated and not part.by and any(_awaiting(step, summaries))
    )


def awaited_by_others(step: str, summaries: Iterable[StepSummary]) -> tuple[str, ...]:
    """What other steps wait for this one with, a sentence for each: it is thought of here."""
    return tuple(
        f"Step {other} waits for this one: before anything is submitted, see to"
        f" “{part.text}”, and tick it there."
        for other, part in _awaiting(step, summaries)
    )


def _awaiting(step: str, summaries: Iterable[StepSummary]) -> Iterator[tuple[str, Part]]:
    """The open sub-points of other steps that come after this one, each with its step."""
    for summary in summaries:
        if not summary.state.is_settled:
            for one in summary.parts:
                if one.tick is None and step in one.part.after:
                    yield summary.step.id, one.part


def _is_so_far(summary: StepSummary) -> bool:
    """Whether what comes after a step can be done.

    Once nothing of it is left to write; where it has sub-points, once the first of them is ticked.
    """
    if summary.state.is_settled:
        return True
    if any(not setting.waits_for for setting in remaining(summary.settings)):
        return False
    return not summary.parts or any(part.tick for part in summary.parts)
