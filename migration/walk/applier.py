"""Settings applied to the new pool, and changes taken back: whoever writes goes through here."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from threading import Event, Lock
from uuid import uuid4

from migration.changes.change import Change, Document, Guard
from migration.changes.journal_form import secrets_in
from migration.changes.preview import preview_of
from migration.changes.run import STOPPED, UNRECORDABLE, carry_out, untried, writable_and_skipped
from migration.changes.write_journal import WriteJournal
from migration.changes.write_report import Preview, Result, Undoable, WriteReport
from migration.changes.writer import Writer
from migration.compare.setting import Kind, Target, Value
from migration.errors import Cancelled, PoolwalkError, StateUnusable
from migration.plans.approval import mark_of
from migration.plans.kept_plan import KeptPlan
from migration.stacks.change_set import Agree
from migration.walk.late_answers import with_landed
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.new_pool_resources import resources_of
from migration.walk.pages import Pages
from migration.walk.provider_on_clients import ProviderNames
from migration.walk.reader import Reader
from migration.walk.snapshots import Snapshots
from migration.walk.state import with_held
from migration.walk.store import Store
from migration.walk.undo import take_back
from migration.walk.undo_order import in_order, newer_than, targets_of
from migration.walk.unfinished_writes import UnfinishedWrites
from migration.walk.write_gates.decisions_since import DecisionsSince, changes_at
from migration.walk.write_gates.protection import must_be_released, why_locked, with_name_typed
from migration.walk.write_gates.read_only import must_be_writable


class Applier:
    """Previews, applies and undoes. `one_at_a_time` is held while something is written."""

    def __init__(
        self,
        store: Store,
        login: Login,
        logbook: Logbook,
        pages: Pages,
        reader: Reader,
        snapshots: Snapshots,
        unfinished: UnfinishedWrites,
        one_at_a_time: Lock,
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._login = login
        self._logbook = logbook
        self._pages = pages
        self._reader = reader
        self._snapshots = snapshots
        self._unfinished = unfinished
        self._one_at_a_time = one_at_a_time
        self._clock = clock
        self._stopped = Event()
        self._names = ProviderNames(store, reader, self._take_in)

    def stop(self) -> None:
        """Begin nothing more; a write that was sent is finished and recorded."""
        self._stopped.set()

    def make_ready(self) -> None:
        """Forget an earlier stop; before the thread that writes begins: the next may come first."""
        self._stopped.clear()

    def preview(self, ids: Sequence[str]) -> Preview:
        """What applying these settings would send. Quick."""
        derived = self._pages.now()
        settings = {setting.id: setting for setting in derived.settings}
        practice = derived.state.request.practice
        made = preview_of(changes_at(derived, ids), settings, practice=practice)
        return replace(made, after=derived.state.record.last)

    def apply(
        self,
        ids: Sequence[str],
        progress: Callable[[str], None] | None = None,
        preview: Preview | None = None,
        agree: Agree | None = None,
        plan: KeptPlan | None = None,
    ) -> WriteReport:
        """Write these settings to the new pool, one write for each resource; *blocking*.

        With a `preview`, what was shown is what is written: a reading that came in between changes
        neither the values nor what is expected to be found, and what somebody decided otherwise in
        between is refused. `agree` is shown what updating a stack would do, from this thread;
        without it none is updated. The first write of all waits for a snapshot of both pools.
        `plan` is the reviewed plan that this carries out. Raises
        `ReadOnly`, `Protected`, and `StateUnusable` where that snapshot cannot be kept: then
        nothing was sent.
        """
        must_be_writable(self._store.state)
        self._look_at_the_record()
        shown = preview or self.preview(ids)
        must_be_released(self._store.state, shown.changes, plan)
        try:
            self._settle([change.target for change in shown.changes], progress)
        except Cancelled:
            return WriteReport(skipped=untried(ids, STOPPED))
        with self._one_at_a_time:
            _, skipped = writable_and_skipped(
                self._pages.settings(), [id_ for id_ in ids if id_ not in shown.ids]
            )
            snapshot = ""
            if shown.changes:
                try:
                    snapshot = self._snapshots.take_before_first_write(progress, self._stopped)
                except Cancelled:
                    return WriteReport(skipped=(*untried(shown.ids, STOPPED), *skipped))
            run = uuid4().hex if len(shown.changes) > 1 else ""
            writer = self._writer(progress, agree, run, plan, snapshot)
            since = DecisionsSince(
                shown.ids, shown.after, self._pages, lambda: self._logbook.entries
            )
            report = carry_out(shown.changes, replace(writer, refusal=since.refusal))
            report += WriteReport(skipped=skipped)
            self._take_in(shown.changes, report)
            return report

    @property
    def why_locked(self) -> str:
        """Why nothing is written without an approved plan; empty where it is, or is by now."""
        return why_locked(self._store.state) if self._store.state.locked else ""

    def type_name(self, typed: str) -> None:
        """Have this run write to a protected deployment: a person typed its name.

        Raises `BadInput` for another name.
        """
        self._store.change(lambda state: with_name_typed(state, typed))

    def undo(
        self,
        undoables: Sequence[Undoable],
        progress: Callable[[str], None] | None = None,
        agree: Agree | None = None,
        *,
        last: bool = False,
    ) -> WriteReport:
        """Put the former values back by the same road; *blocking*.

        Changes are undone one by one in the order given, newest first. What cannot be recorded is
        not sent, and nothing after it. With `last`, nothing is undone once another run wrote
        something newer. Raises `ReadOnly`.
        """
        must_be_writable(self._store.state)
        self._look_at_the_record()
        try:
            self._settle(targets_of(self._store.state.record, undoables), progress)
        except Cancelled:
            return WriteReport(
                skipped=untried([id_ for each in undoables for id_ in each.ids], STOPPED)
            )
        with self._one_at_a_time:
            writer = self._writer(progress, agree)
            report, stop = WriteReport(), ""
            ordered = in_order(self._store.state.record, undoables)
            for number, undoable in enumerate(ordered, start=1):
                if stop or writer.stopped():
                    report += WriteReport(skipped=untried(undoable.ids, stop or STOPPED))
                    continue
                writer.progress(f"{undoable.title}, {number} of {len(undoables)}")
                try:
                    for part in self._undo_one(undoable, writer, last=last):
                        report += part
                except PoolwalkError as error:
                    stop = UNRECORDABLE if isinstance(error, StateUnusable) else ""
                    why = f"nothing was sent: {error}" if stop else str(error)
                    report += WriteReport(failed=tuple(Result(id_, why) for id_ in undoable.ids))
            return report

    def _undo_one(self, undoable: Undoable, writer: Writer, *, last: bool) -> Iterator[WriteReport]:
        """What became of it, write by write: what was sent is told though the next cannot be."""
        guards: list[Guard] = []
        if last:
            guards.append(lambda _: newer_than(self._store.state.record, undoable))
        if provider := self._names.provider_of(undoable):
            guards.append(lambda _: self._names.naming(provider).meanwhile)
            for names in self._names.take_off(provider, undoable, writer):
                yield names
                if names.failed or names.stale or names.skipped:
                    return
        change, report = take_back(undoable, lambda: self._store.state, writer, guards)
        if change is not None:
            self._take_in([change], report)
        yield report

    def _take_in(self, changes: Sequence[Change], report: WriteReport) -> None:
        """Bring State up to date; an updated stack has changed more than was written."""
        self._logbook.fold_after_writing()
        touched = {result.id for result in (*report.applied, *report.failed)}
        stacks = (change for change in changes if change.target.kind is Kind.STACK)
        if any(touched.intersection(change.settings) for change in stacks):
            self._reader.read_after_stack_update()

    def _look_at_the_record(self) -> None:
        """Take in what other runs recorded; a record that cannot be read lets no write begin."""
        with suppress(StateUnusable):
            self._logbook.fold()

    def _settle(self, targets: Sequence[Target], progress: Callable[[str], None] | None) -> None:
        self._unfinished.settle(targets, self._wait, progress or (lambda _: None))

    def _writer(
        self,
        progress: Callable[[str], None] | None,
        agree: Agree | None,
        run: str = "",
        plan: KeptPlan | None = None,
        snapshot: str = "",
    ) -> Writer:
        state = self._store.state
        return Writer(
            resources=resources_of(self._login.online(), state),
            journal=WriteJournal(
                self._logbook.journal,
                self._remember,
                state.who,
                self._clock,
                run,
                mark_of(plan, state.record.plans) if plan else None,
                snapshot,
                self._logbook.shared,
            ),
            wait=self._wait,
            progress=progress or (lambda _: None),
            stopped=self._stopped.is_set,
            landed=self._landed,
            known=lambda target: self._store.state.landed.get(target, None),
            changed_at=lambda target: self._store.state.record.changed_at.get(target, None),
            can_be_put_back=bool(state.request.endpoint_url),
            agree=agree,
            turn=self._logbook.turn,
            settled=lambda target: self._unfinished.settle_in_turn(
                target, self._wait, progress or (lambda _: None)
            ),
        )

    def _landed(self, target: Target, document: Document | None) -> None:
        self._store.change(lambda state: with_landed(state, target, document))

    def _remember(self, value: Value) -> None:
        secrets = secrets_in(value, self._store.state.fingerprint)
        self._store.change(lambda state: with_held(state, secrets=secrets))

    def _wait(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            message = "Stopped."
            raise Cancelled(message)
