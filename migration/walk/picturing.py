"""A picture of both pools in a file.

Asked for, taken by itself before the first write, and compared with now.
"""

from collections.abc import Callable
from pathlib import Path

from migration.errors import StateUnusable
from migration.journal.entries import EntryKind
from migration.journal.location import state_folder
from migration.snapshot.difference import SnapshotDiff, compare_snapshots
from migration.snapshot.document import Document, snapshot_of
from migration.snapshot.file import read_snapshot, snapshot_file, write_snapshot
from migration.walk.session import Session


class Picturing(Session):
    """Snapshots."""

    def snapshot(self) -> Path:
        """Write what was read of both pools into the state folder, secrets left out; *blocking*.

        Returns the file.

        Raises `StateUnusable`, and `Cancelled`.
        """
        document = self._picture()
        _, deployment = self._online()
        return write_snapshot(
            snapshot_file(state_folder(self.request.state_folder), deployment, self._clock()),
            document,
        )

    def changes_since(self, snapshot: Path) -> SnapshotDiff:
        """What differs from a snapshot to what was read; *blocking*.

        Raises `BadInput` for a file that is none of these pools.
        """
        _, deployment = self._online()
        then = read_snapshot(snapshot, deployment)
        return compare_snapshots(then, self._picture())

    def _picture(self) -> Document:
        self._read_attached()
        _, deployment = self._online()
        made_at = self._clock()
        return snapshot_of(
            deployment, self.reading, made_at=made_at, read_at=self._read_at or made_at
        )

    def _picture_before_the_first_write(self, progress: Callable[[str], None] | None) -> None:
        """Nothing is written before there is a picture of how it was.

        Raises `StateUnusable` and `Cancelled`.
        """
        if any(entry.kind is EntryKind.INTENT for entry in self._journal.entries()):
            return
        if progress and self._read_at is None:  # else it takes no time
            progress("Taking a picture of both pools before the first write")
        self._cancelled.clear()  # the picture may wait for a reading of its own
        try:
            self.snapshot()
        except StateUnusable as error:
            message = (
                f"{error} Nothing was sent: the first write waits for a picture of how both pools"
                " were."
            )
            raise StateUnusable(message) from error
