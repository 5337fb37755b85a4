"""The key beside the journals, by which fingerprints tell whether two secrets are the same."""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from migration.errors import StateUnusable
from migration.private_file import open_private

NAME = "fingerprint.key"
_BYTES = 32


def fingerprint_key(folder: Path, *, make: bool) -> bytes:
    """The key, made whole before it stands there.

    Raises `StateUnusable` for one that is not whole, and `OSError`.
    """
    file = folder / NAME
    if make and not os.path.lexists(file):
        _make(file)
    with os.fdopen(open_private(file, os.O_RDONLY), "rb") as kept:
        key = kept.read(_BYTES + 1)
    if len(key) != _BYTES:
        message = (
            f"The state file {file} cannot be used: it has {len(key)} bytes instead of {_BYTES}."
            " Put the former one back, or name another --state-folder."
        )
        raise StateUnusable(message)
    return key


def _make(file: Path) -> None:
    with NamedTemporaryFile(dir=file.parent, prefix=".fingerprint-") as made:  # 0600
        made.write(secrets.token_bytes(_BYTES))
        made.flush()
        os.fsync(made.fileno())
        with suppress(FileExistsError):  # another process was first: its key counts
            os.link(made.name, file)
