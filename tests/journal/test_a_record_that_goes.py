"""The record outlives the program, and the program does not outlive the record."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migration.errors import StateBusy, StateUnusable
from migration.journal import file_locks, sqlite
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record
from migration.journal.set_aside import set_aside
from migration.journal.sqlite import SqliteJournal
from tests.practice_aws import HUNG, ROOT

AT = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
TICK = Entry(EntryKind.TICKED, "admin", AT, "1a", {"note": "n"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def file(folder: Path) -> Path:
    return folder / "record.sqlite3"


# --- the same file before each entry --------------------------------------------------------------
GONE: dict[str, Callable[[Path], object]] = {
    "the folder is removed": lambda file: shutil.rmtree(file.parent),
    "the folder is moved": lambda file: file.parent.rename(file.parent.with_name("moved")),
    "the file is moved": lambda file: file.rename(file.with_name("moved")),
    "the file is removed": lambda file: file.unlink(),
    "another file is in its place": lambda file: shutil.copy(
        file.rename(file.with_name("moved")), file
    ),
    "a link to it is in its place": lambda file: os.symlink(
        file.rename(file.with_name("moved")), file
    ),
    "it has a second name": lambda file: os.link(file, file.with_name("second")),
    "its log is removed": lambda file: Path(f"{file}-wal").unlink(),
    "its log is another": lambda file: shutil.copy(
        Path(f"{file}-wal").rename(file.with_name("moved-wal")), f"{file}-wal"
    ),
}


@pytest.mark.parametrize("gone", GONE)
def test_nothing_is_recorded_in_a_file_that_is_not_the_one_any_more(file: Path, gone: str) -> None:
    journal = SqliteJournal(file)
    journal.record(TICK)
    told: list[StateUnusable] = []
    journal.on_failure = told.append
    GONE[gone](file)
    for use in (lambda: journal.record(TICK), journal.entries):
        with pytest.raises(StateUnusable, match="not the one any more that this run opened"):
            use()
    assert len(told) == 2
    journal.close()


@pytest.mark.parametrize("ending", ["", "-wal"])
@pytest.mark.parametrize("left", [0, 1, 3])
def test_nothing_is_recorded_in_a_file_that_was_cut_off(file: Path, ending: str, left: int) -> None:
    journal = SqliteJournal(file)
    for _ in range(5):
        journal.record(TICK)
    path = Path(f"{file}{ending}")
    os.truncate(path, path.stat().st_size * left // 4)
    for use in (lambda: journal.record(TICK), journal.entries):
        with pytest.raises(StateUnusable, match=f"{path.name} was cut off"):
            use()
    journal.close()


def test_what_was_recorded_and_is_not_there_any_more_is_missed(file: Path) -> None:
    journal = SqliteJournal(file)
    for _ in range(5):
        journal.record(TICK)
    assert len(journal.entries()) == 5
    with closing(sqlite3.connect(file)) as database:
        database.execute("DROP TRIGGER entry_remains")
        database.execute("DELETE FROM entry WHERE number > 2")
        database.commit()
    with pytest.raises(StateUnusable, match="recorded before is not in it any more"):
        journal.entries()
    journal.close()


def test_an_entry_that_the_file_lets_fall_is_not_called_recorded(file: Path) -> None:
    SqliteJournal(file).close()
    with closing(sqlite3.connect(file)) as database:
        database.execute(
            "CREATE TRIGGER eats BEFORE INSERT ON entry BEGIN SELECT RAISE(IGNORE); END"
        )
        database.commit()
    with pytest.raises(StateUnusable, match="does not keep what is recorded"):
        SqliteJournal(file).record(TICK)


ODD_BODIES = ("[]", "null", "7", '"a"', "{}", '{"intent": 1e400}', '{"until": 7}', "{" * 9000)


@pytest.mark.parametrize("kind", EntryKind)
def test_a_line_of_any_kind_that_is_none_of_ours_is_damage_and_no_mistake(
    file: Path, kind: EntryKind
) -> None:
    SqliteJournal(file).close()
    for body in ODD_BODIES:
        with closing(sqlite3.connect(file)) as database:
            row = (AT.isoformat(), "me", kind.value, "1a", body)
            database.execute(
                "INSERT INTO entry (at, who, kind, step, body) VALUES (?, ?, ?, ?, ?)", row
            )
            database.commit()
        journal = SqliteJournal(file)
        with suppress(StateUnusable):
            Record.of(journal.entries())
        journal.close()
        with closing(sqlite3.connect(file)) as database:
            database.execute("DROP TRIGGER IF EXISTS entry_remains")
            database.execute("DELETE FROM entry")
            database.commit()


@pytest.mark.parametrize("column", ["at", "who", "step"])
@pytest.mark.parametrize("value", [b"\xff", b"1a", 7, 1.5, "2026-01-01T00:00:00"])
def test_a_line_whose_columns_are_none_of_ours_is_damage_and_no_mistake(
    file: Path, column: str, value: object
) -> None:
    SqliteJournal(file).close()
    row = {"at": AT.isoformat(), "who": "me", "kind": "ticked", "step": "1a", "body": "{}"}
    with closing(sqlite3.connect(file)) as database:
        database.execute(
            "INSERT INTO entry (at, who, kind, step, body) VALUES (:at, :who, :kind, :step, :body)",
            {**row, column: value},
        )
        database.commit()
    journal = SqliteJournal(file)
    with suppress(StateUnusable):
        for entry in journal.entries():
            assert entry.at.tzinfo is not None
            assert isinstance(entry.who, str)
            assert isinstance(entry.step, str)
    journal.close()


def test_the_owner_of_the_file_is_looked_at_too(file: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root gives files away")
    journal = SqliteJournal(file)
    os.chown(file, 12345, 12345)
    with pytest.raises(StateUnusable, match="somebody else"):
        journal.record(TICK)


# --- two at once ----------------------------------------------------------------------------------
BEGIN = """
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from migration.journal.entries import Entry, EntryKind
from migration.journal.sqlite import SqliteJournal
sys.stdin.readline()
journal = SqliteJournal(Path(sys.argv[1]))
journal.record(Entry(EntryKind.TICKED, "admin", datetime.now(UTC), "1a", {}))
"""


@pytest.mark.process
def test_several_first_starts_at_once_all_open(tmp_path: Path) -> None:
    for round_ in range(4):
        file = tmp_path / str(round_) / "state" / "record.sqlite3"
        begun = [
            subprocess.Popen(
                [sys.executable, "-c", BEGIN, str(file)],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
            for _ in range(4)
        ]
        for process in begun:
            assert process.stdin is not None
            process.stdin.write(b"\n")
            process.stdin.flush()
        for process in begun:
            _, said = process.communicate(timeout=HUNG)
            assert process.returncode == 0, said.decode()
        assert len(SqliteJournal(file).entries()) == 4


def test_threads_that_begin_at_once_all_open(file: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: SqliteJournal(file), range(8)))
    for journal in opened:
        journal.record(TICK)
    assert {len(journal.entries()) for journal in opened} == {8}


# --- file systems ---------------------------------------------------------------------------------
@pytest.fixture
def nothing_held() -> Iterator[None]:
    before = dict(file_locks._held)
    file_locks._held.clear()
    yield
    file_locks._held.clear()
    file_locks._held.update(before)


NO_LOCKS = """
#include <stdarg.h>
#include <fcntl.h>
#include <dlfcn.h>
static int locked(int command) { return command == F_SETLK || command == F_SETLKW; }
int fcntl64(int fd, int command, ...) {
    va_list more; va_start(more, command); void *given = va_arg(more, void *); va_end(more);
    if (locked(command)) return 0;
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, "fcntl64");
    return real(fd, command, given);
}
int fcntl(int fd, int command, ...) {
    va_list more; va_start(more, command); void *given = va_arg(more, void *); va_end(more);
    if (locked(command)) return 0;
    int (*real)(int, int, ...) = dlsym(RTLD_NEXT, "fcntl");
    return real(fd, command, given);
}
"""


def test_a_file_system_whose_locks_keep_nobody_out_is_refused(tmp_path: Path, file: Path) -> None:
    """Every lock is given, as on a file system that only says that it has locks."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler to play such a file system")
    source, library = tmp_path / "no_locks.c", tmp_path / "no_locks.so"
    source.write_text(f"#define _GNU_SOURCE\n{NO_LOCKS}")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    ended = subprocess.run(
        [sys.executable, "-c", BEGIN, str(file)],
        cwd=ROOT,
        input="\n",
        env={**os.environ, "LD_PRELOAD": str(library)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "two programs get the same lock" in ended.stderr
    assert "--state-folder" in ended.stderr
    assert not file.exists()


def test_a_file_system_that_refuses_locks_is_refused(
    file: Path, monkeypatch: pytest.MonkeyPatch, nothing_held: None
) -> None:
    import fcntl

    def none(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "lockf", none)
    with pytest.raises(StateUnusable, match=r"No locks available.*--state-folder"):
        SqliteJournal(file)
    assert list(file.parent.iterdir()) == []


@pytest.mark.parametrize("option", ["nolock", "local_lock=all", "local_lock=posix"])
def test_locks_that_other_machines_do_not_see_are_refused(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nothing_held: None, option: str
) -> None:
    mounted(tmp_path, monkeypatch, "nfs4", f"rw,vers=4.2,{option},addr=10.0.0.1")
    with pytest.raises(StateUnusable, match="mounted as nfs4 with locks that other machines"):
        SqliteJournal(file)


def test_a_network_with_locks_is_used_without_a_log_beside_the_file(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nothing_held: None
) -> None:
    mounted(tmp_path, monkeypatch, "nfs4", "rw,vers=4.2,local_lock=none,addr=10.0.0.1")
    journal = SqliteJournal(file)
    journal.record(TICK)
    assert not Path(f"{file}-wal").exists()
    assert len(SqliteJournal(file).entries()) == 1


def mounted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, options: str) -> None:
    device = tmp_path.stat().st_dev
    mounts = tmp_path / "mountinfo"
    mounts.write_text(
        "22 1 9:9 / / rw shared:1 - ext4 /dev/root rw\n"
        f"36 22 {os.major(device)}:{os.minor(device)} / /home rw,noatime shared:2 -"
        f" {kind} server:/home {options}\n"
    )
    monkeypatch.setattr(file_locks, "_MOUNTS", mounts)


# --- a full disk ----------------------------------------------------------------------------------
@contextmanager
def full_disk(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    former = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, former)


def test_what_was_recorded_can_be_read_where_nothing_can_be_written(file: Path) -> None:
    journal = SqliteJournal(file)
    journal.record(TICK)
    journal.close()
    with full_disk(0):
        with pytest.raises(StateUnusable):
            SqliteJournal(file)
        reading = SqliteJournal(file, only_read=True)
        assert [entry.step for entry in reading.entries()] == ["1a"]
        with pytest.raises(StateUnusable, match="read only"):
            reading.record(TICK)
        reading.close()
    assert len(SqliteJournal(file).entries()) == 1


# --- another program holds it ---------------------------------------------------------------------
@pytest.fixture
def endless_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever may wait for another program waits longer than any machine takes for the rest."""
    monkeypatch.setattr(sqlite, "PATIENT", 4.0 * HUNG)


@pytest.mark.usefixtures("endless_patience")
def test_the_screens_thread_is_told_at_once_that_another_program_holds_it(file: Path) -> None:
    journal = SqliteJournal(file)
    told: list[StateUnusable] = []
    journal.on_failure = told.append
    with sqlite3.connect(file, isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        with pytest.raises(StateBusy, match="held by another program"):
            journal.record(TICK, patient=False)
        assert time.monotonic() - began < HUNG
        other.execute("ROLLBACK")
    assert journal.record(TICK, patient=False)
    assert told == []


@pytest.mark.usefixtures("endless_patience")
def test_a_thread_that_waits_does_not_hold_the_others(file: Path) -> None:
    journal = SqliteJournal(file)
    with sqlite3.connect(file, isolation_level=None) as other, ThreadPoolExecutor(1) as pool:
        other.execute("BEGIN EXCLUSIVE")
        waiting = pool.submit(journal.record, TICK)
        began = time.monotonic()
        while not journal._lock.locked():
            time.sleep(0)
        with pytest.raises(StateBusy):
            journal.record(TICK, patient=False)
        assert journal.place() == ("", "")
        assert time.monotonic() - began < HUNG
        other.execute("ROLLBACK")
        assert waiting.result()


# --- out of the way -------------------------------------------------------------------------------
def killed_with_all_in_its_log(file: Path) -> None:
    code = BEGIN + "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    process = subprocess.run(
        [sys.executable, "-c", code, str(file)], cwd=ROOT, input=b"\n", check=False
    )
    assert process.returncode == -signal.SIGKILL
    assert Path(f"{file}-wal").stat().st_size > 0


@pytest.mark.parametrize("network", [True, False])
def test_locks_that_cannot_be_tried_are_trusted_on_a_disk_of_this_machine_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, network: bool
) -> None:
    monkeypatch.setattr(file_locks, "_held", {})
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    monkeypatch.setattr(file_locks, "is_on_a_network", lambda _: network)
    assert ("cannot be tried" in file_locks.why_locks_do_not_hold(tmp_path)) is network


def test_a_record_that_is_set_aside_is_whole(file: Path) -> None:
    killed_with_all_in_its_log(file)
    aside = set_aside(file, AT)
    assert aside is not None
    assert aside.name == "record-set-aside-20261126T020000Z.sqlite3"
    assert {path.name for path in file.parent.iterdir()} == {aside.name, "fingerprint.key"}
    assert len(SqliteJournal(aside).entries()) == 1
    assert SqliteJournal(file).entries() == ()


@pytest.mark.parametrize("ending", ["", "-wal", "-journal"])
@pytest.mark.parametrize("kind", ["a link", "a pipe", "a second name"])
def test_what_is_no_record_of_ours_is_neither_opened_nor_moved(
    file: Path, kind: str, ending: str
) -> None:
    SqliteJournal(file).close()
    victim = file.with_name("victim.sqlite3")
    with closing(sqlite3.connect(victim)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE a (b)")
    before = victim.read_bytes()
    there = Path(f"{file}{ending}")
    there.unlink(missing_ok=True)
    if kind == "a link":
        there.symlink_to(victim)
    elif kind == "a pipe":
        os.mkfifo(there)
    else:
        os.link(victim, there)
    with pytest.raises(StateUnusable, match="is not set aside"):
        set_aside(file, AT)
    assert victim.read_bytes() == before
    assert os.path.lexists(there)


def test_a_damaged_record_is_set_aside_with_its_log(file: Path) -> None:
    killed_with_all_in_its_log(file)
    log = b"no log at all" * 100
    Path(f"{file}-wal").write_bytes(log)
    file.write_bytes(b"no database at all" * 100)
    aside = set_aside(file, AT)
    assert aside is not None
    assert aside.read_bytes() == b"no database at all" * 100
    assert Path(f"{aside}-wal").read_bytes() == log
    assert SqliteJournal(file).entries() == ()


def test_a_record_that_somebody_has_open_stays(file: Path) -> None:
    journal = SqliteJournal(file)
    journal.record(TICK)
    with pytest.raises(StateBusy, match="held by another program"):
        set_aside(file, AT)
    assert len(journal.entries()) == 1
    journal.record(TICK)  # and nothing of it was cut off
    journal.close()
    assert set_aside(file, AT)
    SqliteJournal(file).close()
    second = set_aside(file, AT)
    assert second is not None
    assert second.name.endswith("Z-2.sqlite3")


def test_there_may_be_none_to_set_aside(file: Path) -> None:
    assert set_aside(file, AT) is None


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\0" + b"\xff" * 5000])
def test_the_advice_for_a_damaged_record_is_our_own_command(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(StateUnusable, match="poolwalk record --set-aside") as refused:
        SqliteJournal(file)
    assert "aside (" not in str(refused.value)


# --- texts ----------------------------------------------------------------------------------------
def test_half_a_character_is_spelled_out_and_no_obstacle(file: Path) -> None:
    journal = SqliteJournal(file)
    journal.record(Entry(EntryKind.TICKED, "adm\udcff", AT, "4/\ud800", {"note": "\udcff"}))
    (entry,) = SqliteJournal(file).entries()
    assert entry.who == "adm\\udcff"
    assert journal.fingerprint("\udcff") != journal.fingerprint("?")


# --- a log without its record ---------------------------------------------------------------------
EMPTIED: dict[str, Callable[[Path], object]] = {
    "removed": lambda file: file.unlink(),
    "moved": lambda file: file.rename(file.with_name("moved")),
    "cut off": lambda file: os.truncate(file, 0),
}


@pytest.fixture
def killed(file: Path, tmp_path: Path) -> Path:
    """The files as a program leaves them that was killed: all that was recorded is in the log."""
    journal = SqliteJournal(file)
    journal.record(TICK)
    folder = shutil.copytree(file.parent, tmp_path / "killed")
    journal.close()
    return folder / file.name


@pytest.mark.parametrize("only_read", [True, False])
@pytest.mark.parametrize("name", EMPTIED)
def test_a_log_whose_record_is_gone_is_not_thrown_away(
    killed: Path, name: str, only_read: bool
) -> None:
    whole, log = killed.read_bytes(), Path(f"{killed}-wal").read_bytes()
    EMPTIED[name](killed)

    with pytest.raises(StateUnusable, match="still holds what was recorded"):
        SqliteJournal(killed, only_read=only_read)

    assert Path(f"{killed}-wal").read_bytes() == log
    killed.write_bytes(whole)
    back = SqliteJournal(killed)
    assert [entry.kind for entry in back.entries()] == [EntryKind.TICKED]
    back.close()


@pytest.mark.parametrize("name", EMPTIED)
def test_a_log_whose_record_is_gone_is_set_aside_whole(killed: Path, name: str) -> None:
    log = Path(f"{killed}-wal").read_bytes()
    EMPTIED[name](killed)

    aside = set_aside(killed, AT)

    assert Path(f"{aside}-wal").read_bytes() == log
    SqliteJournal(killed).close()
