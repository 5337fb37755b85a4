"""What the record keeps of the last rehearsal."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from migration.journal.entries import Entry, EntryKind
from migration.number_words import number_of


@dataclass(frozen=True)
class RehearsalRecord:
    """When the walk was rehearsed last, by whom, and what it came to.

    `not_rehearsed` counts what production will need and the copies could not show, `inconclusive`
    the checks that could not be asked; `lacking` says what the first are, and `deviating` what came
    out otherwise or is not known, a line each. `beliefs` counts what was asked of AWS beside the
    walk, by what became of it: "as believed", "otherwise", "not decided"; empty where nothing was.
    """

    at: datetime
    who: str
    writes: int
    as_predicted: int
    not_rehearsed: int
    otherwise: bool
    lacking: tuple[str, ...] = ()
    deviating: tuple[str, ...] = ()
    inconclusive: int = 0
    beliefs: Mapping[str, int] = field(default_factory=dict)
    counted: str = ""  # what it came to, in words

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "RehearsalRecord | None":
        """The last one that stands among entries; None where there was none."""
        last = None
        for entry in entries:
            if entry.kind is EntryKind.REHEARSED:
                body = entry.body
                last = cls(
                    at=entry.at,
                    who=entry.who,
                    writes=int(body["writes"]),
                    as_predicted=int(body["as_predicted"]),
                    not_rehearsed=int(body["not_rehearsed"]),
                    otherwise=bool(body["otherwise"]),
                    lacking=tuple(map(str, body.get("lacking", ()))),
                    deviating=tuple(map(str, body.get("deviating", ()))),
                    inconclusive=int(body.get("inconclusive", 0)),
                    beliefs={str(name): int(n) for name, n in body.get("beliefs", {}).items()},
                    counted=rehearsal_in_words(body),
                )
        return last

    @property
    def day(self) -> str:
        """When it was, by its day."""
        return f"{self.at:%Y-%m-%d}"

    @property
    def sentence(self) -> str:
        """What the rehearsal came to, in a line."""
        return f"rehearsed on {self.day}: {self.counted}"

    @property
    def incomplete(self) -> bool:
        """Whether something was left out that production will need, or is not known."""
        return bool(self.not_rehearsed or self.inconclusive)


def rehearsal_in_words(body: Mapping[str, Any]) -> str:
    """What a rehearsal came to, in one line, from what the record keeps of it."""
    writes, as_predicted = body["writes"], body["as_predicted"]
    back = body.get("taken_back", 0)
    counted = f" ({writes - back} made, {back} taken back)" if back else ""
    said = [
        f"{as_predicted} of {writes} writes{counted} as predicted"
        if writes
        else "nothing was left to write"
    ]
    beliefs = body.get("beliefs", {})
    if body["otherwise"] and as_predicted == writes and not beliefs.get("otherwise"):
        said.append("something else otherwise")
    if missing := body["not_rehearsed"]:
        said.append(f"{missing} not rehearsed")
    if unclear := body.get("inconclusive"):
        said.append(f"{number_of(unclear, 'check')} inconclusive")
    asked = sum(beliefs.values())
    said += [
        f"{count} of {asked} beliefs {became}"
        for became in ("otherwise", "not decided")
        if (count := beliefs.get(became))
    ]
    return ", ".join(said)
