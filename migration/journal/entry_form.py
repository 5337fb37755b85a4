"""Whether an entry can be read: whoever may write to a record may write anything there."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from migration.compare.setting import Kind, setting_parts
from migration.journal.entries import Entry, EntryKind
from migration.journal.entry_words import DEEDS
from migration.journal.record import Record
from migration.pools.reading import Role
from migration.utc import is_a_moment

_SHORTEST = 2  # parts of a setting's address: its step, and whose it is
_BAD = (KeyError, ValueError, TypeError, AttributeError, OverflowError)


def is_of_poolwalk(entry: Entry) -> bool:
    """Whether the body has all that is read of an entry of its kind, each in its form."""
    try:
        texts = all(isinstance(text, str) for text in (entry.who, entry.step))
        if not texts or not isinstance(entry.body, Mapping) or not is_a_moment(entry.at):
            return False
        Record.of((entry,))
        told = DEEDS.get(entry.kind)
        if told is not None:
            told(entry)  # what others of the team read of it
        return _FORMS.get(entry.kind, _any)(entry.body)
    except _BAD:
        return False


def _any(_: Mapping[str, Any]) -> bool:
    return True


def _intent(body: Mapping[str, Any]) -> bool:
    Kind(body["target"]["kind"])
    return (
        isinstance(body["target"]["name"], str)
        and isinstance(body["edits"], list)
        and all(_edit(edit) for edit in body["edits"])
        and all(isinstance(body.get(name, 0), int) for name in ("undoes", "batch"))
        and all(isinstance(body.get(name, {}), Mapping) for name in ("process", "plan"))
    )


def _edit(edit: Mapping[str, Any]) -> bool:
    texts = (edit["setting"], edit["item"], *edit["path"])
    return (
        all(isinstance(text, str) for text in texts)
        and _is_setting(edit["setting"])
        and {"before", "after"} <= edit.keys()
    )


def _is_setting(address: object) -> bool:
    return isinstance(address, str) and len(setting_parts(address)) >= _SHORTEST


def _outcome(body: Mapping[str, Any]) -> bool:
    applied, failed = body.get("applied", []), body.get("failed", {})
    return (
        isinstance(applied, list)
        and isinstance(failed, Mapping)
        and all(map(_is_setting, (*applied, *failed)))
        and ("changed_at" not in body or is_a_moment(datetime.fromisoformat(body["changed_at"])))
    )


def _accepted(body: Mapping[str, Any]) -> bool:
    return _is_setting(body["setting"]) and isinstance(body["note"], str)


def _waiting(body: Mapping[str, Any]) -> bool:
    return is_a_moment(datetime.fromisoformat(body["until"]))


def _pool(body: Mapping[str, Any]) -> bool:
    return body["pool"] in set(Role)


_FORMS: Mapping[EntryKind, Callable[[Mapping[str, Any]], bool]] = {
    EntryKind.INTENT: _intent,
    EntryKind.OUTCOME: _outcome,
    EntryKind.SKILLS_POOL_SAID: _pool,
    EntryKind.ACCEPTED: _accepted,
    EntryKind.WAITING: _waiting,
}
