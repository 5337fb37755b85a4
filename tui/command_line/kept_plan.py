"""`poolwalk approve FILE` and `poolwalk apply FILE`: a plan that `plan --out` kept."""

from functools import partial

from migration.changes.write_report import Result, WriteReport
from migration.errors import BadInput, ReadOnly
from migration.journal.plan_record import Signature
from migration.utc import in_utc
from migration.walk.plans import OpenPlan
from migration.walkthrough import Walkthrough
from tui.command_line.answer_json import document_text, report_json
from tui.command_line.answer_text import head, report_text
from tui.command_line.apple_key import check_apple_key, supply_apple_key
from tui.command_line.apply import (
    ALL_APPLIED,
    FAILED,
    INTERRUPTED,
    STOPPED,
    UNANSWERED,
    settings_by_id,
)
from tui.command_line.change_set_consent import consent_on_terminal
from tui.command_line.consent import ask, check_somebody_answers, somebody_answers, type_name
from tui.command_line.domain_prefix import choose_prefix
from tui.command_line.interruption import Interruptible
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, progress, warn_of_the_record
from tui.command_line.output import Output
from tui.command_line.reasons import report_without_keys
from tui.settings.sources import Sources, first_look
from widgets.text.plan_lines import plan_lines

WIDTH = 100  # cells of a line
APPROVED = 0


def approve(invocation: Invocation, sources: Sources) -> int:
    """Show the plan and record an approval; gives the exit code. Raises `PoolwalkError`."""
    if not invocation.yes and not somebody_answers():
        raise BadInput("Nobody is there to ask whether the plan is right: add --yes to approve it.")
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo) as session:
        walkthrough = session.walkthrough
        warn_of_the_record(output, walkthrough.state)
        plan = walkthrough.plans.open(invocation.plan_file)
        output.note(_shown(walkthrough, plan))
        if not invocation.yes:
            ask("Approve this plan, as yourself?", "Nothing was approved.", output)
        plan = walkthrough.plans.approve(plan)
        said = f"Approved by {walkthrough.state.who}: it is in the record, and the file tells it."
        output.answer(_json(plan) if invocation.json else said)
    return APPROVED


def apply_plan(invocation: Invocation, sources: Sources) -> int:
    """Write what a plan's file has, and report; gives the exit code.

    Raises `PoolwalkError` where nothing was tried.
    """
    check_apple_key(invocation)
    check_somebody_answers("apply", "--plan-file FILE", yes=invocation.yes)
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo) as session:
        walkthrough = session.walkthrough
        if walkthrough.state.read_only:
            raise ReadOnly(walkthrough.state.read_only_reason)
        if invocation.domain:
            choose_prefix(session, invocation.domain)
        supply_apple_key(walkthrough, invocation)
        plan = walkthrough.plans.open(invocation.plan_file)
        output.note(_shown(walkthrough, plan))
        if plan.unapproved:
            type_name(walkthrough, output)
        if not invocation.yes:
            ask("Apply what stands as planned?", "Nothing was applied.", output)
        settings = settings_by_id(walkthrough)
        with session.writing():
            report = _carried_out(session, plan, output, yes=invocation.yes)
        settings |= settings_by_id(walkthrough)
        report = report_without_keys(report, settings)
        output.answer(report_json(report) if invocation.json else report_text(report, settings))
        if session.interrupted:
            output.warn(STOPPED)
            return INTERRUPTED
        return FAILED if report.failed or report.stale or report.skipped else ALL_APPLIED


def _carried_out(
    session: Interruptible, plan: OpenPlan, output: Output, *, yes: bool
) -> WriteReport:
    try:
        return session.run(
            partial(
                session.walkthrough.plans.apply,
                plan.plan,
                partial(progress, output),
                consent_on_terminal(output, yes=yes),
                plan.shown,
            )
        )
    except KeyboardInterrupt:
        return WriteReport(failed=tuple(Result(id_, UNANSWERED) for id_ in plan.plan.settings))


def _shown(walkthrough: Walkthrough, plan: OpenPlan) -> str:
    lines = [one.text for one in plan_lines(plan, WIDTH)]
    return "\n".join([*head(walkthrough.state.online()), "", *lines])


def _json(plan: OpenPlan) -> str:
    def signed(one: Signature) -> dict[str, str]:
        return {"who": one.who, "at": in_utc(one.at)}

    found = plan.approvals
    document = {
        "file": plan.file,
        "sha256": plan.plan.sha256,
        "made": signed(found.maker or plan.plan.made),
        "approved": [signed(one) for one in found.counted],
        "settings": [
            {
                "id": one.id,
                "standing": one.drift,
                "before": one.before,
                "after": one.after,
                "reason": one.reason,
            }
            for one in plan.settings
        ],
    }
    return document_text(document)
