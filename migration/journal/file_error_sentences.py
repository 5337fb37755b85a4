"""What is wrong with the state file, in a sentence that says what to do next."""

import sqlite3
from pathlib import Path

SET_ASIDE = (
    "“poolwalk record --set-aside” moves it away whole, and a new record begins; or name another"
    " --state-folder"
)
_DO = {
    sqlite3.SQLITE_FULL: ("the disk is full", "Free some of it, and start again"),
    sqlite3.SQLITE_IOERR: (
        "the disk did not take or give it",
        "Free or repair the disk, and start again",
    ),
    sqlite3.SQLITE_READONLY: (
        "it cannot be written",
        "Make file and folder your own (chmod u+w), or name another --state-folder",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "it cannot be opened",
        "Look at the disk and the folder, or name another --state-folder",
    ),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", SET_ASIDE),
    sqlite3.SQLITE_NOTADB: ("it is no record", SET_ASIDE),
}


def sqlite_sentence(file: Path, error: sqlite3.Error) -> str:
    """The sentence on an error of SQLite's."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return in_use(file)
    why, do = _DO.get(code, (str(error), SET_ASIDE))
    return f"The state file {file} cannot be used: {why} ({error}). {do}."


def in_use(file: Path) -> str:
    """The sentence on a file that another program holds."""
    return (
        f"The state file {file} is held by another program right now, and nothing was recorded:"
        " wait until that has ended, and try again."
    )


def system_sentence(file: Path, error: OSError) -> str:
    """The sentence on an error of the system's."""
    return (
        f"The state file {file} cannot be used: {error.strerror or error}. Free or repair the disk,"
        " or name another --state-folder."
    )
