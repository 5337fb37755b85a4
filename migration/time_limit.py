"""A bound for a call that nothing else ends: a server can send its answer's head in drops."""

from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


class OutOfTime(Exception):
    """The call has not ended within its time."""


def within(seconds: float, call: Callable[[], T]) -> T:
    """What the call returns or raises, in a thread of its own.

    Raises `OutOfTime`; the thread, a daemon, is then left to whatever holds it.
    """
    asked = Future[T]()

    def ask() -> None:
        try:
            asked.set_result(call())
        except BaseException as error:  # noqa: BLE001 - raised where it was asked for
            asked.set_exception(error)

    Thread(target=ask, name="bounded", daemon=True).start()
    if not wait([asked], seconds).done:
        raise OutOfTime
    return asked.result()
