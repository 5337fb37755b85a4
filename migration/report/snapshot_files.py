"""The snapshots of a deployment: those on this machine, and the one that its record names."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from migration.journal.entries import Entry, EntryKind
from migration.pools.reading import Deployment
from migration.report.report import SnapshotFile
from migration.snapshot.file import snapshot_file

_MOMENT = re.compile(r"-(\d{8}T\d{6}Z)(?:-\d+)?\.json")


def snapshots_of(
    folder: Path, deployment: Deployment, entries: Sequence[Entry]
) -> tuple[SnapshotFile, ...]:
    """Those in the folder, by their time, and the one that the record names, wherever it lies.

    Before the first write of all one is taken by itself, on the machine that writes; its name is in
    the record. A record that does not name it means the last that was taken here before that write.
    """
    here = sorted(_found(folder, deployment))
    first = next((entry for entry in entries if entry.kind is EntryKind.INTENT), None)
    named = str(first.body.get("snapshot") or "") if first is not None else ""
    if first is not None and not named:
        named = max(((at, name) for at, name in here if at <= first.at), default=(None, ""))[1]
    found = [SnapshotFile(name, at, name == named) for at, name in here]
    if first is not None and named and named not in {name for _, name in here}:
        host = str(first.body.get("process", {}).get("host") or "")
        at = _taken_at(named) or first.at
        found.insert(0, SnapshotFile(named, at, True, first.who, host))
    return tuple(found)


def _taken_at(name: str) -> datetime | None:
    moment = _MOMENT.search(name)
    if moment is None:
        return None
    return datetime.strptime(moment[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def _found(folder: Path, deployment: Deployment) -> Iterator[tuple[datetime, str]]:
    start = snapshot_file(folder, deployment, datetime.min.replace(tzinfo=UTC)).name
    start = start.rpartition("-")[0]
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return
    for name in names:
        is_one = name.startswith(start) and _MOMENT.fullmatch(name.removeprefix(start))
        taken = _taken_at(name) if is_one else None
        if taken is not None:
            yield taken, name
