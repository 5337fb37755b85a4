"""What a person still does to the pools: enter, pair, apply, accept, and read again."""

from collections.abc import Iterator

from migration.compare.client_members import STEP as CLIENTS
from migration.compare.clients import pairs_of
from migration.compare.pairing import Pair
from migration.compare.prefix import prefix_problem
from migration.compare.setting import Setting
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.stack_rows import BACKEND, DASHBOARD
from migration.guide.step import StepState
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Left, left_as
from migration.guide.ticks import Tick
from migration.guide.verdict_grounds import Recorded, when_said
from migration.pools.documents import AppClient
from migration.walk.derived_state import DerivedState
from migration.walk.state import State

_ENTERED = {  # and in brief
    "domain": ("enter the prefix of the new domain", "enter the domain's prefix"),
    "apple-key": ("enter Apple's private key, which AWS never gives back", "enter Apple's key"),
    "logo": ("enter the login page's logo", "enter the page's logo"),
}


def to_enter(state: State, settings: tuple[Setting, ...]) -> Iterator[NextThing]:
    """What only a person knows, the first of it; what rests on that comes after."""
    for setting in settings:
        if setting.waits_for_entry and not _entered(state, setting):
            text, brief = _ENTERED[setting.asks]
            yield NextThing(
                NextKind.ENTER,
                setting.step,
                text,
                "enter-value",
                setting.id,
                (setting.id,),
                brief=brief,
            )
            return


def _entered(state: State, setting: Setting) -> bool:
    """Whether what is asked for was given: then something else is in the way."""
    if setting.asks == "domain":
        return bool(state.record.prefix) and not prefix_problem(state.record.prefix)
    if setting.asks == "apple-key":
        return state.held.apple_key is not None
    return setting.step in state.held.logos


def to_pair(state: State) -> Iterator[NextThing]:
    """Each old app client whose new one nobody confirmed."""
    for pair in pairs_of(state.reading, state.choices):
        if not pair.left_out and isinstance(pair.old, AppClient) and not _paired(pair):
            name = pair.old.name or pair.old.id
            suggested = pair.new if not pair.problem else None
            to = f": {suggested.name or suggested.id}?" if suggested is not None else ""
            yield NextThing(
                NextKind.PAIR,
                CLIENTS,
                f"confirm which new client replaces {name}{to}",
                "pair",
                row=pair.key,
                brief="confirm a client's pair",
            )


def _paired(pair: Pair) -> bool:
    return pair.confirmed and pair.new is not None


def to_apply(derived: DerivedState, step: str) -> Iterator[NextThing]:
    """All that can be written in a step, as one thing."""
    ids = derived.to_apply(step)
    if not ids:
        return
    first = next(setting for setting in derived.settings if setting.id == ids[0])
    what = f"apply {first.label}" if len(ids) == 1 else f"apply {len(ids)} settings"
    command = "apply" if len(ids) == 1 else "apply-step"
    brief = "" if len(ids) > 1 else "apply 1 setting"
    yield NextThing(NextKind.APPLY, step, what, command, first.id, ids, brief=brief)


def to_accept(summary: StepSummary) -> Iterator[NextThing]:
    """The differences that a person settles, in the console or with a reason."""
    rows = tuple(
        setting.id
        for setting in summary.settings
        if left_as(summary.step, setting) is Left.TO_ACCEPT
    )
    if rows:
        one = len(rows) == 1
        what, them = ("this row", "it") if one else (f"these {len(rows)} rows", "them")
        text = f"change {what} in the console, or accept {them} with a reason"
        brief = "change or accept this row" if one else f"change or accept {len(rows)} rows"
        command = "not-applicable"
        yield NextThing(NextKind.ACCEPT, summary.step.id, text, command, rows[0], rows, brief=brief)


def after_the_upgrade(derived: DerivedState) -> Iterator[NextThing]:
    """An upgrade changes the pools: what was read before it is old."""
    state = derived.state
    said = [
        when_said(tick)
        for summary in derived.summaries
        if summary.step.id in {BACKEND, DASHBOARD}
        for tick in (state.record.ticks.get(summary.step.id), *_ticks(summary))
        if tick is not None and tick.verdict is StepState.DONE
    ]
    if state.read_at is None:
        return
    read = Recorded(state.read_at, state.read_after)
    if any(one.is_later_than(read) for one in said):
        text = "read both pools again: an upgrade changes them"
        brief = "read both pools again"
        yield NextThing(NextKind.READ_AGAIN, DASHBOARD, text, "read-again", brief=brief)


def _ticks(summary: StepSummary) -> Iterator[Tick]:
    yield from (part.tick for part in summary.parts if part.tick is not None)
