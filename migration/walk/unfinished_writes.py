"""Writes that the program did not live to account for: the new pool is asked about them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from threading import Lock

from migration.journal.entries import EntryKind
from migration.journal.process import still_runs
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.store import Store


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

    def account_for(self) -> None:
        """Record what became of each; *blocking*. Nothing is sent again.

        One whose process still runs is left to that process.
        """
        from migration.changes.recovery import recovered
        from migration.changes.resources import Resources

        connection, deployment = self._login.online(), self._store.state.online()
        with self._one_at_a_time:
            self._logbook.fold()
            for intent in self._store.state.record.unfinished:
                if still_runs(intent.body.get("process", {})):
                    continue
                found = recovered(
                    intent,
                    Resources(connection, deployment.new_pool.id),
                    self._store.state.fingerprint,
                )
                if found is None:
                    continue
                self._store.change(
                    lambda state, found=found: replace(  # type: ignore[misc]
                        state, recovered=(*state.recovered, found)
                    )
                )
                if found.under_way:
                    continue
                body = {
                    "intent": intent.number,
                    "applied": list(found.landed),
                    "failed": dict(found.lost),
                    "recovered": True,
                }
                self._logbook.record(EntryKind.OUTCOME, self._clock(), intent.step, body)
            self._logbook.fold()
