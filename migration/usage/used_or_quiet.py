"""How an app client stands by what was counted of it: used, quiet, or not known; in words."""

from enum import StrEnum

from migration.pools.reading import Pending, Role, Unread
from migration.usage.client_usage import ClientUsage, UsageReading, seen_at

DELAY = "CloudWatch is some minutes behind: the last of them can still be missing."
LINKED_BEFORE = (
    "What Alexa's and Google Home's clients of the old pool renew are accounts that were linked"
    " before: those that renew no more have fallen silent, or were linked again."
)
NOT_SEEN = (
    "Not seen here: a phone that lies silent and holds a token that can be renewed for years."
    " RainMaker's backend may sign in by itself when it moves a user."
)


class Use(StrEnum):
    """Whether anybody uses a client."""

    USED = "used"
    QUIET = "quiet"
    NOT_KNOWN = "not-known"


def used_or_quiet(client: ClientUsage, usage: UsageReading, quiet_days: int) -> tuple[Use, str]:
    """How a client stands, and the words for it."""
    if client.unread:
        return Use.NOT_KNOWN, f"not known: {client.unread}"
    last = client.last_seen
    if client.pool is Role.NEW and not last:
        return Use.QUIET, f"nobody in {usage.days} days"
    if client.pool is Role.OLD and client.quiet(usage, quiet_days):
        return Use.QUIET, f"quiet: nobody for {quiet_days} days"
    if last is None:  # it was not asked about for long enough
        return Use.NOT_KNOWN, f"nobody in {usage.days} days: quiet takes {quiet_days}"
    return Use.USED, f"in use, last {seen_at(last, usage)}"


def not_told(usage: Unread | Pending) -> str:
    """Why nothing is told of usage, in a sentence."""
    if isinstance(usage, Unread):
        return f"Who uses which pool could not be read. {usage.reason}"
    return f"Who uses which pool is not read yet ({usage.waiting_for})."
