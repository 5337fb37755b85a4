"""One run of Poolwalk: opened, used by its person, closed or killed."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from migration.changes.write_report import Undoable, WriteReport
from migration.deployment_request import Request
from migration.errors import Cancelled, PoolwalkError
from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.walkthrough import Walkthrough
from tests.simulation.documents import MAIN, NEW_MAIN, Resource
from tests.simulation.interruptions import NONE, BadLuck, Killed
from tests.simulation.judge import Asker
from tests.simulation.line import ENDPOINT
from tests.simulation.records import Written
from tests.walkthroughs import own_steps

if TYPE_CHECKING:
    from tests.simulation.world import World

APPLE_KEY = made_up_apple_key()
APPLE_KEY_ID = "NEWKEY1234"


@dataclass
class Program:
    """A place for runs on one machine: at most one runs at a time. `asker` answers for it."""

    world: World
    machine: str
    access_key: str
    asker: Asker
    home: Path  # its state folder
    team_table: str = ""
    hours_off: int = 0  # by which its machine's clock is wrong
    walk: Walkthrough | None = None
    points: int = 0
    sent_to: Resource | None = None  # by its last write
    luck: BadLuck = NONE
    left_by_the_dead: dict[Path, bytes] = field(default_factory=dict)
    busy: bool = False
    opened: bool = False
    announces: Written | None = None  # the intent that it records next, or recorded last
    ended_by: str = ""  # the last failure of an action

    # --- opening and ending -----------------------------------------------------------------------
    def open(self) -> None:
        """Start it, log in, read; a person's first entries are made once."""
        world = self.world
        self.asker.pid = world.new_process(self.machine)
        self.asker.seen, self.asker.fresh = {}, set()
        self.walk = Walkthrough(
            Request(
                region="us-east-1",
                endpoint_url=ENDPOINT,
                credentials=(self.access_key, world.secret_key),
                state_folder=self.home,
                team_table=self.team_table,
                pairs=((MAIN, NEW_MAIN),),
            ),
            own_steps(),
            lambda: world.clock.now() + timedelta(hours=self.hours_off),
        )
        self.walk.applier._wait = self.wait  # type: ignore[method-assign]
        self.walk._unfinished._ends = _Ends(self)  # type: ignore[assignment]
        self.walk.connect()
        self.walk.reader.read(attached=False)
        if not self.walk.state.record.prefix and not self.walk.state.read_only:
            self.walk.entered.choose_prefix(world.judge.prefix)
        self.walk.entered.supply_apple_key(APPLE_KEY, APPLE_KEY_ID)
        self.opened = True

    def close(self) -> None:
        if self.walk is not None:
            self.walk.close()
            self._ended()

    def _ended(self) -> None:
        self.walk, self.opened = None, False
        self.world.processes.discard((self.machine, self.asker.pid))

    def wait(self, seconds: float) -> None:
        """How a run waits: time passes, and whatever may happen then happens."""
        assert self.walk is not None
        self.world.point(self)
        if self.asker.agreed_at is not None:
            self.world.moment(self, "yes")
        if self.luck.contested:
            self.world.contest(self)
        self.world.clock.sleep(seconds)
        if self.walk.applier._stopped.is_set():
            raise Cancelled("Stopped.")

    # --- what its person does ---------------------------------------------------------------------
    def apply(
        self,
        choose: Callable[[Sequence[str]], Sequence[str]],
        luck: BadLuck = NONE,
        *,
        says: bool = True,
    ) -> None:
        """Apply some of what can be applied. `says` is what is said to a stack's update."""

        def act(walk: Walkthrough) -> None:
            ids = choose(_appliable(walk))
            if ids:
                self.asker.asked = frozenset(ids)
                walk.applier.make_ready()
                agree = partial(self._agrees, says)
                self._hold_report(walk.applier.apply(ids, agree=agree), ids)

        self._act(luck, act)

    def undo(
        self,
        choose: Callable[[Sequence[Undoable]], Sequence[Undoable]],
        luck: BadLuck = NONE,
    ) -> None:
        """Take back some of what can be taken back."""

        def act(walk: Walkthrough) -> None:
            walk.logbook.fold()
            offered = walk.past_changes.undoables()
            known = self.asker.folder.undoable(walk.state.record.last)
            if {each.entry: set(each.ids) for each in offered} != known:
                self.world.judge.fail(f"{self.asker.name} offers to undo what was not done")
            chosen = choose(offered)
            if chosen:
                ids = [id_ for each in chosen for id_ in each.ids]
                self.asker.asked = frozenset(ids)
                self.asker.asked_back = frozenset(each.entry for each in chosen)
                walk.applier.make_ready()
                last = walk.state.record.last
                agree = partial(self._agrees, True)
                self._hold_report(walk.applier.undo(chosen, agree=agree), ids)
                self.world.judge.hold_order(self.asker, last)

        self._act(luck, act)

    def undo_again(self, barred: Container[Resource]) -> None:
        """Take back all that is left at once: what can be taken back was the first time.

        `barred` are the clients that named a provider which others had deleted: AWS takes nothing
        for those before something of the first time frees them of it.
        """
        intents = self.asker.folder.intents()
        self.undo(lambda found: found)
        for number, outcomes in self.asker.folder.outcomes().items():
            if number not in intents and any(outcome.body["applied"] for outcome in outcomes):
                settings = self.asker.folder.intents()[number].settings
                if self.world.judge.subjects.of(settings[0])[0] not in barred:
                    self.world.judge.fail(f"{self.asker.name} undid {settings} at the second time")

    def _agrees(self, says: bool, _: object) -> bool:
        self.world.point(self)
        self.asker.agreed_at = self.world.clock.seconds if says else None
        return says

    def read(self, luck: BadLuck = NONE) -> None:
        """Read both pools again."""
        self._act(luck, lambda walk: walk.reader.read(attached=False))

    def look_again(self, look: Callable[[], None]) -> None:
        """What it looks at by itself after a while."""
        self._act(NONE, lambda _: look())

    def restart(self, luck: BadLuck = NONE) -> None:
        """End it properly, and start again."""
        self._act(luck, lambda _: None, anew=True)

    def _act(
        self, luck: BadLuck, act: Callable[[Walkthrough], None], *, anew: bool = False
    ) -> None:
        """One action of this run, with whatever befalls it; it is opened where it has to be."""
        world = self.world
        self.points, self.luck, self.busy, self.sent_to = 0, luck, True, None
        self.asker.asked, self.asker.asked_back = frozenset(), frozenset()
        self.asker.agreed_at, self.ended_by = None, ""
        self.asker.read_in_action = set()
        world.running.append(self)
        world.break_things(self)
        try:
            if anew or not self.opened or self.walk is None or self.walk.state.read_only:
                self.close()
                self.open()
                # Opening asks more than any write: what befalls one would hardly come otherwise.
                self.points = self.points if anew else 0
            if self.walk is not None:
                act(self.walk)
        except Killed:
            self._die()
        except PoolwalkError as error:
            self.ended_by = f"{type(error).__name__}: {error}"
            world.note(f"  {self.asker.name}: {self.ended_by}")
        finally:
            self.luck, self.busy = NONE, False
            world.running.remove(self)
            world.mend_things(self)

    def _die(self) -> None:
        """What the system does for a process that is gone: its files stay, its locks do not."""
        self.world.note(f"  {self.asker.name} was killed at point {self.points}")
        walk = self.walk
        if walk is not None:
            walk._unfinished.stop()
            walk.logbook.journal.close()
        for file, content in self.left_by_the_dead.items():
            if file.parent.exists():
                file.write_bytes(content)
        self.left_by_the_dead = {}
        self._ended()
        if self.luck.contested:
            self.world.overtake(self)

    # --- what it says -----------------------------------------------------------------------------
    def _hold_report(self, report: WriteReport, ids: Sequence[str]) -> None:
        """Everything that was asked for stands in one list, and says what the record says."""
        judge, folder = self.world.judge, self.asker.folder
        lists = (report.applied, report.failed, report.stale, report.skipped)
        told = [result.id for results in lists for result in results]
        self.world.note(f"  {self.asker.name}: {[len(results) for results in lists]}")
        for result in (*report.failed, *report.stale, *report.skipped):
            self.world.note(f"      {result.id}: {result.reason}")
        for id_ in set(ids):
            # Of two changes to one setting, both are told; so is a name that goes with a provider.
            if told.count(id_) < 1 or (told.count(id_) > 1 and not self.asker.asked_back):
                judge.fail(
                    f"{self.asker.name} says of {id_} {told.count(id_)} times what it became"
                )
        unknown = {result.id for result in report.failed if result.unknown}
        still_open = {id_ for intent in folder.open() for id_ in intent.settings}
        # A later write of the same action may have waited for it, and found out.
        found_out = {
            id_
            for outcomes in folder.outcomes().values()
            for outcome in outcomes
            if outcome.body.get("recovered")
            for id_ in (*outcome.body["applied"], *outcome.body["failed"])
        }
        for id_ in unknown - still_open - found_out:
            judge.fail(f"{self.asker.name} says that {id_} is not known, and its record does")
        for result in report.applied:
            resource = judge.subjects.of(result.id)[0]
            if resource not in self.asker.read_in_action:
                judge.fail(f"{self.asker.name} says that {result.id} is applied without a look")


def _appliable(walk: Walkthrough) -> Sequence[str]:
    asking = [setting.id for setting in walk.pages.settings() if setting.asks]
    ids = dict.fromkeys([*walk.pages.to_apply(), *asking])
    return [id_ for id_ in ids if not id_.startswith("also/") and "ImageUrl" not in id_]


@dataclass
class _Ends:
    """The event that a run ends, waited for in simulated time."""

    program: Program
    ended: bool = False

    def set(self) -> None:
        self.ended = True

    def wait(self, seconds: float) -> bool:
        self.program.world.clock.sleep(seconds)
        return self.ended
