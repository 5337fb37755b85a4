"""Whole histories of a migration: two administrators, three programs, an outsider, and bad luck."""

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import note
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.simulation.interruptions import BadLuck, Fault, Interruption
from tests.simulation.outsider import CHANGES
from tests.simulation.world import FOREIGN, World

Item = TypeVar("Item")

# One resource takes ten points: read, intent, write, read, outcome, each before and after.
POINTS = st.integers(1, 60)
FOREIGN_PAGE = {"body": FOREIGN.decode(), "content_type": "text/html"}

interruptions = st.builds(
    Interruption,
    POINTS,
    st.sampled_from(
        [
            *("kill", "kill", "outsider", "outsider", "colleague"),
            *("stop", "record goes", "sleep", "sleep", "renewed"),
        ]
    ),
    st.integers(0, 60),
)
faults = st.builds(
    lambda kind, skip, count, writes, seconds: Fault(
        kind[0], skip, count, writes or kind[0] == "late", dict(kind[1]), seconds
    ),
    st.sampled_from(
        [
            ("late", {}),
            ("late", {}),
            ("cut", {}),
            ("cut", {"after": True}),
            ("throttling", {}),
            ("server_error", {}),
            ("lost_write", {}),
            ("access_denied", {}),
            ("expired_token", {}),
            ("answer", FOREIGN_PAGE),
            ("answer", {"keep": 20}),
            ("error", {"code": "ConcurrentModificationException", "message": "One at a time."}),
        ]
    ),
    st.integers(0, 8),
    st.sampled_from([1, 1, 1, 2, 3, 6]),
    st.booleans(),
    st.sampled_from([1.0, 5.0, 15.0, 25.0, 35.0]),
)
# AWS has no time for a write, more than once, and somebody is at the same resource meanwhile.
contested = st.builds(
    lambda kind, skip, count: BadLuck((), (Fault(kind, skip, count),), contested=True),
    st.sampled_from(["throttling", "throttling", "server_error"]),
    st.integers(0, 2),
    st.integers(2, 4),
)
# It is killed on the way, and somebody sets meanwhile what it had been about to set.
overtaken = st.builds(
    lambda point: BadLuck((Interruption(point, "kill"),), contested=True), st.integers(4, 60)
)
# The lid is closed on the way, and somebody is at the same resource meanwhile.
asleep = st.builds(lambda point: BadLuck((Interruption(point, "sleep"),)), st.integers(2, 20))
# The same, and a colleague of the same machine, at the moments at which it matters most.
in_the_middle = st.builds(
    lambda when, nth, which: BadLuck(at=(when[0], Interruption(nth, when[1], which))),
    st.sampled_from(
        [
            ("intent", "sleep"),
            ("read", "neighbour"),
            ("read", "neighbour"),
            ("intent", "neighbour"),
            ("sent", "sleep"),
            ("sent", "sleep"),
            ("sent", "kill"),
            ("yes", "sleep"),
        ]
    ),
    st.integers(0, 3),
    st.integers(0, 60),
)
# Its login is renewed on the way, most often as its own person's.
renewed = st.builds(
    lambda point, which: BadLuck((Interruption(point, "renewed", which),)),
    st.integers(1, 30),
    st.integers(0, 2),
)
luck = st.one_of(
    st.just(BadLuck()),
    st.builds(
        lambda happens, breaks: BadLuck(tuple(happens), tuple(breaks)),
        st.lists(interruptions, max_size=2),
        st.lists(faults, max_size=2),
    ),
    contested,
    overtaken,
    asleep,
    renewed,
    in_the_middle,
)
# What AWS did, one of its answers does not tell.
unanswered = st.builds(
    lambda skip: BadLuck((), (Fault("cut", skip, more={"after": True}),)), st.integers(0, 4)
)
# Which of those that there are: positions, the whole where it is empty.
picks = st.lists(st.integers(0, 40), max_size=5)
whose = st.integers(0, 2)


def picked(items: Sequence[Item], positions: Sequence[int]) -> Sequence[Item]:
    """Some of them, in the order of the list; all where no position is given."""
    if not items or not positions:
        return items
    chosen = {position % len(items) for position in positions}
    return [item for number, item in enumerate(items) if number in chosen]


