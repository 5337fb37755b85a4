"""`poolwalk apply`: write to the new pool what the plan shows.

It makes the same calls as the keys of the screen.
"""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from migration.changes.write_report import Preview, Result, WriteReport
from migration.compare.dependent_settings import STEP as ELSEWHERE
from migration.compare.member_names import in_words
from migration.compare.other_differences.settings import STEP as ALSO
from migration.compare.setting import Setting, setting_parts
from migration.errors import PoolwalkError, Protected, ReadOnly
from migration.guide.carried_settings import is_read_last
from migration.guide.step_files import load_steps
from migration.stacks.change_set import Agree
from migration.utc import in_utc
from migration.walkthrough import Walkthrough
from tui.command_line.answer_json import report_json
from tui.command_line.answer_text import report_text
from tui.command_line.apple_key import check_apple_key, supply_apple_key
from tui.command_line.change_set_consent import consent_on_terminal
from tui.command_line.consent import ask, check_somebody_answers, type_name
from tui.command_line.domain_prefix import choose_prefix
from tui.command_line.interruption import Interruptible
from tui.command_line.invocation import Invocation, command_for_same_deployment
from tui.command_line.opening import opened, progress
from tui.command_line.output import Output
from tui.command_line.plan import plan_answer
from tui.command_line.reasons import reason_of, report_without_keys
from tui.command_line.selection import check_step, selected_steps, selected_to_apply
from tui.command_line.shown_changes import ShownChanges
from tui.settings.sources import Sources, first_look
from widgets.text.plain_text import plain

ALL_APPLIED, FAILED, INTERRUPTED = 0, 1, 130
STOPPED = "stopped. What was sent until then is in the report, and recorded."
UNANSWERED = "stopped before AWS answered: “poolwalk plan” shows whether it was written"


def apply(invocation: Invocation, sources: Sources) -> int:
    """Apply and report; gives the exit code. Raises `PoolwalkError` where nothing was tried."""
    steps = load_steps()
    check_step(invocation.step, steps)
    check_apple_key(invocation)
    check_somebody_answers("apply", "plan", yes=invocation.yes)
    output = Output(ascii_only=first_look(sources).ascii_only)
    # What hangs on the pools beside the guide's steps is read where it is asked for, and for the
    # snapshot before the first write.
    named = {invocation.step, *(setting_parts(id_)[0] for id_ in invocation.settings)} - {""}
    last = {step.id for step in steps if is_read_last(step.carries)}
    with opened(
        sources, output, demo=invocation.demo, attached=not named or bool(named & last)
    ) as session:
        walkthrough, step, ids = session.walkthrough, invocation.step, invocation.settings
        if walkthrough.state.read_only:
            raise ReadOnly(walkthrough.state.read_only_reason)
        selected_steps(walkthrough, step, ids)
        if invocation.domain:
            choose_prefix(session, invocation.domain)
        supply_apple_key(walkthrough, invocation)
        type_name(walkthrough, output)
        if walkthrough.applier.why_locked:
            raise Protected(walkthrough.applier.why_locked)
        shown = ShownChanges.now(walkthrough, selected_to_apply(walkthrough, step, ids))
        if not invocation.yes:
            _ask(session, step, ids, output)
        settings = settings_by_id(walkthrough)
        before = frozenset(undoable.entry for undoable in walkthrough.past_changes.undoables())
        with session.writing():
            report = apply_selected(
                session, step, ids, output, shown, consent_on_terminal(output, yes=invocation.yes)
            )
        # What was there before the run and is gone now, and what only the run brought: the report
        # can tell of both.
        settings |= settings_by_id(walkthrough)
        report = report_without_keys(report, settings)
        output.answer(report_json(report) if invocation.json else report_text(report, settings))
        for sentence in _how_to_go_on(report, invocation, walkthrough, before):
            output.note(sentence)
        if session.interrupted:
            output.warn(STOPPED)
            return INTERRUPTED
        unread = step and walkthrough.pages.unread(step)
        return FAILED if report.failed or report.stale or unread else ALL_APPLIED


