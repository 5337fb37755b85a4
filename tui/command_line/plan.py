"""`poolwalk plan`: what differs and what would be applied. It writes nothing."""

from collections.abc import Sequence

from migration.compare.looks import ATTACHED_STEPS
from migration.guide.files import load_steps
from migration.walk.next_thing import next_thing
from migration.walkthrough import Walkthrough
from tui.command_line.answer import Plan
from tui.command_line.answer_json import plan_json
from tui.command_line.answer_text import plan_text
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, warn_of_the_record
from tui.command_line.output import Output
from tui.command_line.selection import check_step, selected_steps, selected_to_apply
from tui.settings.sources import Sources, first_look

_OF_ALL = ("", "effects")  # asked for everything, or for the step that closes with the verdict
NOTHING_TO_DO, FAILED, SOMETHING_TO_APPLY = 0, 1, 2


def plan(invocation: Invocation, sources: Sources) -> int:
    """Show the plan and give the exit code. Raises `PoolwalkError`."""
    check_step(invocation.step, load_steps())
    output = Output(ascii_only=first_look(sources).ascii_only)
    # What is attached beside the guide's steps is read for its own step alone.
    with opened(
        sources,
        output,
        demo=invocation.demo,
        attached=invocation.step in {*_OF_ALL, *ATTACHED_STEPS},
    ) as session:
        walkthrough = session.walkthrough
        unread = warn_of_the_record(output, walkthrough.state)
        output.answer(plan_answer(walkthrough, invocation.step, as_json=invocation.json))
        if unread or (invocation.step and walkthrough.pages.unread(invocation.step)):
            return FAILED
        return SOMETHING_TO_APPLY if walkthrough.pages.to_apply(invocation.step) else NOTHING_TO_DO


def plan_answer(
    walkthrough: Walkthrough, step: str, ids: Sequence[str] = (), *, as_json: bool
) -> str:
    """What differs in the selected steps, or of the settings with these ids; JSON or text."""
    assert walkthrough.state.deployment is not None, "only a connected walkthrough has a plan"
    plan = Plan(
        deployment=walkthrough.state.deployment,
        summaries=selected_steps(walkthrough, step, ids),
        to_apply=selected_to_apply(walkthrough, step, ids),
        unread=walkthrough.pages.unread(step),
        tally=walkthrough.pages.tally(),
        verdict=None if ids or step not in _OF_ALL else walkthrough.pages.retirement(),
        next=None if ids or step else next_thing(walkthrough.pages.now()),
        rehearsed=walkthrough.state.record.rehearsed,
    )
    if as_json:
        return plan_json(plan)
    warnings = {
        summary.step.id: walkthrough.pages.page(summary.step.id).warnings
        for summary in plan.summaries
    }
    return plan_text(plan, warnings)
