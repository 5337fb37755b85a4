"""A check that is refused after a person's tick contradicts that tick."""

from collections.abc import Iterable, Mapping, Sequence

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.guide.step import StepState
from migration.guide.step_summary import StepSummary
from migration.guide.ticks import PagePart, Tick
from migration.guide.verdict_grounds import Recorded, when_asked, when_said


def contradiction(
    summary: StepSummary,
    tick: Tick | None,
    found: Iterable[Finding],
    asked: Mapping[str, Recorded],
) -> Finding | None:
    """The finding that contradicts what a person ticked before it.

    Of several the first that looks at what is live, else the first of all. None where there is
    none, or nothing was ticked. `asked` is when each was recorded.
    """
    whole = [tick] if tick is not None and tick.verdict is StepState.DONE else []
    against = list[Finding]()
    for finding in found:
        if finding.step == summary.step.id and finding.verdict is CheckVerdict.REFUSED:
            parts = _looked_at(summary, finding)
            said = [part.tick for part in parts if part.tick and not part.tick.seen] + whole
            when = when_asked(finding, asked)
            if said and not any(when_said(one).is_later_than(when) for one in said):
                against.append(finding)
    by_others = [check for one in summary.parts if one.part.by for check in one.part.checks]
    of_what_is_live = (one for one in against if any(map(one.is_of, by_others)))
    return next(of_what_is_live, against[0] if against else None)


def _looked_at(summary: StepSummary, finding: Finding) -> Sequence[PagePart]:
    """The sub-points that a check looks at; all of them, where the guide names none for it."""
    own = [part for part in summary.parts if any(map(finding.is_of, part.part.checks))]
    return own or summary.parts


def awaited(summary: StepSummary, finding: Finding) -> tuple[PagePart, ...]:
    """The sub-points of which a refusal only says that somebody whose turn it is was not there yet.

    What Amazon has not certified yet is refused by the check, and nothing is wrong; what it
    rejected is.
    """
    if finding.verdict is not CheckVerdict.REFUSED or finding.evidence.code == "rejected":
        return ()
    return tuple(
        part
        for part in summary.parts
        if part.part.by and part.tick is None and any(map(finding.is_of, part.part.checks))
    )


def whose_turn(summary: StepSummary, finding: Finding) -> str:
    """Who has to act before a check can pass that only waits for it; empty where it is no wait."""
    return next((part.part.by for part in awaited(summary, finding)), "")
