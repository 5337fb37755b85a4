"""The record of every call so far, for tests that count them."""

import time
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from threading import Condition, Lock

from sandbox.state import Document

_KEPT = 50_000


@dataclass
class Call:
    """One request as it came in; `error` and `ended` are known once it was answered."""

    number: int
    began: float
    service: str
    operation: str
    region: str
    pool: str
    access_key: str
    parameters: Document = field(default_factory=dict)
    error: str = ""
    ended: float = 0.0


class Record:
    """The calls in the order in which they came. The server's lock is around it."""

    def __init__(self, lock: Lock) -> None:
        self._came = Condition(lock)
        self._calls: deque[Call] = deque(maxlen=_KEPT)
        self._number = 0

    def add(
        self, service: str, operation: str, region: str, access_key: str, parameters: Document
    ) -> Call:
        """A call that begins now."""
        self._number += 1
        pool = str(parameters.get("UserPoolId", ""))
        call = Call(
            self._number, time.time(), service, operation, region, pool, access_key, parameters
        )
        self._calls.append(call)
        self._came.notify_all()
        return call

    def end(self, call: Call) -> None:
        """It has been answered now, or will never be."""
        call.ended = time.time()
        self._came.notify_all()

    def wait_for(self, wanted: Document, seconds: float, *, ended: bool = False) -> Document | None:
        """The first call whose members are these, as soon as there is one; None after `seconds`.

        `ended` asks for one that is done with. The lock is let go meanwhile.
        """

        def first() -> Call | None:
            calls = (call for call in self if call.ended or not ended)
            return next((call for call in calls if wanted.items() <= vars(call).items()), None)

        call = self._came.wait_for(first, seconds)
        return asdict(call) if call else None

    def clear(self) -> None:
        """Forgets all."""
        self._calls.clear()

    def __iter__(self) -> Iterator[Call]:
        """All calls, oldest first."""
        return iter(self._calls)

    def as_documents(self) -> list[Document]:
        """All calls, oldest first."""
        return [asdict(call) for call in self._calls]
