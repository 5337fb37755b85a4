"""One question a second for each host: nobody is to feel the checks."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable

from migration.errors import Cancelled

APART = 1.0  # seconds between the beginnings of two questions to one host

Wait = Callable[[float, threading.Event], None]


def wait_for(seconds: float, cancelled: threading.Event) -> None:
    """Let seconds pass, or less once the event is set."""
    cancelled.wait(seconds)


class _Turn:
    """The turn to ask one host, and when the next question may begin."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.next = 0.0


class Queues:
    """Lets one question a second begin at each host. `clock` and `wait` count in seconds.

    `part` is the part of a second that it is for hosts at which there is nobody to feel it.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        wait: Wait = wait_for,
        part: float = 1.0,
    ) -> None:
        self._clock = clock
        self._wait = wait
        self._part = part
        self._turns: defaultdict[str, _Turn] = defaultdict(_Turn)
        self._opening = threading.Lock()

    def begin(self, host: str, cancelled: threading.Event) -> None:
        """Return when this host may be asked. Raises `Cancelled`."""
        with self._opening:
            turn = self._turns[host]
        with turn.lock:
            while (left := turn.next - self._clock()) > 0 and not cancelled.is_set():
                self._wait(left, cancelled)
            if cancelled.is_set():
                raise Cancelled("Stopped.")
            turn.next = self._clock() + APART * self._part
