"""Writes whose outcome nobody recorded: the new pool is asked about them.

The program ended on the way; or it lives, and no answer of AWS came that counts.
"""

import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event, Lock, Timer
from typing import Any

from migration.changes.delivery import AGAIN_WITHIN
from migration.changes.recovery import Recovered, recovered
from migration.compare.setting import Target
from migration.errors import Cancelled, PoolwalkError, StateUnusable, WrittenByAnother
from migration.journal.boot_clock import seconds_since
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record
from migration.journal.writing_process import still_runs, this_process
from migration.plain_text import last_name
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.new_pool_resources import resources_of
from migration.walk.others_at_work import is_of_others, sentence
from migration.walk.store import Store

# Seconds in which AWS can still be at what it was sent: it is sent again for half a minute, and a
# gateway on the way gives up after a minute at most.
YOUNG = AGAIN_WITHIN + 60.0
# Seconds without a change in the team's record, by this machine's own clock, after which somebody
# else's write is accounted for: they stopped sending long before.
TAKEN_OVER = 120.0
LONG_AGO = timedelta(days=1)
LOOKS_AGAIN = 5.0  # seconds between two looks, while a write waits for it
TEAM_LOOKS = 2.0  # the same, while somebody else of the team writes
TEAM_PATIENCE = 600.0  # seconds until that is not waited for any more
TURN_SECONDS = 10.0  # for a turn to account for it; whoever writes at that moment comes first
_WAITING = (
    "What was sent here before may still arrive: it is looked at again in {:.0f} seconds at most"
)


