"""The propagation of a change made in a console, and how long it is waited for.

The check is asked again with growing pauses, until it passes or its time is over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from migration.checks.check import CUSTOM_DOMAIN_SPREADS, SPREADS, YOUNG
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.checks.kind import CheckKind

PAUSES = (20, 40, 90, 180, 300, 600, 900)  # seconds; the last one goes on


@dataclass(frozen=True)
class Wait:
    """A step that is asked about again by itself, until the change should long be there."""

    since: datetime
    until: datetime


def pause(asked: int) -> int:
    """Seconds until a step is asked about again, after it was asked about so many times."""
    return PAUSES[min(asked, len(PAUSES) - 1)]


def time_to_spread(
    step: str, found: Iterable[Finding], *, custom_domain: bool = False
) -> timedelta | None:
    """How long it can take until what is missing shows.

    None where there is nothing to wait for, or nobody to ask.
    """
    kinds = [
        _kind(finding) for finding in found if finding.step == step and _can_still_pass(finding)
    ]
    spans = [SPREADS[kind] for kind in kinds if kind in SPREADS]
    if custom_domain and CheckKind.DOMAIN_LIVE in kinds:
        spans.append(CUSTOM_DOMAIN_SPREADS)
    return max(spans, default=None)


def came_through(step: str, found: Iterable[Finding]) -> bool:
    """Whether all that spreads of a step is there."""
    verdicts = [
        finding.verdict for finding in found if finding.step == step and _kind(finding) in SPREADS
    ]
    return bool(verdicts) and set(verdicts) == {CheckVerdict.PASSED}


def _kind(finding: Finding) -> CheckKind:
    return CheckKind(finding.check.partition("/")[0])


def _can_still_pass(finding: Finding) -> bool:
    """Whether asking again can bring another answer.

    It can where the check was refused, where the answer did not say, and where the domain is too
    young.
    """
    if finding.verdict is CheckVerdict.PASSED:
        return False
    return (
        finding.verdict is CheckVerdict.REFUSED
        or bool(finding.evidence.status)
        or finding.evidence.code == YOUNG
    )
