"""Calls at the same time, each in a thread of its own.

Stopping never waits for a call that hangs.
"""

import threading
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar, cast

from migration.aws.pacing import cancellable
from migration.errors import Cancelled

T = TypeVar("T")
POLL = 0.05  # seconds until a stop is seen


def in_parallel(
    calls: Sequence[Callable[[], T]], cancelled: threading.Event | None = None, at_once: int = 64
) -> list[T]:
    """What the calls return, in their order, at most `at_once` of them running at a time.

    Every call is made, also when another fails; the first exception, in the calls' order, is then
    raised. Once `cancelled` is set, calls that are waiting for their turn end, and `Cancelled` is
    raised at once. The threads are daemons made for this batch: batches can nest without waiting
    for each other's workers, and a hung call does not hold the program at its end.
    """
    if not calls:
        return []
    batch = _Batch(calls, cancelled or threading.Event())
    for _ in range(min(at_once, len(calls))):
        threading.Thread(target=batch.work, name="aws", daemon=True).start()
    while not batch.done.wait(POLL):
        if batch.cancelled.is_set():
            raise Cancelled("Stopped.")
    for error in batch.errors:
        if error:
            raise error
    return cast("list[T]", batch.results)


class _Batch(Generic[T]):
    """The calls of one `in_parallel`, shared by its threads."""

    def __init__(self, calls: Sequence[Callable[[], T]], cancelled: threading.Event) -> None:
        self.calls = calls
        self.cancelled = cancelled
        self.results: list[T | None] = [None] * len(calls)
        self.errors: list[BaseException | None] = [None] * len(calls)
        self.done = threading.Event()
        self._next = iter(range(len(calls)))
        self._left = len(calls)
        self._lock = threading.Lock()

    def work(self) -> None:
        """Take one call after another until none is left."""
        with cancellable(self.cancelled):
            while (index := self._take()) is not None:
                try:
                    self.results[index] = self.calls[index]()
                except BaseException as error:  # noqa: BLE001 - it is raised where the batch was asked for
                    self.errors[index] = error
                with self._lock:
                    self._left -= 1
                    if not self._left:
                        self.done.set()

    def _take(self) -> int | None:
        with self._lock:
            return next(self._next, None)