def apply_selected(
    session: Interruptible,
    step: str,
    ids: tuple[str, ...],
    output: Output,
    shown: ShownChanges,
    agree: Agree | None = None,
) -> WriteReport:
    """Apply step by step, since one step makes the next one possible.

    What was `shown` is what is written; what cannot be applied is skipped with its reason. Without
    `ids` it applies all of the selected steps. Raises `BadInput` for an id that does not exist,
    before anything is sent.
    """
    walkthrough = session.walkthrough
    report = WriteReport()
    # Twice: an updated stack sets settings free of a step that comes before its own.
    for summary in (
        *selected_steps(walkthrough, step, ids),
        *(() if ids else selected_steps(walkthrough, step, ids)),
    ):
        now = summary.settings if ids else walkthrough.pages.page(summary.step.id).summary.settings
        settings = {setting.id: setting for setting in now}
        tried = accounted_for(report)
        wanted = (
            settings
            if ids
            else [id_ for id_ in walkthrough.pages.to_apply(summary.step.id) if id_ not in tried]
        )
        # One resource at a time, so that Ctrl-C ends the run between two writes and the report
        # still tells all of it.
        for _, same_target in groupby(wanted, key=lambda id_: settings[id_].target):
            batch = list(same_target)
            if not session.interrupted:
                resource = plain(settings[batch[0]].client or in_words(settings[batch[0]].member))
                output.note(f"Step {summary.step.id}: {resource}, {len(batch)} of {len(wanted)} …")
                preview = shown.of(batch, settings_by_id(walkthrough)) or shown.decided(
                    walkthrough.applier.preview(batch)
                )
                report += _apply_batch(session, batch, output, preview, agree)
    told = accounted_for(report)
    stopped = session.interrupted
    left = [
        Result(
            setting.id,
            "stopped before its turn" if stopped else reason_of(setting),
            untried=stopped,
        )
        for summary in selected_steps(walkthrough, step, ids)
        for setting in summary.settings
        if setting.id not in told
        and (ids or (setting.to_do and (step or setting.step not in {ALSO, ELSEWHERE})))
    ]
    return report + WriteReport(skipped=tuple(left))


def accounted_for(report: WriteReport) -> set[str]:
    """Ids of the settings that a report accounts for."""
    return {
        result.id
        for results in (report.applied, report.failed, report.stale, report.skipped)
        for result in results
    }


def _how_to_go_on(
    report: WriteReport, invocation: Invocation, walkthrough: Walkthrough, before: frozenset[int]
) -> Iterator[str]:
    """After a run that was not complete: how to go on, and how to undo what it applied.

    In the demo nothing can be undone later, since its record ends with it.
    """
    stopped = report.failed or report.stale or any(result.untried for result in report.skipped)
    if not stopped or invocation.demo:
        return
    yield "To go on with what is left, run the same command again."
    ran = {undoable.entry for undoable in walkthrough.past_changes.undoables()} - before
    if ran:
        since = min(
            change.at for change in walkthrough.past_changes.history() if change.entry in ran
        )
        yield (
            "To roll back what this run applied:"
            f" {command_for_same_deployment(invocation, 'undo', '--since', in_utc(since))}"
        )


def settings_by_id(walkthrough: Walkthrough) -> dict[str, Setting]:
    """Every setting as it stands."""
    return {
        setting.id: setting
        for summary in walkthrough.pages.summaries()
        for setting in summary.settings
    }


def _apply_batch(
    session: Interruptible,
    ids: list[str],
    output: Output,
    preview: Preview,
    agree: Agree | None,
) -> WriteReport:
    # Whatever happens here, what was applied before it still has to be reported.
    try:
        return session.run(
            partial(
                session.walkthrough.applier.apply, ids, partial(progress, output), preview, agree
            )
        )
    except KeyboardInterrupt:
        why = UNANSWERED
    except PoolwalkError as error:
        why = str(error)
    return WriteReport(failed=tuple(Result(id_, why) for id_ in ids))


def _ask(session: Interruptible, step: str, ids: tuple[str, ...], output: Output) -> None:
    if not selected_to_apply(session.walkthrough, step, ids):
        return
    output.note(plan_answer(session.walkthrough, step, ids, as_json=False))
    ask("Apply this to the new pool?", "Nothing was applied.", output)
