"""What a check and its finding are called, on the screen and on the command line alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from migration.checks.kind import CheckKind
from migration.checks.verdict import Verdict
from migration.number_words import number_of
from widgets.text.plain_text import plain

if TYPE_CHECKING:
    from migration.checks.finding import Finding
    from migration.checks.login_ways import Station, Way

VERDICT_MARKS = {
    Verdict.PASSED: ("✓", "ok"),
    Verdict.REFUSED: ("✗", "missing"),
    Verdict.INCONCLUSIVE: ("?", "warning"),
}
CHECKED_MEANINGS = {
    Verdict.PASSED: "passed: all that was asked",
    Verdict.REFUSED: "refused: something is wrong",
    Verdict.INCONCLUSIVE: "unclear: no answer that says yes or no",
}
NOT_ASKED = ("○", "faint")
NO_REACH = (
    "Nothing outside can be reached from here, so nothing is known. Behind a proxy set HTTPS_PROXY;"
    " without a way out ask from another machine, with the curl lines that Poolwalk shows."
)
_STATIONS = {
    CheckKind.POOL_DOMAIN: "the pool's domain",
    CheckKind.DOMAIN_LIVE: "it answers",
    CheckKind.PROVIDER: "provider",
    CheckKind.GOOGLE_CONSOLE: "Google",
    CheckKind.APPLE_CONSOLE: "Apple",
}


def verdict_mark(finding: Finding | None) -> tuple[str, str]:
    """A finding's mark and the role of its colour."""
    return VERDICT_MARKS[finding.verdict] if finding else NOT_ASKED


def way_line(way: Way) -> str:
    """A way in one line, each station with its mark."""
    return f"{plain(way.provider)}: " + " → ".join(_station(station) for station in way.stations)


def break_line(way: Way) -> str:
    """Where a way breaks, in a sentence; empty where it leads through."""
    station = way.breaks_at
    if station is None:
        return ""
    why = station.finding.sentence if station.finding else "not asked yet"
    known = station.finding is not None and station.finding.verdict is Verdict.REFUSED
    return (
        f"{'breaks at' if known else 'is not known beyond'}"
        f" “{_STATIONS[station.check.kind]}”: {plain(why)}"
    )


def evidence_words(finding: Finding) -> str:
    """What a finding rests on, in one line; empty where nothing was answered."""
    return plain(finding.evidence.sentence)


def counted(findings: Sequence[Finding]) -> str:
    """How many passed, were refused, and are unclear; what none is goes without saying."""
    counts = [
        (verdict, sum(finding.verdict is verdict for finding in findings)) for verdict in Verdict
    ]
    told = [(count, verdict.word) for verdict, count in counts if count]
    if len(told) == 1:
        return " ".join((number_of(told[0][0], "check"), told[0][1]))
    return ", ".join(f"{count} {word}" for count, word in told)


def _station(station: Station) -> str:
    return f"{verdict_mark(station.finding)[0]} {station_words(station)}"


def station_words(station: Station) -> str:
    """What a station is called."""
    return _STATIONS[station.check.kind]
