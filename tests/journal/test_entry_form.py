"""An entry that somebody else put into the team's table is read in its form alone."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from migration.journal.entries import Entry, EntryKind
from migration.journal.entry_form import is_of_poolwalk
from migration.journal.entry_words import DEEDS
from migration.utc import in_utc

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
INTENT = {
    "target": {"kind": "client", "name": "new1"},
    "edits": [
        {"setting": "4/main/LogoutURLs", "path": [], "item": "", "before": None, "after": None}
    ],
}
WHOLE: dict[EntryKind, dict[str, Any]] = {
    EntryKind.INTENT: INTENT,
    EntryKind.OUTCOME: {"intent": 1, "applied": ["4/main/LogoutURLs"], "failed": {}},
    EntryKind.SKILLS_POOL_SAID: {"pool": "old"},
    EntryKind.PLAN_MADE: {"plan": "ab" * 32, "settings": 3},
    EntryKind.PLAN_APPROVED: {"plan": "ab" * 32},
    EntryKind.ACCEPTED: {"setting": "also/-/Tags", "note": "meant", "old": None, "new": None},
    EntryKind.WAITING: {"until": "2026-11-22T03:00:00+00:00"},
    EntryKind.USERS_SETTLED: {"users": 7, "note": "they sleep"},
    EntryKind.CLIENT_UNUSED: {"client": "new1", "name": "main", "note": "nobody"},
    EntryKind.CALLBACK_ENTERED: {"client": "main", "url": "https://a.example/", "wanted": True},
}


def entry(kind: EntryKind, body: dict[str, Any], at: datetime = AT) -> Entry:
    return Entry(kind, "arn:aws:iam::123456789012:user/bob", at, "4", body, 1)


@pytest.mark.parametrize("kind", WHOLE)
def test_what_poolwalk_records_is_read(kind: EntryKind) -> None:
    assert is_of_poolwalk(entry(kind, WHOLE[kind]))


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (EntryKind.INTENT, {"edits": [{**INTENT["edits"][0], "setting": "4"}]}),  # type: ignore[index]
        (EntryKind.INTENT, {"edits": [{**INTENT["edits"][0], "setting": ""}]}),  # type: ignore[index]
        (EntryKind.INTENT, {"target": {"kind": "moon", "name": "new1"}}),
        (EntryKind.OUTCOME, {"applied": ["x"]}),
        (EntryKind.OUTCOME, {"applied": [7]}),
        (EntryKind.OUTCOME, {"failed": {"4": "refused"}}),
        (EntryKind.OUTCOME, {"changed_at": "2026-11-22T03:00:00"}),
        (EntryKind.OUTCOME, {"changed_at": "yesterday"}),
        (EntryKind.OUTCOME, {"changed_at": 7}),
        (EntryKind.SKILLS_POOL_SAID, {"pool": "middle"}),
        (EntryKind.SKILLS_POOL_SAID, {"pool": ["old"]}),
        (EntryKind.ACCEPTED, {"note": {"a": 1}}),
        (EntryKind.ACCEPTED, {"setting": 7}),
        (EntryKind.USERS_SETTLED, {"users": "seven"}),
        (EntryKind.WAITING, {"until": "2026-11-22T03:00:00"}),
        (EntryKind.WAITING, {"until": "9999-12-31T23:59:59-14:00"}),
        (EntryKind.WAITING, {"until": 7}),
    ],
)
def test_what_has_another_form_is_none_of_poolwalks(kind: EntryKind, wrong: dict[str, Any]) -> None:
    """Read all the same, it would end every command of everybody who shares the table."""
    assert not is_of_poolwalk(entry(kind, {**WHOLE[kind], **wrong}))


@pytest.mark.parametrize("kind", [kind for kind in WHOLE if kind in DEEDS])
def test_what_is_told_of_a_deed_is_there(kind: EntryKind) -> None:
    for member in WHOLE[kind]:
        left = {name: value for name, value in WHOLE[kind].items() if name != member}
        lacking = entry(kind, left)
        if is_of_poolwalk(lacking):
            assert DEEDS[kind](lacking)


@pytest.mark.parametrize(
    "at",
    [
        datetime.min.replace(tzinfo=UTC),
        datetime.min.replace(tzinfo=timezone(timedelta(hours=14))),
        datetime.max.replace(tzinfo=UTC),
        datetime.max.replace(tzinfo=timezone(timedelta(hours=-14))),
        datetime(2026, 11, 22),  # of no zone
    ],
)
def test_a_moment_that_no_clock_can_show_is_none_of_poolwalks(at: datetime) -> None:
    assert not is_of_poolwalk(entry(EntryKind.PLAN_APPROVED, {"plan": "ab"}, at))


@pytest.mark.parametrize("year", [1970, 2000, 2099])
def test_a_clock_may_be_wrong_by_decades(year: int) -> None:
    found = entry(EntryKind.PLAN_APPROVED, {"plan": "ab"}, AT.replace(year=year))
    assert is_of_poolwalk(found)
    assert in_utc(found.at).startswith(str(year))
