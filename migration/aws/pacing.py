"""How fast AWS is asked.

Its quotas are shared with production sign-ins, so calls are spread before AWS has to refuse them.
"""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from migration.errors import Cancelled

# Cognito takes 5 calls a second for one operation on one pool; one is left to everybody else.
CALLS_PER_WINDOW = 4
# CloudFormation, CloudWatch and the others serve no sign-in: nobody's login waits for them.
OTHERS_PER_WINDOW = 10
_COGNITO = "AWSCognito"  # how the target of a request to it begins
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
    """Lets at most `CALLS_PER_WINDOW` calls to Cognito begin within any one second.

    Of other services it is `OTHERS_PER_WINDOW`. It counts for each region, operation and pool by
    itself. Safe to share between threads and between connections to one account. `clock` and
    `wait` count in seconds.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, wait: Wait = wait_for) -> None:
        self._clock = clock
        self._wait = wait
        self._lanes: dict[Key, _Lane] = {}
        self._opening = threading.Lock()

    def begin(
        self,
        key: Key,
        cancelled: threading.Event | None = None,
        at_once: int = CALLS_PER_WINDOW,
    ) -> None:
        """Return when this call may begin. Raises `Cancelled`."""
        with self._opening:
            lane = self._lanes.setdefault(key, _Lane(at_once))
        # The lock is held while waiting: who came first begins first, and the others need not be
        # woken to compete.
        with lane.turn:
            while True:
                if cancelled is not None and cancelled.is_set():
                    raise Cancelled("Stopped.")
                now = self._clock()
                ready = lane.begun[0] + WINDOW if len(lane.begun) == at_once else now
                if now >= ready:
                    lane.begun.append(now)
                    return
                self._wait(ready - now, cancelled)

    def before_send(self, request: Any, region: str, **_: Any) -> None:
        """Hold a call back until its turn.

        This handles botocore's event `before-send`, which comes for every attempt, retries
        included. `request` is an AWSPreparedRequest.
        """
        cognito = _text_of(request.headers.get("X-Amz-Target")).startswith(_COGNITO)
        self.begin(
            (region, *operation_and_pool(request.headers, request.body)),
            _cancellation.get(),
            CALLS_PER_WINDOW if cognito else OTHERS_PER_WINDOW,
        )


class _Lane:
    """The last calls of one key, and the turn to begin the next."""

    def __init__(self, at_once: int) -> None:
        self.turn = threading.Lock()
        self.begun: deque[float] = deque(maxlen=at_once)


def operation_and_pool(headers: Any, body: Any) -> tuple[str, str]:
    """The operation, and the pool that a Cognito request names.

    The requests of CloudFormation and STS are forms, of which the operation alone is read.
    """
    text = (
        body.decode("utf-8", "replace") if isinstance(body, bytes | bytearray) else str(body or "")
    )
    target = _text_of(headers.get("X-Amz-Target"))
    if not target:
        fields = dict(part.split("=", 1) for part in text.split("&") if "=" in part)
        return fields.get("Action", ""), ""
    try:
        document = json.loads(text or "{}")
    except ValueError:
        document = {}
    return target.rpartition(".")[2], str(document.get("UserPoolId", ""))


def _text_of(header: bytes | str | None) -> str:
    return header.decode() if isinstance(header, bytes) else str(header or "")
