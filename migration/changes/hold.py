"""How long whoever recorded an intent may send for it, where a team shares the record.

An intent without an outcome is the lock, and nobody may break it while its owner still sends. So
the owner stops after some seconds of a clock that goes on while the machine sleeps: a laptop that
wakes up after minutes sends nothing more. Cognito itself knows no such fence.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from migration.aws.fence import fenced
from migration.errors import PoolwalkError

SENDS_WITHIN = 20.0  # seconds, from right before the intent


class HoldEnded(PoolwalkError):
    """Too long after its intent nothing more is sent for it: somebody else may have gone on."""


@dataclass(frozen=True)
class Hold:
    """The right to send; it begins right before the intent is recorded.

    `clock` gives seconds, those included that the machine slept; None: the right does not end.
    """

    clock: Callable[[], float] | None = None
    began: float = 0.0

    @classmethod
    def begun(cls, clock: Callable[[], float]) -> "Hold":
        """One that begins now."""
        return cls(clock, clock())

    @contextmanager
    def kept(self) -> Iterator[None]:
        """A block that sends: looked at now, and once more as each request of it leaves."""
        self.must_hold()
        with fenced(self.must_hold):
            yield

    def must_hold(self) -> None:
        """Raise `HoldEnded` where the time is over."""
        if self.clock is not None and self.clock() - self.began >= SENDS_WITHIN:
            raise HoldEnded(
                f"Nothing more was sent: {SENDS_WITHIN:.0f} seconds or more have gone by since it"
                " was announced in the team's record (this machine may have slept)."
            )


ENDLESS = Hold()
