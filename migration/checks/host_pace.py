"""How fast each host is asked: once a second, the deployment's own hosts at Cognito five times."""

import threading
import time
from collections import defaultdict
from collections.abc import Callable

from migration.errors import Cancelled

APART = 1.0  # seconds between the beginnings of two questions to one host
# Cognito's own hosts of this deployment: they serve its customers' logins, hundreds a second.
OWN_A_SECOND = 5

Wait = Callable[[float, threading.Event], None]


def wait_for(seconds: float, cancelled: threading.Event) -> None:
    """Let seconds pass, or less once the event is set."""
    cancelled.wait(seconds)


class _Turn:
    """The turn to ask one host, and when the next question may begin."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.next = 0.0


class HostPace:
    """Lets one question a second begin at each host, five at the deployment's own.

    `clock` and `wait` count in seconds. `part` is the part of that time which lies between two
    questions where there is nobody to feel them.
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

    def begin(self, host: str, cancelled: threading.Event, *, own: bool = False) -> None:
        """Return when this host may be asked; `own`: it is the deployment's. Raises `Cancelled`."""
        with self._opening:
            turn = self._turns[host]
        with turn.lock:
            while (left := turn.next - self._clock()) > 0 and not cancelled.is_set():
                self._wait(left, cancelled)
            if cancelled.is_set():
                raise Cancelled("Stopped.")
            apart = APART / OWN_A_SECOND if own else APART
            turn.next = self._clock() + apart * self._part
