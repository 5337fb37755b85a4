"""The journal in a SQLite file: append-only, synced to disk before `record` returns."""

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from migration.errors import StateBusy, StateUnusable
from migration.journal.entries import Entry
from migration.journal.file_error_sentences import in_use, sqlite_sentence, system_sentence
from migration.journal.file_locks import is_on_a_network, why_locks_do_not_hold
from migration.journal.fingerprint_key import fingerprint_of, key_of
from migration.journal.orphaned_log import must_not_be_orphaned
from migration.journal.same_file import SameFile
from migration.journal.sqlite_rows import entry_of, must_be_all
from migration.private_file import open_private, prepare_folder, what_is_wrong

VERSION = 1
# Seconds to wait for another program that holds the file: for whoever has a thread to wait in, and
# for the screen's own, which must never be seen to stand still.
PATIENT, QUICK = 5.0, 0.1
_PAUSE = 0.02
_SCHEMA = (
    "CREATE TABLE entry ("
    " number INTEGER PRIMARY KEY AUTOINCREMENT,"
    " at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, step TEXT NOT NULL,"
    " body TEXT NOT NULL)",
    "CREATE TRIGGER entry_stays BEFORE UPDATE ON entry"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER entry_remains BEFORE DELETE ON entry"
    " BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END",
    "CREATE TABLE place"
    " (one INTEGER PRIMARY KEY CHECK (one = 1), step TEXT NOT NULL, row TEXT NOT NULL)",
    f"PRAGMA user_version = {VERSION}",
)


