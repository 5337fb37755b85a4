"""How far those who approve a submitted version are, as far as Amazon or a store was heard."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from migration.checks.finding import Finding
from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.certification import Review
from migration.deployment.whole_reading import Reading
from migration.guide.carried_settings import Carried
from migration.guide.skill_certification import AGAIN, review_of
from migration.guide.step_summary import StepSummary
from migration.guide.ticks import PagePart
from migration.guide.verdict_grounds import Recorded, when_asked, when_said
from migration.pools.reading import Pending

BEING_READ = "is still being read"

# What the stores answered of a version, as evidence keeps it (`checks/play_store.py`,
# `checks/app_store_connect.py`).
_APPROVED = frozenset(
    {
        "accepted",
        "approved_not_published",
        "pending_apple_release",
        "pending_developer_release",
        "processing_for_distribution",
    }
)
_IN_REVIEW = "was in review when it was last asked"
_NOT_SUBMITTED = "was not submitted when its store was last asked"
_NOT_APPROVED = {
    "rejected": "was rejected",
    "in_review": _IN_REVIEW,
    "waiting_for_review": _IN_REVIEW,
    "draft": _NOT_SUBMITTED,
    "not_sent_for_review": _NOT_SUBMITTED,
    "prepare_for_submission": _NOT_SUBMITTED,
    "ready_for_review": _NOT_SUBMITTED,
    "waiting_for_export_compliance": "waited for export compliance when its store was last asked",
    "earlier": "was not in its store when that was last asked",
}


class SubmissionStatus(IntEnum):
    """How far a step is from being live."""

    NOT_READY = 0
    SUBMITTED = 1  # whether it is approved, a person sees alone
    APPROVED = 2
    LIVE = 3


def tells_of_a_version(finding: Finding) -> bool:
    """Whether a store said how far a version is."""
    return finding.evidence.code in _APPROVED or finding.evidence.code in _NOT_APPROVED


def submission_status(
    summary: StepSummary,
    switch: PagePart,
    findings: Sequence[Finding],
    reading: Reading,
    asked: Mapping[str, Recorded],
) -> tuple[SubmissionStatus, str]:
    """How far they are, where that was seen since it was submitted; then why it is not approved.

    `switch` is the sub-point by which the step is live, `asked` when each finding was recorded.
    """
    linking = reading.alexa_linking
    if Carried.ALEXA_LINKING in summary.step.carries and isinstance(linking, Pending):
        return SubmissionStatus.NOT_READY, BEING_READ
    if Carried.ALEXA_LINKING in summary.step.carries and isinstance(linking, AlexaLinking):
        newest = review_of(summary.parts, linking)
        if newest is not None and newest.review in AGAIN:
            return SubmissionStatus.NOT_READY, f"has to be submitted again: {AGAIN[newest.review]}"
        if linking.review is not None and linking.review.review is Review.IN_REVIEW:
            return SubmissionStatus.NOT_READY, "is in Amazon's review"
        if newest is not None and newest.review is Review.CERTIFIED:
            return SubmissionStatus.APPROVED, ""
    before = summary.parts[: summary.parts.index(switch)]
    submitted = before[-1].tick if before else None
    for finding in findings:
        if finding.step != summary.step.id or not finding.is_of(switch.part.proved_by):
            continue
        # An answer from before that is of another version.
        if submitted and when_said(submitted).is_later_than(when_asked(finding, asked)):
            continue
        code = finding.evidence.code
        if code in _APPROVED:
            return SubmissionStatus.APPROVED, ""
        if code in _NOT_APPROVED:
            return SubmissionStatus.NOT_READY, _NOT_APPROVED[code]
    return SubmissionStatus.SUBMITTED, ""
