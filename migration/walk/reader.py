"""AWS into State: both pools, what else is attached, and what a stack's update changed."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from threading import Event, Lock

from migration.compare.clients import pairs_of
from migration.compare.pairing import client_keys
from migration.compare.setting import Kind
from migration.errors import BadInput, Cancelled
from migration.pools.documents import AppClient
from migration.pools.reading import Pending, Role, Unread
from migration.walk.alexa_skill import OPERATION as GET_LINKING
from migration.walk.alexa_skill import read_linking
from migration.walk.late_answers import with_part
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.pages import Pages
from migration.walk.state import State
from migration.walk.stoppable_runs import StoppableRun, StoppableRuns
from migration.walk.store import Store
from migration.walk.unfinished_writes import UnfinishedWrites
from migration.walk.usage import Usage


class Reader:
    """Reads; every part that comes in is a new State."""

    def __init__(
        self,
        store: Store,
        login: Login,
        logbook: Logbook,
        pages: Pages,
        usage: Usage,
        unfinished: UnfinishedWrites,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._login = login
        self._logbook = logbook
        self._pages = pages
        self._usage = usage
        self._unfinished = unfinished
        self._clock = clock
        self._attaching = Lock()
        self._runs = StoppableRuns()

    def cancel(self) -> None:
        """Ask for nothing more of what is being read."""
        self._runs.stop()

    def read(self, *, attached: bool = True, stopped: Event | None = None) -> None:
        """Read every part of both pools side by side; *blocking*.

        What the guide's steps rest on comes first; with `attached` everything else that is attached
        to the pools comes after it, beside how much each client is used. The Store tells
        its listeners of each part. What could not be read is unread. Once `stopped` is set, also
        before this began, nothing more is asked. Raises `Cancelled`;
        `BadInput`, after all was read, where `--pair` names a client that is not there.
        """
        from migration.deployment.both_pools import read_deployment

        connection, deployment = self._login.online(), self._store.state.online()
        with self._runs.run(stopped) as run:
            self._store.change(
                lambda state: replace(state, landed={}, read_at=None, read_after=state.last_entry)
            )
            read_deployment(connection, deployment, partial(self._take, run), run.stopped)
            self._unfinished.account_for()
            self._hold_pairs()
            if attached:
                self.read_beside(run.stopped)

    def read_beside(self, stopped: Event | None = None) -> None:
        """Read what `read` leaves without `attached`, and how much each client is used; *blocking*.

        Raises `Cancelled`.
        """
        from migration.aws.parallel import in_parallel

        with self._runs.run(stopped) as run:
            # CloudWatch counts calls for itself: neither waits for the other.
            both = (self.read_attached, self._usage.read)
            in_parallel([partial(part, stopped=run.stopped) for part in both], run.stopped)

    def read_attached(self, stopped: Event | None = None) -> None:
        """Read what else is attached, unless that was done since the last `read`; *blocking*.

        Where another thread is reading it, this waits for that. Raises `Cancelled`.
        """
        from migration.deployment.attached import read_attached

        connection, deployment = self._login.online(), self._store.state.online()
        with self._runs.run(stopped) as run, self._attaching:
            state = self._store.state
            if state.read_at is not None:
                return
            if state.request.names_skill and state.reading.alexa_linking is None:
                state = self._store.change(_awaiting_the_skill)
            pairs = pairs_of(state.reading, state.choices)
            ids = [(pair.old.id, pair.new.id) for pair in pairs if pair.new is not None]
            read_attached(
                connection,
                deployment,
                state.reading,
                ids,
                partial(self._take, run),
                run.stopped,
            )
            if state.request.names_skill:
                self._take(run, None, "alexa_linking", read_linking(state.request))
            self._store.change(lambda state: replace(state, read_at=self._clock()))

    def clients_now(self) -> tuple[AppClient, ...]:
        """The new pool's app clients as they are at this moment; *blocking*.

        Raises a `PoolwalkError` where the list or one of them cannot be read.
        """
        from migration.aws import reads
        from migration.aws.pacing import CALLS_PER_WINDOW
        from migration.aws.parallel import in_parallel

        connection = self._login.online()
        pool_id = self._store.state.online().new_pool.id
        listed = reads.list_clients(connection, pool_id)
        calls = [
            partial(reads.describe_client, connection, pool_id, str(item["ClientId"]))
            for item in listed
        ]
        return tuple(map(AppClient.from_describe, in_parallel(calls, None, CALLS_PER_WINDOW)))

    def read_after_stack_update(self) -> None:
        """Read again what an updated stack changed past everything that was read; *blocking*."""
        from migration.deployment.both_pools import read_after_stack

        connection, deployment = self._login.online(), self._store.state.online()
        # What earlier writes read back of the clients is older than this.
        self._store.change(
            lambda state: replace(
                state,
                landed={
                    target: held
                    for target, held in state.landed.items()
                    if target.kind not in {Kind.CLIENT, Kind.STACK}
                },
            )
        )
        with suppress(Cancelled), self._runs.run() as run:
            take = partial(self._take, run)
            read_after_stack(connection, deployment, self._store.state.reading, take, run.stopped)

    def _take(self, run: StoppableRun, role: Role | None, name: str, value: object) -> None:
        """What a stack's update left is read while a longer reading is on its way: it stands."""
        self._store.change(
            lambda state: (
                with_part(state, role, name, value)
                if self._runs.may_land(run, (role, name))
                else state
            )
        )

    def _hold_pairs(self) -> None:
        """Hold the pairs that were asked for to both pools; what will not do is not recorded."""
        clients = self._store.state.reading.old.clients
        if isinstance(clients, Unread | Pending):
            return
        try:
            self._refuse_pairs(clients)
        except BadInput:
            self._logbook.drop_pairs()
            raise
        if not isinstance(self._store.state.reading.new.clients, Unread | Pending):
            self._logbook.keep_pairs()

    def _refuse_pairs(self, clients: Sequence[AppClient | Unread]) -> None:
        state = self._store.state
        known, source = client_keys(clients), state.request.pairs_from
        asked = dict(state.request.pairs)
        meant: dict[str, str] = {}
        for old, new in state.request.pairs:
            found = known.get(old) or next((one for one in clients if one.id == old), None)
            if found is None:
                message = (
                    f"The pair {old}:{new} ({source}): the old pool has no app client “{old}”."
                    f" {_that_has(known)}"
                )
                raise BadInput(message)
            if meant.setdefault(found.id, new) != new:
                message = (
                    f"The pairs {old}:{meant[found.id]} and {old}:{new} ({source}) are of one app"
                    " client of the old pool: leave out the one that is not meant."
                )
                raise BadInput(message)
        for pair in pairs_of(state.reading, state.choices):
            if pair.problem and (pair.key in asked or pair.old.id in asked):
                has = _that_has(self._pages.pair_choices(pair.key).names)
                message = f"The pair for “{pair.key}” ({source}): {pair.problem}. {has}"
                raise BadInput(message)


def _that_has(names: Iterable[str]) -> str:
    """A sentence about the app clients of a pool that was just named."""
    listed = ", ".join(names)
    return f"It has: {listed}." if listed else "It has none."


def _awaiting_the_skill(state: State) -> State:
    awaited = state.reading.with_part(None, "alexa_linking", Pending(GET_LINKING))
    return replace(state, reading=awaited)
