"""The page of the skills stack: each parameter now and after the update.

Where the stack has to be deployed anew, also what to paste there.
"""

from migration.compare.skills import PARAMETER, why_not_updatable
from migration.deployment.whole_reading import Reading
from migration.guide.page import Fact, Group, PasteValue, Side
from migration.guide.step_summary import StepSummary
from migration.pools.documents import HIDDEN, SkillsStack

SIDES = (Side("Now", "Now", "now"), Side("After", "After", "to"))


def skills_groups(summary: StepSummary, reading: Reading) -> tuple[Group, ...]:
    """The parameter that changes, then every other, which stays as it is."""
    stack = reading.skills_stack
    if not isinstance(stack, SkillsStack):
        return (Group("the skills stack", rows=summary.settings),) if summary.settings else ()
    kept = [Fact(key, value, value) for key, value in _others(stack) if value != HIDDEN]
    hidden = [key for key, value in _others(stack) if value == HIDDEN]
    notes = (
        [f"Hidden by CloudFormation, and kept as they are: {', '.join(hidden)}."] if hidden else []
    )
    if stack.others:
        notes.append(
            "There is another one of the same application, which Poolwalk leaves alone:"
            f" {', '.join(stack.others)}."
        )
    if why := why_not_updatable(stack):
        notes.append(f"{why[0].upper()}{why[1:]}.")
    return (
        Group(
            f"{stack.name} in {stack.region}", note=" ".join(notes), rows=(*summary.settings, *kept)
        ),
    )


def parameters_to_paste(reading: Reading) -> tuple[PasteValue, ...]:
    """Every current parameter, to paste where the application has to be deployed anew.

    That is where the deployed template does not have the parameter to change.
    """
    stack = reading.skills_stack
    if not isinstance(stack, SkillsStack) or PARAMETER in stack.parameters:
        return ()
    return tuple(
        (
            PasteValue(key, None, "your own copy: CloudFormation hides this value (NoEcho)")
            if value == HIDDEN
            else PasteValue(key, value)
        )
        for key, value in stack.parameters.items()
    )


def _others(stack: SkillsStack) -> list[tuple[str, str]]:
    return [(key, value) for key, value in stack.parameters.items() if key != PARAMETER]
