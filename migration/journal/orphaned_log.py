"""Whether a record's log lies there without its record, which SQLite would throw it away for."""

import os
from pathlib import Path

from migration.errors import StateUnusable


def must_not_be_orphaned(file: Path) -> None:
    """Raise `StateUnusable` where the file is gone or empty and its log holds something.

    A program that was killed leaves what it recorded last in the log. SQLite takes the log of an
    empty file for a leftover and deletes it at the first look, even one that only reads: whoever
    put the file back would find nothing of it. Nobody makes a log before the file has content, so
    that the log is looked at first: another program may begin the record at this moment.
    """
    log = Path(f"{file}-wal")
    if _size(log) and not _size(file):
        message = (
            f"The state file {file} is gone or empty, and its log {log.name} still holds what was"
            " recorded last: nothing was touched. Put the file back from where it was moved or"
            " backed up; or “poolwalk record --set-aside” moves the log away, and a new record"
            " begins."
        )
        raise StateUnusable(message)


def log_is_orphaned(file: Path) -> bool:
    """Whether that is so."""
    try:
        must_not_be_orphaned(file)
    except StateUnusable:
        return True
    return False


def _size(path: Path) -> int:
    try:
        return os.lstat(path).st_size
    except OSError:
        return 0
