"""Rows of a record's file as entries, and whether all of them are there."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from migration.bounded_json import bounded_json
from migration.journal.entries import Entry, EntryKind
from migration.journal.entry_form import is_of_poolwalk


def entry_of(row: tuple[int, str, str, str, str, str]) -> Entry:
    """A row as an entry. Raises `sqlite3.DatabaseError` for one that is none of ours."""
    number, at, who, kind, step, body = row
    try:
        moment = datetime.fromisoformat(at)
        entry = Entry(EntryKind(kind), who, moment, step, bounded_json(body), number)
    except (ValueError, TypeError) as error:
        raise sqlite3.DatabaseError(str(error)) from None
    if not is_of_poolwalk(entry):
        message = f"entry {number} is none of Poolwalk's"
        raise sqlite3.DatabaseError(message)
    return entry


def must_be_all(entries: Sequence[Entry], *, first: int, last: int) -> None:
    """Hold entries to be all from a number to the last that was given to one, or beyond it.

    SQLite gives each number once, and a write that fails gives none: a gap is an entry that was
    taken away, and a record without it would say of a write that nobody made it. Raises
    `sqlite3.DatabaseError`.
    """
    expected = first
    for entry in entries:
        if entry.number != expected:
            break
        expected += 1
    else:
        if expected > last:
            return
    message = f"entry {expected} is not in it any more"
    raise sqlite3.DatabaseError(message)
