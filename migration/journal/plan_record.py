"""What the record knows of plans that were kept in files: who made and who approved which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from migration.journal.entries import Entry, EntryKind


@dataclass(frozen=True)
class Signature:
    """Who did it, as STS named them, and when."""

    who: str
    at: datetime


@dataclass(frozen=True)
class PlanRecord:
    """Makers and approvals, by the hash of the plan."""

    made: Mapping[str, Signature] = field(default_factory=dict)
    approved: Mapping[str, tuple[Signature, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "PlanRecord":
        """Fold the entries. Who made a plan first made it: nobody takes it over later."""
        made: dict[str, Signature] = {}
        approved: dict[str, tuple[Signature, ...]] = {}
        for entry in entries:
            if entry.kind is EntryKind.PLAN_MADE:
                made.setdefault(str(entry.body["plan"]), Signature(entry.who, entry.at))
            elif entry.kind is EntryKind.PLAN_APPROVED:
                plan = str(entry.body["plan"])
                approved[plan] = (*approved.get(plan, ()), Signature(entry.who, entry.at))
        return cls(made, approved)
