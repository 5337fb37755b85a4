"""Time that passes because somebody waits, and never by itself."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

# What is left over of sums of tenths is no time: a clock that it does not move would stand still.
SHORTEST = 0.001
START = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@dataclass
class Due:
    """Something that happens at a moment; it can be called off."""

    at: float
    happens: Callable[[], None]
    off: bool = False

    def cancel(self) -> None:
        self.off = True


@dataclass
class SimulatedClock:
    """Seconds since the start of a history, and what is to happen by when."""

    seconds: float = 0.0
    due: list[Due] = field(default_factory=list)
    _last: float = 0.0

    def now(self) -> datetime:
        """The time of day."""
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        return self.seconds

    def later(self, seconds: float, happens: Callable[[], None]) -> Due:
        """Let something happen once so many seconds have passed."""
        due = Due(self.seconds + max(seconds, SHORTEST), happens)
        self.due.append(due)
        return due

    def sleep(self, seconds: float) -> None:
        """Let time pass, and everything happen that is due until then, in its order."""
        until = self.seconds + max(seconds, SHORTEST)
        while ready := sorted((due for due in self.due if due.at <= until), key=lambda due: due.at):
            self.due.remove(ready[0])
            self.seconds = max(self.seconds, ready[0].at)
            if not ready[0].off:
                ready[0].happens()
        self.seconds = max(self.seconds, until)


@dataclass
class ClockOfAws:
    """The same time in AWS's terms: seconds since 1970, and never one moment twice."""

    clock: SimulatedClock
    last: float = 0.0

    def now(self) -> float:
        moment = round(self.clock.now().timestamp(), 3)
        self.last = max(moment, round(self.last + 0.001, 3))
        return self.last
