"""What a walkthrough knows, as one report."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version

from migration.changes.history import history
from migration.changes.write_report import RecordedChange
from migration.compare.member_names import setting_in_words
from migration.errors import StateUnusable
from migration.journal.state_folder import state_folder
from migration.report.client_use import usage_of
from migration.report.diary import events
from migration.report.report import Checked, NotRead, Reasoned, Report
from migration.report.snapshot_files import snapshots_of
from migration.report.steps import reported_steps, without_keys
from migration.walk.derived_state import DerivedState
from migration.walk.next_things.order import next_thing
from migration.walkthrough import Walkthrough


def report_of(walkthrough: Walkthrough, made_at: datetime) -> Report:
    """The report of a walkthrough that is connected and read; it asks AWS nothing.

    Raises `StateUnusable` where the record cannot be read: who did what is not known then, and a
    report without it would say that nobody did anything.
    """
    derived = walkthrough.pages.now()
    state = derived.state
    if state.record_unread:
        message = f"There is no report without the record. {state.record_unread}"
        raise StateUnusable(message)
    deployment, record = state.online(), state.record
    changes = tuple(map(_worded, reversed(history(walkthrough.logbook.entries, record))))
    folder = state_folder(state.request.state_folder)
    return Report(
        made_at=made_at,
        made_by=state.who,
        poolwalk=version("poolwalk"),
        deployment=deployment,
        read_at=state.read_at,
        verdict=derived.retirement_verdict,
        progress=_progress(derived),
        next=without_keys(next_thing(derived).sentence),
        steps=reported_steps(derived.summaries, record.ticks),
        titles={step.id: step.title for step in state.steps},
        events=events(walkthrough.logbook.entries, changes, state.steps),
        changes=changes,
        checks=tuple(_checked(derived)),
        usage=usage_of(state.usage, walkthrough.usage.pairs(), state.request.quiet_days),
        rehearsed=record.rehearsed,
        reasons=tuple(sorted(_reasons(derived), key=lambda reason: reason.at)),
        not_read=tuple(
            NotRead(part.operation, part.pool or "", step, part.reason)
            for step, part in derived.unread()
        ),
        snapshots=snapshots_of(folder, deployment, walkthrough.logbook.entries),
        practice=state.request.practice,
    )


def _worded(change: RecordedChange) -> RecordedChange:
    fields = (replace(field, reason=without_keys(field.reason)) for field in change.fields)
    return replace(change, fields=tuple(fields))


def _progress(derived: DerivedState) -> str:
    tally = derived.tally
    return f"{tally.steps_in_words}; of the settings {tally.left.in_words()}."


def _checked(derived: DerivedState) -> Iterator[Checked]:
    for finding in derived.findings:
        reason = derived.grounds.explanation(finding)
        yield Checked(
            finding.check,
            finding.step,
            finding.title,
            finding.verdict,
            finding.sentence,
            finding.evidence,
            finding.at,
            reason.note if reason else "",
            derived.whose_turn(finding),
        )


def _reasons(derived: DerivedState) -> Iterator[Reasoned]:
    record = derived.state.record
    for accepted in record.accepted.values():
        yield Reasoned(
            f"the difference {setting_in_words(accepted.setting)}",
            accepted.note,
            accepted.who,
            accepted.at,
        )
    for explained in record.settled.explained.values():
        what = f"the check {explained.check}, {explained.verdict.value}: {explained.sentence}"
        yield Reasoned(what, explained.note, explained.who, explained.at)
    for unused in record.settled.unused.values():
        what = f"nobody uses the new pool's {unused.name or unused.client}"
        yield Reasoned(what, unused.note, unused.who, unused.at)
    if users := record.settled.users:
        what = f"{users.users:,} users that the old pool still knows"
        yield Reasoned(what, users.note, users.who, users.at)
