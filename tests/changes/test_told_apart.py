"""Values that differ where an address shows “…” are told beside each other as two, not as one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from migration.changes.change import Beside, Edit
from migration.changes.edit_words import became, becoming, stale_words, values_of
from migration.changes.history import history
from migration.compare.open_values import told_apart
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record
from migration.rehearsal.result import UnpredictedResource
from migration.snapshot.difference import compare_snapshots
from screens.walkthrough.accepting import _named
from tests.screens.test_addresses_shown import setting
from widgets.text.rehearsal_words import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable

MEMBER = "token_url"
PATH = ("ProviderDetails", MEMBER)
SHOWN = "https://h.example/t?…"
ANOTHER = f"{SHOWN} (another where … stands)"
THERE, ANEW = "https://h.example/t?key=s3cr3t-1", "https://h.example/t?key=s3cr3t-2"


def edit() -> Edit:
    return Edit(f"3c/-/GitHub/{MEMBER}", PATH, THERE, ANEW)


def holds(value: str) -> dict[str, dict[str, str]]:
    return {"ProviderDetails": {MEMBER: value}}


def in_a_rehearsal(was: str, now: str) -> str:
    other = Beside(".".join(PATH), was, now)
    rows = rows_of(UnpredictedResource("provider", "GitHub", (other,), back=False))
    return "".join(text for _, _, text in rows)


def in_a_snapshot(was: str, now: str) -> str:
    then, since = ({"old": {}, "new": holds(value)} for value in (was, now))
    (change,) = compare_snapshots(then, since).changes
    return f"{change.was} → {change.now}"


def in_the_record(was: str, now: str) -> str:
    kept = {"setting": edit().setting, "path": PATH, "item": "", "before": was, "after": now}
    at = datetime(2026, 11, 27, tzinfo=UTC)
    entry = Entry(EntryKind.INTENT, "ada", at, "3c", {"edits": [kept]}, number=1)
    ((field,),) = (change.fields for change in history([entry], Record.of(())))
    return f"{field.before} → {field.after}"


TELLERS: dict[str, Callable[[str, str], str]] = {
    "before a yes": lambda was, now: becoming(MEMBER, was, now),
    "not sent": lambda was, now: stale_words(
        Edit("", PATH, was, was), {"ProviderDetails": {MEMBER: now}}
    ),
    "in its columns": lambda was, now: str(values_of(Edit("", PATH, was, was), holds(now))),
    "beside a write": lambda was, now: became(Beside(".".join(PATH), was, now)),
    "in a rehearsal": in_a_rehearsal,
    "in a snapshot": in_a_snapshot,
    "in the record": in_the_record,
    "before it is accepted": lambda was, now: _named(setting(MEMBER, was, now)),
}


@pytest.mark.parametrize("teller", TELLERS)
def test_two_that_look_alike_say_that_they_are_two_and_show_neither(teller: str) -> None:
    told = TELLERS[teller](THERE, ANEW)
    assert "s3cr3t" not in told
    assert told.count(SHOWN) >= told.count("(another where … stands)") > 0
    assert told.index(SHOWN) < told.index("(another where … stands)")


def test_the_same_value_and_what_shows_nothing_hidden_are_told_as_they_are() -> None:
    assert told_apart((THERE, THERE), (SHOWN, SHOWN)) == (SHOWN, SHOWN)
    assert told_apart((THERE, ANEW), (SHOWN, SHOWN)) == (SHOWN, ANOTHER)
    assert told_apart(("one", "two"), ("••••", "••••")) == ("••••", "••••")
