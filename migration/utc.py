"""Moments as all JSON of Poolwalk's has them."""

from datetime import UTC, datetime


def in_utc(at: datetime) -> str:
    """A moment in UTC, exact: `2026-11-26T08:30:00.123456Z`."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
