"""What Amazon's SMAPI says of a skill's certification: the review that was submitted last.

Amazon's page "Skill Certification": `GET /v1/skills/{id}/certifications` gives `items`, each with
`id`, `status` and `skillSubmissionTimestamp`. Their order is not told, so the newest is looked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class Review(StrEnum):
    """How a review stands; the values are SMAPI's, but for the first and the last."""

    NONE = "none"
    IN_REVIEW = "IN_PROGRESS"
    CERTIFIED = "SUCCEEDED"
    REFUSED = "FAILED"
    CANCELLED = "CANCELLED"
    UNKNOWN = "unknown"  # a state that is not known here: nothing follows from it


@dataclass(frozen=True)
class Certification:
    """The newest review of a skill. `id` is empty where it was never submitted.

    `day` is when it was submitted, YYYY-MM-DD in UTC.
    """

    id: str = ""
    review: Review = Review.NONE
    day: str = ""


def newest(items: Iterable[Any]) -> Certification:
    """The review that was submitted last. Raises `ValueError` for what is none of SMAPI's forms."""
    found = [(_submitted(item), item) for item in items]
    if not found:
        return Certification()
    moment, item = max(found, key=lambda each: each[0])
    known = {review.value: review for review in Review if review.isupper()}
    review = known.get(str(item.get("status")), Review.UNKNOWN)
    return Certification(str(item["id"]), review, moment.date().isoformat())


def _submitted(item: Any) -> datetime:
    if not isinstance(item, Mapping) or not isinstance(item.get("id"), str) or not item["id"]:
        message = "a review without an id"
        raise ValueError(message)
    moment = datetime.fromisoformat(str(item.get("skillSubmissionTimestamp")))
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(str(error)) from None
