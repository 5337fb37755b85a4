"""What is next: of all that a person can do now, the first thing, in the order of the cut-over.

Pure functions of one DerivedState. What waits for somebody else, cannot be written or is left out
comes only when nothing else is left; the last thing of all is the verdict.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from migration.compare.client_members import STEP as CLIENTS
from migration.guide.cut_over import by_stretch
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.placeholder_values import Known
from migration.guide.stack_rows import DASHBOARD
from migration.guide.step import StepState
from migration.guide.step_summary import StepSummary
from migration.walk.derived_state import DerivedState
from migration.walk.next_things.at_aws import (
    after_the_upgrade,
    to_accept,
    to_apply,
    to_enter,
    to_pair,
)
from migration.walk.next_things.checks import OpenChecks
from migration.walk.next_things.in_consoles import (
    in_a_console,
    is_last_of_all,
    lacks_another,
    to_copy,
    to_tick,
    waits_for_approval,
)
from migration.walk.next_things.pages_to_read import first_to_write, to_read
from migration.walk.next_things.waiting import closing, waiting
from migration.walk.state import known_of


def next_thing(derived: DerivedState) -> NextThing:
    """The one thing that is next; before the first write it says that the walk can be rehearsed."""
    thing = next(_all_things(derived))
    record, practice = derived.state.record, derived.state.request.practice
    if thing.kind is NextKind.APPLY and not (record.changes or record.rehearsed or practice):
        text, brief = f"{thing.text}, or rehearse first (R)", thing.brief or thing.text
        return replace(thing, text=text, brief=brief)
    return thing


def next_things(derived: DerivedState) -> tuple[NextThing, ...]:
    """Everything that can be done now; what is waited for only where nothing else is left."""
    doing = tuple(_doing(derived))
    return doing or tuple(_all_things(derived))


def _all_things(derived: DerivedState) -> Iterator[NextThing]:
    yield from _doing(derived)
    awaited = tuple(waiting(derived))
    yield from awaited
    if not awaited:
        yield from closing(derived)


def _doing(derived: DerivedState) -> Iterator[NextThing]:
    """What a person can do now, step by step: nothing changes a pool while apps are in review."""
    known, checks = known_of(derived.state), OpenChecks(derived)
    told, first = False, first_to_write(derived)
    last: list[NextThing] = []
    for summary in by_stretch(derived.summaries):
        if summary.step.id == first and not derived.state.unrecordable:
            yield from to_read(derived)
        if summary.state in {StepState.NOT_APPLICABLE, StepState.WAITING}:
            continue
        own = tuple(_of_step(derived, summary, known, checks))
        if own and not told and (waiting := checks.waiting_for(summary.step.id)):
            told, own = True, (_first_for(own[0], waiting), *own[1:])
        last += (thing for thing in own if is_last_of_all(derived, summary, thing))
        yield from (thing for thing in own if thing not in last)
        if summary.step.id == DASHBOARD:
            yield from after_the_upgrade(derived)
        if not own and summary.state is not StepState.BLOCKED:
            yield from checks.of_step(summary)
    yield from (thing for thing in last if not waits_for_approval(derived, thing))


def _first_for(thing: NextThing, waiting: Sequence[str]) -> NextThing:
    """The same, saying which steps' checks cannot pass before it."""
    steps = " and ".join(dict.fromkeys(waiting))
    text = f"{thing.text}: the failed check of {steps} needs it"
    return replace(thing, text=text, brief=thing.brief or thing.text)


def _of_step(
    derived: DerivedState, summary: StepSummary, known: Known, checks: OpenChecks
) -> Iterator[NextThing]:
    state, step = derived.state, summary.step.id
    recordable = not state.unrecordable
    if recordable and step == CLIENTS:
        yield from to_pair(state)
    if not state.read_only:
        yield from to_enter(state, summary.settings)
        yield from to_apply(derived, step)
    if summary.state is StepState.BLOCKED:
        return
    if recordable:
        yield from to_accept(summary)
    if in_a_console(summary) and not lacks_another(derived, summary):
        yield from to_copy(summary, known, state, derived.proofs)
        if recordable and not derived.hour.goes_on_after(step):
            before = checks.before_a_tick(summary)
            for thing in to_tick(derived, summary):
                if thing.kind is not NextKind.TICK:
                    yield thing
                elif before is not None:
                    yield from before
                else:
                    yield from checks.before_a_late_tick(summary, thing.parts[:1]) or (thing,)
