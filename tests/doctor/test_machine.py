"""Where the record is kept: whether it can be."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from migration.doctor.check import Check, DoctorVerdict
from migration.doctor.collected_checks import CollectedChecks
from migration.doctor.machine import SUBJECTS, look_at_the_machine, look_at_the_record
from migration.journal.entries import Entry, EntryKind
from migration.journal.sqlite import SqliteJournal
from migration.journal.state_folder import journal_file
from migration.pools.reading import Deployment, PoolRef

HERE = Deployment(
    "123456789012",
    "us-east-1",
    "",
    "arn:aws:iam::123456789012:user/a",
    PoolRef("us-east-1_A", "a"),
    PoolRef("us-east-1_B", "b"),
)


def record_in(folder: Path) -> Check:
    checks = CollectedChecks((), lambda _: None)
    look_at_the_record(checks, folder, HERE)
    return checks.in_order(SUBJECTS)[0]


def looked(folder: Path | None) -> dict[str, Check]:
    checks = CollectedChecks((), lambda _: None)
    look_at_the_machine(checks, folder)
    return {check.name: check for check in checks.in_order(SUBJECTS)}


def test_a_folder_that_is_not_there_yet_can_be_made_under_one_that_is(tmp_path: Path) -> None:
    check = looked(tmp_path / "a" / "b")["state-folder"]
    assert (check.verdict, "will be made" in check.evidence) == (DoctorVerdict.PASSED, True)
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_fails(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    assert looked(tmp_path / "state" / "poolwalk")["state-folder"].fails


def test_a_folder_of_somebody_else_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The superuser may write everywhere, so that the answer is the system's in one line.
    monkeypatch.setattr("migration.doctor.machine.os.access", lambda *_: False)
    check = looked(tmp_path)["state-folder"]
    assert (check.fails, "--state-folder" in check.advice) == (True, True)


def test_a_disk_that_is_nearly_full_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "migration.doctor.machine.shutil.disk_usage", lambda _: SimpleNamespace(free=12_000_000)
    )
    check = looked(tmp_path)["disk-space"]
    assert (check.fails, check.evidence.startswith("12 MB free")) == (True, True)


def test_a_record_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    assert record_in(tmp_path).verdict is DoctorVerdict.PASSED
    assert list(tmp_path.iterdir()) == []


def test_a_record_is_read_and_stays_as_it_was(tmp_path: Path) -> None:
    journal = SqliteJournal(journal_file(tmp_path, HERE))
    journal.record(
        Entry(
            EntryKind.TICKED, "alice", datetime(2026, 11, 22, tzinfo=UTC), "1a", {"verdict": "done"}
        )
    )
    before = journal.entries()
    check = record_in(tmp_path)
    assert (check.verdict, check.evidence.endswith(": 1 entry")) == (DoctorVerdict.PASSED, True)
    assert journal.entries() == before
    journal.close()


@pytest.mark.parametrize(
    "content",
    [b"not a database at all, but text of some length", b"SQLite format 3\x00" + b"\xff" * 200],
)
def test_a_record_that_cannot_be_read_fails(tmp_path: Path, content: bytes) -> None:
    journal_file(tmp_path, HERE).write_bytes(content)
    check = record_in(tmp_path)
    assert (check.fails, "cannot be used" in check.evidence) == (True, True)
    assert journal_file(tmp_path, HERE).read_bytes() == content
