"""The journal in a SQLite file: append-only, synced to disk before `record` returns."""

import hmac
import json
import os
import secrets
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock

from migration.errors import StateUnusable
from migration.journal.entries import Entry, EntryKind
from migration.private_file import open_private, prepare_folder

VERSION = 1
_KEY_FILE = "fingerprint.key"
_KEY_BYTES = 32
_SCHEMA = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL, step TEXT NOT NULL, body TEXT NOT NULL
);
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER entry_remains BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TABLE place (one INTEGER PRIMARY KEY CHECK (one = 1), step TEXT NOT NULL, row TEXT NOT NULL);
"""


class SqliteJournal:
    """A journal in one file. Its methods may be called from any thread."""

    def __init__(self, file: Path) -> None:
        """Open the file, or make it (0600 in a 0700 folder).

        Raises `StateUnusable` if it is damaged, newer, or cannot be written.
        """
        self.file = file
        self._lock = Lock()
        prepare_folder(file.parent)
        try:
            self._key = _fingerprint_key(file.parent / _KEY_FILE)
            os.close(open_private(file, os.O_CREAT | os.O_RDWR))
            self._database = sqlite3.connect(
                file, check_same_thread=False, isolation_level=None, timeout=5
            )
            self._open()
        except OSError as error:
            raise StateUnusable(_unusable(file, error.strerror or str(error))) from error
        except sqlite3.DatabaseError as error:
            raise StateUnusable(_unusable(file, str(error))) from error

    def _open(self) -> None:
        version = self._database.execute("PRAGMA user_version").fetchone()[0]
        if version > VERSION:
            self._database.close()
            message = (
                f"The state file {self.file} was written by a newer Poolwalk (format {version},"
                f" this one knows {VERSION}): run that version, or name another --state-folder."
                " Nothing in it was touched."
            )
            raise StateUnusable(message)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = FULL")
        if version == 0:
            self._database.executescript(
                f"BEGIN IMMEDIATE; {_SCHEMA} PRAGMA user_version = {VERSION}; COMMIT;"
            )
        elif self._database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            message = "its content is damaged"
            raise sqlite3.DatabaseError(message)

    def record(self, entry: Entry) -> int:
        """Append the entry; it is on disk when this returns. Raises `StateUnusable`."""
        row = (
            entry.at.isoformat(),
            entry.who,
            entry.kind.value,
            entry.step,
            json.dumps(entry.body, sort_keys=True),
        )
        with self._lock:
            try:
                cursor = self._database.execute(
                    "INSERT INTO entry (at, who, kind, step, body) VALUES (?, ?, ?, ?, ?)", row
                )
            except sqlite3.Error as error:
                raise StateUnusable(_unusable(self.file, str(error))) from error
            return cursor.lastrowid or 0

    def entries(self) -> tuple[Entry, ...]:
        """Every entry, oldest first. Raises `StateUnusable`."""
        with self._lock:
            try:
                rows = self._database.execute(
                    "SELECT number, at, who, kind, step, body FROM entry ORDER BY number"
                ).fetchall()
                return tuple(
                    Entry(
                        EntryKind(kind),
                        who,
                        datetime.fromisoformat(at),
                        step,
                        json.loads(body),
                        number,
                    )
                    for number, at, who, kind, step, body in rows
                )
            except (sqlite3.Error, ValueError) as error:
                raise StateUnusable(_unusable(self.file, str(error))) from error

    def remember_place(self, step: str, row: str) -> None:
        """Keep where the person is; a full disk costs only the place."""
        with self._lock:
            try:
                self._database.execute(
                    "INSERT OR REPLACE INTO place (one, step, row) VALUES (1, ?, ?)", (step, row)
                )
            except sqlite3.Error:
                return

    def place(self) -> tuple[str, str]:
        """Step and row, or two empty strings."""
        with self._lock:
            try:
                row = self._database.execute("SELECT step, row FROM place").fetchone()
            except sqlite3.Error:
                row = None
        return (row[0], row[1]) if row else ("", "")

    def fingerprint(self, secret: str) -> str:
        """HMAC-SHA256 under a key that lies beside the file, private to its owner."""
        return hmac.digest(self._key, secret.encode(), "sha256").hex()

    def close(self) -> None:
        """Close the file; what was recorded is on disk already."""
        with self._lock:
            self._database.close()


def _fingerprint_key(file: Path) -> bytes:
    """The key for fingerprints, which stands in a file beside the journal.

    A new one is written whole before it gets its name. Raises `StateUnusable` for one that is not
    whole.
    """
    if not file.exists():
        with NamedTemporaryFile(dir=file.parent, prefix=".fingerprint-") as made:  # 0600
            made.write(secrets.token_bytes(_KEY_BYTES))
            made.flush()
            os.fsync(made.fileno())
            with suppress(FileExistsError):  # another process was first: its key counts
                os.link(made.name, file)
    with os.fdopen(open_private(file, os.O_RDONLY), "rb") as kept:
        key = kept.read(_KEY_BYTES + 1)
    if len(key) != _KEY_BYTES:
        raise StateUnusable(_unusable(file, f"it has {len(key)} bytes instead of {_KEY_BYTES}"))
    return key


def _unusable(file: Path, why: str) -> str:
    return (
        f"The state file {file} cannot be used: {why}. Free or repair the disk, move the file aside"
        " (its record stays in it), or name another --state-folder."
    )
