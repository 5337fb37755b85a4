"""The time of this AWS: it never stands still and never goes back."""

import time
from datetime import UTC, datetime


class Clock:
    """The time in milliseconds, as the Cognito JSON protocol carries it.

    Each reading is later than the one before: two writes within one millisecond would otherwise
    leave the same `LastModifiedDate`, which AWS's are never seen to do.
    """

    def __init__(self) -> None:
        self._last = 0.0

    def now(self) -> float:
        """Seconds since 1970."""
        self._last = max(round(time.time(), 3), round(self._last + 0.001, 3))
        return self._last


def iso8601(moment: float) -> str:
    """A moment as the query protocol writes it."""
    return (
        datetime.fromtimestamp(moment, UTC)
        .isoformat(timespec="milliseconds")
        .replace("+00:00", "Z")
    )
