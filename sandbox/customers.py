"""The company's customers: who uses which app client, and how they move to the new pool.

Every number follows from the moment and the client, so that it is the same each time it is asked. A
customer moves with the update of the app: some in the first hour, all within `MOVED_AFTER`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Any

HOUR, DAY = 3600.0, 86_400.0
MOVED_AFTER = 28 * DAY
SIGN_IN, REFRESH = "SignInSuccesses", "TokenRefreshSuccesses"

# Of a customer on one day: new logins, and renewed tokens while an app is open.
_A_DAY = {SIGN_IN: 0.06, REFRESH: 5.0}
FAILED = {SIGN_IN: 0.03, REFRESH: 0.002}
_FIRST_HOUR = 0.02  # of all customers: whoever waited for it
# Of a day's use, by the hour in UTC: least at night, most in the evening.
_OF_THE_DAY = (1, 1, 1, 1, 1, 2, 4, 6, 6, 5, 4, 4, 5, 5, 5, 5, 6, 8, 9, 9, 8, 6, 4, 2)
_ALL_DAY = sum(_OF_THE_DAY)


@dataclass
class Movement:
    """Customers of one client of the old pool, and the client of the new one that they move to."""

    old: str
    new: str
    users: int
    """How many use it on a day."""
    providers: dict[str, float] = field(default_factory=dict)
    """What part of the logins comes by which provider."""


@dataclass
class Customers:
    """All of them. Moments here are this company's time: `ahead` of the clock on the wall."""

    movements: list[Movement] = field(default_factory=list)
    ahead: float = 0.0
    began: dict[str, float] = field(default_factory=dict)
    """Since when a client of the new pool can be signed in to, by its id."""
    looked: float = 0.0
    """When that was looked at last, by the clock on the wall."""
    passed: list[dict[str, float]] = field(default_factory=list)
    """How many `days` were let go by, and `at` which moment of the clock on the wall."""


@dataclass(frozen=True)
class Count:
    """What happened: attempts, and how many of them succeeded."""

    successes: int = 0
    attempts: int = 0


def from_description(described: list[dict[str, Any]]) -> Customers:
    """The customers of the sample's file, whose form is described there."""
    return Customers([Movement(**entry) for entry in described])


# Every reading of the same days asks for the same periods.
@lru_cache(maxsize=1 << 16)
def count(
    old: str, users: int, began: float | None, metric: str, start: float, end: float, new: bool
) -> int:
    """Successes at one of a movement's two clients, from one moment of theirs to another.

    `began` is since when the new one can be signed in to.
    """
    # A new client's hours are counted from its beginning on: nobody signs in before it.
    origin = began if new and began is not None else 0.0
    start = max(start, origin)
    found = 0
    for hour in _hours(start, end, origin):
        whole = _in_an_hour(old, users, began, metric, hour, new=new)
        begin, stop = max(start, hour), min(end, hour + HOUR)
        # What is less than one in an hour comes in some of them.
        luck = _luck(old, metric, hour + 1)
        found += int(whole * (stop - hour) / HOUR + luck) - int(
            whole * (begin - hour) / HOUR + luck
        )
    return found


def _hours(start: float, end: float, origin: float) -> Iterator[float]:
    hour = origin + (start - origin) // HOUR * HOUR
    while hour < end:
        yield hour
        hour += HOUR


@lru_cache(maxsize=1 << 16)
def _in_an_hour(
    old: str, users: int, began: float | None, metric: str, hour: float, *, new: bool
) -> float:
    moved = _moved(began, hour + HOUR / 2)
    there = moved if new else 1.0 - moved
    weight = _OF_THE_DAY[int(hour // HOUR) % 24] / _ALL_DAY
    usual = users * there * _A_DAY[metric] * weight * _mood(old, metric, hour)
    if new and metric == SIGN_IN:  # whoever moves signs in once
        usual += users * (_moved(began, hour + HOUR) - _moved(began, hour))
    return usual


def _moved(began: float | None, moment: float) -> float:
    """What part of a client's customers has moved by a moment, and to a client used since when."""
    if began is None or moment <= began:
        return 0.0
    first = min(1.0, (moment - began) / HOUR) * _FIRST_HOUR
    then = max(0.0, (moment - began - HOUR) / (MOVED_AFTER - HOUR)) * (1 - _FIRST_HOUR)
    return min(1.0, first + then)


def _mood(client_id: str, metric: str, hour: float) -> float:
    """No two hours are alike: between 0.85 and 1.15."""
    return 0.85 + 0.3 * _luck(client_id, metric, hour)


# Two months of a client's two metrics.
@lru_cache(maxsize=1 << 16)
def _luck(client_id: str, metric: str, hour: float) -> float:
    """A number from 0 to 1, always the same for the same hour."""
    digest = blake2b(f"{client_id} {metric} {int(hour)}".encode(), digest_size=2).digest()
    return int.from_bytes(digest, "big") / 65_536


def moved_in_all(held: Customers, moment: float) -> float:
    """What part of all customers has moved by a moment of theirs."""
    users = sum(movement.users for movement in held.movements) or 1
    return (
        sum(
            movement.users * _moved(held.began.get(movement.new), moment)
            for movement in held.movements
        )
        / users
    )
