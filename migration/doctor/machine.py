"""The machine that Poolwalk runs on: whether the record can be kept here."""

import os
import shutil
from pathlib import Path

from migration.doctor.check import Check, Group, Subject
from migration.doctor.collected_checks import CollectedChecks
from migration.errors import StateUnusable
from migration.journal.sqlite import SqliteJournal
from migration.journal.state_folder import journal_file, state_folder
from migration.pools.reading import Deployment

STATE_FOLDER = Subject("state-folder", Group.MACHINE, "The folder of the record can be written")
DISK_SPACE = Subject("disk-space", Group.MACHINE, "There is room for the record and the snapshots")
RECORD = Subject("record", Group.MACHINE, "The record of this deployment can be read and continued")
FOLDER = (STATE_FOLDER, DISK_SPACE)
SUBJECTS = (*FOLDER, RECORD)

# A snapshot of two pools with a thousand clients each has about 6 MB; a record of a migration far
# less.
ROOM = 50_000_000  # bytes


def look_at_the_machine(checks: CollectedChecks, given: Path | None) -> None:
    """Make these checks, without making or changing anything."""
    try:
        folder = state_folder(given)
    except RuntimeError:
        checks.all_unknown(
            FOLDER, "Your home folder is unknown: set HOME, or name a folder with --state-folder."
        )
        return
    place = _nearest(folder)
    checks.take(_writable(folder, place))
    checks.take(_room(place))


def look_at_the_record(checks: CollectedChecks, given: Path | None, deployment: Deployment) -> None:
    """Open the deployment's record and read it whole; one that is not there yet is not made."""
    if not checks.wants(RECORD):
        return
    try:
        file = journal_file(state_folder(given), deployment)
        if not file.exists():
            checks.take(RECORD.passed("There is none yet"))
            return
        journal = SqliteJournal(file, only_read=True)
        try:
            count = len(journal.entries())
        finally:
            journal.close()
    except StateUnusable as error:
        checks.take(RECORD.failed(str(error), "Until then Poolwalk writes nothing to AWS."))
    except (OSError, RuntimeError) as error:
        checks.take(
            RECORD.unknown(
                f"The record could not be looked for: {getattr(error, 'strerror', None) or error}."
            )
        )
    else:
        checks.take(RECORD.passed(f"{file.name}: {count} {'entry' if count == 1 else 'entries'}"))


def _nearest(folder: Path) -> Path:
    """The folder, or as much of the way to it as there is."""
    for place in (folder, *folder.parents):
        if os.path.lexists(place):
            return place
    return folder


def _writable(folder: Path, place: Path) -> Check:
    another_folder = (
        "Name another folder with --state-folder. Until then Poolwalk writes nothing to AWS either."
    )
    if not place.is_dir():
        return STATE_FOLDER.failed(f"{place} is no folder.", another_folder)
    if not os.access(place, os.W_OK | os.X_OK):
        return STATE_FOLDER.failed(f"{place} cannot be written by you.", another_folder)
    return STATE_FOLDER.passed(
        str(folder) if place == folder else f"{folder}, which will be made when it is needed"
    )


def _room(place: Path) -> Check:
    try:
        free = shutil.disk_usage(place).free
    except OSError as error:
        return DISK_SPACE.unknown(
            f"The disk under {place} does not say how full it is: {error.strerror}."
        )
    shown = f"{free / 1e9:.1f} GB free" if free >= 1e9 else f"{free / 1e6:.0f} MB free"
    if free < ROOM:
        return DISK_SPACE.failed(
            f"{shown} under {place}", "Free some, or name a folder elsewhere with --state-folder."
        )
    return DISK_SPACE.passed(shown)
