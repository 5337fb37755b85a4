"""The judge sees mistakes: some are planted in the writer, the record and the undo.

Each is what a slip of a pen would make of the engine. A short history in which it matters is played
with it and without it. That chance finds such histories by itself is tried by
`make simulate ARGS="--planted …"` (`docs/safety.md`); it takes minutes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from migration.changes import undo
from migration.changes.change import Change
from migration.changes.delivery import Delivery
from migration.changes.resources import Resources
from migration.changes.write_journal import WriteJournal
from migration.journal import record
from migration.walk import reversal
from tests.simulation.interruptions import BadLuck, Fault, Interruption
from tests.simulation.outsider import CHANGES
from tests.simulation.world import World

MAIL = [f"5/-/{member}" for member in ("EmailMessage", "EmailSubject", "ReplyToEmailAddress")]
DENIED = Fault("access_denied", count=6)


def by_outsider(point: int, change: str) -> Interruption:
    return Interruption(point, "outsider", CHANGES.index(change))


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    made.begin()
    yield made
    made.end()


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


# --- mistakes -------------------------------------------------------------------------------------
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


def no_look_at_what_was_added(_: Any) -> Any:
    return lambda *_: ""


@dataclass(frozen=True)
class Mistake:
    """Where it is planted, what it does instead, and a history in which it matters."""

    owner: Any
    name: str
    makes: Callable[[Any], Any]
    history: Callable[[World], None]

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
        undo, "inverse", empty_instead_of_the_former_value, what_others_had_set_is_put_back
    ),
    "undo: a provider goes with what others added": Mistake(
        reversal, "_added_since", no_look_at_what_was_added, others_add_to_a_provider
    ),
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


@pytest.mark.parametrize("name", MISTAKES)
def test_without_it_the_same_history_holds(name: str, world: World) -> None:
    play(MISTAKES[name].history, world)
