"""The theme that was chosen in the palette, kept from one start to the next.

One line in the state folder; what `--theme`, the environment or config.toml say comes first.
"""

import os
from pathlib import Path

from migration.errors import StateUnusable
from migration.journal.state_folder import state_folder
from migration.private_file import open_private, prepare_folder

_NAME = "theme"
_LONGEST = 100  # bytes of a theme's name


def kept_theme(folder: Path | None) -> str:
    """The name that was kept last; empty where there is none, or it cannot be read."""
    try:
        descriptor = open_private(_file(folder), os.O_RDONLY)
        with os.fdopen(descriptor, "rb") as file:
            return file.read(_LONGEST).decode("ascii", "ignore").strip()
    except (OSError, StateUnusable):
        return ""


def keep_theme(folder: Path | None, name: str) -> None:
    """Keep a name. Raises `StateUnusable` where the state folder cannot be used."""
    file = _file(folder)
    prepare_folder(file.parent)
    try:
        descriptor = open_private(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(f"{name}\n".encode("ascii"))
    except OSError as error:
        message = f"The theme is not kept for the next start: {file}: {error.strerror}."
        raise StateUnusable(message) from error


def _file(folder: Path | None) -> Path:
    return state_folder(folder) / _NAME
