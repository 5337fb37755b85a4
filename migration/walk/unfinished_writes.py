"""Writes that the program did not live to account for: the new pool is asked about them."""

import time
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from threading import Lock, Timer
from typing import Any

from migration.changes.recovery import Recovered, recovered
from migration.compare.setting import Target
from migration.errors import PoolwalkError, StateUnusable
from migration.journal.entries import Entry, EntryKind
from migration.journal.process import still_runs
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.store import Store

# Seconds in which AWS can still be at what it was sent: an answer is waited for 20 seconds, and a
# gateway on the way gives up after 60 at most.
YOUNG = 60.0
LOOKS_AGAIN = 5.0  # seconds between two looks, while a write waits for it


class UnfinishedWrites:
    """Accounts for them. `one_at_a_time` is the lock that every write of this run takes."""

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
        self._again: Timer | None = None

    def stop(self) -> None:
        """Look at nothing again by itself."""
        if self._again is not None:
            self._again.cancel()

    def settle(
        self,
        targets: Collection[Target],
        wait: Callable[[float], None],
        progress: Callable[[str], None],
    ) -> None:
        """Wait until it is known what became of writes to these resources; *blocking*.

        What a run that ended had sent could else arrive after a write of ours, and undo it. `wait`
        raises `Cancelled`.
        """
        names = {(target.kind.value, target.name) for target in targets}
        while seconds := max(
            (
                self._waits(intent)
                for intent in self._open()
                if (intent.body["target"]["kind"], intent.body["target"]["name"]) in names
            ),
            default=0.0,
        ):
            progress(
                "A write of a run that ended may still arrive here: it is looked at again in"
                f" {seconds:.0f} seconds"
            )
            wait(min(seconds, LOOKS_AGAIN))
            self.account_for()

    def _open(self) -> list[Entry]:
        return [
            intent
            for intent in self._store.state.record.unfinished
            if not still_runs(intent.body.get("process", {}))
        ]

    def _waits(self, intent: Entry) -> float:
        """Seconds for which AWS may still be at it.

        This machine's clock can have been set since: the time that this run has watched it counts
        as well.
        """
        first = self._first_seen.setdefault(intent.number, time.monotonic())
        age = max((self._clock() - intent.at).total_seconds(), time.monotonic() - first)
        return max(YOUNG - age, 0.0)

    def account_for(self) -> None:
        """Record what became of each; *blocking*. Nothing is sent again.

        One whose process still runs is left to that process. A young one that the pool does not
        show stays open, and is looked at again by itself: AWS may still be at it.
        """
        from migration.changes.resources import Resources

        connection, deployment = self._login.online(), self._store.state.online()
        with self._one_at_a_time:
            with suppress(StateUnusable):  # State says so, and reading goes on
                self._logbook.fold()
            resources = Resources(connection, deployment.new_pool.id)
            looks_again = 0.0
            for intent in self._open():
                found = recovered(intent, resources, self._store.state.fingerprint)
                if found is None:
                    continue
                if found.lost and not found.under_way:
                    found = replace(found, waits=self._waits(intent))
                    looks_again = max(looks_again, found.waits)
                self._tell(found)
                if not found.under_way and not found.waits:
                    with suppress(StateUnusable):
                        self._finish(found)
            with suppress(StateUnusable):
                self._logbook.fold()
        self._look_again_in(looks_again)

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
        self._logbook.record(EntryKind.OUTCOME, self._clock(), found.intent.step, body)

    def _look_again_in(self, seconds: float) -> None:
        self.stop()
        if seconds:
            self._again = Timer(seconds, self._look_again)
            self._again.daemon = True
            self._again.start()

    def _look_again(self) -> None:
        with suppress(PoolwalkError):  # the next reading looks once more
            self.account_for()
