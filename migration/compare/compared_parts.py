"""The parts of both pools that were compared already, each with what came of it.

A part that did not change since the last comparison is not compared again.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class ComparedParts:
    """Results of the last comparison and of this one.

    What was read is immutable, so the same object gives the same result.
    """

    def __init__(self) -> None:
        self._last: dict[Hashable, tuple[tuple[object, ...], Any]] = {}
        self._now: dict[Hashable, tuple[tuple[object, ...], Any]] = {}

    def begin(self) -> None:
        """A new comparison: what the last one did not use is forgotten."""
        self._last, self._now = self._now, {}

    def made(self, what: Hashable, of: tuple[object, ...], make: Callable[[], T]) -> T:
        """The result of `make`, kept for the next comparison.

        `make` is not called where it was called before for an equal `what` and for these very
        objects `of`.
        """
        key = (what, *map(id, of))
        # The objects are kept with the result: as long as they live, no other object has their id.
        kept = self._now.get(key) or self._last.get(key) or (of, make())
        self._now[key] = kept
        result: T = kept[1]
        return result
