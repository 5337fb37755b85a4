"""Pictures of both pools in files: asked for, before the first write, and compared with now."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from threading import Event

from migration.errors import StateUnusable
from migration.journal.entries import EntryKind
from migration.journal.state_folder import state_folder
from migration.snapshot.difference import SnapshotDiff, compare_snapshots
from migration.snapshot.document import Document, snapshot_of
from migration.snapshot.file import read_snapshot, snapshot_file, write_snapshot
from migration.walk.logbook import Logbook
from migration.walk.reader import Reader
from migration.walk.store import Store


class Snapshots:
    """Takes them and compares them; secrets are left out."""

    def __init__(
        self, store: Store, logbook: Logbook, reader: Reader, clock: Callable[[], datetime]
    ) -> None:
        self._store = store
        self._logbook = logbook
        self._reader = reader
        self._clock = clock

    def take(self, stopped: Event | None = None) -> Path:
        """Write what was read of both pools into the state folder; *blocking*. Returns the file.

        Raises `StateUnusable`, and `Cancelled`.
        """
        document = self._document(stopped)
        state = self._store.state
        folder = state_folder(state.request.state_folder)
        return write_snapshot(snapshot_file(folder, state.online(), self._clock()), document)

    def changes_since(self, snapshot: str | Path) -> SnapshotDiff:
        """What differs between a snapshot and what was read; *blocking*.

        Raises `BadInput` for a file that is no snapshot of these pools.
        """
        then = read_snapshot(snapshot, self._store.state.online())
        return compare_snapshots(then, self._document())

    def take_before_first_write(
        self, progress: Callable[[str], None] | None, stopped: Event
    ) -> str:
        """Take one unless something was written before; *blocking*. Returns its name, or "".

        Nothing is written before there is a picture of how it was; it may wait for a reading of its
        own, which ends once `stopped` is set. Raises `StateUnusable` and
        `Cancelled`.
        """
        if any(entry.kind is EntryKind.INTENT for entry in self._logbook.journal.entries()):
            return ""
        if progress and self._store.state.read_at is None:  # else it takes no time
            progress("Taking a picture of both pools before the first write")
        try:
            return self.take(stopped).name
        except StateUnusable as error:
            message = (
                f"{error} Nothing was sent: the first write waits for a"
                " picture of how both pools were."
            )
            raise StateUnusable(message) from error

    def _document(self, stopped: Event | None = None) -> Document:
        self._reader.read_attached(stopped)
        state, made_at = self._store.state, self._clock()
        return snapshot_of(
            state.online(), state.reading, made_at=made_at, read_at=state.read_at or made_at
        )
