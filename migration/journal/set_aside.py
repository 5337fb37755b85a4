"""Moving a record out of the way: all of it, so that nothing of it is lost."""

import os
import sqlite3
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path
from urllib.parse import quote

from migration.errors import StateBusy, StateUnusable
from migration.journal.file_error_sentences import in_use, system_sentence
from migration.journal.orphaned_log import log_is_orphaned
from migration.private_file import what_is_wrong

_BESIDE = ("-wal", "-shm", "-journal")
_ASIDE = "-set-aside-"


def set_aside(file: Path, moment: datetime) -> Path | None:
    """Move the record to a name with the moment in it, and return that; None: there is none.

    What lies in the log beside it is brought into it first; where it is damaged, the log moves
    along under a name that belongs to it. Raises `StateBusy` while another program has it open, and
    `StateUnusable`.
    """
    orphaned = log_is_orphaned(file)
    if not orphaned and not os.path.lexists(file):
        return None
    # Nothing of somebody else's is opened, through a link least of all: that alone changes it.
    for ending in ("", *_BESIDE):
        if why := what_is_wrong(Path(f"{file}{ending}")):
            message = f"{file}{ending} is not set aside: {why}. Take it away yourself."
            raise StateUnusable(message)
    if not orphaned:  # at the first look SQLite would throw it away
        _bring_together(file)
    aside = _free(file, moment)
    try:
        for ending in ("", *_BESIDE):
            if os.path.lexists(f"{file}{ending}"):
                os.rename(f"{file}{ending}", f"{aside}{ending}")
    except OSError as error:
        raise StateUnusable(system_sentence(file, error)) from error
    return aside


def was_set_aside(file: Path) -> bool:
    """Whether this record was moved away once: another one begins after that."""
    return any(file.parent.glob(f"{escape(file.stem)}{_ASIDE}*"))


def _bring_together(file: Path) -> None:
    """Take the log into the file; what is damaged stays as it is."""
    if _is_damaged(file):
        return
    try:
        database = sqlite3.connect(file, isolation_level=None, timeout=1)
        try:
            # Needs the file for itself alone, and leaves no log behind.
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            mode = database.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
        finally:
            database.close()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise StateBusy(in_use(file)) from None
    except sqlite3.DatabaseError:
        return
    else:
        if mode != "delete":
            raise StateBusy(in_use(file))
        with suppress(OSError):  # an index of the log, which is in the file now
            Path(f"{file}-shm").unlink(missing_ok=True)


def _is_damaged(file: Path) -> bool:
    """Looked at without writing: letting go of a damaged file, SQLite would drop its log."""
    database = sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True, timeout=1)
    try:
        database.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        return False
    except sqlite3.DatabaseError:
        return True
    finally:
        database.close()
    return False


def _free(file: Path, moment: datetime) -> Path:
    number, name = 1, f"{file.stem}{_ASIDE}{moment:%Y%m%dT%H%M%SZ}"
    free = file.with_name(f"{name}{file.suffix}")
    while any(os.path.lexists(f"{free}{ending}") for ending in ("", *_BESIDE)):
        number += 1
        free = file.with_name(f"{name}-{number}{file.suffix}")
    return free
