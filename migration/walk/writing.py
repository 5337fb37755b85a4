"""Writing to the new pool, and taking it back: one road, in a worker thread."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial

from migration.changes.change import Change
from migration.changes.history import history
from migration.changes.plan import planned, preview_of
from migration.changes.report import Preview, RecordedChange, Report, Result, Undoable
from migration.changes.resources import Resources
from migration.changes.run import STOPPED, UNRECORDABLE, carry_out, split, untried
from migration.changes.undo import inverse_of, undoable_of
from migration.changes.writer import Writer
from migration.compare.providers import APPLE_TYPE, by_name
from migration.compare.setting import Kind, Value
from migration.deployment.both_pools import read_after_stack
from migration.errors import Cancelled, PoolwalkError, ReadOnly, StateUnusable
from migration.journal.entries import Entry
from migration.pools.documents import IdentityProvider, masked
from migration.stacks.change_set import Agree
from migration.walk.picturing import Picturing


class Writing(Picturing):
    """Applying settings and undoing changes."""

    def preview(self, ids: Sequence[str]) -> Preview:
        """What applying these would send."""
        settings = self.settings()
        chosen, _ = split(settings, ids)
        key = self._apple_key.private_key if self._apple_key else None
        changes = planned(chosen, self.reading, self._choices(), key, self._logos)
        return preview_of(changes, {setting.id: setting for setting in settings})

    def apply(
        self,
        ids: Sequence[str],
        progress: Callable[[str], None] | None = None,
        preview: Preview | None = None,
        agree: Agree | None = None,
    ) -> Report:
        """Write these settings to the new pool, one write a resource; *blocking*.

        With a `preview`, what was shown is what is written: a reading that came in between changes
        neither the values nor what is expected to be found. `agree` is shown what updating a stack
        would do, from this thread; without it none is updated. The first write of all waits for a
        snapshot of both pools. Raises `ReadOnly`, and `StateUnusable` where that cannot be kept:
        then nothing was sent.
        """
        self._must_write()
        with self._writing:
            self._stopped.clear()
            shown = preview or self.preview(ids)
            _, skipped = split(self.settings(), [id_ for id_ in ids if id_ not in shown.ids])
            if shown.changes:
                try:
                    self._picture_before_the_first_write(progress)
                except Cancelled:
                    return Report(skipped=(*untried(shown.ids, STOPPED), *skipped))
            report = carry_out(shown.changes, self._writer(progress, agree)) + Report(
                skipped=skipped
            )
            self._fold_after_writing()
            self._read_what_stacks_changed(shown.changes, report)
            return report

    def _read_what_stacks_changed(self, changes: Sequence[Change], report: Report) -> None:
        """An updated stack has changed clients past everything that was read of them."""
        touched = {result.id for result in (*report.applied, *report.failed)}
        if not any(
            change.target.kind is Kind.STACK and touched.intersection(change.settings)
            for change in changes
        ):
            return
        connection, deployment = self._online()
        with self._lock:
            # What earlier writes read back of the clients is older than this.
            self._landed = {
                target: held
                for target, held in self._landed.items()
                if target.kind not in {Kind.CLIENT, Kind.STACK}
            }
        self._cancelled.clear()
        with suppress(Cancelled):
            read_after_stack(
                connection, deployment, partial(self._arrived, lambda: None), self._cancelled
            )

    def _fold_after_writing(self) -> None:
        """Take in what was recorded.

        Where it cannot be read, the report still stands, and nothing more is written.
        """
        try:
            self._fold()
        except StateUnusable as error:
            self.read_only = True
            self.read_only_reason = (
                f"Nothing more is written, since the record cannot be read. {error}"
            )

    def undoable(self) -> Undoable | None:
        """The last change that can be taken back."""
        return next(iter(self.undoables()), None)

    def undoables(self, step: str = "", since: datetime | None = None) -> tuple[Undoable, ...]:
        """Every change that can be taken back, newest first.

        Of one step, or made at or after a moment.
        """
        chosen = [
            undoable_of(entry, ids, self._memory)
            for entry, ids in self._record.undoable
            if (not step or entry.step == step) and (since is None or entry.at >= since)
        ]
        return tuple(sorted(chosen, key=lambda undoable: -undoable.entry))

    def undoable_fields(self, entry: int, ids: Sequence[str]) -> Undoable | None:
        """Some fields of one recorded change, as far as they landed and were not undone."""
        for recorded, landed in self._record.undoable:
            kept = [id_ for id_ in landed if id_ in ids]
            if recorded.number == entry and kept:
                return undoable_of(recorded, kept, self._memory)
        return None

    @property
    def has_written(self) -> bool:
        """Whether the record holds any change."""
        return self._record.changes > 0

    def history(self) -> tuple[RecordedChange, ...]:
        """Every write in the record, newest first, those of other runs too.

        Raises `StateUnusable`.
        """
        self._fold()
        return history(self._journal.entries(), self._record)

    def undo(
        self,
        undoable: Undoable,
        progress: Callable[[str], None] | None = None,
        agree: Agree | None = None,
    ) -> Report:
        """Put the former values back by the same road; *blocking*. Raises `ReadOnly`."""
        return self.undo_all([undoable], progress, agree)

    def undo_all(
        self,
        undoables: Sequence[Undoable],
        progress: Callable[[str], None] | None = None,
        agree: Agree | None = None,
    ) -> Report:
        """Take several changes back, in the order given (newest first), each by itself; *blocking*.

        What cannot be recorded is not sent, and nothing after it. Raises `ReadOnly`.
        """
        self._must_write()
        with self._writing:
            self._stopped.clear()
            writer = self._writer(progress, agree)
            report, stop = Report(), ""
            for number, undoable in enumerate(undoables, start=1):
                if stop or writer.stopped():
                    report += Report(skipped=untried(undoable.ids, stop or STOPPED))
                    continue
                writer.progress(f"{undoable.title}, {number} of {len(undoables)}")
                try:
                    report += self._take_back(undoable, writer)
                except StateUnusable as error:
                    report += Report(
                        failed=tuple(
                            Result(id_, f"nothing was sent: {error}") for id_ in undoable.ids
                        )
                    )
                    stop = UNRECORDABLE
                except PoolwalkError as error:
                    report += Report(failed=tuple(Result(id_, str(error)) for id_ in undoable.ids))
            return report

    def _take_back(self, undoable: Undoable, writer: Writer) -> Report:
        found = [
            (entry, landed)
            for entry, landed in self._record.undoable
            if entry.number == undoable.entry
        ]
        entry, landed = found[0] if found else (None, ())
        report = Report(
            skipped=tuple(
                Result(id_, "was taken back already") for id_ in undoable.ids if id_ not in landed
            )
        )
        if entry is None:
            return report
        change, lost = inverse_of(
            entry, [id_ for id_ in undoable.ids if id_ in landed], self._memory
        )
        why = "its former secret is not kept on disk: enter it in the Cognito console"
        report += Report(skipped=tuple(Result(id_, why) for id_ in lost))
        if change.target.name == APPLE_TYPE and all(edit.path for edit in change.edits):
            change, keyless = self._with_apple_key(change)
            report += keyless
        elif added := self._added_since(entry, change, writer):
            return report + Report(stale=tuple(Result(id_, added) for id_ in change.settings))
        if change.edits:
            report = writer.write(change, undoes=undoable.entry) + report
        self._fold_after_writing()
        self._read_what_stacks_changed([change], report)
        return report

    def _with_apple_key(self, change: Change) -> tuple[Change, Report]:
        """An update of Apple's provider sends the private key again, so the key has to be there.

        With the id that will stand.
        """
        wanted = next(
            (edit.wanted for edit in change.edits if edit.path[-1] == "key_id"),
            self._held_apple_key_id(),
        )
        key = self._apple_key
        if key is not None and key.key_id == wanted:
            return replace(change, hidden={"private_key": key.private_key}), Report()
        why = f"this sends Apple's private key again: supply the .p8 of key {wanted} first (e)"
        return replace(change, edits=()), Report(
            skipped=tuple(Result(id_, why) for id_ in change.settings)
        )

    def _held_apple_key_id(self) -> Value:
        provider = (by_name(self.reading.new.providers) or {}).get(APPLE_TYPE)
        return provider.details.get("key_id") if isinstance(provider, IdentityProvider) else None

    def _added_since(self, entry: Entry, change: Change, writer: Writer) -> str:
        """Why a resource that was made is not taken away: others have changed it since. Empty.

        Nobody has, as far as is known.
        """
        made = self._record.made.get(entry.number)
        if made is None or all(edit.path for edit in change.edits):
            return ""
        now = writer.resources.read(change.target)
        held = {} if now is None else self._sealed(masked(now))
        names = [
            name
            for name in {**made, **held}
            if name != "LastModifiedDate" and made.get(name) != held.get(name)
        ]
        if now is None or not names:
            return ""
        return (
            f"Changed by somebody since it was made: {', '.join(names)}. Take it away in the"
            " Cognito console if you mean it."
        )

    def _writer(self, progress: Callable[[str], None] | None, agree: Agree | None) -> Writer:
        connection, deployment = self._online()
        return Writer(
            resources=Resources(connection, deployment.new_pool.id),
            journal=self._journal,
            memory=self._memory,
            who=deployment.who,
            clock=self._clock,
            wait=self._wait,
            progress=progress or (lambda _: None),
            stopped=self._stopped.is_set,
            read_back=self._read_back,
            agree=agree,
        )

    def _must_write(self) -> None:
        if self.read_only:
            raise ReadOnly(self.read_only_reason)
