"""Whether anything was recorded in this machine's file, also where it cannot be read."""

import os
from pathlib import Path

from migration.errors import StateUnusable
from migration.private_file import open_private

_MARK = slice(60, 64)  # of SQLite's header: the mark of the form, which the tables bring with them


def has_entries(file: Path) -> bool:
    """Whether anything was recorded in a file; yes where that cannot be known."""
    from migration.journal.sqlite import SqliteJournal

    if not holds_something(file):
        return False
    try:
        journal = SqliteJournal(file, only_read=True)
    except StateUnusable:
        return True
    try:
        return bool(journal.entries())
    except StateUnusable:
        return True
    finally:
        journal.close()


def is_blank(file: Path) -> bool:
    """Whether a file stands there in which no record was begun, or of which nothing is left.

    Looked at without SQLite, which would begin one.
    """
    try:
        log = Path(f"{file}-wal")
        if log.exists() and log.stat().st_size:
            return False
        with os.fdopen(open_private(file, os.O_RDONLY), "rb") as opened:
            head = opened.read(_MARK.stop)
    except OSError:
        return False
    return not any(head[_MARK])


def holds_something(file: Path) -> bool:
    """Whether anything can have been recorded in a file that cannot be read."""
    for path in (file, Path(f"{file}-wal")):
        try:
            if os.lstat(path).st_size:
                return True
        except FileNotFoundError:
            continue
        except NotADirectoryError:
            return False
        except OSError:
            return True
    return False
