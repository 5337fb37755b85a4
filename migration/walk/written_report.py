"""Whether a report of the Yes, as it stands, was written in this run: then nothing is left."""

from dataclasses import replace

from migration.guide.verdict import Answer
from migration.walk.state import State
from migration.walk.store import Store


class WrittenReport:
    """Takes note of a report that was written."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, last: int, answer: Answer) -> None:
        """It was written of the record up to the entry with this number, and gives this answer."""
        # What is read, and days that pass, make a Yes of a No without an entry.
        reported = last if answer is Answer.YES else 0
        self._store.change(
            lambda state: replace(state, held=replace(state.held, reported=reported))
        )


def is_reported(state: State) -> bool:
    """Whether one of a Yes was written since the last entry in the record."""
    return bool(state.record.last) and state.held.reported == state.record.last
