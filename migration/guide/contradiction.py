"""A check that is refused after a person's tick contradicts that tick."""

from collections.abc import Iterable

from migration.checks.verdict import Finding, Verdict
from migration.guide.step import StepState, StepSummary, Tick


def contradiction(
    summary: StepSummary, tick: Tick | None, found: Iterable[Finding]
) -> Finding | None:
    """The finding that contradicts what a person ticked before it.

    None where there is no such finding, or nothing was ticked.
    """
    whole = (tick,) if tick is not None and tick.verdict is StepState.DONE else ()
    ticked = [
        said.at for said in (*whole, *(part.tick for part in summary.parts)) if said is not None
    ]
    if not ticked:
        return None
    since = max(ticked)
    of_step = (
        finding for finding in found if finding.step == summary.step.id and finding.at >= since
    )
    return next((finding for finding in of_step if finding.verdict is Verdict.REFUSED), None)
