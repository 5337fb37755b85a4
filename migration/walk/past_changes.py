"""What was written before, by any run, and which of it can still be taken back."""

from collections.abc import Sequence
from datetime import datetime

from migration.changes.history import history
from migration.changes.write_report import RecordedChange, Undoable
from migration.errors import StateUnusable
from migration.walk.logbook import Logbook
from migration.walk.store import Store
from migration.walk.undo_order import in_order, undoable_fields, undoables


class PastChanges:
    """Tells the recorded writes; `Applier.undo` takes back what is chosen of them."""

    def __init__(self, store: Store, logbook: Logbook) -> None:
        self._store = store
        self._logbook = logbook

    def history(self) -> tuple[RecordedChange, ...]:
        """Every write in the record as it is known, newest first, those of other runs included.

        From memory, and quick: `logbook.fold` takes in what others recorded since. Raises
        `StateUnusable`.
        """
        if why := self._store.state.record_unread:
            raise StateUnusable(why)
        return history(self._logbook.entries, self._store.state.record)

    def undoable(self) -> Undoable | None:
        """The last change that can be taken back."""
        return next(iter(self.undoables()), None)

    def last_run(self) -> tuple[Undoable, ...]:
        """The last change that can be taken back, and all else of its run, newest first."""
        undoables = self.undoables()
        run = undoables[0].run if undoables else ""
        return tuple(one for one in undoables if one.run == run) if run else undoables[:1]

    def undoables(self, step: str = "", since: datetime | None = None) -> tuple[Undoable, ...]:
        """Every change that can be undone, newest first; of a step, since a moment."""
        return undoables(self._store.state, step, since)

    def undoable_fields(self, entry: int, ids: Sequence[str]) -> Undoable | None:
        """Some fields of one recorded change, as far as they landed and were not undone."""
        return undoable_fields(self._store.state, entry, ids)

    def in_order(self, chosen: Sequence[Undoable]) -> tuple[Undoable, ...]:
        """In the order in which AWS takes them back."""
        return in_order(self._store.state.record, chosen)
