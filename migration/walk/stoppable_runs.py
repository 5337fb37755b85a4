"""What reads until somebody stops it: each run has a stop of its own, and its place in the order.

A stop that all runs share is forgotten by the next that begins, or ends one that nobody meant. And
who was given up can still bring an answer, behind one that was asked for later.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Lock

from migration.errors import Cancelled


@dataclass(frozen=True)
class StoppableRun:
    """One run: its stop, and its number in the order in which runs began."""

    stopped: Event
    number: int


class StoppableRuns:
    """The runs of one part of the walk. Its methods may be called from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: list[Event] = []
        self._begun = 0
        self._landed: dict[object, int] = {}  # by what was brought, the newest run that did

    def stop(self) -> None:
        """Stop those that are under way, and no later one."""
        with self._lock:
            for stopped in self._under_way:
                stopped.set()

    @contextmanager
    def run(self, stopped: Event | None = None) -> Iterator[StoppableRun]:
        """A run for as long as the block lasts.

        `stopped` was made by whoever wants to stop it before its thread begins. Raises `Cancelled`
        where it is set already.
        """
        run = self._begin(stopped or Event())
        try:
            if run.stopped.is_set():
                raise Cancelled("Stopped.")
            yield run
        finally:
            with self._lock:
                self._under_way.remove(run.stopped)

    def _begin(self, stopped: Event) -> StoppableRun:
        with self._lock:
            self._under_way.append(stopped)
            self._begun += 1
            return StoppableRun(stopped, self._begun)

    def may_land(self, run: StoppableRun, part: object = None) -> bool:
        """Whether what a run brings still counts: it was not given up, and nothing newer landed.

        `part` says what it brings, where runs bring several things.
        """
        with self._lock:
            if run.stopped.is_set() or run.number < self._landed.get(part, 0):
                return False
            self._landed[part] = run.number
            return True
