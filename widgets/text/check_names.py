"""What a check and its finding are called, on the screen and on the command line alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from migration.checks.check_verdict import CheckVerdict
from migration.checks.kind import CheckKind
from migration.number_words import number_of
from widgets.text.plain_text import plain

if TYPE_CHECKING:
    from migration.checks.finding import Finding
    from migration.checks.login_ways import Station, Way
    from migration.guide.step_summary import StepSummary

VERDICT_MARKS = {
    CheckVerdict.PASSED: ("✓", "ok"),
    CheckVerdict.REFUSED: ("✗", "error"),
    CheckVerdict.INCONCLUSIVE: ("?", "warning"),
}
CHECKED_MEANINGS = {
    CheckVerdict.PASSED: "passed: all that was asked",
    CheckVerdict.REFUSED: "refused: something is wrong",
    CheckVerdict.INCONCLUSIVE: "unclear: no answer that says yes or no",
}
NOT_ASKED = ("○", "faint")
AWAITED = ("◷", "faint")  # it did not pass, and only waits for somebody
AWAITED_MEANING = "waits for somebody: not there yet, and nothing is wrong"
NO_REACH = (
    "Nothing outside can be reached from here, so nothing is known. Behind a proxy set HTTPS_PROXY;"
    " without a way out ask from another machine, with the curl lines that Poolwalk shows."
)
BEYOND = "leads on as far as checks see; behind that, a login is the proof"
_STATIONS = {
    CheckKind.POOL_DOMAIN: "the pool's domain",
    CheckKind.DOMAIN_LIVE: "it answers",
    CheckKind.PROVIDER: "provider",
    CheckKind.GOOGLE_CONSOLE: "Google",
    CheckKind.APPLE_CONSOLE: "Apple",
}


def verdict_mark(finding: Finding | None, awaits: str = "") -> tuple[str, str]:
    """A finding's mark and the role of its colour; `awaits` is whom it only waits for."""
    return AWAITED if awaits else VERDICT_MARKS[finding.verdict] if finding else NOT_ASKED


def verdict_word(finding: Finding, awaits: str = "") -> str:
    """What a finding says, in a word or two; `awaits` is whom it only waits for."""
    return f"waits for {plain(awaits)}" if awaits else finding.verdict.word


def checked_mark(summary: StepSummary) -> tuple[str, str]:
    """What a step's checks found, the worst of it."""
    return verdict_mark(summary.checked, summary.awaits)


def way_line(way: Way) -> str:
    """A way in one line, each station with its mark."""
    return f"{plain(way.provider)}: " + " → ".join(_station(station) for station in way.stations)


def break_line(way: Way) -> str:
    """Where a way breaks or is not known, in a sentence; empty where it leads through."""
    station = way.breaks_at
    if station is None:
        return BEYOND if way.goes_on else ""
    why = station.finding.sentence if station.finding else "not asked yet"
    known = station.finding is not None and station.finding.verdict is CheckVerdict.REFUSED
    return (
        f"{'breaks at' if known else 'is not known beyond'}"
        f" “{_STATIONS[station.check.kind]}”: {plain(why)}"
    )


def evidence_words(finding: Finding) -> str:
    """What a finding rests on, in one line; empty where nothing was answered."""
    return plain(finding.evidence.sentence)


def counted(findings: Sequence[Finding], awaited: Collection[Finding] = ()) -> str:
    """How many passed, were refused, are unclear, and wait; what none is goes without saying.

    `awaited` are those among them that only wait for somebody.
    """
    judged = [finding.verdict for finding in findings if finding not in awaited]
    told = [(judged.count(one), one.word) for one in CheckVerdict if one in judged]
    waiting = len(findings) - len(judged)
    if waiting:
        told.append((waiting, "waits for somebody" if waiting == 1 else "wait for somebody"))
    if len(told) == 1:
        return " ".join((number_of(told[0][0], "check"), told[0][1]))
    return ", ".join(f"{count} {word}" for count, word in told)


def _station(station: Station) -> str:
    return f"{verdict_mark(station.finding)[0]} {station_words(station)}"


def station_words(station: Station) -> str:
    """What a station is called."""
    return _STATIONS[station.check.kind]