class Histories(RuleBasedStateMachine):
    """The rules by which a history is made, judged after each of them."""

    played = 0  # histories in which something was done
    actions = 0
    calls = 0
    shared = False  # one table for all, instead of a file on each machine

    def __init__(self) -> None:
        super().__init__()
        self.world = World(shared=self.shared)
        self.world.begin()
        self.done = 0

    def _begins(self, words: str) -> None:
        counted = type(self)
        if not self.done:
            counted.played += 1
        self.done += 1
        counted.actions += 1
        self.world.note(words)

    @rule(who=whose, positions=picks, luck=luck)
    def apply(self, who: int, positions: Sequence[int], luck: BadLuck) -> None:
        """Somebody applies some settings, or all."""
        self._begins(f"{self.world.programs[who].asker.name} applies {positions or 'all'}")
        self.world.programs[who].apply(lambda ids: picked(ids, positions), luck)

    @rule(who=whose, luck=st.one_of(unanswered, luck), says=st.booleans())
    def apply_step_6(self, who: int, luck: BadLuck, says: bool) -> None:
        """Somebody has the skills stack updated, with what it needs, or looks and says no."""
        self._begins(f"{self.world.programs[who].asker.name} updates the skills stack")
        self.world.programs[who].apply(
            lambda ids: [id_ for id_ in ids if id_.startswith(("3", "6"))], luck, says=says
        )

    @rule(who=whose, which=st.integers(0, 40), seconds=st.sampled_from([25.0, 35.0]))
    def apply_while_the_last_can_still_arrive(self, who: int, which: int, seconds: float) -> None:
        """Somebody applies one setting, has no answer for long, and applies its neighbours."""
        self._begins(f"{self.world.programs[who].asker.name} applies {which}, then its neighbours")
        late, neighbours = BadLuck(faults=(Fault("late", seconds=seconds),)), list[str]()

        def one(ids: Sequence[str]) -> Sequence[str]:
            about = [(id_, self.world.judge.subjects.of(id_)[0]) for id_ in ids]
            of_several = [
                (id_, resource)
                for id_, resource in about
                if sum(other == resource for _, other in about) > 1
            ]
            if not of_several:
                return ()
            first, shared = of_several[which % len(of_several)]
            neighbours.extend(id_ for id_, other in about if other == shared and id_ != first)
            return [first]

        self.world.programs[who].apply(one, late)
        self.world.programs[who].apply(lambda ids: [id_ for id_ in ids if id_ in neighbours])

    @rule(who=whose, positions=picks, luck=luck)
    def undo(self, who: int, positions: Sequence[int], luck: BadLuck) -> None:
        """Somebody takes some changes back, or all."""
        self._begins(f"{self.world.programs[who].asker.name} undoes {positions or 'all'}")
        self.world.programs[who].undo(lambda found: picked(found, positions), luck)

    @rule(which=st.integers(0, len(CHANGES) - 1))
    def somebody_else(self, which: int) -> None:
        """Something happens in the console."""
        self._begins(f"in the console: {CHANGES[which]}")
        self.world.outsider(which)

    @rule(who=whose, luck=luck)
    def restart(self, who: int, luck: BadLuck) -> None:
        """Somebody ends the program and starts it again."""
        self._begins(f"{self.world.programs[who].asker.name} starts anew")
        self.world.programs[who].restart(luck)

    @rule(who=whose, luck=luck)
    def read(self, who: int, luck: BadLuck) -> None:
        """Somebody reads again."""
        self._begins(f"{self.world.programs[who].asker.name} reads again")
        self.world.programs[who].read(luck)

    @rule(seconds=st.sampled_from([1.0, 20.0, 70.0]))
    def time_passes(self, seconds: float) -> None:
        """Nobody does anything for a while."""
        self._begins(f"{seconds:.0f} seconds pass")
        self.world.clock.sleep(seconds)

    @invariant()
    @precondition(lambda self: self.done > 0)
    def all_is_as_it_has_to_be(self) -> None:
        """Nothing that was not asked, nothing of others gone, both records true."""
        self.world.hold()

    def teardown(self) -> None:
        """Undone by everybody, it is as it was, but for what others own."""
        try:
            if self.done and not self.world.judge.mistakes:
                self.world.undo_all()
                assert self.world.calls, "nobody asked anything of the practice AWS"
        finally:
            type(self).calls += self.world.calls
            for line in self.world.notes:
                note(line)
            self.world.end()


class TeamHistories(Histories):
    """The same with a record that three people on three machines share."""

    played = 0
    actions = 0
    calls = 0
    shared = True
