"""The journal's file: append-only, private, and a clear sentence when it cannot be used."""

import os
import resource
import signal
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migration.errors import StateUnusable
from migration.journal.entries import Entry, EntryKind
from migration.journal.sqlite import VERSION, SqliteJournal
from migration.journal.state_folder import journal_file, state_folder
from tests.readings import DEPLOYMENT

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
TICK = Entry(EntryKind.TICKED, "admin", AT, "1a", {"note": "done on staging first"})


def test_what_was_recorded_is_there_at_the_next_start(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "state" / "journal.sqlite3")
    number = journal.record(TICK)
    journal.close()
    (entry,) = SqliteJournal(tmp_path / "state" / "journal.sqlite3").entries()
    assert entry == Entry(TICK.kind, TICK.who, TICK.at, TICK.step, TICK.body, number)


def test_folder_and_files_are_their_owners_alone(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "state" / "journal.sqlite3")
    journal.record(TICK)
    assert stat.S_IMODE((tmp_path / "state").stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "state").iterdir()} == {0o600}


@pytest.mark.parametrize("tampering", ["UPDATE entry SET who = 'nobody'", "DELETE FROM entry"])
def test_entries_can_be_neither_changed_nor_removed(tmp_path: Path, tampering: str) -> None:
    file = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(file)
    journal.record(TICK)
    with (
        sqlite3.connect(file) as database,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        database.execute(tampering)
    assert len(journal.entries()) == 1


def test_a_file_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite3"
    SqliteJournal(file).close()
    with sqlite3.connect(file) as database:
        database.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = file.read_bytes()
    with pytest.raises(StateUnusable, match="newer Poolwalk"):
        SqliteJournal(file)
    assert file.read_bytes() == before


def test_a_file_that_is_no_database_is_named_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite3"
    file.write_bytes(b"nothing like a database" * 100)
    with pytest.raises(StateUnusable, match=r"journal\.sqlite3 cannot be used"):
        SqliteJournal(file)
    assert file.read_bytes() == b"nothing like a database" * 100


def test_damage_inside_the_file_is_found_on_opening(tmp_path: Path) -> None:
    file = tmp_path / "journal.sqlite3"
    journal = SqliteJournal(file)
    for _ in range(200):
        journal.record(TICK)
    journal.close()
    content = bytearray(file.read_bytes())
    content[4096 * 2 : 4096 * 4] = b"\xff" * 4096 * 2
    file.write_bytes(content)
    with pytest.raises(StateUnusable):
        SqliteJournal(file).entries()


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StateUnusable, match="--state-folder"):
        SqliteJournal(tmp_path / "file" / "journal.sqlite3")


def test_a_full_disk_refuses_the_entry_and_keeps_the_others(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.sqlite3")
    journal.record(TICK)
    large = Entry(EntryKind.TICKED, "admin", AT, "1a", {"note": "x" * 500_000})
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, hard))
    try:
        with pytest.raises(StateUnusable, match=r"Free some of it|repair the disk"):
            journal.record(large)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, former)
    assert [entry.step for entry in journal.entries()] == ["1a"]


def test_where_a_person_was_is_kept(tmp_path: Path) -> None:
    journal = SqliteJournal(tmp_path / "journal.sqlite3")
    assert journal.place() == ("", "")
    journal.remember_place("4", "4/app/CallbackURLs")
    journal.remember_place("5", "5/-/EmailSubject")
    assert journal.place() == ("5", "5/-/EmailSubject")


def test_fingerprints_tell_secrets_apart_and_are_the_same_at_the_next_start(tmp_path: Path) -> None:
    first = SqliteJournal(tmp_path / "journal.sqlite3")
    second = SqliteJournal(tmp_path / "journal.sqlite3")
    assert first.fingerprint("one") == second.fingerprint("one")
    assert first.fingerprint("one") != first.fingerprint("other")
    assert SqliteJournal(tmp_path / "elsewhere" / "journal.sqlite3").fingerprint(
        "one"
    ) != first.fingerprint("one")


def test_a_first_start_that_was_killed_leaves_no_key_that_nobody_can_use(
    tmp_path: Path,
) -> None:
    file = tmp_path / "state" / "record.sqlite3"
    SqliteJournal(file).close()
    key = file.with_name("fingerprint.key")
    left = file.with_name(".fingerprint-abcdef")
    os.link(key, left)
    SqliteJournal(file).close()
    assert not left.exists()
    content = key.read_bytes()
    os.link(key, file.with_name("another-name"))  # this one is not ours to take away
    with pytest.raises(StateUnusable, match=r"fingerprint\.key cannot be used: it has a second"):
        SqliteJournal(file)
    assert key.read_bytes() == content


def test_each_account_region_endpoint_and_pair_of_pools_has_a_file_of_its_own(
    tmp_path: Path,
) -> None:
    from dataclasses import replace

    others = [
        replace(DEPLOYMENT, account="999999999999"),
        replace(DEPLOYMENT, region="eu-west-1"),
        replace(DEPLOYMENT, endpoint="http://127.0.0.1:5000"),
        replace(DEPLOYMENT, new_pool=DEPLOYMENT.old_pool),
    ]
    files = {journal_file(tmp_path, deployment) for deployment in (DEPLOYMENT, *others)}
    assert len(files) == 5


def test_the_state_folder_follows_the_xdg_rule(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder() == tmp_path / "poolwalk"
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert state_folder() == Path.home() / ".local" / "state" / "poolwalk"
    assert state_folder(Path("~/here")) == Path.home() / "here"


@pytest.mark.parametrize(
    "taken_away",
    ["number = 1", "number = 2", "number > 2", "number > 0"],
    ids=["the first", "one between", "the last", "all"],
)
def test_a_record_of_which_entries_were_taken_away_is_damaged(
    tmp_path: Path, taken_away: str
) -> None:
    file = tmp_path / "state" / "record.sqlite3"
    journal = SqliteJournal(file)
    for _ in range(4):
        journal.record(TICK)
    journal.close()
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TRIGGER entry_remains")
        database.execute(f"DELETE FROM entry WHERE {taken_away}")
        database.commit()
    with pytest.raises(StateUnusable, match=r"entry [123] is not in it any more"):
        SqliteJournal(file).entries()


def test_a_database_of_something_else_is_no_record_and_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "state" / "record.sqlite3"
    file.parent.mkdir(mode=0o700)
    with closing(sqlite3.connect(file)) as database:
        database.execute("CREATE TABLE mine (a)")
    file.chmod(0o600)
    before = file.read_bytes()
    with pytest.raises(StateUnusable, match="tables that are no record's"):
        SqliteJournal(file)
    assert file.read_bytes() == before
