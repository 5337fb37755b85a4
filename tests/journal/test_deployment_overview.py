"""What this machine knows of a named deployment, from files alone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from migration.errors import StateUnusable
from migration.journal.deployment_overview import (
    LastReading,
    Overview,
    glance_at,
    keep_reading,
    last_reading,
)
from migration.journal.entries import Entry, EntryKind
from migration.journal.sqlite import SqliteJournal

AT = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
READING = LastReading(
    AT,
    "user/ada",
    "1",
    "us-east-1",
    "",
    "old",
    "new",
    "one.sqlite3",
    "",
    "",
    14,
    9,
    3,
    "tick it (1a)",
)


def test_what_was_kept_is_known_and_nobody_else_reads_it(tmp_path: Path) -> None:
    keep_reading(tmp_path, "production", READING)

    assert last_reading(tmp_path, "production") == READING
    assert (tmp_path / "deployment-production.json").stat().st_mode & 0o777 == 0o600


def test_who_was_there_last_is_the_records_last_entry(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "one.sqlite3")
    for minutes, who in ((-5, "ada"), (5, "bob"), (9, "eve")):
        journal.record(Entry(EntryKind.TICKED, who, AT + timedelta(minutes=minutes), "1a"))
    journal.close()
    keep_reading(tmp_path, "production", READING)

    found = glance_at(tmp_path, "production")

    assert found.last is not None
    assert (found.last.who, found.since) == ("eve", 2)


def test_a_teams_record_is_not_looked_for_here(tmp_path: Path) -> None:
    shared = replace(READING, table="poolwalk", last_who="user/bob", last_at=AT)
    keep_reading(tmp_path, "production", shared)

    assert glance_at(tmp_path, "production") == Overview("production", shared)


def test_what_an_earlier_program_kept_is_known_without_who_was_there_last(tmp_path: Path) -> None:
    keep_reading(tmp_path, "production", READING)
    file = tmp_path / "deployment-production.json"
    kept = json.loads(file.read_text())
    file.write_text(json.dumps({n: v for n, v in kept.items() if not n.startswith("last_")}))
    assert last_reading(tmp_path, "production") == READING


def test_one_that_was_never_opened_is_known_by_name_alone(tmp_path: Path) -> None:
    assert glance_at(tmp_path / "none", "production") == Overview("production")


def test_a_record_that_is_gone_or_damaged_is_told(tmp_path: Path) -> None:
    keep_reading(tmp_path, "production", READING)
    assert glance_at(tmp_path, "production").problem == "its record is not here any more"
    (tmp_path / "one.sqlite3").write_bytes(b"no record at all, but long enough to look at" * 9)
    (tmp_path / "fingerprint.key").write_bytes(b"k" * 32)
    assert "it is no record" in glance_at(tmp_path, "production").problem


@pytest.mark.parametrize("content", ["", "{", "[]", '{"schema": 2}', '{"schema": 1}', "\xff"])
def test_what_cannot_be_read_counts_as_never_opened(tmp_path: Path, content: str) -> None:
    (tmp_path / "deployment-production.json").write_text(content, encoding="latin-1")

    assert last_reading(tmp_path, "production") is None


def test_a_link_is_not_followed_and_a_record_is_one_of_the_folder(tmp_path: Path) -> None:
    keep_reading(tmp_path, "a", READING)
    (tmp_path / "deployment-b.json").symlink_to(tmp_path / "deployment-a.json")
    assert last_reading(tmp_path, "b") is None

    document = json.loads((tmp_path / "deployment-a.json").read_text())
    document["record"] = "../../elsewhere.sqlite3"
    (tmp_path / "deployment-a.json").write_text(json.dumps(document))
    assert last_reading(tmp_path, "a") == replace(READING, record="elsewhere.sqlite3")


def test_a_folder_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(StateUnusable):
        keep_reading(tmp_path / "file", "a", READING)
