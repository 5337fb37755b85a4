"""A step of the cut-over's hour: by what it is live for all customers, and how far it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from migration.checks.finding import Finding
from migration.deployment.whole_reading import Reading
from migration.guide.cut_over import can_be_held_back
from migration.guide.step_summary import StepSummary
from migration.guide.submission_status import SubmissionStatus, submission_status
from migration.guide.ticks import PagePart, Tick
from migration.guide.verdict_grounds import Recorded


@dataclass(frozen=True)
class Switch:
    """A step that makes something live for all customers.

    `lacks` is why it is not ready, as a `Lack` has it, or what speaks against it though it is
    live; `submitted` whether it left the person's hands; `refused_so_far` whether others were
    heard, and have not approved it; `since` when it went live: None where only the day is known.
    """

    summary: StepSummary
    status: SubmissionStatus
    lacks: str = ""
    submitted: bool = True
    refused_so_far: bool = False
    since: datetime | None = None

    @property
    def id(self) -> str:
        """The step's id."""
        return self.summary.step.id

    @property
    def can_be_held_back(self) -> bool:
        """Whether it goes live on a press of the person's once it is approved."""
        return can_be_held_back(self.summary.step)

    @property
    def is_under_way(self) -> bool:
        """Whether it was submitted, goes live by itself once approved, and nothing is amiss."""
        on_its_way = {SubmissionStatus.SUBMITTED, SubmissionStatus.APPROVED}
        return not self.can_be_held_back and self.status in on_its_way

    @property
    def approver(self) -> str:
        """Who makes it live or lets it be, as the guide names them."""
        switch = live_part(self.summary)
        return switch.part.by if switch is not None else ""


def live_part(summary: StepSummary) -> PagePart | None:
    """The sub-point by which a step is live: the first that somebody else has a part in."""
    return next((part for part in summary.parts if part.part.by), None)


def how_it_stands(
    summary: StepSummary,
    findings: Sequence[Finding],
    reading: Reading,
    asked: Mapping[str, Recorded],
) -> Switch:
    """How far a step with such a sub-point is; `asked`: when the findings were recorded."""
    switch = live_part(summary)
    assert switch is not None
    if switch.tick is not None:
        return _ticked(summary, switch, switch.tick)
    before = summary.parts[: summary.parts.index(switch)]
    opened = [part for part in before if part.tick is None]
    if opened:
        last = before[-1] in opened
        lacks = "is not submitted" if last else f"lacks “{opened[0].part.text}”"
        return Switch(summary, SubmissionStatus.NOT_READY, lacks, submitted=False)
    if summary.remaining:
        return Switch(summary, SubmissionStatus.NOT_READY, "has something left to apply")
    status, lacks = submission_status(summary, switch, findings, reading, asked)
    return Switch(summary, status, lacks, refused_so_far=bool(lacks))


def _ticked(summary: StepSummary, switch: PagePart, said: Tick) -> Switch:
    """What a person took for live: only a check that looks at this very point says it is not."""
    against, since = summary.contradicted, said.moment
    if against is None:
        return Switch(summary, SubmissionStatus.LIVE, since=since)
    not_live = any(map(against.is_of, switch.part.checks))
    status = SubmissionStatus.NOT_READY if not_live else SubmissionStatus.LIVE
    return Switch(summary, status, "is contradicted by a check", since=since)
