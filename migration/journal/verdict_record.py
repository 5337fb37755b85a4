"""What the entries tell for the verdict: what was written when, and what a person settled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from migration.checks.check_verdict import CheckVerdict
from migration.compare.setting import Kind, Target
from migration.guide.settled_by_reason import CheckExplained, ClientUnused, UsersSettled
from migration.guide.verdict_grounds import Recorded
from migration.journal.entries import Entry, EntryKind


@dataclass(frozen=True)
class SettledRecord:
    """`written` is when each resource was last written to, or may have been.

    `explained` has the reasons for what checks found, by the check's id.
    """

    written: Mapping[Target, Recorded] = field(default_factory=dict)
    users: UsersSettled | None = None
    explained: Mapping[str, CheckExplained] = field(default_factory=dict)
    unused: Mapping[str, ClientUnused] = field(default_factory=dict)  # by the client's id

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "SettledRecord":
        """Fold the entries; a later one overrules an earlier one."""
        written: dict[Target, Recorded] = {}
        targets: dict[int, Target] = {}
        users: UsersSettled | None = None
        explained: dict[str, CheckExplained] = {}
        unused: dict[str, ClientUnused] = {}
        for entry in entries:
            if entry.kind is EntryKind.USERS_SETTLED:
                users = _settled(entry)
            elif entry.kind is EntryKind.CLIENT_UNUSED:
                unused.pop(str(entry.body["client"]), None)
                if entry.body["note"]:
                    unused[str(entry.body["client"])] = _unused(entry)
            elif entry.kind is EntryKind.CHECK_EXPLAINED:
                explained.pop(str(entry.body["check"]), None)
                if entry.body["note"]:
                    explained[str(entry.body["check"])] = _explained(entry)
            elif entry.kind is EntryKind.INTENT and "target" in entry.body:
                targets[entry.number] = _target(entry)
                # Whether it arrived is known later; until then it counts as if it had.
                written[targets[entry.number]] = Recorded(entry.at, entry.number, entry.who)
            elif entry.kind is EntryKind.OUTCOME:
                target = targets.get(int(entry.body["intent"]))
                if target is not None:
                    written[target] = Recorded(entry.at, entry.number, entry.who)
        return cls(written, users, explained, unused)


def _target(intent: Entry) -> Target:
    named = intent.body["target"]
    return Target(Kind(named["kind"]), str(named["name"]))


def _settled(entry: Entry) -> UsersSettled | None:
    note = str(entry.body["note"])
    return UsersSettled(int(entry.body["users"]), note, entry.who, entry.at) if note else None


def _unused(entry: Entry) -> ClientUnused:
    client, name, note = (str(entry.body[key]) for key in ("client", "name", "note"))
    return ClientUnused(client, name, note, entry.who, entry.at)


def _explained(entry: Entry) -> CheckExplained:
    check, sentence, note = (str(entry.body[name]) for name in ("check", "sentence", "note"))
    verdict = CheckVerdict(entry.body["verdict"])
    about = tuple(map(str, entry.body.get("about", ())))
    return CheckExplained(check, verdict, sentence, note, entry.who, entry.at, about)
