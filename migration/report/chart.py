"""Use by day as lines of a drawing: points in a box, without words or colours.

The page stretches the box to its width and writes what it means beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from migration.pools.reading import Role
from migration.report.report import ClientUse, Usage

WIDTH, HEIGHT = 1000, 100


@dataclass(frozen=True)
class Curve:
    """One line: `points` as SVG's `polyline` takes them, `area` the same closed at the bottom."""

    points: str
    area: str
    most: int
    last: int


@dataclass(frozen=True)
class Chart:
    """Both pools by day, in one box with one scale; `top` is what its upper edge means."""

    top: int
    old: Curve
    new: Curve


def chart_of(usage: Usage) -> Chart:
    """All clients of each pool together."""
    both = {
        role: _together([client for client in usage.clients if client.pool is role], usage)
        for role in Role
    }
    top = max(1, *(max(days, default=0) for days in both.values()))
    return Chart(top, curve(both[Role.OLD], top), curve(both[Role.NEW], top))


def _together(clients: Sequence[ClientUse], usage: Usage) -> list[int]:
    days = [0] * len(usage.days)
    for client in clients:
        for number, value in enumerate(client.by_day[: len(days)]):
            days[number] += value
    return days


def top_of(usage: Usage) -> int:
    """The highest day of any one client: what a small chart's upper edge means."""
    return max((value for client in usage.clients for value in client.by_day), default=0) or 1


def curve(values: Sequence[int], top: int) -> Curve:
    """Values as a line in the box; a single day is a line as well."""
    values = list(values) or [0]
    if len(values) == 1:
        values *= 2
    apart = WIDTH / (len(values) - 1)
    points = " ".join(
        f"{number * apart:.1f},{HEIGHT - value * HEIGHT / max(top, 1):.1f}"
        for number, value in enumerate(values)
    )
    return Curve(points, f"0,{HEIGHT} {points} {WIDTH},{HEIGHT}", max(values), values[-1])
