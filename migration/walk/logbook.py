"""The deployment's journal, and the record in State that follows from it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from migration.errors import StateUnusable
from migration.journal.entries import Entry, EntryKind, Journal
from migration.journal.location import journal_file, state_folder
from migration.journal.one_writer import OneWriter, Turn, alone
from migration.journal.record import Record
from migration.journal.unusable import UnrecordedJournal
from migration.pools.reading import Deployment
from migration.walk.state import State
from migration.walk.store import Store


class Logbook:
    """Notes what was said and done, and keeps State's record up to date.

    Before the deployment is known, and where its file cannot be used, nothing can be noted.
    """

    def __init__(self, store: Store, journal: Journal, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self.journal = journal
        self.turn: Turn = alone  # to write to the deployment: of all processes, one at a time

    def open(self, deployment: Deployment) -> None:
        """Open the journal of a deployment.

        Where it cannot be used, State becomes read-only and says why.
        """
        from migration.journal.sqlite import SqliteJournal

        request = self._store.state.request
        try:
            file = journal_file(state_folder(request.state_folder), deployment)
            self.journal = SqliteJournal(file)
            self.turn = OneWriter(file, _key(deployment), deployment.who, self._clock).turn
            self._store.change(
                lambda state: replace(
                    state, deployment=deployment, fingerprint=self.journal.fingerprint
                )
            )
            self.fold()
            for old, new in request.pairs:
                if self._store.state.record.pairs.get(old) != new:
                    self.note(EntryKind.PAIRED, "4", {"old": old, "new": new})
        except StateUnusable as error:
            why = str(error)
            self.journal = UnrecordedJournal(why)
            self._store.change(
                lambda state: replace(
                    state,
                    deployment=deployment,
                    fingerprint=self.journal.fingerprint,
                    read_only_reason=(f"Nothing is written, since nothing can be recorded. {why}"),
                )
            )

    def record(self, kind: EntryKind, at: datetime, step: str, body: Mapping[str, Any]) -> None:
        """Append an entry of this moment or another; `fold` takes it in.

        Raises `StateUnusable`.
        """
        self.journal.record(Entry(kind, self._store.state.who, at, step, body))

    def note(self, kind: EntryKind, step: str, body: Mapping[str, Any]) -> None:
        """Append an entry, and take it into State at once. Raises `StateUnusable`."""
        self.record(kind, self._clock(), step, body)
        self.fold()

    def fold(self) -> None:
        """Take what was recorded into State. Raises `StateUnusable`."""
        # Read under the Store's lock: of two threads the later one has both entries.
        self._store.change(self._folded)

    def _folded(self, state: State) -> State:
        # Reading the same again changes nothing: who listens would read it again, without an end.
        record = Record.of(self.journal.entries())
        return state if record == state.record else replace(state, record=record)

    def fold_after_writing(self) -> None:
        """Take in what was recorded; where it cannot be read, nothing more is written."""
        try:
            self.fold()
        except StateUnusable as error:
            why = f"Nothing more is written, since the record cannot be read. {error}"
            self._store.change(lambda state: replace(state, read_only_reason=why))

    def close(self) -> None:
        """Let go of the journal's file."""
        self.journal.close()


def _key(deployment: Deployment) -> str:
    """What a write goes to, told from every other deployment's."""
    apart = (deployment.account, deployment.region, deployment.endpoint, deployment.new_pool.id)
    return "\n".join(apart)
