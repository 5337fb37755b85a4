"""Snapshots on disk: in the state folder, private to their owner, whole or not at all."""

import json
import os
import re
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path
from typing import Any

from migration.errors import BadInput, StateUnusable
from migration.ordinary_file import is_schema, json_of
from migration.pools.reading import Deployment
from migration.private_file import prepare_folder
from migration.snapshot.document import SCHEMA, Document
from migration.whole_file import give_free_name, place_whole, sync_folder

# Bytes; one of two pools with a thousand clients each has about six million.
LARGEST = 100_000_000


def snapshot_file(folder: Path, deployment: Deployment, made_at: datetime) -> Path:
    """The file's name: account, region, both pools, and the UTC time."""
    return folder / f"{_stem(deployment)}-{made_at:%Y%m%dT%H%M%SZ}.json"


def snapshots_in(folder: Path, deployment: Deployment) -> tuple[Path, ...]:
    """The snapshots of this deployment, oldest first."""
    return tuple(sorted(folder.glob(f"{escape(_stem(deployment))}-*.json")))


def _stem(deployment: Deployment) -> str:
    pools = f"{deployment.old_pool.id}-{deployment.new_pool.id}"
    return f"snapshot-{deployment.account}-{deployment.region}-{pools}"


def write_snapshot(file: Path, document: Document) -> Path:
    """Write the snapshot and return its path; it is synced to disk by then.

    A file that is there already is kept, and the new one gets another name. Raises `StateUnusable`;
    then nothing of it is there.
    """
    prepare_folder(file.parent)
    text = _SURROGATE.sub(_escaped, json.dumps(document, **_FORM)) + "\n"
    try:
        placed = place_whole(file, text.encode("utf-8"), lambda made: _named(made, file))
        sync_folder(placed.parent)
    except OSError as error:
        message = (
            f"The snapshot {file} cannot be written: {error.strerror}. Free or repair the disk, or"
            " name another --state-folder."
        )
        raise StateUnusable(message) from error
    return placed


def _named(unfinished: Path, file: Path) -> Path:
    """Give it a name that no other snapshot has, of this moment either."""
    while True:
        free = _free(file)
        with suppress(FileExistsError):
            give_free_name(unfinished, free)
            return free


def _free(file: Path) -> Path:
    number, free = 2, file
    while os.path.lexists(free):
        number, free = number + 1, file.with_stem(f"{file.stem}-{number}")
    return free


# Half of a character pair, which is no text that a file can hold: as JSON spells it.
_SURROGATE = re.compile("[\ud800-\udfff]")
_FORM: dict[str, Any] = {"indent": 2, "ensure_ascii": False}


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"


def read_snapshot(file: str | Path, deployment: Deployment) -> Document:
    """A snapshot of this deployment.

    Raises `BadInput` where the file is no snapshot, is damaged, newer, or of other pools.
    """
    document = json_of(str(file), LARGEST, "“poolwalk snapshot” makes a snapshot.")
    if not isinstance(document, dict) or not is_schema(document.get("schema")):
        raise BadInput(_no_snapshot(file))
    if document["schema"] > SCHEMA:
        message = (
            f"The snapshot {file} was made by a newer Poolwalk (schema {document['schema']}, this"
            f" one knows {SCHEMA}): compare it with that version."
        )
        raise BadInput(message)
    if not all(isinstance(document.get(part), dict) for part in ("deployment", "old", "new")):
        raise BadInput(_no_snapshot(file))
    for what, theirs, ours in _identity(document["deployment"], deployment.document):
        if theirs != ours:
            message = (
                f"The snapshot {file} is of another deployment: its {what} is {theirs}, and this"
                f" one's is {ours}."
            )
            raise BadInput(message)
    return document


def _identity(theirs: Document, ours: Document) -> list[tuple[str, Any, Any]]:
    pairs = [(name, theirs.get(name), ours[name]) for name in ("account", "region")]
    for name in ("old_pool", "new_pool"):
        pool = theirs.get(name)
        pairs.append(
            (
                name.replace("_", " "),
                pool.get("id") if isinstance(pool, dict) else None,
                ours[name]["id"],
            )
        )
    return pairs


def _no_snapshot(file: str | Path) -> str:
    return f"{file} is no snapshot of Poolwalk's, or it is damaged: “poolwalk snapshot” makes one."
