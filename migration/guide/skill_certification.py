"""Whether Amazon's newest review of the Alexa skill is of what a person says was submitted."""

from collections.abc import Iterable
from datetime import UTC, date, timedelta

from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.certification import Certification, Review
from migration.guide.ticks import PagePart

SUB_POINT = "submitted"  # of step 7a
LIVE = "live"  # the one that says that customers have what was certified
_SAVED = "save"  # the sub-point of 7a that says that the new values stand at Amazon
# What came of a review that has to be submitted again.
AGAIN = {
    Review.REFUSED: "Amazon did not certify it",
    Review.CANCELLED: "its review was withdrawn",
}


def review_of(parts: Iterable[PagePart], linking: object) -> Certification | None:
    """The newest review, where it is not older than the day that was ticked; else None."""
    newest = linking.review if isinstance(linking, AlexaLinking) else None
    days = [part.tick.day for part in parts if part.part.id == SUB_POINT and part.tick]
    if newest is None or not newest.day or not any(days):
        return None
    # The ticked day is that of the person's clock, the review's that of UTC.
    ticked = date.fromisoformat(days[0]) - timedelta(days=1)
    return newest if date.fromisoformat(newest.day) >= ticked else None


def certified_since_saved(parts: Iterable[PagePart], linking: object) -> bool:
    """Whether Amazon certified the skill after the new values were saved there: nothing is left.

    Reviews have their day alone, of UTC; the moment of the tick is told by that clock as well.
    """
    newest = linking.review if isinstance(linking, AlexaLinking) else None
    saved = next((part.tick for part in parts if part.part.id == _SAVED and part.tick), None)
    if newest is None or saved is None or newest.review is not Review.CERTIFIED or not newest.day:
        return False
    return date.fromisoformat(newest.day) >= saved.at.astimezone(UTC).date()
