"""Whether a record was emptied, by what an earlier one left beside it."""

from pathlib import Path

from migration.errors import StateUnusable
from migration.journal.local_record import is_blank
from migration.journal.set_aside import was_set_aside
from migration.pools.reading import Deployment
from migration.snapshot.file import snapshots_in


def must_not_be_emptied(file: Path, deployment: Deployment) -> None:
    """Raise `StateUnusable` for a blank record beside what an earlier one left.

    A snapshot of these pools is made once a record was begun, and a record that was set aside
    leaves its file.
    """
    if is_blank(file) and snapshots_in(file.parent, deployment) and not was_set_aside(file):
        message = (
            f"The state file {file} is empty, though a snapshot beside it shows that a record was"
            " begun: what was recorded is lost from it. Put the file back from a backup; or"
            " “poolwalk record --set-aside” moves it away, and a new record begins."
        )
        raise StateUnusable(message)
