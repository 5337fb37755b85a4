"""What the journal tells of the checks.

What each found last, and the moments that checks count from.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from migration.checks.finding import Finding
from migration.checks.first_seen import first_seen
from migration.checks.propagation import Wait
from migration.compare.setting import Kind
from migration.guide.clear_answers import ClearAnswer, is_clear
from migration.guide.verdict_grounds import Recorded
from migration.journal.entries import Entry, EntryKind


@dataclass(frozen=True)
class CheckRecord:
    """What is remembered of the checks.

    `findings` and `clear` are by the check's id. `began` is the time of the first write,
    `domain_made` that of the last one that made a domain.
    """

    findings: Mapping[str, Finding] = field(default_factory=dict)
    began: datetime | None = None
    domain_made: datetime | None = None
    # by step, also those whose time is over
    waits: Mapping[str, Wait] = field(default_factory=dict)
    asked: Mapping[str, Recorded] = field(default_factory=dict)  # when each finding was recorded
    first_seen: Mapping[str, Finding] = field(default_factory=dict)  # of each check that passes
    clear: Mapping[str, ClearAnswer] = field(default_factory=dict)  # the last one that was clear

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "CheckRecord":
        """Fold the entries; a later one overrules an earlier one."""
        findings: dict[str, Finding] = {}
        found: list[Finding] = []
        asked: dict[str, Recorded] = {}
        clear: dict[str, ClearAnswer] = {}
        waits: dict[str, Wait] = {}
        began = domain_made = None
        for entry in entries:
            if entry.kind is EntryKind.CHECKED:
                finding = Finding.from_body(entry.step, entry.at, entry.body)
                findings[finding.check] = finding
                found.append(finding)
                asked[finding.check] = Recorded(entry.at, entry.number, entry.who)
                if is_clear(finding):
                    clear[finding.check] = ClearAnswer(finding, asked[finding.check])
            elif entry.kind is EntryKind.WAITING:
                until = datetime.fromisoformat(str(entry.body["until"]))
                waits[entry.step] = Wait(entry.at, until)
            elif entry.kind is EntryKind.WAITED:
                waits.pop(entry.step, None)
            elif entry.kind is EntryKind.INTENT:
                began = began or entry.at
                domain_made = entry.at if _makes_a_domain(entry) else domain_made
        return cls(findings, began, domain_made, waits, asked, first_seen(found), clear)


def _makes_a_domain(intent: Entry) -> bool:
    made = any(not edit["path"] for edit in intent.body.get("edits", ()))
    return made and intent.body["target"]["kind"] == Kind.DOMAIN
