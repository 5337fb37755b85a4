"""How long what was read and announced may be sent, by a clock that never sleeps.

A laptop that wakes up after minutes, or a process that was stopped, sends nothing more: what it had
read is old, and others may have written since. In a team an intent without an outcome is the lock
besides, and nobody may break it while its owner still sends. Cognito itself knows no such fence.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeVar

from migration.aws.check_before_send import fenced
from migration.errors import PoolwalkError
from migration.journal import boot_clock

SENDS_WITHIN = 20.0  # seconds, from right before the intent, in a team
FRESH_FOR = 30.0  # seconds, from the first reading of what is written
READ_AGAIN = 2  # times, where a reading takes half of that

Read = TypeVar("Read")


def freshly(read: Callable[[], Read]) -> tuple[Read, float]:
    """What a reading gives, and when it began: the machine can sleep before its answer is seen.

    One that takes long, since many wait for their turn to ask, is made again. Raises what it does.
    """
    for _ in range(READ_AGAIN):
        at, found = boot_clock.uptime(), read()
        if boot_clock.uptime() - at < FRESH_FOR / 2:
            return found, at
    at = boot_clock.uptime()
    return read(), at


class SendWindowOver(PoolwalkError):
    """Too long after its reading or its intent nothing more is sent: others may have gone on."""


@dataclass(frozen=True)
class SendWindow:
    """The right to send; in a team it begins right before the intent is recorded.

    `clock` gives seconds, those included that the machine slept; None: nobody else waits for its
    end. `read_at` is when what is sent was read, by the machine's own such clock, or when a person
    said yes to it, as `since` tells; None: what is sent holds nothing that was read.
    """

    clock: Callable[[], float] | None = None
    began: float = 0.0
    read_at: float | None = None
    since: str = "it was read"

    @classmethod
    def begun(cls, clock: Callable[[], float]) -> "SendWindow":
        """One that begins now."""
        return cls(clock, clock())

    def of_reading(self, at: float) -> "SendWindow":
        """The window for what was read at a moment of `boot_clock.uptime`."""
        return replace(self, read_at=at)

    def of_yes(self) -> "SendWindow":
        """The window for what a person says yes to now."""
        return replace(self, read_at=boot_clock.uptime(), since="the yes")

    @contextmanager
    def kept(self) -> Iterator[None]:
        """A block that sends: looked at now, and once more as each request of it leaves."""
        self.must_be_open()
        with fenced(self.must_be_open):
            yield

    def must_be_open(self) -> None:
        """Raise `SendWindowOver` where the time is over."""
        if self.read_at is not None and boot_clock.uptime() - self.read_at >= FRESH_FOR:
            raise SendWindowOver(
                f"Nothing more was sent: {FRESH_FOR:.0f} seconds or more have gone by since"
                f" {self.since} (this machine may have slept). Apply it again: it is read again"
                " first."
            )
        if self.clock is not None and self.clock() - self.began >= SENDS_WITHIN:
            raise SendWindowOver(
                f"Nothing more was sent: {SENDS_WITHIN:.0f} seconds or more have gone by since it"
                " was announced in the team's record (this machine may have slept)."
            )


ENDLESS = SendWindow()
