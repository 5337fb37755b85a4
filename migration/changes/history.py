"""The record as a person reads it.

Every write with who, when, before and after, and what became of each field.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from migration.changes.change import Beside
from migration.changes.edit_words import became
from migration.changes.journal_form import is_fingerprint
from migration.changes.write_report import FieldChange, PlanMark, RecordedChange
from migration.compare.alexa_linking import SUBMISSION
from migration.compare.irreversible import is_irreversible, why_irreversible
from migration.compare.open_values import last_of, open_value, told_apart
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record
from migration.secret import MASK, Secret

PICTURE = "a picture"  # a logo is sent as bytes, which no record keeps
SUBMITTED = "submitted, certified without publishing"


def history(entries: Iterable[Entry], record: Record) -> tuple[RecordedChange, ...]:
    """Every write, newest first."""
    still = {entry.number: set(ids) for entry, ids in record.undoable}
    outcomes: dict[int, Mapping[str, Any]] = {}
    intents: list[Entry] = []
    for entry in entries:
        if entry.kind is EntryKind.INTENT:
            intents.append(entry)
        elif entry.kind is EntryKind.OUTCOME:
            number = int(entry.body["intent"])
            outcomes[number] = _both(outcomes.get(number, {}), entry.body)
    return tuple(
        _recorded(intent, outcomes.get(intent.number), still.get(intent.number, set()))
        for intent in reversed(intents)
    )


def _both(first: Mapping[str, Any], second: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is known of a write by two outcomes: of whoever took it over, and of its author."""
    return {**second, "applied": [*first.get("applied", ()), *second.get("applied", ())]}


def _recorded(intent: Entry, outcome: Mapping[str, Any] | None, still: set[str]) -> RecordedChange:
    undoes = intent.body.get("undoes")
    return RecordedChange(
        entry=intent.number,
        at=intent.at,
        who=intent.who,
        step=intent.step,
        fields=tuple(
            _field(edit, outcome, still, is_undo=undoes is not None)
            for edit in intent.body["edits"]
        ),
        undoes=None if undoes is None else int(undoes),
        recovered=bool(outcome and outcome.get("recovered")),
        beside=tuple(_beside(kept) for kept in (outcome or {}).get("beside", ())),
        plan=_mark(intent.body.get("plan")),
    )


def _mark(kept: Mapping[str, Any] | None) -> PlanMark | None:
    if kept is None:
        return None
    approved = tuple(str(who) for who in kept["approved_by"])
    return PlanMark(str(kept["sha256"]), str(kept["made_by"]), approved)


def _beside(kept: Mapping[str, Any]) -> str:
    return became(Beside(str(kept["member"]), _unsealed(kept["was"]), _unsealed(kept["now"])))


def _unsealed(value: Any) -> Any:
    if is_fingerprint(value):
        return Secret(MASK)
    return tuple(value) if isinstance(value, list) else value


def _field(
    edit: Mapping[str, Any], outcome: Mapping[str, Any] | None, still: set[str], *, is_undo: bool
) -> FieldChange:
    setting = str(edit["setting"])
    state, reason = "unfinished", "what became of it is not known yet: reading again asks the pool"
    if outcome is not None and setting in outcome.get("applied", ()):
        lasting = is_irreversible(setting) and not is_undo
        state = "lasting" if lasting else "applied" if is_undo or setting in still else "undone"
        reason = why_irreversible(setting) if lasting else ""
    elif outcome is not None:
        state, reason = "failed", str(outcome.get("failed", {}).get(setting, ""))
    name = edit["item"] or ".".join(edit["path"]) or setting.rpartition("/")[2]
    item = str(edit["item"]) or _lasting_words(setting)
    member = last_of(tuple(edit["path"]))
    values = (edit["before"], edit["after"])
    before, after = told_apart(values, (kept_words(value, item, member) for value in values))
    declined = state == "failed" and bool(outcome and outcome.get("declined"))
    return FieldChange(setting, str(name), before, after, state, reason, declined)


def _lasting_words(setting: str) -> str:
    if setting == SUBMISSION:
        return SUBMITTED
    return PICTURE if is_irreversible(setting) else ""


def kept_words(value: Any, item: str, member: str = "") -> str:
    """A value of a member as the record keeps it, in a person's words: secrets as dots."""
    if item:
        return item if value else "—"
    if value is None:
        return "—"
    if is_fingerprint(value):
        return MASK
    if isinstance(value, Mapping):
        # What it is called comes before what it is made of.
        parts = sorted(value.items(), key=lambda named: isinstance(named[1], Mapping | list))
        return ", ".join(f"{key} {kept_words(part, '', str(key))}" for key, part in parts)
    if isinstance(value, list):
        return ", ".join(kept_words(part, "") for part in value)
    return str(open_value(member, value))
