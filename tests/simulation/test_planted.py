"""The judge sees mistakes planted in the writer, the record, the undo, recovery, stacks.

Each is what a slip of a pen would make of the engine. A short history in which it matters is played
with it and without it. That chance finds such histories by itself is tried by
`make simulate ARGS="--planted …"` (`docs/safety.md`); it takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import pytest

from migration.aws.held_identity import HeldIdentity
from migration.changes import change, delivery, inverse, journal_form, recovery, write_outcome
from migration.changes.change import Change
from migration.changes.delivery import Delivery
from migration.changes.expectation import Expectation
from migration.changes.reads_around_write import ReadsAroundWrite
from migration.changes.resources import Resources
from migration.changes.send_window import SendWindow
from migration.changes.write_journal import WriteJournal
from migration.errors import AwsRefused, PoolwalkError
from migration.journal import record
from migration.journal.one_writer import OneWriter
from migration.secret import Secret
from migration.stacks.change_set import StackUpdate
from migration.stacks.made_change_set import MadeChangeSet
from migration.stacks.watch import Watching
from migration.walk import applier, undo
from migration.walk.unfinished_writes import UnfinishedWrites
from tests.by_night import every
from tests.simulation.interruptions import BadLuck, Fault, Interruption
from tests.simulation.outsider import CHANGES
from tests.simulation.world import World

MAIL = [f"5/-/{member}" for member in ("EmailMessage", "EmailSubject", "ReplyToEmailAddress")]
SUBJECT = "5/-/EmailSubject"
DENIED = Fault("access_denied", count=6)


def by_outsider(point: int, change: str) -> Interruption:
    return Interruption(point, "outsider", CHANGES.index(change))


# --- histories ------------------------------------------------------------------------------------
def somebody_changes_it_between_two_tries(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: MAIL[2:])
    second_wait = by_outsider(12, "a tag")
    ada.apply(lambda _: MAIL[:2], BadLuck((second_wait,), (Fault("throttling", count=2),)))


def nothing_happens(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: MAIL)


def aws_says_no(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: MAIL, BadLuck(faults=(DENIED,)))


def one_change_is_undone_twice(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: MAIL)
    ada.undo(lambda found: found)
    ada.undo(lambda found: found)


def what_others_had_set_is_put_back(world: World) -> None:
    ada, *_ = world.programs
    world.outsider(CHANGES.index("Google of their own"))
    ada.apply(lambda ids: [id_ for id_ in ids if id_.endswith("Google/client_id")])
    ada.undo(lambda found: found)


def others_add_to_a_provider(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: ["3a/-/Google"])
    world.outsider(CHANGES.index("Google gets a mapping"))
    ada.undo(lambda found: found)


def somebody_changes_what_was_seen(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: MAIL[2:])
    world.outsider(CHANGES.index("template's subject"))
    ada.apply(lambda _: [SUBJECT])


def one_write_can_still_arrive_while_the_next_is_wanted(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: [SUBJECT], BadLuck(faults=(Fault("late", seconds=35.0),)))
    ada.apply(lambda _: MAIL[2:])


def a_provider_goes_that_one_client_names_among_others(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda ids: [id_ for id_ in ids if id_.startswith(("3", "4"))])
    ada.undo(lambda found: [each for each in found if each.ids == ("3a/-/Google",)])


def it_is_killed_and_somebody_sets_the_same(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: MAIL[2:])
    ada.apply(lambda _: [SUBJECT], BadLuck((Interruption(6, "kill"),), contested=True))
    world.clock.sleep(600)
    ada.restart()


def the_answer_to_an_execution_is_cut(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda ids: [id_ for id_ in ids if id_.startswith("3")])
    lost = Fault("cut", skip=1, more={"after": True})
    ada.apply(lambda ids: [id_ for id_ in ids if id_.startswith("6")], BadLuck(faults=(lost,)))


def it_sleeps_and_somebody_is_at_the_same(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: MAIL[2:])
    ada.apply(lambda _: [SUBJECT], BadLuck((Interruption(4, "sleep"),)))


def it_sleeps_after_the_yes(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda ids: [id_ for id_ in ids if id_.startswith("3")])
    asleep = BadLuck(at=("yes", Interruption(0, "sleep")))
    ada.apply(lambda ids: [id_ for id_ in ids if id_.startswith("6")], asleep)


def a_second_program_is_at_the_same_resource(world: World) -> None:
    ada, *_ = world.programs
    neighbour = Interruption(0, "neighbour", 1)
    ada.apply(lambda _: [SUBJECT], BadLuck(at=("read", neighbour)))


def it_sleeps_and_others_add_to_what_it_made(world: World) -> None:
    ada, *_ = world.programs
    ada.apply(lambda _: ["3a/-/Google"], BadLuck(at=("sent", Interruption(0, "sleep"))))
    ada.undo(lambda found: found)


def it_is_killed_and_others_add_to_what_it_made(world: World) -> None:
    ada, *_ = world.programs
    killed = BadLuck(at=("sent", Interruption(0, "kill")), contested=True)
    ada.apply(lambda _: ["3a/-/Google"], killed)
    world.clock.sleep(600)
    ada.restart()
    ada.undo(lambda found: found)


# --- mistakes -------------------------------------------------------------------------------------
def it_is_never_so(_: Any) -> Any:
    return lambda *_: False


def nothing_arrives_late(_: Any) -> Any:
    return lambda *_: ()


def all_of_an_entry_is_taken_back(inverse_of: Any) -> Any:
    def whole(entry: Any, _: Any, memory: Any) -> Any:
        return inverse_of(entry, [edit["setting"] for edit in entry.body["edits"]], memory)

    return whole


def what_is_not_as_before_has_landed(holds: Any) -> Any:
    def moved(edit: Any, document: Any, value: Any) -> Any:
        if value is edit.wanted:
            return not holds(edit, document, edit.seen)
        return holds(edit, document, value)

    return moved


def stale_document_sent_again(prepared: Any) -> Any:
    kept: dict[tuple[str, ...], Any] = {}

    def first(self: Delivery, change: Change, document: Any) -> Any:
        return kept.setdefault(change.settings, prepared(self, change, document))

    return first


def without_what_stands_there(prepare: Any) -> Any:
    def bare(self: Resources, target: Any, before: Any, after: Any, hidden: Any) -> Any:
        made = prepare(self, target, before, after, hidden)
        made.request.pop("AutoVerifiedAttributes", None)
        return made

    return bare


def all_is_recorded_as_applied(record_outcome: Any) -> Any:
    def recorded(
        self: Any, intent: int, change: Any, applied: Any, failed: Any, *more: Any, **named: Any
    ) -> Any:
        return record_outcome(self, intent, change, change.edits, {}, *more, **named)

    return recorded


def what_was_undone_can_be_undone(landed: Any) -> Any:
    def kept(outcome: Any, intents: Any, found: Any, claimed: Any) -> None:
        before = {number: list(ids) for number, ids in found.items()}
        landed(outcome, intents, found, claimed)
        undoes = intents[int(outcome.body["intent"])].body.get("undoes")
        if undoes is not None and undoes in before:
            found[int(undoes)] = before[undoes]

    return kept


def empty_instead_of_the_former_value(inverse: Any) -> Any:
    def emptied(change: Any, ids: Any = None) -> Any:
        back = inverse(change, ids)
        return replace(back, edits=tuple(replace(edit, wanted="none") for edit in back.edits))

    return emptied


def it_finds_nothing(_: Any) -> Any:
    return lambda *_: ""


def it_lets_all_pass(_: Any) -> Any:
    return lambda _: None


def the_item_alone(place: Any) -> Any:
    def alone(document: Any, edit: Any) -> None:
        place(document, edit)
        if edit.item and edit.wanted and len(edit.path) == 1:
            document[edit.path[0]] = [edit.item]

    return alone


def the_last_alone(of: Any) -> Any:
    def folded(entries: Any) -> Any:
        found = of(entries)
        return replace(found, unfinished=found.unfinished[-1:])

    return staticmethod(folded)


def no_time(_: Any) -> Any:
    return lambda *_: 0.0


def every_end_is_an_answer(deliver: Any) -> Any:
    def told(*given: Any) -> Any:
        return replace(deliver(*given), unanswered=0, lost=0)

    return told


def the_other_way_round(in_order: Any) -> Any:
    return lambda record, chosen: tuple(reversed(in_order(record, chosen)))


def what_was_accepted_is_there(_: Any) -> Any:
    def unseen(self: ReadsAroundWrite, change: Change, *, patient: bool) -> Any:
        return self.resources.read(change.target), [*change.edits]

    return unseen


def nobody_waits(_: Any) -> Any:
    return lambda *_: nullcontext()


def every_guess_counts(_: Any) -> Any:
    return lambda entries: entries


def in_the_clear(_: Any) -> Any:
    def told(value: Any, fingerprint: Any) -> Any:
        if isinstance(value, Secret):
            return value.reveal()
        if isinstance(value, Mapping):
            return {key: told(item, fingerprint) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [told(item, fingerprint) for item in value]
        return value.isoformat() if isinstance(value, datetime) else value

    return told


def as_it_is_now(_: Any) -> Any:
    return lambda now, *_: dict(now)


def whoevers_they_are(_: Any) -> Any:
    return lambda _, keys: keys


def whenever_it_was(_: Any) -> Any:
    return lambda self, *_: self


def though_it_was_declined(carry_out: Any) -> Any:
    def anyway(self: Any) -> Any:
        agree = self.agree
        shown = replace(self, agree=lambda effects: agree(effects) or True)
        return carry_out(shown)

    return anyway


def without_an_answer_nothing_began(_: Any) -> Any:
    def sent(self: MadeChangeSet, _: Any, may_execute: Any) -> None:
        may_execute()
        token = {"ClientRequestToken": self.request["ClientToken"]}
        try:
            self._send("ExecuteChangeSet", {**self._named, **token})
        except PoolwalkError as error:
            raise AwsRefused(f"{error} The stack was not changed.") from None

    return sent


@dataclass(frozen=True)
class Mistake:
    """Where it is planted, what it does instead, and a history in which it matters."""

    owner: Any
    name: str
    makes: Callable[[Any], Any]
    history: Callable[[World], None] = nothing_happens

    def plant(self, patch: pytest.MonkeyPatch) -> None:
        patch.setattr(self.owner, self.name, self.makes(getattr(self.owner, self.name)))


MISTAKES = {
    "writer: sent again as it was read first": Mistake(
        Delivery,
        "_prepared",
        stale_document_sent_again,
        somebody_changes_it_between_two_tries,
    ),
    "writer: a member is left out of the request": Mistake(
        Resources, "prepare", without_what_stands_there, nothing_happens
    ),
    "record: applied, though nobody saw it there": Mistake(
        WriteJournal, "outcome", all_is_recorded_as_applied, aws_says_no
    ),
    "record: what was undone can be undone once more": Mistake(
        record, "_landed", what_was_undone_can_be_undone, one_change_is_undone_twice
    ),
    "undo: empty instead of the former value": Mistake(
        inverse, "inverse", empty_instead_of_the_former_value, what_others_had_set_is_put_back
    ),
    "undo: a provider goes with what others added": Mistake(
        undo, "_added_since", it_finds_nothing, others_add_to_a_provider
    ),
    "writer: what somebody set since it was seen is written over": Mistake(
        Expectation, "is_stale", it_is_never_so, somebody_changes_what_was_seen
    ),
    "record: what can still arrive is forgotten": Mistake(
        record,
        "_arriving",
        nothing_arrives_late,
        one_write_can_still_arrive_while_the_next_is_wanted,
    ),
    "undo: more than was asked for": Mistake(
        undo,
        "inverse_of",
        all_of_an_entry_is_taken_back,
        a_provider_goes_that_one_client_names_among_others,
    ),
    "recovery: landed, whatever is there": Mistake(
        recovery,
        "holds",
        what_is_not_as_before_has_landed,
        it_is_killed_and_somebody_sets_the_same,
    ),
    "writer: what was read before the machine slept is sent": Mistake(
        SendWindow, "must_be_open", it_lets_all_pass, it_sleeps_and_somebody_is_at_the_same
    ),
    "change set: what began is called not executed": Mistake(
        MadeChangeSet, "execute", without_an_answer_nothing_began, the_answer_to_an_execution_is_cut
    ),
    "writer: no turn to write is waited for": Mistake(
        OneWriter, "turn", nobody_waits, a_second_program_is_at_the_same_resource
    ),
    "recovery: what others added was made": Mistake(
        recovery, "as_made", as_it_is_now, it_is_killed_and_others_add_to_what_it_made
    ),
    "write: what others added before it was read back was made": Mistake(
        write_outcome, "as_made", as_it_is_now, it_sleeps_and_others_add_to_what_it_made
    ),
    "freshness: a yes holds for ever": Mistake(
        SendWindow, "of_yes", whenever_it_was, it_sleeps_after_the_yes
    ),
}

# Tried by chance alone.
BY_CHANCE = {
    "change: what others added to a list goes": Mistake(change, "_place", the_item_alone),
    "record: of several unfinished writes one is known": Mistake(
        record.Record, "of", the_last_alone
    ),
    "recovery: a young write is given up at once": Mistake(UnfinishedWrites, "_waits", no_time),
    "writer: no answer is taken for a no": Mistake(Delivery, "deliver", every_end_is_an_answer),
    "writer: what AWS accepted is called applied": Mistake(
        ReadsAroundWrite, "back", what_was_accepted_is_there
    ),
    "writer: what was cut has not left": Mistake(delivery, "may_have_left", it_is_never_so),
    "record: a late guess counts": Mistake(record, "_without_late_guesses", every_guess_counts),
    "sealed record: secrets in the clear": Mistake(journal_form, "sealed", in_the_clear),
    "undo: what another run took back is taken back again": Mistake(
        undo, "_taken_back_meanwhile", it_finds_nothing
    ),
    "held identity: renewed as whoever": Mistake(HeldIdentity, "held", whoevers_they_are),
    "freshness: of what was read, its age is forgotten": Mistake(
        SendWindow, "of_reading", whenever_it_was
    ),
    "change set: executed after a no": Mistake(StackUpdate, "carry_out", though_it_was_declined),
    "change set: its end is not waited for": Mistake(Watching, "until_it_ends", it_lets_all_pass),
    "undo: the oldest first": Mistake(applier, "in_order", the_other_way_round),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_planted_mistake_is_seen(
    name: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    mistake = MISTAKES[name]
    mistake.plant(monkeypatch)
    with pytest.raises(AssertionError):
        play(mistake.history, world)


def play(history: Callable[[World], None], world: World) -> None:
    history(world)
    world.hold()
    world.undo_all()


@pytest.mark.parametrize("name", every(4, [*MISTAKES]))
def test_without_it_the_same_history_holds(name: str, world: World) -> None:
    play(MISTAKES[name].history, world)
