"""What the record keeps of the last rehearsal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from migration.journal.entries import Entry, EntryKind


@dataclass(frozen=True)
class RehearsalRecord:
    """When the walk was rehearsed last, by whom, and what it came to.

    `not_rehearsed` counts what production will need and the copies could not show; `lacking` says
    what that is, and `deviating` what came out otherwise or is not known, a line each.
    """

    at: datetime
    who: str
    writes: int
    as_predicted: int
    not_rehearsed: int
    otherwise: bool
    lacking: tuple[str, ...] = ()
    deviating: tuple[str, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "RehearsalRecord | None":
        """The last one; None where the walk was never rehearsed."""
        last = None
        for entry in entries:
            if entry.kind is EntryKind.REHEARSED:
                body = entry.body
                last = cls(
                    entry.at,
                    entry.who,
                    int(body["writes"]),
                    int(body["as_predicted"]),
                    int(body["not_rehearsed"]),
                    bool(body["otherwise"]),
                    *(tuple(map(str, body.get(name, ()))) for name in ("lacking", "deviating")),
                )
        return last

    @property
    def day(self) -> str:
        """The day of it."""
        return f"{self.at:%Y-%m-%d}"

    @property
    def sentence(self) -> str:
        """All of it in a line."""
        left = f", {self.not_rehearsed} not rehearsed" if self.not_rehearsed else ""
        counted = f"{self.as_predicted} of {self.writes} writes as predicted"
        return f"rehearsed on {self.day}: {counted}{left}"
