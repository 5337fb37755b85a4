"""The facade: all that the screens and the command line may ask or do. No logic stands twice beside it."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from threading import Event, Lock, RLock
from typing import TYPE_CHECKING

from migration.apple_key import AppleKey, apple_key
from migration.changes.arrival import with_resource
from migration.changes.planning import planned, preview_of
from migration.changes.report import Preview, Report, Result, Undoable
from migration.changes.run import carry_out, split
from migration.changes.undo import undoable_of, way_back
from migration.compare.choices import Choices
from migration.compare.clients import pairs_of
from migration.compare.comparison import compare, in_one_go
from migration.compare.pairing import client_keys
from migration.compare.prefix import prefix_problem, suggested_prefix
from migration.compare.setting import Setting
from migration.errors import BadInput, Cancelled, PoolwalkError, ReadOnly, StateUnusable
from migration.guide.page import page_of
from migration.guide.progress import summarize, unread_parts
from migration.guide.step import Page, Step, StepKind, StepState, StepSummary
from migration.guide.values import Known
from migration.journal.entries import Entry, EntryKind, Journal
from migration.journal.location import journal_file, state_folder
from migration.journal.record import Record
from migration.journal.sealed import Memory
from migration.journal.unrecorded import UnrecordedJournal
from migration.pools.documents import Domain, IdentityProvider
from migration.pools.reading import Deployment, Pending, Reading, Role, Unread
from migration.request import Request

if TYPE_CHECKING:
    from migration.aws.connection import Connection
    from migration.changes.writer import Writer

__all__ = ["Request", "Walkthrough"]


class Walkthrough:
    """A deployment being walked from the old pool to the new one.

    Methods marked *blocking* talk to AWS and belong in a worker thread; the others answer from memory within a
    millisecond or two and belong to the screen's thread. State is replaced whole, so a reader in another thread sees one moment.
    """

    def __init__(
        self, request: Request, steps: Sequence[Step], clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.request = request
        self.steps = tuple(steps)
        self.deployment: Deployment | None = None
        self.reading = Reading()
        self.read_only = request.read_only
        self.read_only_reason = "Read-only was asked for: start without --read-only to write." if request.read_only else ""
        self._clock = clock
        self._connection: Connection | None = None
        self._journal: Journal = UnrecordedJournal("Nothing can be recorded before the deployment is known.")
        self._record = Record.of(())
        self._apple_key: AppleKey | None = None
        self._memory = Memory({})
        self._compared: tuple[Reading, Choices, tuple[Setting, ...]] | None = None
        self._lock = RLock()
        self._writing = Lock()
        self._cancelled = Event()

    # --- opening -------------------------------------------------------------------------------------------------------

    def connect(self, ask_mfa_code: Callable[[str], str] | None = None) -> Deployment:
        """Log in, find both pools, open the journal. *Blocking.* Raises a `PoolwalkError`."""
        from migration.aws.connection import connect
        from migration.aws.identity import caller_identity
        from migration.pools.find import find_pools

        asked = self.request
        connection = connect(
            profile=asked.profile,
            region=asked.region,
            endpoint_url=asked.endpoint_url,
            credentials=asked.credentials,
            ask_mfa_code=ask_mfa_code,
        )
        # Asked at once: neither answer needs the other.
        with ThreadPoolExecutor(2) as threads:
            asking = threads.submit(caller_identity, connection)
            finding = threads.submit(find_pools, connection, asked.old_pool, asked.new_pool, self._cancelled)
            identity, (old, new) = asking.result(), finding.result()
        self._connection = connection
        self.deployment = Deployment(identity.account, connection.region, connection.endpoint, identity.arn, old, new)
        self._open_journal(self.deployment)
        return self.deployment

    def _open_journal(self, deployment: Deployment) -> None:
        from migration.journal.sqlite import SqliteJournal

        try:
            self._journal = SqliteJournal(journal_file(state_folder(self.request.state_folder), deployment))
            self._record = Record.of(self._journal.entries())
            for old, new in self.request.pairs:
                if self._record.pairs.get(old) != new:
                    self._note(EntryKind.PAIRED, "4", {"old": old, "new": new})
        except StateUnusable as error:
            self._journal = UnrecordedJournal(str(error))
            self.read_only = True
            self.read_only_reason = f"Nothing is written, since nothing can be recorded. {error}"

    def read(self, arrived: Callable[[], None]) -> None:
        """Read every part of both pools in parallel; *blocking*.

        `arrived` is called, from any thread, after each part. What could not be read is unread; raises `BadInput` alone, after
        all was read, where `--pair` names a client that is not there.
        """
        from migration.pools.reader import read_deployment

        connection, deployment = self._online()
        self._cancelled.clear()

        def part(role: Role | None, name: str, value: object) -> None:
            with self._lock:
                self.reading = self.reading.with_part(role, name, value) if role else replace(self.reading, **{name: value})  # type: ignore[arg-type]
            arrived()

        read_deployment(connection, deployment, part, self._cancelled)
        self._hold_pairs()

    def _hold_pairs(self) -> None:
        clients = self.reading.old.clients
        if isinstance(clients, Unread | Pending):
            return
        known = client_keys(clients)
        for old, new in self.request.pairs:
            if old not in known and old not in {client.id for client in clients}:
                message = f"--pair {old}:{new}: the old pool has no app client “{old}”. It has: {', '.join(known)}."
                raise BadInput(message)
        for pair in pairs_of(self.reading, self._choices()):
            if pair.problem and (pair.key in dict(self.request.pairs) or pair.old.id in dict(self.request.pairs)):
                names = ", ".join(self.pair_choices(pair.key)[0])
                message = f"--pair for “{pair.key}”: {pair.problem}. It has: {names}."
                raise BadInput(message)

    def cancel(self) -> None:
        """Stop what is being read or waited for; a write that was sent is finished and recorded."""
        self._cancelled.set()

    def close(self) -> None:
        """Stop, wait for a write under way to be recorded, and let go of the journal."""
        self.cancel()
        with self._writing:
            self._journal.close()
            if self._connection:
                self._connection.close()

    # --- looking -------------------------------------------------------------------------------------------------------

    def settings(self) -> tuple[Setting, ...]:
        """Every setting as it stands."""
        region = self.deployment.region if self.deployment else ""
        with self._lock:
            reading, choices = self.reading, self._choices()
            if self._compared is None or self._compared[0] is not reading or self._compared[1] != choices:
                self._compared = (reading, choices, compare(reading, choices, region))
            return self._compared[2]

    def summaries(self) -> tuple[StepSummary, ...]:
        """Every step as it stands."""
        return summarize(self.steps, self.settings(), self._record.ticks, self.reading)

    def page(self, step: str) -> Page:
        """One step with its rows, values and warnings."""
        summary = next(summary for summary in self.summaries() if summary.step.id == step)
        return page_of(summary, self._known(), self._record.ticks.get(step))

    def unread(self, step: str = "") -> tuple[tuple[str, Unread], ...]:
        """What could not be read, with the step that it concerns."""
        return tuple(found for found in unread_parts(self.reading) if not step or found[0] == step)

    def to_apply(self, step: str = "") -> tuple[str, ...]:
        """Ids of the settings that a run would write now, in order, counting what becomes possible on the way."""
        excluded = {summary.step.id for summary in self.summaries() if summary.state is StepState.NOT_APPLICABLE}
        settings = self.settings()
        among = [s.id for s in settings if (not step or s.step == step) and s.step not in excluded]
        return in_one_go(settings, among)

    # --- what a person enters ------------------------------------------------------------------------------------------

    def prefix_problem(self, prefix: str) -> str:
        """What is wrong with a domain prefix as typed ("" nothing): AWS's pattern and reserved words."""
        return prefix_problem(prefix)

    def suggested_prefix(self) -> str:
        """What was entered before, else a prefix made from the old domain's."""
        domain = self.reading.old.domain
        return self._record.prefix or suggested_prefix(domain.name if isinstance(domain, Domain) else "")

    def choose_prefix(self, prefix: str) -> None:
        """Enter step 2's wanted value. Raises `BadInput`."""
        if problem := prefix_problem(prefix):
            raise BadInput(problem)
        self._note(EntryKind.PREFIX_CHOSEN, "2", {"prefix": prefix})

    def supply_apple_key(self, text_or_path: str, key_id: str = "") -> str:
        """Take Apple's `.p8` (a path, or its text), held in memory only; returns the id that goes with it. Raises `BadInput`."""
        providers = self.reading.old.providers
        olds = () if isinstance(providers, Unread | Pending) else providers
        old_ids = [p.details.get("key_id") for p in olds if isinstance(p, IdentityProvider) and p.type == "SignInWithApple"]
        key = apple_key(text_or_path, key_id, str(old_ids[0]) if old_ids else "")
        with self._lock:
            self._apple_key = key
        return key.key_id

    def pair(self, old: str, new: str) -> None:
        """Confirm which new client the old one's settings go to ("" leaves the old client out). Raises `BadInput`."""
        names, _ = self.pair_choices(old)
        if new and new not in names:
            message = f"The new pool has no app client “{new}”."
            raise BadInput(message)
        self._note(EntryKind.PAIRED, "4", {"old": old, "new": new})

    def pair_choices(self, old: str) -> tuple[tuple[str, ...], str]:
        """The new clients that could be its pair, and the one that is it now or is suggested."""
        clients = self.reading.new.clients
        names = {} if isinstance(clients, Unread | Pending) else client_keys(clients)
        current = next((pair.new for pair in pairs_of(self.reading, self._choices()) if pair.key == old), None)
        return tuple(names), next((name for name, client in names.items() if client is current), "")

    def tick(self, step: str, note: str = "") -> None:
        """Say that a step's part in another console is done. Raises `BadInput` where AWS shows it, and `StateUnusable`."""
        if self._step(step).kind is StepKind.SETTINGS:
            message = f"Step {step} shows in AWS by itself: there is nothing to tick. If it is not for you, say why with x."
            raise BadInput(message)
        self._note(EntryKind.TICKED, step, {"note": note} if note else {})

    def untick(self, step: str) -> None:
        """Take back what was said of a step. Raises `StateUnusable`."""
        self._note(EntryKind.UNTICKED, step, {})

    def not_applicable(self, step: str, reason: str) -> None:
        """Say that a step does not apply here, and why. Raises `BadInput` without a reason, and `StateUnusable`."""
        if not reason.strip():
            message = "Say why this step does not apply: the next person will want to know."
            raise BadInput(message)
        self._note(EntryKind.NOT_APPLICABLE, step, {"note": reason.strip()})

    def remember_place(self, step: str, row: str) -> None:
        """Where the person is, for the next start."""
        self._journal.remember_place(step, row)

    def place(self) -> tuple[str, str]:
        """Where the person was: step and row; else the first step that is not finished."""
        step, row = self._journal.place()
        if any(known.id == step for known in self.steps):
            return step, row
        finished = {StepState.DONE, StepState.NOT_APPLICABLE}
        with_settings = [summary for summary in self.summaries() if summary.settings and summary.state not in finished]
        return (with_settings[0].step.id if with_settings else self.steps[0].id), ""

    # --- writing -------------------------------------------------------------------------------------------------------

    def prefix_taken(self, prefix: str) -> bool | None:
        """Whether the prefix was seen in use; False proves only "not seen"; None: it could not be asked; *blocking*."""
        from migration.aws.reads import describe_domain

        try:
            return describe_domain(self._online()[0], prefix) is not None
        except PoolwalkError:
            return None

    def preview(self, ids: Sequence[str]) -> Preview:
        """What applying these would send."""
        settings = self.settings()
        chosen, _ = split(settings, ids)
        changes = planned(chosen, self.reading, self._choices(), self._apple_key.private_key if self._apple_key else None)
        return preview_of(changes, {setting.id: setting for setting in settings})

    def apply(self, ids: Sequence[str], progress: Callable[[str], None] | None = None) -> Report:
        """Write these settings to the new pool, one write a resource. *Blocking.* Raises `ReadOnly`."""
        self._must_write()
        with self._writing:
            self._cancelled.clear()
            settings = self.settings()
            chosen, skipped = split(settings, ids)
            changes = planned(chosen, self.reading, self._choices(), self._apple_key.private_key if self._apple_key else None)
            report = carry_out(changes, settings, self._writer(progress)) + Report(skipped=skipped)
            self._fold()
            return report

    def undoable(self) -> Undoable | None:
        """The last change that can be taken back."""
        if not self._record.undoable:
            return None
        entry, ids = self._record.undoable[-1]
        return undoable_of(entry, ids, self._memory)

    def undo(self, undoable: Undoable, progress: Callable[[str], None] | None = None) -> Report:
        """Put the former values back by the same road. *Blocking.* Raises `ReadOnly`, `StateUnusable`."""
        self._must_write()
        with self._writing:
            self._cancelled.clear()
            entry = next(entry for entry, _ in self._record.undoable if entry.number == undoable.entry)
            change, lost = way_back(entry, undoable.ids, self._memory)
            if self._apple_key and change.target.name == "SignInWithApple":
                change = replace(change, hidden={"private_key": self._apple_key.private_key})
            why = "its former secret is not kept on disk: enter it in the Cognito console"
            report = Report(skipped=tuple(Result(id_, why) for id_ in lost))
            if change.edits:
                report = self._writer(progress).write(change, undoes=entry.number) + report
            self._fold()
            return report

    # --- within --------------------------------------------------------------------------------------------------------

    def _writer(self, progress: Callable[[str], None] | None) -> "Writer":
        from migration.changes.resources import Resources
        from migration.changes.writer import Writer

        connection, deployment = self._online()
        return Writer(
            resources=Resources(connection, deployment.new_pool.id),
            journal=self._journal,
            memory=self._memory,
            who=deployment.who,
            clock=self._clock,
            wait=self._wait,
            progress=progress or (lambda _: None),
            read_back=lambda target, document: self._replace(with_resource(self.reading, target, document, deployment.region)),
        )

    def _replace(self, reading: Reading) -> None:
        with self._lock:
            self.reading = reading

    def _wait(self, seconds: float) -> None:
        if self._cancelled.wait(seconds):
            message = "Stopped."
            raise Cancelled(message)

    def _online(self) -> "tuple[Connection, Deployment]":
        if self._connection is None or self.deployment is None:
            message = "There is no connection to AWS yet: press r to try again."
            raise PoolwalkError(message)
        return self._connection, self.deployment

    def _must_write(self) -> None:
        if self.read_only:
            raise ReadOnly(self.read_only_reason)

    def _note(self, kind: EntryKind, step: str, body: dict[str, str]) -> None:
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
            pairs={**record.pairs, **dict(self.request.pairs)},
            finished=frozenset(step for step, tick in record.ticks.items() if tick.verdict is StepState.DONE),
        )

    def _known(self) -> Known:
        return Known(self.reading, self._choices(), self.deployment, self.request.dashboard_url)

    def _step(self, step: str) -> Step:
        return next(known for known in self.steps if known.id == step)
