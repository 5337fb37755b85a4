"""A bound for a call that nothing else ends: a server can send its answer's head in drops."""

from collections.abc import Callable
from threading import Thread
from typing import Generic, TypeVar

T = TypeVar("T")


class OutOfTime(Exception):
    """The call has not ended within its time."""


def within(seconds: float, call: Callable[[], T]) -> T:
    """What the call returns or raises, in a thread of its own.

    Raises `OutOfTime`; the thread, a daemon, is then left to whatever holds it.
    """
    asking = _Asking(call)
    thread = Thread(target=asking.run, name="bounded", daemon=True)
    thread.start()
    thread.join(seconds)
    if asking.error is not None:
        raise asking.error
    if not asking.results:
        raise OutOfTime
    return asking.results[0]


class _Asking(Generic[T]):
    """A call, and what came of it."""

    def __init__(self, call: Callable[[], T]) -> None:
        self._call = call
        self.results: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            self.results.append(self._call())
        except BaseException as error:  # noqa: BLE001 - raised where it was asked for
            self.error = error
