"""Where the person is: kept for the next start."""

from threading import Lock, Thread

from migration.walk.logbook import Logbook
from migration.walk.store import Store

FINISH_SECONDS = 2.0


class KeptPlace:
    """The step and the row under the cursor, kept for the next start. Quick."""

    def __init__(self, logbook: Logbook, store: Store) -> None:
        self._logbook = logbook
        self._store = store
        self._lock = Lock()
        self._latest: tuple[str, str] | None = None
        self._keeping: Thread | None = None

    def start(self) -> tuple[str, str] | None:
        """Where the person was, step and row; None where nobody was here yet."""
        step, row = self._logbook.journal.place()
        known = any(known.id == step for known in self._store.state.steps)
        return (step, row) if known else None

    def remember(self, step: str, row: str) -> None:
        """Keep it, behind the screen; failing to is not worth a word."""
        with self._lock:
            self._latest = (step, row)
            if self._keeping is None:
                self._keeping = Thread(target=self._keep, daemon=True, name="poolwalk-place")
                self._keeping.start()

    def finish(self) -> None:
        """Wait until the last place is kept; a few seconds at most, where the file is held."""
        if keeping := self._keeping:
            keeping.join(FINISH_SECONDS)

    def _keep(self) -> None:
        while True:
            with self._lock:
                if self._latest is None:
                    self._keeping = None
                    return
                (step, row), self._latest = self._latest, None
            self._logbook.journal.remember_place(step, row)