class SqliteJournal:
    """A journal in one file. Its methods may be called from any thread.

    `on_failure` is told when the file cannot be used any more, not when it is only busy.
    """

    def __init__(self, file: Path, *, only_read: bool = False) -> None:
        """Open or make the file (0600 in a 0700 folder).

        With `only_read` nothing is made or changed, and nothing can be recorded: a disk that is
        full does not keep a person from looking. Raises `StateUnusable` if it is damaged, newer,
        not on a file system that can keep it, or cannot be written.
        """
        self.file = file
        self.on_failure: Callable[[StateUnusable], None] = lambda _: None
        self._only_read = only_read
        self._lock = Lock()
        self._known: tuple[Entry, ...] = ()
        must_not_be_orphaned(file)
        try:
            if not only_read:
                _prepare(file)
            self.key = key_of(file, make=not only_read)  # for fingerprints
            self._database = self._connected()
        except OSError as error:
            raise StateUnusable(system_sentence(file, error)) from error
        except sqlite3.DatabaseError as error:
            raise StateUnusable(sqlite_sentence(file, error)) from error
        try:
            self._open()
            self._same = SameFile.of(file)
            self._place = self._kept_place()
        except sqlite3.DatabaseError as error:
            self._database.close()
            raise StateUnusable(sqlite_sentence(file, error)) from error
        except StateUnusable:
            self._database.close()
            raise

    def _connected(self) -> sqlite3.Connection:
        address: str | Path = self.file
        if self._only_read:
            log = Path(f"{self.file}-wal")
            at_rest = not log.exists() or log.stat().st_size == 0
            address = f"file:{quote(str(self.file))}?mode=ro{'&immutable=1' if at_rest else ''}"
        return sqlite3.connect(
            address,
            check_same_thread=False,
            isolation_level=None,
            timeout=PATIENT,
            uri=self._only_read,
        )

    def _open(self) -> None:
        until = time.monotonic() + PATIENT
        while True:
            try:
                self._open_once()
            except sqlite3.OperationalError as error:
                # Of two that begin at once, SQLite refuses one some things without waiting.
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                    raise
                with suppress(sqlite3.Error):
                    self._database.execute("ROLLBACK")
                time.sleep(_PAUSE)
            else:
                return

    def _open_once(self) -> None:
        version = self._version()
        if not version and self._tables() and not self._version():  # nobody made them meanwhile
            message = "it holds tables that are no record's"
            raise sqlite3.DatabaseError(message)
        if not self._only_read:
            # A log beside the file needs memory that all its users share, which no network has.
            mode = "DELETE" if is_on_a_network(self.file.parent) else "WAL"
            self._database.execute(f"PRAGMA journal_mode = {mode}")
            self._database.execute("PRAGMA synchronous = EXTRA")
            if version == 0:
                self._make_tables()
        if version and self._database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            message = "its content is damaged"
            raise sqlite3.DatabaseError(message)

    def _make_tables(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")
        if self._version() == 0:  # nobody made them meanwhile
            for statement in _SCHEMA:
                self._database.execute(statement)
        self._database.execute("COMMIT")

    def _tables(self) -> bool:
        return self._database.execute("SELECT 1 FROM sqlite_master").fetchone() is not None

    def _version(self) -> int:
        version = int(self._database.execute("PRAGMA user_version").fetchone()[0])
        if version > VERSION:
            message = (
                f"The state file {self.file} was written by a newer Poolwalk (format {version},"
                f" this one knows {VERSION}): run that version, or name another --state-folder."
                " Nothing in it was touched."
            )
            raise StateUnusable(message)
        return version

    def record(self, entry: Entry, *, patient: bool = True, after: int | None = None) -> int:
        """Append the entry; it is on disk when this returns.

        What came behind `after` is in nobody's way: of all writers of a machine one has the turn.
        Raises `StateUnusable`: `StateBusy` where another program holds the file.
        """
        row = (
            entry.at.isoformat(),
            _storable(entry.who),
            entry.kind.value,
            _storable(entry.step),
            json.dumps(entry.body, sort_keys=True),
        )
        with self._holding(patient=patient):
            if self._only_read:
                message = f"The state file {self.file} was opened to be read only."
                raise StateUnusable(message)
            cursor = self._database.execute(
                "INSERT INTO entry (at, who, kind, step, body) VALUES (?, ?, ?, ?, ?)", row
            )
            self._must_be_the_same()  # what was moved meanwhile holds the entry where nobody looks
            if cursor.rowcount != 1:  # a trigger that is none of ours let it fall
                message = "it does not keep what is recorded"
                raise sqlite3.DatabaseError(message)
            return cursor.lastrowid or 0

    def entries(self, *, patient: bool = True) -> tuple[Entry, ...]:
        """Every entry, oldest first. Raises as `record` does."""
        with self._holding(patient=patient):
            last = self._known[-1].number if self._known else 0
            given = self._database.execute(
                "SELECT max(seq) FROM sqlite_sequence WHERE name = 'entry'"
            ).fetchone()[0]
            rows = self._database.execute(
                "SELECT number, at, who, kind, step, body FROM entry WHERE number >= ?"
                " ORDER BY number",
                (last,),
            ).fetchall()
            found = tuple(map(entry_of, rows))
            if self._known and found[:1] != self._known[-1:]:
                message = "what was recorded before is not in it any more"
                raise sqlite3.DatabaseError(message)
            must_be_all(found, first=last or 1, last=given or 0)
            self._known += found[1:] if self._known else found
            return self._known

    def remember_place(self, step: str, row: str) -> None:
        """Keep where the person is; a full disk costs only the place.

        It waits for whoever holds the file, so that it belongs in a thread.
        """
        self._place = (step, row)
        if self._only_read:
            return
        with suppress(StateUnusable), self._holding(patient=True, telling=False):
            self._database.execute(
                "INSERT OR REPLACE INTO place (one, step, row) VALUES (1, ?, ?)",
                (_storable(step), _storable(row)),
            )

    def place(self) -> tuple[str, str]:
        """Step and row, or two empty strings; from memory."""
        return self._place

    def fingerprint(self, secret: str) -> str:
        """HMAC-SHA256 under a key that lies beside the file, private to its owner."""
        return fingerprint_of(secret, self.key)

    def close(self) -> None:
        """Close the file; what was recorded is on disk already."""
        with self._lock:
            self._database.close()

    def _kept_place(self) -> tuple[str, str]:
        try:
            row = self._database.execute("SELECT step, row FROM place").fetchone()
        except sqlite3.OperationalError:
            return "", ""
        return (str(row[0]), str(row[1])) if row else ("", "")

    @contextmanager
    def _holding(self, *, patient: bool, telling: bool = True) -> Iterator[None]:
        """The file for one thread, and every trouble with it as `StateUnusable`."""
        seconds = PATIENT if patient else QUICK
        if not self._lock.acquire(timeout=seconds):
            raise StateBusy(in_use(self.file))
        try:
            self._must_be_the_same()
            self._database.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
            yield
        except sqlite3.Error as error:
            failure = self._failure(error)
        except StateUnusable as error:
            failure = error
        else:
            return
        finally:
            self._lock.release()
        if telling and not isinstance(failure, StateBusy):
            self.on_failure(failure)
        raise failure from None

    def _failure(self, error: sqlite3.Error) -> StateUnusable:
        said = sqlite_sentence(self.file, error)
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        busy = code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
        return StateBusy(said) if busy else StateUnusable(said)

    def _must_be_the_same(self) -> None:
        if why := self._same.trouble():
            message = (
                f"The state file {self.file} is not the one any more that this run opened: {why}."
                " Nothing more is written. Put it back, and start again."
            )
            raise StateUnusable(message)


def _prepare(file: Path) -> None:
    """Make the folder and the file, or hold what is there to what it must be."""
    prepare_folder(file.parent)
    if why := why_locks_do_not_hold(file.parent):
        message = (
            f"The state folder {file.parent} is on a file system on which two programs can write"
            f" over each other's record: {why}. Name one on a local disk with --state-folder."
        )
        raise StateUnusable(message)
    for path in (file, Path(f"{file}-wal"), Path(f"{file}-shm"), Path(f"{file}-journal")):
        if why := what_is_wrong(path):
            message = f"The state file {path} cannot be used: {why}. Take it away yourself."
            raise StateUnusable(message)
    # Never opened where it is there: closing it would let go of SQLite's locks in this process.
    if not os.path.lexists(file):
        with suppress(FileExistsError):
            os.close(open_private(file, os.O_CREAT | os.O_EXCL | os.O_RDWR))
    file.chmod(0o600)


def _storable(text: str) -> str:
    """A text that SQLite takes: half of a character pair is spelled out."""
    return text.encode("utf-8", "backslashreplace").decode()
