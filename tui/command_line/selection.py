"""What `--step` and `--setting` select, and the sentence for an id that there is not."""

from collections.abc import Sequence
from dataclasses import replace

from migration.errors import BadInput
from migration.guide.step import Step
from migration.guide.step_summary import StepSummary
from migration.walkthrough import Walkthrough
from tui.spelling import did_you_mean, quoted


def check_step(step: str, steps: Sequence[Step]) -> None:
    """Check a step's id before anything is read; "" selects all steps.

    Raises `BadInput` where the guide has no step of that id.
    """
    ids = [known.id for known in steps]
    if step and step not in ids:
        raise BadInput(f"The guide has no step {quoted(step)}: its steps are {', '.join(ids)}.")


def selected_steps(
    walkthrough: Walkthrough, step: str, ids: Sequence[str] = ()
) -> tuple[StepSummary, ...]:
    """The step of that id, or all of them ("").

    With ids of settings it gives only those settings, and only the steps that have them. Raises
    `BadInput` for the id of a setting that does not exist.
    """
    summaries = tuple(
        summary for summary in walkthrough.pages.summaries() if not step or summary.step.id == step
    )
    if not ids:
        return summaries
    known = {setting.id for summary in summaries for setting in summary.settings}
    for address in ids:
        if address not in known:
            nearest = did_you_mean(address, known, "“poolwalk plan --json” lists them.")
            where = f"Step {step} has" if step else "There is"
            raise BadInput(f"{where} no setting {quoted(address, 200)}. {nearest}")
    chosen = (
        replace(summary, settings=tuple(s for s in summary.settings if s.id in ids))
        for summary in summaries
    )
    return tuple(summary for summary in chosen if summary.settings)


def selected_to_apply(
    walkthrough: Walkthrough, step: str, ids: Sequence[str] = ()
) -> tuple[str, ...]:
    """The ids, of what was selected, that `apply` would write now, in order."""
    return tuple(id_ for id_ in walkthrough.pages.to_apply(step) if not ids or id_ in ids)
