"""Time that the demo lets pass while the clock on the wall stands still."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

MONTH = timedelta(days=30)  # that a key of the demo lets go by


@dataclass(frozen=True)
class TimePassed:
    """So much time was let pass at that moment of the clock on the wall."""

    at: datetime
    by: timedelta


def aged(moment: datetime, passed: Iterable[TimePassed]) -> datetime:
    """How long ago a moment that was recorded is by now, as a moment of the clock on the wall."""
    return moment - sum((one.by for one in passed if one.at >= moment), timedelta())