class UnfinishedWrites:
    """Records what became of them. `one_at_a_time` is the lock that every write of a run takes."""

    def __init__(
        self,
        store: Store,
        login: Login,
        logbook: Logbook,
        one_at_a_time: Lock,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._login = login
        self._logbook = logbook
        self._one_at_a_time = one_at_a_time
        self._clock = clock
        self._first_seen: dict[int, float] = {}  # when this run saw an open intent first
        self._held: dict[int, int] = {}  # the last entry by which each was still somebody's
        store.listen(self._look_at_the_clock)
        self._again: Timer | None = None
        self._ends = Event()

    def stop(self) -> None:
        """Look at nothing again by itself, and wait for no turn."""
        self._ends.set()
        if self._again is not None:
            self._again.cancel()

    def settle(
        self,
        targets: Collection[Target],
        wait: Callable[[float], None],
        progress: Callable[[str], None],
    ) -> None:
        """Wait until it is known what became of writes to these resources; *blocking*.

        What was sent before could else arrive after a write of ours, and undo it. `wait` raises
        `Cancelled`.
        """
        while seconds := self._seconds(targets, self._open()):
            progress(_WAITING.format(seconds))
            wait(min(seconds, LOOKS_AGAIN))
            self.account_for()

    def settle_in_turn(
        self,
        target: Target,
        wait: Callable[[float], None],
        progress: Callable[[str], None],
    ) -> int:
        """Wait for what was sent to one resource before, in a turn to write; *blocking*.

        Whoever has the turn knows that no other process is in the middle of a write: one whose end
        is not recorded gave up waiting for AWS's answer, and that can be a process that still runs.
        In a team an open intent is the turn of whoever recorded it. Returns the number of the last
        entry by which nobody is in the way.
        """
        with suppress(StateUnusable):
            self._logbook.fold()
        until = time.monotonic() + TEAM_PATIENCE
        while True:
            record = self._store.state.record
            others = self._of_others(record) if self._logbook.shared else []
            seconds = self._seconds([target], record.unfinished)
            if not others and not seconds:
                return record.last
            if others and time.monotonic() > until:
                raise WrittenByAnother(f"Nothing was sent: {self._held_by(others[0])}. Try again.")
            progress(f"{self._held_by(others[0])}: waiting" if others else _WAITING.format(seconds))
            wait(TEAM_LOOKS if others else min(seconds, LOOKS_AGAIN))
            if others:
                self._logbook.fold()
            self._account()

    def _open(self) -> list[Entry]:
        """The intents without an outcome whose outcome this run is to record."""
        record = self._store.state.record
        if self._logbook.shared and self._store.state.request.read_only:
            return []  # who only looks on puts nothing into the others' record
        if self._logbook.shared:
            others = self._of_others(record)
            return [
                intent
                for intent in record.unfinished
                if intent not in others or not self._seconds_left(intent)
            ]
        return [
            intent for intent in record.unfinished if not still_runs(intent.body.get("process", {}))
        ]

    def _held_by(self, intent: Entry) -> str:
        return sentence(intent, self._clock())

    def _of_others(self, record: Record) -> list[Entry]:
        return [intent for intent in record.unfinished if is_of_others(intent)]

    def _seconds_left(self, intent: Entry) -> float:
        """Seconds until somebody else's write may be accounted for here."""
        seen = self._first_seen.get(intent.number, time.monotonic())
        return max(TAKEN_OVER - (time.monotonic() - seen), 0.0)

    def _look_at_the_clock(self) -> None:
        """Note when each open intent was seen first, or was still somebody's."""
        record = self._store.state.record
        for intent, _ in record.arriving:
            self._first_seen.setdefault(intent.number, time.monotonic())
        for intent in record.unfinished if self._logbook.shared else ():
            held = record.held.get(intent.number, 0)
            if intent.number not in self._first_seen or held != self._held.get(intent.number, 0):
                self._first_seen[intent.number] = time.monotonic()
                self._held[intent.number] = held

    def _seconds(self, targets: Collection[Target], unfinished: Iterable[Entry]) -> float:
        """Seconds for which something that was sent to these resources can still arrive."""
        names = {(target.kind.value, target.name) for target in targets}
        sent = [(intent, intent) for intent in unfinished]
        return max(
            (
                self._waits(intent.number, last)
                for intent, last in (*sent, *self._store.state.record.arriving)
                if (intent.body["target"]["kind"], intent.body["target"]["name"]) in names
            ),
            default=0.0,
        )

    def _waits(self, intent: int, last: Entry) -> float:
        """Seconds in which a write may still arrive at AWS, if it was sent by the entry `last`.

        Clocks are set, forward too: in this boot of the machine the time since it began counts,
        else the time for which this run has watched it. Only what is a day old is old by the clock,
        and in a team, where it is another machine's clock, not even that.
        """
        watched = time.monotonic() - self._first_seen.setdefault(intent, time.monotonic())
        counted = seconds_since(last.body.get("moment"))
        if counted is None and not self._logbook.shared and self._clock() - last.at > LONG_AGO:
            return 0.0
        return max(YOUNG - max(counted or 0.0, watched), 0.0)

    def account_for(self) -> None:
        """Record what became of each; *blocking*. Nothing is sent again.

        One whose process still runs is left to that process. A young one that the pool does not
        show stays open, and is looked at again by itself: AWS may still be at it. Two runs must not
        account for one write, nor one of them while the other takes it back: it is done in a turn
        to write, and later where another run has that.
        """
        with self._one_at_a_time:
            with suppress(StateUnusable):  # State says so, and reading goes on
                self._logbook.fold()
            if not self._open():
                self._look_again_in(self._until_taken_over())
                return
            try:
                with self._logbook.turn(self._short_wait(), lambda _: None):
                    looks_again = self._account()
            except (Cancelled, WrittenByAnother):
                looks_again = LOOKS_AGAIN
            except StateUnusable:  # no turn can be had: what is known is told, and not recorded
                looks_again = self._account()
        self._look_again_in(looks_again)

    def _until_taken_over(self) -> float:
        """Seconds until somebody else's write is this run's to account for; 0: there is none."""
        others = self._of_others(self._store.state.record) if self._logbook.shared else []
        return min((max(self._seconds_left(one), LOOKS_AGAIN) for one in others), default=0.0)

    def _short_wait(self) -> Callable[[float], None]:
        until = time.monotonic() + TURN_SECONDS

        def wait(seconds: float) -> None:
            if self._ends.wait(seconds) or time.monotonic() > until:
                message = "Another run writes at this moment."
                raise Cancelled(message)

        return wait

    def _account(self) -> float:
        """Account for what is open now; seconds until it is worth another look."""
        resources = resources_of(self._login.online(), self._store.state)
        with suppress(StateUnusable):
            self._logbook.fold()
        looks_again = 0.0
        for intent in self._open():
            found = recovered(intent, resources, self._store.state.fingerprint)
            if found is None:
                continue
            by = "" if intent.who == self._store.state.who else last_name(intent.who)
            found = replace(found, own=intent.body.get("process") == this_process(), by=by)
            if found.lost and not found.under_way:
                found = replace(found, waits=self._waits(intent.number, intent))
                looks_again = max(looks_again, found.waits)
            self._tell(found)
            if not found.under_way and not found.waits:
                with suppress(StateUnusable):
                    self._finish(found)
                with suppress(StateUnusable):  # the next is judged by what is recorded now
                    self._logbook.fold()
        return looks_again

    def _tell(self, found: Recovered) -> None:
        told = {known.intent.number for known in self._store.state.recovered if known.waits}
        if not found.waits or found.intent.number not in told:
            self._store.change(lambda state: replace(state, recovered=(*state.recovered, found)))

    def _finish(self, found: Recovered) -> None:
        body: dict[str, Any] = {
            "intent": found.intent.number,
            "applied": list(found.landed),
            "failed": dict(found.lost),
            "recovered": True,
        }
        if found.made is not None and found.landed:
            body["made"] = found.made
        if found.changed_at is not None:
            body["changed_at"] = found.changed_at.isoformat()
        # What others recorded since may be this one's end.
        after = self._store.state.record.last if self._logbook.shared else None
        self._logbook.record(EntryKind.OUTCOME, self._clock(), found.intent.step, body, after=after)

    def _look_again_in(self, seconds: float) -> None:
        if self._again is not None:
            self._again.cancel()
        if seconds:
            self._again = Timer(seconds, self._look_again)
            self._again.daemon = True
            self._again.start()

    def _look_again(self) -> None:
        with suppress(PoolwalkError):  # the next reading looks once more
            self.account_for()
