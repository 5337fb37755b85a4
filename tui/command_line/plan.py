"""`poolwalk plan`: what differs and what would be applied. It writes nothing."""

import sys
from collections.abc import Iterator, Sequence

from migration.guide.carried_settings import is_read_last
from migration.guide.step import StepState
from migration.guide.step_files import load_steps
from migration.guide.step_reading import shows_what_is_read_last
from migration.guide.step_summary import StepSummary
from migration.walk.next_things.order import next_thing
from migration.walkthrough import Walkthrough
from tui.command_line.answer import Plan, PlanFile
from tui.command_line.answer_json import plan_json
from tui.command_line.answer_text import head, plan_text, step_lines
from tui.command_line.apple_key import check_apple_key, supply_apple_key
from tui.command_line.domain_prefix import choose_prefix
from tui.command_line.interruption import Interruptible
from tui.command_line.invocation import Invocation
from tui.command_line.last_plan import keep_ids
from tui.command_line.opening import opened, warn_of_the_record
from tui.command_line.output import Output
from tui.command_line.selection import check_step, selected_steps, selected_to_apply
from tui.settings.sources import Sources, first_look

_OF_ALL = ("", "effects")  # asked for everything, or for the step that closes with the verdict
NOTHING_TO_DO, FAILED, SOMETHING_TO_APPLY = 0, 1, 2


def plan(invocation: Invocation, sources: Sources) -> int:
    """Show the plan and give the exit code. Raises `PoolwalkError`."""
    steps = load_steps()
    check_step(invocation.step, steps)
    check_apple_key(invocation)
    output = Output(ascii_only=first_look(sources).ascii_only)
    # What is attached beside the guide's steps is read for its own step alone.
    attached = invocation.step in _OF_ALL or any(
        shows_what_is_read_last(step) for step in steps if step.id == invocation.step
    )
    at_once = attached and not invocation.step and not invocation.json and sys.stdout.isatty()
    with opened(
        sources, output, demo=invocation.demo, attached=attached and not at_once
    ) as session:
        walkthrough = session.walkthrough
        unread = warn_of_the_record(output, walkthrough.state)
        shown: list[str] = []
        if at_once:
            shown = list(_known_already(walkthrough))
            output.answer("\n".join(shown))
            session.run(walkthrough.reader.read_beside)
        file = _kept(session, invocation, output) if invocation.out else None
        answer = plan_answer(walkthrough, invocation.step, as_json=invocation.json, file=file)
        output.answer(_rest(answer, shown))
        if not invocation.demo:
            settings = settings_of(walkthrough.pages.summaries())
            keep_ids(walkthrough.state.request.state_folder, settings)
        if unread or (invocation.step and walkthrough.pages.unread(invocation.step)):
            return FAILED
        return SOMETHING_TO_APPLY if walkthrough.pages.to_apply(invocation.step) else NOTHING_TO_DO


def settings_of(summaries: Sequence[StepSummary]) -> Iterator[str]:
    """The ids of what is to do, as `apply --setting` takes them."""
    return (setting.id for one in summaries for setting in one.settings if setting.to_do)


def _known_already(walkthrough: Walkthrough) -> Iterator[str]:
    """The beginning of the plan, up to the first step that rests on what is not read yet."""
    deployment = walkthrough.state.deployment
    assert deployment is not None, "only a connected walkthrough has a plan"
    yield from head(deployment)
    yield ""
    to_apply = walkthrough.pages.to_apply("")
    for summary in walkthrough.pages.summaries():
        if summary.state is StepState.WAITING or is_read_last(summary.step.carries):
            return
        warnings = walkthrough.pages.page(summary.step.id).warnings
        yield from step_lines(summary, to_apply, warnings)


def _rest(answer: str, shown: Sequence[str]) -> str:
    """What of the plan does not stand there yet; all of it where something above is otherwise."""
    lines = answer.splitlines()
    if shown and lines[: len(shown)] != list(shown):
        return f"\nMore is known now, and it reads anew:\n\n{answer}"
    return "\n".join(lines[len(shown) :])


def plan_answer(
    walkthrough: Walkthrough,
    step: str,
    ids: Sequence[str] = (),
    *,
    as_json: bool,
    file: PlanFile | None = None,
) -> str:
    """What differs in the selected steps, or of the settings with these ids; JSON or text."""
    assert walkthrough.state.deployment is not None, "only a connected walkthrough has a plan"
    now = walkthrough.pages.now()
    plan = Plan(
        deployment=walkthrough.state.deployment,
        summaries=selected_steps(walkthrough, step, ids),
        to_apply=selected_to_apply(walkthrough, step, ids),
        unread=walkthrough.pages.unread(step),
        tally=walkthrough.pages.tally(),
        verdict=None if ids or step not in _OF_ALL else walkthrough.pages.retirement_verdict(),
        next=None if ids or step else next_thing(now),
        hour=now.hour.sentence if now.hour.is_near and not (ids or step) else "",
        rehearsed=walkthrough.state.record.rehearsed,
        file=file,
    )
    if as_json:
        return plan_json(plan)
    warnings = {
        summary.step.id: walkthrough.pages.page(summary.step.id).warnings
        for summary in plan.summaries
    }
    return plan_text(plan, warnings)


def _kept(session: Interruptible, invocation: Invocation, output: Output) -> PlanFile | None:
    walkthrough = session.walkthrough
    if invocation.domain:
        choose_prefix(session, invocation.domain)
    supply_apple_key(walkthrough, invocation)
    ids = selected_to_apply(walkthrough, invocation.step)
    if not ids:
        output.warn("nothing is to apply, so that no plan was kept.")
        return None
    plan, file = walkthrough.plans.keep(invocation.out, ids)
    output.warn(
        f"the plan of {len(plan.settings)} settings is kept as {file}; somebody else looks at it"
        f" with “poolwalk approve {file}”. Its hash is {plan.sha256[:12]}…"
    )
    return PlanFile(str(file), plan.sha256, len(plan.settings))
