"""Whether anything was recorded in this machine's file, also where it cannot be read."""

import os
from pathlib import Path

from migration.errors import StateUnusable


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
