"""The record's words and moments, on screen and on the command line alike."""

from collections.abc import Mapping
from datetime import UTC, datetime

from migration.changes.write_report import RecordedChange
from migration.compare.member_names import in_words
from migration.compare.setting import setting_parts
from widgets.text.plain_text import plain

FIELD_MARKS = {
    "applied": ("✓", "ok"),
    "lasting": ("✓", "ok"),
    "undone": ("←", "faint"),
    "failed": ("✗", "error"),
    "declined": ("–", "faint"),
    "unfinished": ("?", "warning"),
}


def moment(at: datetime) -> str:
    """When, in UTC: to the second, as a person compares it with other logs."""
    return f"{at:%Y-%m-%d %H:%M:%S}"


def minute(at: datetime) -> str:
    """When, in UTC: to the minute, as a sentence says it."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def member_of(setting: str) -> str:
    """The member that a setting's address names, in words."""
    _, _, member, *_ = [*setting_parts(setting), "", ""]
    return plain(in_words(member))


def plan_words(change: RecordedChange) -> str:
    """Whose reviewed plan it was, and who approved that; empty where it came from none."""
    return change.plan.sentence if change.plan is not None else ""


def place_of(change: RecordedChange, titles: Mapping[str, str]) -> str:
    """The step, and the app client where it is one's."""
    client = setting_parts(change.fields[0].id)[1] if change.fields else "-"
    title = " ".join(part for part in (change.step, titles.get(change.step, "")) if part)
    return plain(title if client == "-" else f"{title} · {client}")
