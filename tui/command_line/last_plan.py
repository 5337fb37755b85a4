"""The ids of the settings that the last plan showed, kept for the shell's completion.

One a line in the state folder, in a file that only its owner can read.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from migration.errors import StateUnusable
from migration.journal.state_folder import state_folder
from migration.private_file import open_private, prepare_folder

_NAME = "last-plan"
_LARGEST = 1_000_000  # bytes


def kept_ids(folder: Path | None) -> list[str]:
    """The ids; none where no plan was shown yet, or they cannot be read."""
    with suppress(OSError, StateUnusable, RuntimeError):
        descriptor = open_private(state_folder(folder) / _NAME, os.O_RDONLY)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(_LARGEST).decode("utf-8", "replace").split("\n")[:-1]
    return []


def keep_ids(folder: Path | None, ids: Iterable[str]) -> None:
    """Keep them. Where that cannot be, completion knows none: nobody needs to be told."""
    with suppress(OSError, StateUnusable, RuntimeError):
        file = state_folder(folder) / _NAME
        prepare_folder(file.parent)
        descriptor = open_private(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="replace") as opened:
            opened.writelines(f"{id_}\n" for id_ in ids)
