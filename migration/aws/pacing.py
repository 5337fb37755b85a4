"""How fast AWS is asked.

Its quotas are shared with production sign-ins, so calls are spread before AWS has to refuse them.
"""

import json
import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from migration.errors import Cancelled

# Cognito takes 5 calls a second for one operation on one pool; one is left to everybody else.
CALLS_PER_WINDOW = 4
# A second, and a little more for the time between being let through here and being counted there.
WINDOW = 1.05

Key = tuple[str, str, str]  # region, operation, pool id ("" where the request names none)
Wait = Callable[[float, threading.Event | None], None]

_cancellation: ContextVar[threading.Event | None] = ContextVar("cancellation", default=None)


@contextmanager
def cancellable(cancelled: threading.Event) -> Iterator[None]:
    """Once the event is set, calls begun by this thread inside the block raise `Cancelled`."""
    token = _cancellation.set(cancelled)
    try:
        yield
    finally:
        _cancellation.reset(token)


def wait_for(seconds: float, cancelled: threading.Event | None) -> None:
    """Let seconds pass; an event that is set ends it early."""
    if cancelled is None:
        time.sleep(seconds)
    else:
        cancelled.wait(seconds)


class Pacer:
    """Lets at most `CALLS_PER_WINDOW` calls begin within any one second.

    It counts for each region, operation and pool by itself. Safe to share between threads and
    between connections to one account. `clock` and `wait` count in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, wait: Wait = wait_for) -> None:
        self._clock = clock
        self._wait = wait
        self._lanes: defaultdict[Key, _Lane] = defaultdict(_Lane)
        self._opening = threading.Lock()

    def begin(self, key: Key, cancelled: threading.Event | None = None) -> None:
        """Return when this call may begin. Raises `Cancelled`."""
        with self._opening:
            lane = self._lanes[key]
        # The lock is held while waiting: who came first begins first, and the others need not be
        # woken to compete.
        with lane.turn:
            while True:
                if cancelled is not None and cancelled.is_set():
                    raise Cancelled("Stopped.")
                now = self._clock()
                ready = lane.begun[0] + WINDOW if len(lane.begun) == CALLS_PER_WINDOW else now
                if now >= ready:
                    lane.begun.append(now)
                    return
                self._wait(ready - now, cancelled)

    def before_send(self, request: Any, region: str, **_: Any) -> None:
        """Hold a call back until its turn.

        This handles botocore's event `before-send`, which comes for every attempt, retries
        included. `request` is an AWSPreparedRequest.
        """
        self.begin(
            (region, *operation_and_pool(request.headers, request.body)), _cancellation.get()
        )


class _Lane:
    """The last calls of one key, and the turn to begin the next."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.begun: deque[float] = deque(maxlen=CALLS_PER_WINDOW)


def operation_and_pool(headers: Any, body: Any) -> tuple[str, str]:
    """The operation, and the pool that a Cognito request names.

    The requests of CloudFormation and STS are forms, of which the operation alone is read.
    """
    text = (
        body.decode("utf-8", "replace") if isinstance(body, bytes | bytearray) else str(body or "")
    )
    target = headers.get("X-Amz-Target") or b""
    target = target.decode() if isinstance(target, bytes) else str(target)
    if not target:
        fields = dict(part.split("=", 1) for part in text.split("&") if "=" in part)
        return fields.get("Action", ""), ""
    try:
        document = json.loads(text or "{}")
    except ValueError:
        document = {}
    return target.rpartition(".")[2], str(document.get("UserPoolId", ""))
