"""What stands of a check whose last answer was unclear: what it heard before.

A bad line at night proves nothing and refutes nothing. So a proof stays, and so does a refusal,
until a clear answer comes, or until something is written that it rests on. The verdict on the old
pool is stricter: to it, what was asked last and is not clear is not known.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.compare.setting import Target
from migration.guide.submission_status import tells_of_a_version
from migration.guide.verdict_grounds import Recorded, outdated


def is_clear(finding: Finding) -> bool:
    """Whether it passed, was refused, or has what a store said: “in review” follows a rejection."""
    return finding.verdict is not CheckVerdict.INCONCLUSIVE or tells_of_a_version(finding)


@dataclass(frozen=True)
class ClearAnswer:
    """A finding that is clear, and when it was recorded."""

    finding: Finding
    recorded: Recorded


@dataclass(frozen=True)
class Standing:
    """The findings as they stand, and when each was recorded, by the check's id."""

    findings: tuple[Finding, ...]
    asked: Mapping[str, Recorded]


def standing(
    found: Mapping[str, Finding],
    asked: Mapping[str, Recorded],
    clear: Mapping[str, ClearAnswer],
    written: Mapping[Target, Recorded],
    rests_on: Callable[[str], Iterable[Target]],
) -> Standing:
    """What each check found last, or before that, where the last answer was unclear.

    Or where the last one is none any more, see `CheckAnswers.found`: what nothing was asked for
    takes nothing back. `found` and `asked` are the last answers, `clear` the last clear ones that
    are about what is asked now, by the check's id; `written` is when each resource was written
    last, `rests_on` what a check rests on.
    """
    findings, when = dict(found), dict(asked)
    for check, before in clear.items():
        last, known = found.get(check), {check: before.recorded}
        unclear = last is None or not is_clear(last)
        if unclear and not outdated(before.finding, rests_on(check), written, known):
            findings[check] = before.finding
            when |= known
    return Standing(tuple(findings.values()), when)
