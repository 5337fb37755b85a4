"""When something was first seen to be so, by Poolwalk's own record.

No store's answer tells the day of a release, nor Amazon's since when a skill is live.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.checks.kind import CheckKind

RELEASES = frozenset({CheckKind.PLAY_RELEASE.value, CheckKind.APP_STORE_RELEASE.value})


def first_seen(recorded: Iterable[Finding]) -> Mapping[str, Finding]:
    """The finding that first saw each check pass, by the check's id.

    `recorded` are all findings, oldest first. What could not be asked in between takes nothing
    back; a refusal does, and so does another sentence, as of another version, or another app.
    """
    first: dict[str, Finding] = {}
    for finding in recorded:
        if finding.verdict is CheckVerdict.INCONCLUSIVE:
            continue
        before = first.get(finding.check)
        if finding.verdict is CheckVerdict.REFUSED:
            first.pop(finding.check, None)
        elif before is None or not _alike(before, finding):
            first[finding.check] = finding
        else:  # what an older record left out: else it would be alike to two that differ
            first[finding.check] = replace(before, about=_told(before.about, finding.about))
    return first


def with_first_seen(finding: Finding, first: Mapping[str, Finding]) -> Finding:
    """A finding that passed with when it did first; of a release the day is in its sentence too."""
    if finding.verdict is not CheckVerdict.PASSED:
        return finding
    known = first.get(finding.check)
    seen = known if known is not None and _alike(known, finding) else finding
    at = min(seen.at, finding.at)
    if finding.check not in RELEASES:
        return replace(finding, first=at)
    sentence = f"{finding.sentence}, first seen there on {at:%Y-%m-%d}"
    return replace(finding, sentence=sentence, first=at)


def _alike(one: Finding, other: Finding) -> bool:
    """Whether both saw the same; of a release the sentence says which version was seen."""
    about = other.about[:1] if other.check in RELEASES else other.about
    return one.sentence == other.sentence and one.is_about(about)


def _told(before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """What was asked about, with what only a later finding tells of it."""
    return tuple(one or other for one, other in zip_longest(before, now, fillvalue=""))
