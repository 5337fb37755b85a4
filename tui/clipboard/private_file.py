"""A value in a file that only the person can read, for when nothing else leads to them."""

import os
from pathlib import Path

from migration.journal.location import FILE_MODE, prepare_folder

_NAME, _SECRET_NAME = "copied.txt", "copied-secret.txt"


def write(folder: Path, text: str, *, secret: bool) -> Path:
    """Write it, whole or not at all. Raises `StateUnusable` or `OSError`."""
    prepare_folder(folder)
    path = folder / (_SECRET_NAME if secret else _NAME)
    path.unlink(missing_ok=True)  # what stands there may be a link, or somebody else's to read
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(text.encode("utf-8", "surrogatepass"))
    return path


def remove_secret(folder: Path) -> bool:
    """Remove the file with a secret, where there is one.

    It can also be one that an earlier run left because it was killed.
    """
    path = folder / _SECRET_NAME
    try:
        path.unlink()
    except FileNotFoundError:
        return False
    return True
