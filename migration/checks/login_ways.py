"""The way of a person's browser, and where it breaks.

It leads from the new domain over the provider to Google or Apple.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.checks.kind import CheckKind

if TYPE_CHECKING:  # the marks of the steps are loaded before the first paint
    from migration.checks.check import Check

_AHEAD = (CheckKind.POOL_DOMAIN, CheckKind.DOMAIN_LIVE)


@dataclass(frozen=True)
class Station:
    """One check on the way, and what it found last (None: it was never asked)."""

    check: Check
    finding: Finding | None


@dataclass(frozen=True)
class Way:
    """The way of a login by one provider.

    `breaks_at` is the first station that did not pass; None: the way is whole.
    """

    provider: str
    stations: tuple[Station, ...]

    @property
    def breaks_at(self) -> Station | None:
        """The first station that is not known to pass."""
        passed = CheckVerdict.PASSED
        return next(
            (
                station
                for station in self.stations
                if station.finding is None or station.finding.verdict is not passed
            ),
            None,
        )


def ways(checks: Sequence[Check], findings: Mapping[str, Finding]) -> tuple[Way, ...]:
    """The ways that these checks know whole: each console's, with all that comes before it."""
    by_id = {check.id: check for check in checks}
    ahead = [check for check in checks if check.kind in _AHEAD]
    found = []
    for console in checks:
        if console.after in by_id and len(ahead) == len(_AHEAD):
            stations = (*ahead, by_id[console.after], console)
            name = console.after.rpartition("/")[2]
            found.append(
                Way(name, tuple(Station(check, findings.get(check.id)) for check in stations))
            )
    return tuple(found)
