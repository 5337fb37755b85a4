"""A team's record survives a hostile day: three people, one table, crashes, lost answers, clocks.

And the judge sees mistakes: each is what a slip of a pen would make of the rules of a team.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from migration.journal import chain
from migration.journal.dynamodb import DynamoDbJournal
from tests.simulation.histories import TeamHistories
from tests.simulation.interruptions import BadLuck, Fault, Interruption
from tests.simulation.playing import play
from tests.simulation.world import World

PARTS = 2
HISTORIES = 2
BY_NIGHT = 300
MAIL = [f"5/-/{member}" for member in ("EmailMessage", "EmailSubject", "ReplyToEmailAddress")]


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_happens_all_see_one_record_and_nobody_collides(part: int) -> None:
    play(TeamHistories, HISTORIES, BY_NIGHT, PARTS)


@pytest.fixture
def world() -> Iterator[World]:
    made = World(shared=True)
    made.begin()
    yield made
    made.end()


# --- histories in which a rule of a team matters --------------------------------------------------
def a_colleague_comes_in_between(world: World) -> None:
    ada, ben, _ = world.programs
    for program in (ada, ben):
        program.read()
    for interruptions in ((), (Interruption(16, "colleague", 1),)):  # once the intent is there
        ada.apply(lambda _: MAIL, BadLuck(interruptions))
        ada.undo(lambda found: found)


def answers_are_lost(world: World) -> None:
    ada, *_ = world.programs
    ada.read()
    for skip in range(6):
        lost = Fault("cut", skip, more={"after": True, "operation": "PutItem"}, writes_alone=False)
        ada.apply(lambda _: MAIL[:1], BadLuck(faults=(lost,)))
        ada.undo(lambda found: found)


def somebody_is_killed(world: World) -> None:
    ada, ben, _ = world.programs
    for point in (10, 16, 22, 30):
        ada.apply(lambda _: MAIL, BadLuck((Interruption(point, "kill"),)))
        ben.apply(lambda _: MAIL)
        ben.undo(lambda found: found)


def no_answer_comes(world: World) -> None:
    ada, *_ = world.programs
    ada.read()
    ada.apply(lambda _: MAIL[:1], BadLuck(faults=(Fault("late", 1, seconds=25.0),)))
    world.clock.sleep(300)


# --- slips ----------------------------------------------------------------------------------------
def nobody_waits(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("migration.walk.unfinished_writes.is_of_others", lambda _: False)


def no_id_is_known_as_ones_own(patch: pytest.MonkeyPatch) -> None:
    ids = iter(range(10**6))
    record = DynamoDbJournal._take_in

    def forgets(self: DynamoDbJournal, items: list[Any]) -> None:
        record(self, items)
        self._links[:] = [chain.Link(one.number, f"{next(ids)}", one.hash) for one in self._links]

    patch.setattr(DynamoDbJournal, "_take_in", forgets)


def it_is_sent_for_as_long_as_one_likes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("migration.changes.send_window.SENDS_WITHIN", 600.0)


HISTORY_OF: dict[Callable[[World], None], list[Callable[[pytest.MonkeyPatch], None]]] = {
    a_colleague_comes_in_between: [nobody_waits],
    answers_are_lost: [no_id_is_known_as_ones_own],
    somebody_is_killed: [],
    no_answer_comes: [it_is_sent_for_as_long_as_one_likes],
}
PLANTED = [(slip, history) for history, slips in HISTORY_OF.items() for slip in slips]


@pytest.mark.parametrize("history", HISTORY_OF)
def test_without_a_slip_these_histories_pass(
    world: World, history: Callable[[World], None]
) -> None:
    history(world)
    world.hold()
    world.undo_all()
    assert world.judge.mistakes == []


@pytest.mark.parametrize(("slip", "history"), PLANTED)
def test_the_judge_sees_the_slip(
    world: World,
    slip: Callable[[pytest.MonkeyPatch], None],
    history: Callable[[World], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    slip(monkeypatch)

    def play() -> None:
        history(world)
        world.hold()
        world.undo_all()

    with pytest.raises(AssertionError):
        play()
