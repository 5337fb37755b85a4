"""Two people on two machines, one table: both in this process, each where and when they say."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration.deployment_request import Request
from migration.errors import Cancelled
from migration.journal import boot_clock, writing_process
from migration.journal.writing_process import Place
from migration.walkthrough import Walkthrough
from sandbox.signature import Credential
from tests.journal.tables import NAME
from tests.walkthroughs import MAIN, NEW_MAIN, NOW, own_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.rehearsal.in_process import InProcess


class Killed(BaseException):
    """What ends a program on the spot."""


@dataclass
class Team:
    """The people of a deployment. `now` is the seconds that have passed, whoever waits."""

    practice: InProcess
    home: Path
    now: float = 0.0
    acting: list[Person] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    def person(self, name: str, /, host: str = "", **request: Any) -> Person:
        """Somebody who logs in, opens the team's record, and reads."""
        key = f"AKIA{name.upper():X<16}"
        account = self.practice.aws.account
        arn = f"arn:aws:iam::{account.id}:user/{name}"
        account.sessions[key] = Credential(key, self.practice.secret_key, arn, "AIDA")
        person = Person(self, name, place_of(name, host))
        self.people.append(person)
        with person.acts():
            person.open(key, request)
        return person

    def end(self) -> None:
        """Nobody looks at anything again by itself."""
        for person in self.people:
            person.walk._unfinished.stop()

    def monotonic(self) -> float:
        """Seconds that only waiting adds to."""
        return self.now

    def this_place(self) -> Place:
        """The process that acts."""
        return self.acting[-1].place if self.acting else Place("nobody", 1)


def place_of(name: str, host: str = "", pid: int = 0) -> Place:
    """A process on the machine of somebody, which has an id and a boot of its own."""
    pid = pid or 100 + len(name)
    return Place(host or f"{name}s-laptop", pid, boot=f"{name}'s boot", machine=f"{name}'s machine")


@dataclass
class Person:
    """One of them. What they were told while they waited is in `told`."""

    team: Team
    name: str
    place: Place
    told: list[str] = field(default_factory=list)
    patience: float = 1000.0  # seconds until they press Esc
    ahead: timedelta = timedelta()  # how far their machine's clock is
    walk: Walkthrough = field(init=False)

    @contextmanager
    def acts(self) -> Iterator[None]:
        """A block in which this process is theirs."""
        self.team.acting.append(self)
        try:
            yield
        finally:
            self.team.acting.pop()

    def open(self, key: str, request: dict[str, Any]) -> None:
        practice = self.team.practice
        asked: dict[str, Any] = {"team_table": NAME, "pairs": ((MAIN, NEW_MAIN),), **request}
        self.walk = Walkthrough(
            Request(
                region=practice.region,
                endpoint_url=practice.endpoint,
                credentials=(key, practice.secret_key),
                state_folder=self.team.home / self.name,
                **asked,
            ),
            own_steps(),
            self.clock,
        )
        self.walk.applier._wait = self.wait  # type: ignore[method-assign]
        self.walk.connect()
        self.walk.reader.read(attached=False)

    def clock(self) -> datetime:
        return NOW + timedelta(seconds=self.team.now) + self.ahead

    def wait(self, seconds: float) -> None:
        self.patience -= seconds
        if self.patience < -1e-6:  # what sums of tenths leave over
            message = "Stopped."
            raise Cancelled(message)
        self.team.now += seconds

    def apply(self, *ids: str) -> Any:
        """Apply settings, and give the report."""
        with self.acts():
            return self.walk.applier.apply(ids, self.told.append)

    def does(self, work: Callable[[Walkthrough], Any]) -> Any:
        """Do anything else."""
        with self.acts():
            return work(self.walk)

    def folds(self) -> Any:
        """Take in what others recorded, and give the record."""
        self.does(lambda walk: walk.logbook.fold())
        return self.walk.state.record


def in_their_places(team: Team, patch: Any) -> None:
    """Let processes and clocks be those of whoever acts."""
    patch.setattr(writing_process, "this_place", team.this_place)
    patch.setattr(boot_clock, "uptime", team.monotonic)
    patch.setattr(boot_clock, "boot_id", lambda: team.this_place().boot)
    for module in ("migration.walk.unfinished_writes", "migration.changes.delivery"):
        patch.setattr(f"{module}.time", _Time(team))


@dataclass
class _Time:
    team: Team

    def monotonic(self) -> float:
        return self.team.now
