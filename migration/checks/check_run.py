"""Runs checks: several hosts at the same time, and at each host one question after the other.

A check that follows from another's answer is asked after it.
"""

import threading
import time
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Protocol

from migration.aws.parallel import in_parallel
from migration.checks.check import Check
from migration.checks.check_verdict import CheckVerdict, badness
from migration.checks.finding import NOT_ASKED, NOT_THAT_FAR, Evidence, Finding, Judgement
from migration.checks.host_pace import HostPace
from migration.checks.judgement import SERVER_ERRORS, TOO_MANY, evidence_of
from migration.checks.kind import CheckKind
from migration.checks.question_and_answer import (
    FOR_THE_WHOLE_HOST,
    Answer,
    NoAnswer,
    Probe,
    Reply,
    Trouble,
)
from migration.web_address import host_of, is_ordinary

KEPT_SECONDS = 600.0
_TIMEOUTS = 2  # as many from one host are enough to know


class Asks(Protocol):
    """Who asks: over the network, or a test's stand-in."""

    def ask(self, probe: Probe) -> Reply:
        """What the host says; *blocking*."""
        ...


class Kept:
    """Answers of the last ten minutes, in memory only: they hold whole addresses."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._answers: dict[Hashable, tuple[float, Answer]] = {}
        self._lock = threading.Lock()

    def find(self, probe: Probe) -> Answer | None:
        """The answer to this very question, unless it is too old."""
        with self._lock:
            at, answer = self._answers.get(_key(probe), (0.0, None))
            return answer if answer is not None and self._clock() - at < KEPT_SECONDS else None

    def keep(self, answer: Answer) -> None:
        """Keep an answer; one that only says "later" is not kept."""
        if answer.status != TOO_MANY and answer.status < SERVER_ERRORS:
            with self._lock:
                self._answers[_key(answer.probe)] = (self._clock(), answer)


def _key(probe: Probe) -> Hashable:
    form = (
        None if probe.form is None else tuple(sorted(probe.form.items(), key=lambda item: item[0]))
    )
    return probe.url, form, tuple(sorted(probe.headers.items(), key=lambda item: item[0]))


class CheckRun:
    """One run of some checks.

    `anew` are the ids of those that may not take a kept answer, nor may what they follow. `own` are
    the deployment's own hosts at Cognito, and `before` is what was found last, by id: of one host's
    checks, what did not pass then is asked first. `known` tells the last entry of the record.
    """

    def __init__(
        self,
        asks: Asks,
        host_pace: HostPace,
        kept: Kept,
        clock: Callable[[], datetime],
        cancelled: threading.Event,
        anew: Collection[str] = (),
        own: Collection[str] = (),
        before: Mapping[str, Finding] | None = None,
        known: Callable[[], int | None] = lambda: None,
    ) -> None:
        self._known = known
        self._own = frozenset(own)
        self._before = before or {}
        self._asks = asks
        self._host_pace = host_pace
        self._kept = kept
        self._clock = clock
        self._cancelled = cancelled
        self._anew = frozenset(anew)
        self._replies: dict[str, Future[Reply | None]] = {}
        self._hindered: dict[str, NoAnswer] = {}  # by host
        self._timeouts: dict[str, int] = {}
        self._guards: dict[CheckKind, Judgement] = {}

    def run(self, checks: Sequence[Check], arrived: Callable[[Finding], None]) -> None:
        """Ask all of them; *blocking*.

        `arrived` is called from other threads. Raises `Cancelled`.
        """
        self._replies = {check.id: Future() for check in checks}
        # An answer is as old as what led to it: a refusal of now would be dated before a tick.
        self._anew |= {check.after for check in checks if check.id in self._anew}
        of_host: dict[str, list[Check]] = {}
        for check in checks:
            of_host.setdefault(check.host, []).append(check)
        in_parallel(
            [partial(self._one_host, queue, arrived) for queue in of_host.values()], self._cancelled
        )

    def _one_host(self, checks: Sequence[Check], arrived: Callable[[Finding], None]) -> None:
        try:
            # What leads on is asked first, what waits for another host last.
            for check in sorted(checks, key=self._place):
                arrived(self._finding(check))
        finally:
            for check in checks:  # nobody waits for what will not come
                if not self._replies[check.id].done():
                    self._replies[check.id].set_result(None)

    def _place(self, check: Check) -> tuple[bool, int]:
        before = self._before.get(check.id)
        return bool(check.after), badness(before.verdict if before else None)

    def _finding(self, check: Check) -> Finding:
        if check.lacks:
            self._replies[check.id].set_result(None)
            return self._not_asked(check, check.lacks)
        before, probe = self._followed(check)
        probe = probe or check.probe
        if probe is None:
            return self._not_asked(check, NOT_THAT_FAR)
        if check.guarded and (blind := self._blind(check, probe)):
            return self._judged(check, blind, Evidence(check.host, code=blind.code))
        reply = self._reply(probe, anew=check.id in self._anew)
        asked = [before, reply]
        if check.then is not None:
            led = check.then(reply)
            if isinstance(led, Judgement):
                return self._judged(check, led, evidence_of(reply, led.code), asked)
            reply = self._reply(led, anew=True)
        judgement = check.judge(reply)
        if (
            isinstance(reply, NoAnswer)
            and judgement.verdict is CheckVerdict.REFUSED
            and check.control is not None
        ):
            judgement = self._controlled(check.control, judgement)
        if not self._replies[check.id].done():
            self._replies[check.id].set_result(
                reply if judgement.verdict is CheckVerdict.PASSED else None
            )
        return self._judged(check, judgement, evidence_of(reply, judgement.code), asked)

    def _followed(self, check: Check) -> tuple[Reply | None, Probe | None]:
        """What the check before heard, and the request to the address that it was sent to.

        None where it led to another host, to no proper address, or nowhere.
        """
        reply = self._replies.get(check.after)
        before = reply.result() if reply is not None else None
        if (
            not isinstance(before, Answer)
            or host_of(before.location) != check.host
            or not is_ordinary(before.location)
        ):
            return None, None
        return before, Probe(before.location)

    def _blind(self, check: Check, probe: Probe) -> Judgement | None:
        """Why this kind of check proves nothing here.

        None where a deliberately wrong address is refused, as it must be.
        """
        if check.kind not in self._guards:
            found = check.judge(self._reply(probe.with_wrong_uri(), anew=False))
            self._guards[check.kind] = found
        return blindness(check.host, self._guards[check.kind])

    def _controlled(self, control: Probe, judgement: Judgement) -> Judgement:
        """Inconclusive where the old domain cannot be reached from here either."""
        if control.host not in self._hindered and isinstance(
            self._reply(control, anew=False), Answer
        ):
            return judgement
        why = f"{judgement.sentence}, but {control.host} cannot be reached from here either"
        return Judgement(CheckVerdict.INCONCLUSIVE, why, judgement.code)

    def _reply(self, probe: Probe, *, anew: bool) -> Reply:
        if not anew and (kept := self._kept.find(probe)):
            return kept
        if hindered := self._hindered.get(probe.host):
            return NoAnswer(probe, hindered.trouble)
        self._host_pace.begin(probe.host, self._cancelled, own=probe.host in self._own)
        asked_at, asked_after = self._clock(), self._known()
        reply = replace(self._asks.ask(probe), asked_at=asked_at, asked_after=asked_after)
        if isinstance(reply, Answer):
            self._kept.keep(reply)
            return reply
        if reply.trouble is Trouble.TIMEOUT:
            self._timeouts[probe.host] = self._timeouts.get(probe.host, 0) + 1
        if reply.trouble in FOR_THE_WHOLE_HOST or self._timeouts.get(probe.host, 0) >= _TIMEOUTS:
            self._hindered[probe.host] = reply
        return reply

    def _not_asked(self, check: Check, why: str) -> Finding:
        return self._judged(
            check, Judgement(CheckVerdict.INCONCLUSIVE, f"{NOT_ASKED}{why}"), Evidence(check.host)
        )

    def _judged(
        self,
        check: Check,
        judgement: Judgement,
        evidence: Evidence,
        asked: Sequence[Reply | None] = (),
    ) -> Finding:
        """As found when the first of its questions was asked: an answer can be minutes old."""
        told = [one for one in asked if one is not None]
        at = min((one.asked_at for one in told if one.asked_at), default=self._clock())
        after = min(
            (one.asked_after for one in told if one.asked_after is not None), default=self._known()
        )
        return finding_of(check, judgement, evidence, at, after)


def finding_of(
    check: Check,
    judgement: Judgement,
    evidence: Evidence,
    at: datetime,
    after: int | None = None,
) -> Finding:
    """What a check found at a moment; `after` as the finding has it."""
    return Finding(
        check.id,
        check.step,
        title_of(check, judgement.verdict),
        judgement.verdict,
        judgement.sentence,
        evidence,
        at,
        about=check.about,
        seen=judgement.seen,
        after=after,
    )


def title_of(check: Check, verdict: CheckVerdict) -> str:
    """What a check proves; where it is refused, what is so instead; else that it is not known."""
    if verdict is CheckVerdict.REFUSED and check.denied:
        return check.denied
    if verdict is CheckVerdict.INCONCLUSIVE:
        whose, colon, what = check.title.rpartition(": ")
        return f"{whose}{colon}whether {what} is not known"
    return check.title


def blindness(host: str, guard: Judgement) -> Judgement | None:
    """What the answer to a deliberately wrong address says of all answers of its kind.

    None: they can be believed.
    """
    if guard.verdict is CheckVerdict.REFUSED:
        return None
    if guard.verdict is CheckVerdict.INCONCLUSIVE:
        return Judgement(CheckVerdict.INCONCLUSIVE, guard.sentence, guard.code)
    sentence = (
        f"{host} does not refuse even a deliberately wrong address: this check is blind, and its"
        " answer says nothing"
    )
    return Judgement(CheckVerdict.INCONCLUSIVE, sentence, "blind")


def unreachable(findings: Sequence[Finding] | Mapping[str, Finding]) -> bool:
    """Whether nothing at all was answered, though something was asked.

    Then there is no way out of this machine.
    """
    found = tuple(findings.values()) if isinstance(findings, Mapping) else tuple(findings)
    troubles = {trouble.name.lower() for trouble in FOR_THE_WHOLE_HOST}
    asked = [finding for finding in found if not finding.not_asked]
    return bool(asked) and all(
        finding.evidence.code in troubles and not finding.evidence.status for finding in asked
    )
