"""The checks of one examination as they come in, from any thread.

Checks that are skipped are not begun.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from threading import Lock

from migration.doctor.check import Check, Subject


class CollectedChecks:
    """Takes each check in and tells it on. `skip` are names of checks, and of whole groups."""

    def __init__(self, skip: Collection[str], told: Callable[[Check], None]) -> None:
        self._skip = frozenset(skip)
        self._told = told
        self._checks: list[Check] = []
        self._lock = Lock()

    def wants(self, subject: Subject) -> bool:
        """Whether to make this check."""
        return not self._skip & {subject.name, subject.group.key}

    def take(self, check: Check) -> None:
        """Take one check in and tell it on, unless it is skipped."""
        if self._skip & {check.name, check.group.key}:
            return
        with self._lock:
            self._checks.append(check)
        self._told(check)

    def all_unknown(self, subjects: Iterable[Subject], reason: str) -> None:
        """Take in that none of these can be known, and why."""
        for subject in subjects:
            self.take(subject.unknown(reason))

    def in_order(self, subjects: Sequence[Subject]) -> tuple[Check, ...]:
        """All that came in, in the order of their subjects."""
        order = {subject.name: number for number, subject in enumerate(subjects)}
        with self._lock:
            return tuple(sorted(self._checks, key=lambda check: order.get(check.name, len(order))))
