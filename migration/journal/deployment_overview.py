"""What is known of a named deployment without asking AWS: as it was read last, and its record.

One private file a deployment in the state folder says how far it was; the record says who was
there last.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from migration.bounded_json import bounded_json
from migration.errors import StateUnusable
from migration.journal.entries import Entry
from migration.journal.sqlite import SqliteJournal
from migration.private_file import open_private, prepare_folder
from migration.whole_file import replace_whole

SCHEMA = 1
_LARGEST = 100_000  # bytes


@dataclass(frozen=True)
class LastReading:
    """How far a deployment was when both pools were read last, by this program on this machine.

    `record` is the name of its record's file on this machine; where `table` names one, the team's
    table is the record instead, and `last_who` and `last_at` tell of the newest entry that it had.
    `next` is the thing that was next, in words.
    """

    at: datetime
    who: str
    account: str
    region: str
    endpoint: str
    old_pool: str
    new_pool: str
    record: str
    table: str
    place: str  # what config.toml said of where it is
    steps: int
    done: int
    to_do: int
    next: str
    last_who: str = ""
    last_at: datetime | None = None


@dataclass(frozen=True)
class Overview:
    """A named deployment at a glance. `reading` is None where it was never opened here.

    `last` is the record's newest entry; `since` counts those after that reading. `problem` says
    why the record cannot be read.
    """

    name: str
    reading: LastReading | None = None
    last: Entry | None = None
    since: int = 0
    problem: str = ""


def glance_at(folder: Path, name: str) -> Overview:
    """What this machine knows of it; reads files alone."""
    reading = last_reading(folder, name)
    found = Overview(name, reading)
    if reading is None or reading.table:
        return found
    file = folder / reading.record
    if not file.exists():
        return replace(found, problem="its record is not here any more")
    try:
        journal = SqliteJournal(file, only_read=True)
    except StateUnusable as error:
        return replace(found, problem=str(error))
    try:
        entries = journal.entries(patient=False)
    except StateUnusable as error:
        return replace(found, problem=str(error))
    finally:
        journal.close()
    since = sum(entry.at > reading.at for entry in entries)
    return replace(found, last=entries[-1] if entries else None, since=since)


def last_reading(folder: Path, name: str) -> LastReading | None:
    """How far it was; None where it was never opened here, or that cannot be read."""
    try:
        descriptor = open_private(_file(folder, name), os.O_RDONLY)
        with os.fdopen(descriptor, "rb") as file:
            document = bounded_json(file.read(_LARGEST).decode("utf-8"))
        return _reading(document)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_reading(folder: Path, name: str, reading: LastReading) -> None:
    """Keep it, whole or not at all. Raises `StateUnusable` where the folder cannot be used."""
    file = _file(folder, name)
    prepare_folder(folder)
    moments = {"at": reading.at, "last_at": reading.last_at}
    document = {"schema": SCHEMA, **asdict(reading)} | {
        name: at.isoformat() if at else None for name, at in moments.items()
    }
    try:
        replace_whole(file, (json.dumps(document, indent=2, ensure_ascii=True) + "\n").encode())
    except OSError as error:
        message = f"How far {name} is was not kept: {file}: {error.strerror}."
        raise StateUnusable(message) from error


def _reading(document: Mapping[str, Any]) -> LastReading:
    if document["schema"] != SCHEMA:
        raise ValueError(document["schema"])
    return LastReading(
        at=_moment(document["at"]),
        who=str(document["who"]),
        account=str(document["account"]),
        region=str(document["region"]),
        endpoint=str(document["endpoint"]),
        old_pool=str(document["old_pool"]),
        new_pool=str(document["new_pool"]),
        record=Path(str(document["record"])).name,  # of the state folder, and of no other
        table=str(document["table"]),
        place=str(document["place"]),
        steps=int(document["steps"]),
        done=int(document["done"]),
        to_do=int(document["to_do"]),
        next=str(document["next"]),
        last_who=str(document.get("last_who", "")),
        last_at=_moment(document["last_at"]) if document.get("last_at") else None,
    )


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def _file(folder: Path, name: str) -> Path:
    return folder / f"deployment-{name}.json"
