"""The journal of a run in which nothing can be recorded.

It keeps nothing and refuses to record, so nothing is written to AWS.
"""

import secrets
from collections.abc import Callable

from migration.errors import StateUnusable
from migration.journal.entries import Entry
from migration.journal.fingerprint_key import fingerprint_of


class UnrecordedJournal:
    """Stands in where the state file is unusable; `why` is the sentence that says so."""

    def __init__(self, why: str) -> None:
        self.on_failure: Callable[[StateUnusable], None] = lambda _: None
        self._why = why
        self._key = secrets.token_bytes(32)

    def record(self, entry: Entry, *, patient: bool = True, after: int | None = None) -> int:
        """Refuse. Raises `StateUnusable`."""
        raise StateUnusable(self._why)

    def entries(self, *, patient: bool = True) -> tuple[Entry, ...]:
        """Nothing is known of what was done before."""
        return ()

    def remember_place(self, step: str, row: str) -> None:
        """Nothing is kept."""

    def place(self) -> tuple[str, str]:
        """Nobody was here, as far as is known."""
        return "", ""

    def fingerprint(self, secret: str) -> str:
        """A fingerprint that holds for this run."""
        return fingerprint_of(secret, self._key)

    def close(self) -> None:
        """Nothing is open."""
