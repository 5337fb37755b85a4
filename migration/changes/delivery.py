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
class _FailedTries:
    """The sends until now, none of which AWS answered with a yes, counted.

    `unanswered` and `lost` are as in `Delivered`. `silent` had no answer that counts, and of
    `unsettled` AWS said that it does not know a provider.
    """

    number: int = 0
    unanswered: int = 0
    lost: int = 0
    silent: int = 0
    unsettled: int = 0

    def with_one(self, failure: PoolwalkError) -> "_FailedTries":
        """One more, which ended with this."""
        left = may_have_left(failure)
        return _FailedTries(
            self.number + 1,
            self.unanswered + left,
            self.lost + (left and _without_an_answer(failure)),
            self.silent + isinstance(failure, AwsUnreachable),
            self.unsettled + _names_a_provider(failure),
        )

    def pause_after(self, failure: PoolwalkError, kind: Kind) -> float | None:
        """Seconds until it is sent again after the last of them; None where it is not."""
        if self.number > len(PAUSES):
            return None
        # Just after a provider was made, AWS can refuse a client that names it once.
        if kind is Kind.CLIENT and self.unsettled == 1 and _names_a_provider(failure):
            return PROVIDER_SETTLES
        if not isinstance(failure, AwsBusy | AwsUnreachable):
            return None
        down = _without_an_answer(failure) and self.silent >= UNANSWERED
        return None if down else PAUSES[self.number - 1]


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
        failed, until = _FailedTries(), time.monotonic() + AGAIN_WITHIN
        while True:
            try:
                with self.window.kept():
                    self.resources.send(prepared)
                return Delivered(before, None, failed.unanswered, failed.lost)
            except PoolwalkError as error:
                failure = error
            failed = failed.with_one(failure)
            ended = Delivered(before, failure, failed.unanswered, failed.lost)
            pause = failed.pause_after(failure, change.target.kind)
            if pause is None or time.monotonic() + pause > until:
                return ended
            self.progress(_told(failure, failed.number))
            try:
                self.wait(pause)
                before = self.resources.read(change.target)
            except (Cancelled, PoolwalkError):  # whoever reads back says what is known then
                return ended
            if failed.unanswered and self.landed(change, before):
                return ended
            ended = replace(ended, before=before)
            if self.stale(change, before):
                return ended
            try:
                prepared = self._prepared(change, before)
            except PoolwalkError as error:  # a logo that has to be sent again cannot be fetched
                return replace(ended, error=error)
            if self._may_not_be_sent(change, before, prepared):
                return ended

    def _may_not_be_sent(
        self, change: Change, document: Document | None, prepared: Prepared
    ) -> bool:
        """Whether what others wrote since makes it a request that AWS or Poolwalk refuses."""
        broken = self.resources.broken(prepared)
        unknown = self.resources.unknown(prepared, document, merged(document, change.edits))
        return bool(unknown) or any(
            altered(rule, change.edits, prepared.request) for rule in broken
        )

    def _prepared(self, change: Change, document: Document | None) -> Prepared:
        return self.resources.prepare(
            change.target, document, merged(document, change.edits), change.hidden
        )


def _without_an_answer(failure: PoolwalkError) -> bool:
    return isinstance(failure, AwsUnreachable) and not isinstance(failure, AwsFailed)


def _names_a_provider(failure: PoolwalkError) -> bool:
    return isinstance(failure, AwsRefused) and "provider" in str(failure).lower()


def _told(failure: PoolwalkError, number: int) -> str:
    why = "AWS asked to wait" if isinstance(failure, AwsBusy) else "AWS gave no answer that counts"
    if isinstance(failure, AwsNotReached):
        why = "AWS could not be reached"
    if isinstance(failure, AwsRefused):
        why = "AWS does not know the provider yet"
    return f"{why}: reading again before try {number + 1} of {len(PAUSES) + 1}"
