"""What is next: of all that a person can do now, the first thing, in the guide's order.

Pure functions of one Moment. What waits for somebody else, cannot be written or is left out comes
only when nothing else is left; the last thing of all is the verdict.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from migration.compare.clients import pairs_of
from migration.compare.pairing import Pair
from migration.compare.prefix import prefix_problem
from migration.compare.setting import Setting
from migration.guide.grounds import Grounds
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.progress import is_met
from migration.guide.proof import rests_on, unasked, unsettled
from migration.guide.retirement import TICK
from migration.guide.skills_rows import parameters_to_paste
from migration.guide.stack_rows import BACKEND, DASHBOARD
from migration.guide.step import PagePart, PasteValue, StepKind, StepState, StepSummary, Tick
from migration.guide.tally import Left, left_as
from migration.guide.values import Known, paste_values
from migration.guide.verdict import Answer, Reason
from migration.pools.documents import AppClient
from migration.walk.copied import copied_before
from migration.walk.moment import Moment
from migration.walk.state import State, choices_of, known_of

__all__ = ["NextKind", "NextThing", "next_thing", "next_things"]

CLIENTS, VOICE, EFFECTS = "4", "7b", "effects"


def next_thing(moment: Moment) -> NextThing:
    """The one thing that is next; before the first write it says that the walk can be rehearsed."""
    thing = next(_all_things(moment))
    record, practice = moment.state.record, moment.state.request.credentials is not None
    if thing.kind is NextKind.APPLY and not (record.changes or record.rehearsed or practice):
        return replace(thing, text=f"{thing.text}, or rehearse first (R)")
    return thing


def next_things(moment: Moment) -> tuple[NextThing, ...]:
    """Everything that can be done now; what is waited for only where nothing else is left."""
    doing = tuple(_doing(moment))
    return doing or tuple(_all_things(moment))


def _all_things(moment: Moment) -> Iterator[NextThing]:
    yield from _doing(moment)
    waiting = tuple(_waiting(moment))
    yield from waiting
    if not waiting:
        yield from _closing(moment)


def _doing(moment: Moment) -> Iterator[NextThing]:
    """What a person can do now, step by step."""
    known, settled = known_of(moment.state), _Settled(moment)
    for summary in moment.summaries:
        if summary.state in {StepState.NOT_APPLICABLE, StepState.WAITING}:
            continue
        own = tuple(_of_step(moment, summary, known))
        yield from own
        if summary.step.id == DASHBOARD:
            yield from _after_the_upgrade(moment)
        if not own and summary.state is not StepState.BLOCKED:
            yield from settled.of_step(summary)


def _of_step(moment: Moment, summary: StepSummary, known: Known) -> Iterator[NextThing]:
    state, step = moment.state, summary.step.id
    recordable = not state.unrecordable
    if recordable and step == CLIENTS:
        yield from _to_pair(state)
    if not state.read_only:
        yield from _to_enter(state, summary.settings)
        yield from _to_apply(moment, step)
    if summary.state is StepState.BLOCKED:
        return
    if recordable:
        yield from _to_accept(summary)
    if _in_a_console(summary) and not _lacks_another(moment, summary):
        yield from _to_copy(summary, known, state)
        if recordable:
            yield from _to_tick(summary)


# --- at AWS ---------------------------------------------------------------------------------------
_ENTERED = {
    "domain": "enter the prefix of the new domain",
    "apple-key": "enter Apple's private key, which AWS never gives back",
    "logo": "enter the login page's logo",
    "voice": "say which pool Google Home's skill used, and RainMaker's API path",
}


def _to_enter(state: State, settings: tuple[Setting, ...]) -> Iterator[NextThing]:
    for setting in settings:
        if setting.waits_for_entry and not _entered(state, setting):
            asks = setting.asks
            yield NextThing(
                NextKind.ENTER,
                setting.step,
                _ENTERED[asks],
                "enter-value",
                setting.id,
                (setting.id,),
                enters=asks,
            )
            return


def _entered(state: State, setting: Setting) -> bool:
    """Whether what is asked for was given: then something else is in the way."""
    if setting.asks == "domain":
        return bool(state.record.prefix) and not prefix_problem(state.record.prefix)
    if setting.asks == "apple-key":
        return state.held.apple_key is not None
    return setting.step in state.held.logos


def _to_pair(state: State) -> Iterator[NextThing]:
    for pair in pairs_of(state.reading, choices_of(state)):
        if not pair.left_out and isinstance(pair.old, AppClient) and not _paired(pair):
            name = pair.old.name or pair.old.id
            to = f": {pair.new.name or pair.new.id}?" if pair.new is not None else ""
            yield NextThing(
                NextKind.PAIR,
                CLIENTS,
                f"confirm which new client {name} became{to}",
                "pair",
                row=pair.key,
            )


def _paired(pair: Pair) -> bool:
    return pair.confirmed and pair.new is not None


def _to_apply(moment: Moment, step: str) -> Iterator[NextThing]:
    ids = moment.to_apply(step)
    if not ids:
        return
    first = next(setting for setting in moment.settings if setting.id == ids[0])
    what = f"apply {first.label}" if len(ids) == 1 else f"apply {len(ids)} settings"
    command = "apply" if len(ids) == 1 else "apply-step"
    yield NextThing(NextKind.APPLY, step, what, command, first.id, ids)


def _to_accept(summary: StepSummary) -> Iterator[NextThing]:
    rows = tuple(
        setting.id
        for setting in summary.settings
        if left_as(summary.step, setting) is Left.TO_ACCEPT
    )
    if rows:
        what = "this difference is" if len(rows) == 1 else f"these {len(rows)} differences are"
        text = f"change it in the console, or say why {what} right"
        yield NextThing(NextKind.ACCEPT, summary.step.id, text, "not-applicable", rows[0], rows)


def _after_the_upgrade(moment: Moment) -> Iterator[NextThing]:
    """An upgrade changes the pools: what was read before it is old."""
    read_at = moment.state.read_at
    said = [
        tick.at
        for summary in moment.summaries
        if summary.step.id in {BACKEND, DASHBOARD}
        for tick in (moment.state.record.ticks.get(summary.step.id), *_ticks(summary))
        if tick is not None and tick.verdict is StepState.DONE
    ]
    if read_at is not None and any(at > read_at for at in said):
        yield NextThing(
            NextKind.READ_AGAIN, DASHBOARD, "read both pools again after the upgrade", "read-again"
        )


def _ticks(summary: StepSummary) -> Iterator[Tick]:
    yield from (part.tick for part in summary.parts if part.tick is not None)


# --- in somebody else's console -------------------------------------------------------------------
def _lacks_another(moment: Moment, summary: StepSummary) -> bool:
    """Whether another step comes first: without a domain there is no address to enter."""
    return any(
        other.step.id in summary.step.needs and not is_met(other) for other in moment.summaries
    )


def _in_a_console(summary: StepSummary) -> bool:
    """Whether a person has to go to a console for it.

    A step that shows at AWS alone, where Poolwalk cannot write what it lacks.
    """
    if summary.step.kind in {StepKind.CONSOLE, StepKind.BOTH}:
        return summary.state is not StepState.DONE
    return summary.step.kind is StepKind.SETTINGS and any(
        left_as(summary.step, setting) is Left.BLOCKED for setting in summary.settings
    )


def _to_copy(summary: StepSummary, known: Known, state: State) -> Iterator[NextThing]:
    """Each value that was not copied yet, until something of the step is said to be done.

    What a file takes is copied at once.
    """
    step = summary.step
    if any(part.tick for part in summary.parts):
        return
    values = (*paste_values(step, known), *_parameters(summary, known))
    if step.id == VOICE and (lacking := _lacks_an_answer(values)):
        yield NextThing(
            NextKind.ENTER, step.id, _ENTERED["voice"], "enter-value", value=lacking, enters="voice"
        )
    left = [
        value
        for value in values
        if value.value is not None and not copied_before(state, step.id, value)
    ]
    if step.block is None:
        for value in left:
            yield NextThing(
                NextKind.COPY, step.id, f"copy {value.field}", "copy", value=value.field
            )
    elif left and all(value.value is not None for value in values):
        what = "copy all values for the app's file"
        yield NextThing(NextKind.COPY, step.id, what, "copy-block", value=left[0].field)


def _parameters(summary: StepSummary, known: Known) -> tuple[PasteValue, ...]:
    return parameters_to_paste(known.reading) if summary.step.kind is StepKind.SETTINGS else ()


def _lacks_an_answer(values: tuple[PasteValue, ...]) -> str:
    """The field whose value waits for what a person says of Google Home's skill."""
    return next((value.field for value in values if value.value is None and value.why), "")


