"""Moments as all JSON of Poolwalk's has them."""

from datetime import UTC, datetime

# A clock can be wrong by decades; nearer to the ends of the calendar no zone and no duration fits.
_YEARS = range(1900, 9000)


def is_a_moment(at: datetime) -> bool:
    """Whether this can be told in every zone, and counted from: what others wrote may not be."""
    try:
        return at.tzinfo is not None and at.astimezone(UTC).year in _YEARS
    except OverflowError:
        return False


def in_utc(at: datetime) -> str:
    """A moment in UTC, exact: `2026-11-26T08:30:00.123456Z`."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
