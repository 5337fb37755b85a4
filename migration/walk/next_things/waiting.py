"""What is not in the person's hands, and what the verdict lacks when nothing else is left."""

from collections.abc import Iterator

from migration.compare.setting import Setting
from migration.guide.carried_settings import Carried
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.progress import is_met
from migration.guide.proved_parts import seen_of
from migration.guide.step import EFFECTS, Part, StepState
from migration.guide.step_summary import StepSummary
from migration.guide.tally import left_as
from migration.guide.verdict import Answer, Reason
from migration.guide.verdict_making import TICK
from migration.walk.derived_state import DerivedState
from migration.walk.next_things.in_consoles import open_parts, quoted
from migration.walk.written_report import is_reported

_ON_ITS_PAGE = "wait: the page says why"
_ASK_FIRST = "nothing more here: ask Espressif before you delete the old pool"


def waiting(derived: DerivedState) -> Iterator[NextThing]:
    """What was left out and others need; then what others, time or a permission have to bring."""
    yield from _needed_after_all(derived)
    yield from _approvals(derived)
    # The step that begins the hour tells of it for all.
    first = sorted(derived.summaries, key=lambda one: not derived.hour.begins_with(one.step.id))
    for summary in first:
        yield from _awaited(derived, summary)
    for step, part in derived.unread():
        text = f"wait until {part.operation} can be read: {part.reason}"
        brief = "wait: a part is not read"
        yield NextThing(NextKind.WAIT, step, text, "read-again", brief=brief)


def _needed_after_all(derived: DerivedState) -> Iterator[NextThing]:
    """A step that was left out, and without which another cannot be done."""
    for summary in derived.summaries:
        step = summary.step
        if summary.state is not StepState.NOT_APPLICABLE or is_met(summary):
            continue
        held_up = [
            other.step.id
            for other in derived.summaries
            if step.id in other.step.needs and not other.state.is_settled
        ]
        if held_up:
            wait = "waits" if len(held_up) == 1 else "wait"
            needed = f"{step.title} is left out, and {', '.join(held_up)} {wait} for it"
            text = f"{needed}: take “not applicable” back"
            yield NextThing(NextKind.WAIT, step.id, text, brief="take back what is left out")


def _approvals(derived: DerivedState) -> Iterator[NextThing]:
    """What others have to approve before that is submitted which nothing holds back."""
    last = derived.hour.last
    for switch in derived.hour.unapproved:
        assert last is not None, "without it nothing waits"
        text = f"wait until {switch.id} is approved: it {switch.lacks}; then submit {last.id}"
        by_reading = Carried.ALEXA_LINKING in switch.summary.step.carries
        command = "read-again" if by_reading else "check-step"
        brief = f"wait: {switch.id} is not approved"
        yield NextThing(NextKind.WAIT, switch.id, text, command, brief=brief)


def _awaited(derived: DerivedState, summary: StepSummary) -> Iterator[NextThing]:
    step = summary.step
    if summary.state is StepState.NOT_APPLICABLE:
        return
    if summary.state is StepState.WAITING:
        text = f"wait: {summary.reason}"
        yield NextThing(NextKind.WAIT, step.id, text, brief=_ON_ITS_PAGE)
        return
    opened = open_parts(summary)
    if opened and opened[0].part.by:
        part = opened[0].part
        if seen := seen_of(part, (one for one in derived.proofs if one.step == step.id)):
            text = f"tick “{part.text}” if {seen.what} is your build"  # the page has all of it
            brief = f"tick {quoted(part.text, 24)}"
            kind = NextKind.TICK
        else:
            text, brief = _turn_of_others(derived, step.id, part)
            kind = NextKind.WAIT
        yield NextThing(kind, step.id, text, TICK, parts=(part.id,), brief=brief)
    if step.id in derived.spreading:
        text = f"wait until {step.title} takes effect: Poolwalk asks again by itself"
        brief = "wait: it takes effect soon"
        yield NextThing(NextKind.WAIT, step.id, text, "check-step", brief=brief)
    left = [setting for setting in summary.settings if left_as(summary.step, setting) is not None]
    if left and not derived.to_apply(step.id):
        yield _cannot_be_written(derived, step.id, left[0])


def _turn_of_others(derived: DerivedState, step: str, part: Part) -> tuple[str, str]:
    """What a person waits for, also in brief: what goes live together waits for all of it."""
    text, brief = f"tick “{part.text}” once {part.by} has done it", f"tick {quoted(part.text, 24)}"
    hour = derived.hour
    if not hour.concerns(step):
        return text, brief
    if not hour.begins_with(step):
        when = f"the hour {hour.runs}" if hour.has_begun else "in the same hour"
        return f"{when}: {text}", brief
    first = hour.under_way
    if hour.lacks:
        lacks = f"{hour.lacks[0].sentence}{' and more' if len(hour.lacks) > 1 else ''}"
        then = "then all in one hour"
        if first is not None:
            then = f"the hour begins once {first.approver} certifies {first.id}"
        return f"hold {hour.held_back or 'it'} back: {lacks}; {then}", "wait for the hour: not yet"
    together = f"the hour: {hour.order}"
    if first is not None:
        by_itself = f"{first.id} by itself, once {first.approver} certifies it"
        return f"{together}, in this order: {by_itself}; then tick “{part.text}”", together
    return f"{together}, in this order, once all are approved; then tick “{part.text}”", together


def _cannot_be_written(derived: DerivedState, step: str, setting: Setting) -> NextThing:
    why = derived.state.read_only_reason or setting.blocked or setting.reason
    text = f"{setting.label}: {why}"
    return NextThing(NextKind.WAIT, step, text, "read-again", setting.id, brief=_ON_ITS_PAGE)


def closing(derived: DerivedState) -> Iterator[NextThing]:
    """What the verdict still lacks, one thing at a time, and then the verdict."""
    verdict = derived.retirement_verdict
    reasons = (*verdict.against, *verdict.unknown)
    in_the_way = [reason for reason in reasons if reason.command != "not-applicable"]
    yield from (_of_reason(reason) for reason in in_the_way)
    if not in_the_way:
        yield from (_of_reason(reason) for reason in reasons)
    if verdict.answer is Answer.YES:
        if is_reported(derived.state):
            # Poolwalk deletes no pool: what is to be known before somebody does stands there.
            text = (
                "nothing more here: ask Espressif before you delete the old pool, and read what"
                " this Yes rests on"
            )
            yield NextThing(NextKind.VERDICT, EFFECTS, text, brief=_ASK_FIRST)
            return
        text = "write the report: the old pool can be retired"
        brief = "write the report: all is done"
        yield NextThing(NextKind.VERDICT, EFFECTS, text, "write-report", brief=brief)


def _of_reason(reason: Reason) -> NextThing:
    step = reason.step or EFFECTS
    settles = reason.command == "not-applicable" and step == EFFECTS
    kind = NextKind.SETTLE if settles else NextKind.WAIT
    text = (
        "say why the old pool may be deleted though it has users"
        if settles
        else (f"wait: {reason.text}")
    )
    brief = "say why it may be deleted" if settles else _ON_ITS_PAGE
    return NextThing(kind, step, text, reason.command, brief=brief)
