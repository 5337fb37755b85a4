"""The way of a person's browser, and where it breaks.

It leads from the new domain over the provider to Google or Apple. Of any other provider what is
behind it cannot be asked.
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

    `breaks_at` is the first station that did not pass; None: the way is whole. `goes_on` is whether
    it has a part behind these stations that no check sees.
    """

    provider: str
    stations: tuple[Station, ...]
    goes_on: bool = False

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
    """The way by each provider that these checks know: with all that comes before it."""
    by_id = {check.id: check for check in checks}
    ahead = [check for check in checks if check.kind in _AHEAD]
    if len(ahead) < len(_AHEAD):
        return ()
    leads: dict[str, tuple[Check, ...]] = {
        _name(console.after): (by_id[console.after], console)
        for console in checks
        if console.after in by_id
    }
    for check in checks:
        if check.kind is CheckKind.PROVIDER:  # where nobody's console is behind it
            leads.setdefault(_name(check.id), (check,))
    return tuple(
        Way(
            name,
            tuple(Station(check, findings.get(check.id)) for check in (*ahead, *behind)),
            goes_on=len(behind) == 1,
        )
        for name, behind in leads.items()
    )


def _name(check: str) -> str:
    """The provider that a check's id ends with."""
    return check.rpartition("/")[2]
