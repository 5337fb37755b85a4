"""`poolwalk apply`: write to the new pool what the plan shows, by the same calls as the keys of the screen."""

import sys
from functools import partial
from itertools import groupby

from migration.changes.report import Report, Result
from migration.errors import BadInput, Cancelled, ReadOnly
from migration.guide.files import load_steps
from migration.guide.step import StepSummary
from migration.pools.documents import Domain
from tui.answer_json import report_json
from tui.answer_text import report_text
from tui.command_line import Invocation
from tui.opening import Session, opened
from tui.output import Output
from tui.plan import plan_answer
from tui.reasons import reason_of
from tui.selection import check_step, selected_settings, selected_steps
from tui.sources import Sources, first_look
from tui.spelling import shown

ALL_APPLIED, FAILED, INTERRUPTED = 0, 1, 130


def apply(invocation: Invocation, sources: Sources) -> int:
    """Apply and report; gives the exit code. Raises `PoolwalkError` where nothing was tried."""
    check_step(invocation.step, load_steps())
    if not invocation.yes and not _somebody_to_ask():
        raise BadInput("Nobody is there to ask, and apply writes to the new pool: look at “poolwalk plan”, then add --yes.")
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo) as session:
        walkthrough = session.walkthrough
        if walkthrough.read_only:
            raise ReadOnly(walkthrough.read_only_reason or "Poolwalk is read-only here (--read-only): nothing was applied.")
        if invocation.domain:
            _choose_prefix(session, invocation.domain)
        if invocation.apple_key:
            walkthrough.supply_apple_key(invocation.apple_key, invocation.apple_key_id)
        if not invocation.yes:
            output.note(plan_answer(walkthrough, invocation.step, as_json=False))
            _ask(output)
        report = apply_selected(session, invocation.step, invocation.settings, output)
        output.answer(report_json(report) if invocation.json else report_text(report))
        if session.interrupted:
            output.note("poolwalk: stopped; what was sent until then is in the report, and recorded.")
            return INTERRUPTED
        unread = invocation.step and walkthrough.unread(invocation.step)
        return FAILED if report.failed or report.stale or unread else ALL_APPLIED


def apply_selected(session: Session, step: str, ids: tuple[str, ...], output: Output) -> Report:
    """Apply step by step, since one step makes the next one possible; what cannot be applied is skipped with its reason.

    Without `ids` all of the selected steps is meant. Raises `BadInput` for an id that there is not, before anything is sent.
    """
    walkthrough = session.walkthrough

    def summaries() -> tuple[StepSummary, ...]:
        return selected_steps(walkthrough.summaries(), step)

    selected_settings(summaries(), ids)
    report = Report()
    for summary in summaries():
        of_step = {setting.id: setting.target for setting in summary.settings}
        wanted = [id_ for id_ in ids if id_ in of_step] if ids else list(walkthrough.to_apply(summary.step.id))
        # One resource at a time, so that Ctrl-C ends the run between two writes and the report still tells all of it.
        for _, batch in groupby(wanted, key=of_step.get):
            if not session.interrupted:
                report += session.run(partial(walkthrough.apply, list(batch), output.note), to_its_end=True)
    told = {result.id for results in (report.applied, report.failed, report.stale, report.skipped) for result in results}
    left = [setting for setting in selected_settings(summaries(), ids) if setting.id not in told and (ids or setting.to_do)]
    why = "stopped before its turn" if session.interrupted else ""
    return report + Report(skipped=tuple(Result(setting.id, why or reason_of(setting)) for setting in left))


def _choose_prefix(session: Session, prefix: str) -> None:
    walkthrough = session.walkthrough
    domain = walkthrough.reading.new.domain
    if isinstance(domain, Domain):
        if domain.name != prefix:
            raise BadInput(
                f"--domain is {shown(prefix)}, and the new pool has the domain {shown(domain.name)} already: leave --domain out."
            )
        return
    problem = walkthrough.prefix_problem(prefix)
    if problem:
        raise BadInput(f"--domain is {shown(prefix)}: {problem}")
    if session.run(partial(walkthrough.prefix_taken, prefix)):
        raise BadInput(f"--domain is {shown(prefix)}, and somebody uses that prefix already: choose another one.")
    walkthrough.choose_prefix(prefix)


def _somebody_to_ask() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _ask(output: Output) -> None:
    output.note("Apply this to the new pool? y/N")
    if sys.stdin.readline().strip().lower() not in {"y", "yes"}:
        raise Cancelled("Nothing was applied.")
