"""A deployment that was opened: who we are, what was read, what the journal holds.

The other rooms stand on it.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from threading import Event, Lock, RLock
from typing import TYPE_CHECKING, Any

from migration.apple_key import AppleKey
from migration.changes.change import Document
from migration.changes.read_back import with_resource
from migration.changes.sealed import Memory, sealed
from migration.checks.queues import Queues
from migration.checks.round import Kept
from migration.checks.verdict import Finding
from migration.compare.accepted import Accepted, with_accepted
from migration.compare.choices import Choices
from migration.compare.clients import pairs_of
from migration.compare.comparison import compare
from migration.compare.memo import Remembered
from migration.compare.pairing import client_keys
from migration.compare.setting import Setting, Target, Value
from migration.deployment.reading import Reading
from migration.errors import BadInput, Cancelled, PoolwalkError, StateUnusable
from migration.guide.step import Step, StepState
from migration.guide.ticks import finished
from migration.journal.entries import Entry, EntryKind, Journal
from migration.journal.location import journal_file, state_folder
from migration.journal.process import still_runs
from migration.journal.record import Record
from migration.journal.unusable import UnrecordedJournal
from migration.pools.reading import Deployment, Pending, Role, Unread
from migration.request import Request

if TYPE_CHECKING:
    from migration.aws.connection import Connection
    from migration.changes.recovery import Recovered


class Session:
    """What is known of a deployment, and where it came from.

    State is replaced whole: a reader in another thread sees one moment.
    """

    def __init__(
        self,
        request: Request,
        steps: Sequence[Step],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.request = request
        self.steps = tuple(steps)
        self.deployment: Deployment | None = None
        self.reading = Reading()
        self.read_only = request.read_only
        self.read_only_reason = (
            "Read-only was asked for: start without --read-only to write."
            if request.read_only
            else ""
        )
        self._clock = clock
        self._connection: Connection | None = None
        self._journal: Journal = UnrecordedJournal(
            "Nothing can be recorded before the deployment is known."
        )
        self._record = Record.of(())
        # writes that the last run did not live to account for
        self.recovered: tuple[Recovered, ...] = ()
        self._apple_key: AppleKey | None = None
        self._logos: dict[str, bytes] = {}  # by the step that sends it
        self._memory = Memory({})
        # what writes read back since the last reading began
        self._landed: dict[Target, Document | None] = {}
        self._compared: (
            tuple[Reading, Choices, Mapping[str, Accepted], tuple[Setting, ...]] | None
        ) = None
        self._remembered = Remembered()
        self._read_at: datetime | None = None  # when everything that is attached had been read
        self._found: dict[str, Finding] = {}  # what checks found in this run, by their ids
        self._kept, self._queues = Kept(), Queues()
        self._lock = RLock()
        self._writing = Lock()
        self._attaching = Lock()
        self._cancelled = Event()  # for what is read
        self._stopped = Event()  # for what is written
        self._no_more = Event()  # for what the last run of checks asks

    def connect(self, ask_mfa_code: Callable[[str], str] | None = None) -> Deployment:
        """Log in, find both pools, open the journal. *Blocking.* Raises a `PoolwalkError`."""
        from migration.aws.connection import connect
        from migration.aws.identity import caller_identity
        from migration.aws.parallel import in_parallel
        from migration.pools.find import find_pools

        asked = self.request
        connection = connect(
            profile=asked.profile,
            region=asked.region,
            endpoint_url=asked.endpoint_url,
            credentials=asked.credentials,
            ask_mfa_code=ask_mfa_code,
            log_file=asked.log_file,
        )
        # Asked at once: neither answer needs the other.
        calls: tuple[Callable[[], Any], ...] = (
            partial(caller_identity, connection),
            partial(find_pools, connection, asked.old_pool, asked.new_pool, self._cancelled),
        )
        identity, (old, new) = in_parallel(calls, self._cancelled)
        self._connection = connection
        self.deployment = Deployment(
            identity.account, connection.region, connection.endpoint, identity.arn, old, new
        )
        self._open_journal(self.deployment)
        return self.deployment

    def _open_journal(self, deployment: Deployment) -> None:
        from migration.journal.sqlite import SqliteJournal

        try:
            self._journal = SqliteJournal(
                journal_file(state_folder(self.request.state_folder), deployment)
            )
            self._record = Record.of(self._journal.entries())
            for old, new in self.request.pairs:
                if self._record.pairs.get(old) != new:
                    self._note(EntryKind.PAIRED, "4", {"old": old, "new": new})
        except StateUnusable as error:
            self._journal = UnrecordedJournal(str(error))
            self.read_only = True
            self.read_only_reason = f"Nothing is written, since nothing can be recorded. {error}"

    def read(self, arrived: Callable[[], None], *, attached: bool = True) -> None:
        """Read every part of both pools in parallel; *blocking*.

        What the guide's steps rest on comes first; with `attached` everything else that is attached
        to the pools comes after it. `arrived` is called, from any thread, after each part. What
        could not be read is unread; raises `BadInput` alone, after all was read, where `--pair`
        names a client that is not there.
        """
        from migration.deployment.both_pools import read_deployment

        connection, deployment = self._online()
        self._cancelled.clear()
        self._landed.clear()
        self._read_at = None
        read_deployment(connection, deployment, partial(self._arrived, arrived), self._cancelled)
        self._finish_the_record()
        self._hold_pairs()
        if attached:
            self._read_attached(arrived)

    def _read_attached(self, arrived: Callable[[], None] = lambda: None) -> None:
        """Read what else is attached, unless that was done since the last `read`.

        Where it is under way, wait for it.
        """
        from migration.deployment.attached import read_attached

        connection, deployment = self._online()
        with self._attaching:
            if self._read_at is not None:
                return
            pairs = pairs_of(self.reading, self._choices())
            ids = [(pair.old.id, pair.new.id) for pair in pairs if pair.new is not None]
            read_attached(
                connection,
                deployment,
                self.reading,
                ids,
                partial(self._arrived, arrived),
                self._cancelled,
            )
            self._read_at = self._clock()

    def _arrived(
        self, tell: Callable[[], None], role: Role | None, name: str, value: object
    ) -> None:
        self._take(role, name, value)
        tell()

    def _take(self, role: Role | None, name: str, value: object) -> None:
        """Put one part into the reading.

        What was written since the reading began is newer than what it brings.
        """
        with self._lock:
            known = getattr(self.reading.of(role) if role else self.reading, name)
            if isinstance(value, Pending) and not isinstance(known, Pending):
                return
            reading = self.reading.with_part(role, name, value)
            for target, document in self._landed.items():
                reading = with_resource(
                    reading, target, document, self.deployment.region if self.deployment else ""
                )
            self.reading = reading

    def _finish_the_record(self) -> None:
        """Ask the new pool about every write that the program did not live to account for.

        Nothing is sent again.
        """
        from migration.changes.recovery import recovered
        from migration.changes.resources import Resources

        connection, deployment = self._online()
        with self._writing:
            self._fold()
            for intent in self._record.unfinished:
                if still_runs(intent.body.get("process", {})):
                    continue
                found = recovered(
                    intent, Resources(connection, deployment.new_pool.id), self._journal.fingerprint
                )
                if found is None:
                    continue
                self.recovered = (*self.recovered, found)
                if found.under_way:
                    continue
                body = {
                    "intent": intent.number,
                    "applied": list(found.landed),
                    "failed": dict(found.lost),
                    "recovered": True,
                }
                self._journal.record(
                    Entry(EntryKind.OUTCOME, deployment.who, self._clock(), intent.step, body)
                )
            self._fold()

    def _hold_pairs(self) -> None:
        clients = self.reading.old.clients
        if isinstance(clients, Unread | Pending):
            return
        known = client_keys(clients)
        for old, new in self.request.pairs:
            if old not in known and old not in {client.id for client in clients}:
                message = (
                    f"--pair {old}:{new}: the old pool has no app client “{old}”. It has:"
                    f" {', '.join(known)}."
                )
                raise BadInput(message)
        for pair in pairs_of(self.reading, self._choices()):
            if pair.problem and (
                pair.key in dict(self.request.pairs) or pair.old.id in dict(self.request.pairs)
            ):
                names = ", ".join(self.pair_choices(pair.key)[0])
                message = f"--pair for “{pair.key}”: {pair.problem}. It has: {names}."
                raise BadInput(message)

    def cancel(self) -> None:
        """Stop what is being read or waited for; a write that was sent is finished and recorded."""
        self._cancelled.set()
        self._stopped.set()

    def close(self) -> None:
        """Stop, wait for a write under way to be recorded, and let go of the journal."""
        self.cancel()
        with self._writing:
            self._journal.close()
            if self._connection:
                self._connection.close()

    # --- for the rooms that stand on this one -----------------------------------------------------

    def settings(self) -> tuple[Setting, ...]:
        """Every setting as it stands."""
        region = self.deployment.region if self.deployment else ""
        with self._lock:
            reading, choices, accepted = self.reading, self._choices(), self._record.accepted
            if (
                self._compared is None
                or self._compared[0] is not reading
                or self._compared[1:3] != (choices, accepted)
            ):
                settings = with_accepted(
                    compare(reading, choices, region, self._remembered), accepted, self._sealed
                )
                self._compared = (reading, choices, accepted, settings)
            return self._compared[3]

    def _step(self, step: str) -> Step:
        return next(known for known in self.steps if known.id == step)

    def _sealed(self, value: Value) -> Any:
        return sealed(value, self._journal.fingerprint)

    def _read_back(self, target: Target, document: Document | None) -> None:
        """Show what a write read back, without asking for everything again."""
        with self._lock:
            self._landed[target] = document
            self.reading = with_resource(
                self.reading, target, document, self.deployment.region if self.deployment else ""
            )

    def _wait(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            message = "Stopped."
            raise Cancelled(message)

    def _online(self) -> "tuple[Connection, Deployment]":
        if self._connection is None or self.deployment is None:
            message = "There is no connection to AWS yet: press r to try again."
            raise PoolwalkError(message)
        return self._connection, self.deployment

    def _note(self, kind: EntryKind, step: str, body: dict[str, Any]) -> None:
        who = self.deployment.who if self.deployment else ""
        self._journal.record(Entry(kind, who, self._clock(), step, body))
        self._fold()

    def _fold(self) -> None:
        with self._lock:
            self._record = Record.of(self._journal.entries())

    def _choices(self) -> Choices:
        record = self._record
        return Choices(
            prefix=record.prefix,
            apple_key_id=self._apple_key.key_id if self._apple_key else "",
            logos=frozenset(self._logos),
            # What was asked for is in the record, where a later word overrules it; an unusable
            # record holds nothing.
            pairs=record.pairs or dict(self.request.pairs),
            finished=finished(self.steps, record.ticks),
            left_out=frozenset(
                step
                for step, tick in record.ticks.items()
                if tick.verdict is StepState.NOT_APPLICABLE
            ),
        )

    def pair_choices(self, old: str) -> tuple[tuple[str, ...], str]:
        """The new clients that could be its pair, and the one that is it now or is suggested."""
        clients = self.reading.new.clients
        names = {} if isinstance(clients, Unread | Pending) else client_keys(clients)
        current = next(
            (pair.new for pair in pairs_of(self.reading, self._choices()) if pair.key == old), None
        )
        return tuple(names), next((name for name, client in names.items() if client is current), "")
