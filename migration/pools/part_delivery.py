"""The parts of a reading on their way: each is asked for by itself, and handed in one at a time."""

from collections.abc import Callable
from threading import Lock
from typing import TypeVar

from migration.errors import Cancelled, PoolwalkError
from migration.pools.reading import Role, Unread

T = TypeVar("T")
Arrived = Callable[[Role | None, str, object], None]


class PartDelivery:
    """Where parts are handed in: one at a time, and none after closing."""

    def __init__(self, arrived: Arrived) -> None:
        self._arrived = arrived
        self._lock = Lock()
        self._open = True

    def hand_in(self, role: Role | None, part: str, value: object) -> None:
        """Pass a part on."""
        with self._lock:
            if self._open:
                self._arrived(role, part, value)

    def close(self) -> None:
        """Pass on no more: whoever asked has gone."""
        with self._lock:
            self._open = False


def value_or_unread(
    operation: str, call: Callable[[], T], role: Role | None, name: str = "", id_: str = ""
) -> T | Unread:
    """What a call returns, or why it did not."""
    try:
        return call()
    except Cancelled:
        raise
    except PoolwalkError as error:
        return Unread(operation, str(error), role, name, id_)
