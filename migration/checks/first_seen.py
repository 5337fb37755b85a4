"""On which day a release was first seen, by Poolwalk's own record: no store's answer gives one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from migration.checks.kind import CheckKind
from migration.checks.verdict import Finding, Verdict

RELEASES = frozenset({CheckKind.PLAY_RELEASE.value, CheckKind.APP_STORE_RELEASE.value})


def first_seen(recorded: Iterable[Finding]) -> Mapping[str, Finding]:
    """Of each release that is out the finding that saw it first, by the check's id.

    `recorded` are all findings, oldest first. What could not be asked in between takes nothing
    back; a refusal does, and so does another version.
    """
    first: dict[str, Finding] = {}
    for finding in recorded:
        if finding.check not in RELEASES or finding.verdict is Verdict.INCONCLUSIVE:
            continue
        before = first.get(finding.check)
        if finding.verdict is Verdict.REFUSED:
            first.pop(finding.check, None)
        elif before is None or before.sentence != finding.sentence:
            first[finding.check] = finding
    return first


def with_day(finding: Finding, first: Mapping[str, Finding]) -> Finding:
    """The finding with the day in its sentence, where it is that a release is out."""
    if finding.check not in RELEASES or finding.verdict is not Verdict.PASSED:
        return finding
    known = first.get(finding.check)
    seen = known if known is not None and known.sentence == finding.sentence else finding
    at = min(seen.at, finding.at)
    sentence = f"{finding.sentence}, first seen there on {at:%Y-%m-%d}"
    return replace(finding, sentence=sentence, first=at)
