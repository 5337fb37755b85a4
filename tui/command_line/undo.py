"""`poolwalk undo`: take back what Poolwalk wrote, by the same calls as the keys of the screen."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial

from migration.changes.write_report import Result, Undoable, WriteReport
from migration.errors import BadInput, PoolwalkError, ReadOnly
from migration.guide.step_files import load_steps
from migration.stacks.change_set import Agree
from migration.walkthrough import Walkthrough
from tui.command_line.answer_json import report_json
from tui.command_line.answer_text import report_text
from tui.command_line.apple_key import check_apple_key, supply_apple_key
from tui.command_line.apply import ALL_APPLIED, FAILED, INTERRUPTED, settings_by_id
from tui.command_line.change_set_consent import consent_on_terminal
from tui.command_line.consent import ask, check_somebody_answers
from tui.command_line.interruption import Interruptible
from tui.command_line.invocation import Invocation
from tui.command_line.opening import BEGINS_ANEW, opened, progress
from tui.command_line.output import Output
from tui.command_line.reasons import report_without_keys
from tui.command_line.record import undo_lines
from tui.command_line.selection import check_step
from tui.settings.sources import Sources, first_look
from tui.spelling import quoted


def undo(invocation: Invocation, sources: Sources) -> int:
    """Show the list, undo it, and report; returns the exit code.

    Raises `PoolwalkError` where nothing was tried.
    """
    steps = load_steps()
    check_step(invocation.step, steps)
    if invocation.last and (invocation.step or invocation.since):
        raise BadInput(
            "--last is the last change of all: leave it out, or leave out --step and --since."
        )
    since = _moment(invocation.since) if invocation.since else None
    check_apple_key(invocation)
    check_somebody_answers("undo", "record", yes=invocation.yes)
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo, attached=False) as session:
        walkthrough = session.walkthrough
        if walkthrough.state.read_only:
            raise ReadOnly(walkthrough.state.read_only_reason)
        supply_apple_key(walkthrough, invocation)
        chosen = _chosen(walkthrough, invocation.step, since)
        if not chosen:
            output.answer(report_json(WriteReport()) if invocation.json else "Nothing was to undo.")
            if session.begins_anew:
                output.warn(BEGINS_ANEW)
            return ALL_APPLIED
        titles = {step.id: step.title for step in steps}
        output.note("\n".join(undo_lines(chosen, walkthrough.past_changes.history(), titles)))
        if not invocation.yes:
            ask("Undo this in the new pool?", "Nothing was undone.", output)
        settings = settings_by_id(walkthrough)
        with session.writing():
            report = _take_back(
                session,
                chosen,
                output,
                consent_on_terminal(output, yes=invocation.yes),
                last=not (invocation.step or invocation.since),
            )
        report = report_without_keys(report, settings)
        output.answer(
            report_json(report) if invocation.json else report_text(report, settings, done="Undone")
        )
        if session.interrupted:
            output.warn("stopped. What was undone until then is in the report, and recorded.")
            return INTERRUPTED
        return FAILED if report.failed or report.stale or report.skipped else ALL_APPLIED


def _chosen(walkthrough: Walkthrough, step: str, since: datetime | None) -> Sequence[Undoable]:
    undoables = walkthrough.past_changes.undoables(step, since)
    return walkthrough.past_changes.in_order(undoables) if step or since else undoables[:1]


def _moment(text: str) -> datetime:
    try:
        given = datetime.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(
            f"--since is {quoted(text)}: it must be a moment such as 2026-11-22T02:00:00Z;"
            " “poolwalk record” shows them."
        ) from None
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def _take_back(
    session: Interruptible,
    undoables: Sequence[Undoable],
    output: Output,
    agree: Agree,
    *,
    last: bool,
) -> WriteReport:
    """Undo one change at a time.

    So Ctrl-C ends the run between two of them, and the report still tells all of it.
    """
    report = WriteReport()
    for undoable in undoables:
        if session.interrupted:
            report += WriteReport(
                skipped=tuple(
                    Result(id_, "stopped before its turn", untried=True) for id_ in undoable.ids
                )
            )
            continue
        try:
            report += session.run(
                partial(
                    session.walkthrough.applier.undo,
                    [undoable],
                    partial(progress, output),
                    agree,
                    last=last,
                )
            )
            continue
        except KeyboardInterrupt:
            why = "stopped before AWS answered: “poolwalk plan” shows whether it was undone"
        except PoolwalkError as error:
            why = str(error)
        report += WriteReport(failed=tuple(Result(id_, why) for id_ in undoable.ids))
    return report