def _to_tick(summary: StepSummary) -> Iterator[NextThing]:
    """The sub-points that are the person's, up to the first that is somebody else's turn."""
    if summary.step.kind not in {StepKind.CONSOLE, StepKind.BOTH}:
        return
    step, opened = summary.step, _open_parts(summary)
    own = tuple(part.part.id for part in takewhile(lambda part: not part.part.by, opened))
    if own or not step.parts:
        what = f"finish {step.title} in its console and tick it"
        if len(own) == 1 and len(step.parts) > 1:
            what = f"tick “{opened[0].part.text}” once that is so"
        yield NextThing(NextKind.TICK, step.id, what, TICK, parts=own)


def _open_parts(summary: StepSummary) -> list[PagePart]:
    return [part for part in summary.parts if part.tick is None]


# --- asked outside --------------------------------------------------------------------------------
class _Settled:
    """What the checks of each step leave to do; worked out when it is first asked for."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment

    @cached_property
    def _grounds(self) -> Grounds:
        """Without the checks that rest on what is still to be written: they cannot pass yet."""
        moment = self._moment
        grounds = moment.grounds
        left = {
            setting.target
            for setting in moment.settings
            if setting.to_write and setting.step not in moment.left_out
        }
        return replace(
            grounds, checks=tuple(check for check in grounds.checks if not rests_on(check, left))
        )

    def of_step(self, summary: StepSummary) -> Iterator[NextThing]:
        """Ask what was never asked since the last change; look at what did not pass."""
        step, moment = summary.step.id, self._moment
        if summary.remaining or step in moment.spreading:
            return
        grounds = self._grounds
        never, old = unasked(grounds)
        titles = [*never.get(step, ()), *old.get(step, ())]
        if titles:
            what = f"check “{titles[0]}”" if len(titles) == 1 else f"make its {len(titles)} checks"
            yield NextThing(NextKind.CHECK, step, what, "check-step")
        for finding in unsettled(grounds):
            if finding.step == step:
                yield NextThing(
                    NextKind.LOOK,
                    step,
                    f"look at a check that did not pass, “{finding.title}”",
                    "show-whole",
                    check=finding.check,
                )


# --- what is not in the person's hands -----------------------------------------------------------
def _waiting(moment: Moment) -> Iterator[NextThing]:
    for summary in moment.summaries:
        yield from _awaited(moment, summary)
    for step, part in moment.unread():
        text = f"wait until {part.operation} can be read: {part.reason}"
        yield NextThing(NextKind.WAIT, step, text, "read-again")


def _awaited(moment: Moment, summary: StepSummary) -> Iterator[NextThing]:
    step = summary.step
    if summary.state is StepState.NOT_APPLICABLE:
        return
    if summary.state is StepState.WAITING:
        yield NextThing(NextKind.WAIT, step.id, f"wait: {summary.reason}")
        return
    opened = _open_parts(summary)
    if opened and opened[0].part.by:
        part = opened[0].part
        text = f"wait for {part.by}: “{part.text}”"
        yield NextThing(NextKind.WAIT, step.id, text, TICK, parts=(part.id,))
    if step.id in moment.spreading:
        text = f"wait until {step.title} has spread: it is asked again by itself"
        yield NextThing(NextKind.WAIT, step.id, text, "check-step")
    left = [setting for setting in summary.settings if left_as(summary.step, setting) is not None]
    if left and not moment.to_apply(step.id):
        yield _cannot_be_written(moment, step.id, left[0])


def _cannot_be_written(moment: Moment, step: str, setting: Setting) -> NextThing:
    why = moment.state.read_only_reason or setting.blocked or setting.reason
    return NextThing(NextKind.WAIT, step, f"{setting.label}: {why}", "read-again", setting.id)


def _closing(moment: Moment) -> Iterator[NextThing]:
    """What the verdict still lacks, one thing at a time, and then the verdict."""
    verdict = moment.retirement
    reasons = (*verdict.against, *verdict.unknown)
    in_the_way = [reason for reason in reasons if reason.command != "not-applicable"]
    yield from (_of_reason(reason) for reason in in_the_way)
    if not in_the_way:
        yield from (_of_reason(reason) for reason in reasons)
    if verdict.answer is Answer.YES:
        text = "nothing: the old pool can be retired"
        yield NextThing(NextKind.VERDICT, EFFECTS, text)


def _of_reason(reason: Reason) -> NextThing:
    step = reason.step or EFFECTS
    settles = reason.command == "not-applicable" and step == EFFECTS
    kind = NextKind.SETTLE if settles else NextKind.WAIT
    text = (
        "say why the users may stay behind who are left in the old pool"
        if settles
        else (f"wait: {reason.text}")
    )
    return NextThing(kind, step, text, reason.command)
