"""A write brought to AWS: sent once, and again only after the resource was read again.

What others wrote since is then in the request, and what landed without an answer is not sent twice.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from migration.aws.plain_documents import Document
from migration.changes.change import Change, merged
from migration.changes.resources import Prepared, Resources, altered
from migration.changes.send_window import ENDLESS, FRESH_FOR, SendWindow
from migration.compare.setting import Kind
from migration.errors import (
    AwsBusy,
    AwsFailed,
    AwsNotReached,
    AwsRefused,
    AwsUnreachable,
    Cancelled,
    PoolwalkError,
    may_have_left,
)

# Seconds before each further try of what AWS answered with "later" or with a failure of its own.
PAUSES = (0.5, 1.0, 2.0, 4.0)
# Sends that may stay without an answer: a line that is down seldom comes back within seconds.
UNANSWERED = 2
# Seconds after the first send in which it is sent again: what was sent then, and had no answer, can
# still arrive for a while, and nobody may wait for that without an end.
AGAIN_WITHIN = FRESH_FOR
# Seconds before the one further try of a client that names a provider made a moment ago.
PROVIDER_SETTLES = 1.5


@dataclass(frozen=True)
class Delivered:
    """How the sending ended.

    `before` is what the resource held when it was read last before the last send. `error` is why
    that send was not answered with a yes. `unanswered` are the sends that may have been carried
    out; of those, `lost` had no answer at all, and can still arrive.
    """

    before: Document | None
    error: PoolwalkError | None = None
    unanswered: int = 0
    lost: int = 0

    @property
    def may_arrive(self) -> bool:
        """Whether one more can arrive, though the resource shows what was sent."""
        landed_without_an_answer = self.error is not None
        return self.lost > 0 and self.unanswered > landed_without_an_answer


def deliver_once(
    resources: Resources, before: Document | None, prepared: Prepared, window: SendWindow = ENDLESS
) -> Delivered:
    """Send what must never be sent twice; raises nothing."""
    try:
        with window.kept():
            resources.send(prepared)
    except PoolwalkError as error:
        unanswered = int(may_have_left(error))
        return Delivered(before, error, unanswered, unanswered)
    return Delivered(before)


@dataclass(frozen=True)
class Delivery:
    """Sends a change until AWS says yes or no, or a bound is reached.

    `wait` sleeps that many seconds, or raises `Cancelled`: then nothing more is sent. `landed` and
    `stale` say of a change whether a document shows all of it, and whether somebody changed what
    it is about. `window` ends the sending.
    """

    resources: Resources
    wait: Callable[[float], None]
    progress: Callable[[str], None]
    landed: Callable[[Change, Document | None], bool]
    stale: Callable[[Change, Document | None], bool]
    window: SendWindow = ENDLESS

    def deliver(self, change: Change, before: Document | None, prepared: Prepared) -> Delivered:
        """Send it; raises nothing. `prepared` is the request made from `before`."""
        unanswered = lost = silent = 0
        until = time.monotonic() + AGAIN_WITHIN
        settling = change.target.kind is Kind.CLIENT
        for number, pause in enumerate((*PAUSES, None), start=1):
            try:
                with self.window.kept():
                    self.resources.send(prepared)
                return Delivered(before, unanswered=unanswered, lost=lost)
            except PoolwalkError as error:
                failure = error
            silent += isinstance(failure, AwsUnreachable)
            dropped = isinstance(failure, AwsUnreachable) and not isinstance(failure, AwsFailed)
            left = may_have_left(failure)
            unanswered += left
            lost += dropped and left
            again = isinstance(failure, AwsBusy | AwsUnreachable)
            if settling and pause is not None and _names_a_provider(failure):
                # Just after a provider was made, AWS can refuse a client that names it once.
                settling, again, pause = False, True, PROVIDER_SETTLES  # noqa: PLW2901
            ended = Delivered(before, failure, unanswered, lost)
            if not again or pause is None or (dropped and silent >= UNANSWERED):
                return ended
            if time.monotonic() + pause > until:
                return ended
            self.progress(_told(failure, number))
            try:
                self.wait(pause)
                now = self.resources.read(change.target)
            except (Cancelled, PoolwalkError):  # whoever reads back says what is known then
                return ended
            if unanswered and self.landed(change, now):
                return ended
            if self.stale(change, now):
                return replace(ended, before=now)
            ended = replace(ended, before=now)
            try:
                before, prepared = now, self._prepared(change, now)
            except PoolwalkError as error:  # a logo that has to be sent again cannot be fetched
                return replace(ended, error=error)
            broken = self.resources.broken(prepared)
            unknown = self.resources.unknown(prepared, now, merged(now, change.edits))
            if unknown or any(altered(rule, change.edits, prepared.request) for rule in broken):
                return ended
        raise AssertionError

    def _prepared(self, change: Change, document: Document | None) -> Prepared:
        return self.resources.prepare(
            change.target, document, merged(document, change.edits), change.hidden
        )


def _names_a_provider(failure: PoolwalkError) -> bool:
    return isinstance(failure, AwsRefused) and "provider" in str(failure).lower()


def _told(failure: PoolwalkError, number: int) -> str:
    why = "AWS asked to wait" if isinstance(failure, AwsBusy) else "AWS gave no answer that counts"
    if isinstance(failure, AwsNotReached):
        why = "AWS could not be reached"
    if isinstance(failure, AwsRefused):
        why = "AWS does not know the provider yet"
    return f"{why}: reading again before try {number + 1} of {len(PAUSES) + 1}"
