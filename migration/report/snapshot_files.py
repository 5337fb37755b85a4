"""The snapshots of a deployment that lie beside its record on this machine."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from migration.pools.reading import Deployment
from migration.report.report import SnapshotFile
from migration.snapshot.file import snapshot_file

_MOMENT = re.compile(r"-(\d{8}T\d{6}Z)(?:-\d+)?\.json")


def snapshots_in(
    folder: Path, deployment: Deployment, began: datetime | None
) -> tuple[SnapshotFile, ...]:
    """By their time; `began` is when the first write was, before which one was taken by itself."""
    found = sorted(_found(folder, deployment))
    before = [at for at, _ in found if began is not None and at <= began]
    last = max(before, default=None)
    return tuple(SnapshotFile(name, at, at == last) for at, name in found)


def _found(folder: Path, deployment: Deployment) -> Iterator[tuple[datetime, str]]:
    start = snapshot_file(folder, deployment, datetime.min.replace(tzinfo=UTC)).name
    start = start.rpartition("-")[0]
    try:
        names = [entry.name for entry in folder.iterdir()]
    except OSError:
        return
    for name in names:
        moment = _MOMENT.fullmatch(name.removeprefix(start)) if name.startswith(start) else None
        if moment:
            yield datetime.strptime(moment[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC), name
