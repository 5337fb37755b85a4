"""Who still uses which pool: read last of all, and watched after a write."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event
from typing import TYPE_CHECKING

from migration.compare.clients import pairs_of
from migration.compare.setting import Kind
from migration.errors import BadInput
from migration.pools.reading import Role, Unread
from migration.usage.client_usage import LONGEST, UsagePair, UsageReading, Watched, side_by_side
from migration.usage.time_passed import TimePassed, aged
from migration.walk.login import Login
from migration.walk.state import State
from migration.walk.stoppable_runs import StoppableRun, StoppableRuns
from migration.walk.store import Store

if TYPE_CHECKING:  # it loads boto3's side
    from migration.usage.cloudwatch import ClientRef

# What is asked by the minute is kept for 15 days; what was written longer ago than this shows by
# the hour.
WATCHED_FOR = timedelta(days=1)
MOVES_A_CLIENT = frozenset({Kind.CLIENT, Kind.STACK})


class Usage:
    """Reads into State: `usage` of both pools, `watched` of the new one since a write."""

    def __init__(self, store: Store, login: Login, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._login = login
        self._clock = clock
        self._readings = StoppableRuns()
        self._watchings = StoppableRuns()

    def agree_on_time(self, passed: Sequence[TimePassed]) -> bool:
        """Take for gone by what anybody in a demo let go by; whether some of it was new.

        `passed` is all of it, from the beginning on.
        """
        known = self._store.state.passed
        if len(passed) <= len(known):
            return False
        self._store.change(lambda state: replace(state, watched=None, passed=tuple(passed)))
        return True

    def read(self, days: int = 0, stopped: Event | None = None) -> None:
        """Ask how much each client of both pools was used; *blocking*.

        For so many days before today, by default as many as a quiet client has to be silent. What
        could not be read is unread. An answer that comes once this was stopped, or behind a newer
        one, counts for nothing. Raises `BadInput` and `Cancelled`.
        """
        from migration.aws.pacing import cancellable
        from migration.usage.cloudwatch import read_usage, servers_of

        days = days or self._store.state.request.quiet_days
        if not 1 <= days <= LONGEST:
            message = f"CloudWatch keeps {LONGEST} days: ask for 1 to {LONGEST}, not {days}."
            raise BadInput(message)
        connection = self._login.online()
        with self._readings.run(stopped) as run, cancellable(run.stopped):
            clients = self._clients(*Role)
            if not isinstance(clients, Unread):
                deployment = self._store.state.online()
                roles = {client.role for client in clients}  # without a client nobody signs in
                servers = (servers_of(deployment, role) for role in Role if role in roles)
                clients = [*clients, *servers]
            found = (
                clients
                if isinstance(clients, Unread)
                else read_usage(connection, clients, days, self._clock())
            )
            self._land(self._readings, run, lambda state: replace(state, usage=found))

    def ask(self) -> None:
        """Ask for both: how much each client was used, and what happened since the last write.

        *Blocking.* Raises `Cancelled`.
        """
        self.read()
        self.watch()

    def last_move(self) -> datetime | None:
        """When a client of the new pool was last written to, where that still stands.

        None also where that is more than a day ago.
        """
        last = self._last_move()
        return last[0] if last is not None else None

    def _last_move(self) -> tuple[datetime, str] | None:
        """The same with the id of its step."""
        state = self._store.state
        moves = [
            (aged(intent.at, state.passed), intent.step)
            for intent, _ in state.record.undoable
            if intent.body["target"]["kind"] in MOVES_A_CLIENT
        ]
        last = max(moves, default=None)
        return last if last is not None and self._clock() - last[0] <= WATCHED_FOR else None

    def watch(self) -> Watched | Unread | None:
        """Ask what happened at the new pool's clients since the last of them was written to.

        *Blocking.* None where none was written to within a day. Raises `Cancelled`.
        """
        from migration.aws.pacing import cancellable
        from migration.usage.cloudwatch import read_since

        with self._watchings.run() as run, cancellable(run.stopped):
            last = self._last_move()
            found: Watched | Unread | None = None
            if last is not None:
                clients = self._clients(Role.NEW)
                found = (
                    clients
                    if isinstance(clients, Unread)
                    else read_since(self._login.online(), clients, last[0], self._clock())
                )
                if isinstance(found, Watched):
                    found = replace(found, step=last[1])
            self._land(self._watchings, run, lambda state: replace(state, watched=found))
            return found

    def pairs(self) -> tuple[UsagePair, ...]:
        """Each old client beside its new one, as they were counted; nothing before that."""
        state = self._store.state
        if not isinstance(state.usage, UsageReading):
            return ()
        ids = (
            (pair.old.id, pair.new.id)
            for pair in pairs_of(state.reading, state.choices)
            if pair.new is not None
        )
        return side_by_side(state.usage, ids)

    def cancel(self) -> None:
        """Ask for nothing more of what is being asked."""
        self._readings.stop()
        self._watchings.stop()

    def _land(
        self, runs: StoppableRuns, run: StoppableRun, change: Callable[[State], State]
    ) -> None:
        self._store.change(lambda state: change(state) if runs.may_land(run) else state)

    def _clients(self, *roles: Role) -> "list[ClientRef] | Unread":
        from migration.usage.cloudwatch import clients_of

        state = self._store.state
        found: list[ClientRef] = []
        for role in roles:
            clients = clients_of(state.online(), role, state.reading.of(role))
            if isinstance(clients, Unread):
                return clients
            found += clients
        return found
