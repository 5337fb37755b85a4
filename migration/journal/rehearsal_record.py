"""What the record keeps of the last rehearsal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from migration.journal.entries import Entry, EntryKind


@dataclass(frozen=True)
class RehearsalRecord:
    """When the walk was rehearsed last, by whom, and what it came to.

    `not_rehearsed` counts what production will need and the copies could not show; `lacking` says
    what that is, and `deviating` what came out otherwise or is not known, a line each. `beliefs`
    counts what was asked of AWS beside the walk, by what became of it: "as believed", "otherwise",
    "not decided"; empty where nothing was.
    """

    at: datetime
    who: str
    writes: int
    as_predicted: int
    not_rehearsed: int
    otherwise: bool
    lacking: tuple[str, ...] = ()
    deviating: tuple[str, ...] = ()
    beliefs: Mapping[str, int] = field(default_factory=dict)

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
                    beliefs={str(name): int(n) for name, n in body.get("beliefs", {}).items()},
                )
        return last

    @property
    def day(self) -> str:
        """The day of it."""
        return f"{self.at:%Y-%m-%d}"

    @property
    def sentence(self) -> str:
        """All of it in a line."""
        counted = rehearsal_in_words(
            self.writes, self.as_predicted, self.not_rehearsed, self.beliefs
        )
        return f"rehearsed on {self.day}: {counted}"

    @property
    def whole(self) -> bool:
        """Whether nothing was left out that production will need, and all of it is known."""
        return not (self.otherwise or self.not_rehearsed or self.deviating)


def rehearsal_in_words(
    writes: int, as_predicted: int, not_rehearsed: int, beliefs: Mapping[str, Any]
) -> str:
    """What a rehearsal came to, in one line; of the beliefs those that did not come out."""
    said = [f"{as_predicted} of {writes} writes as predicted"]
    if not_rehearsed:
        said.append(f"{not_rehearsed} not rehearsed")
    asked = sum(beliefs.values())
    said += [
        f"{count} of {asked} beliefs {became}"
        for became in ("otherwise", "not decided")
        if (count := beliefs.get(became))
    ]
    return ", ".join(said)
