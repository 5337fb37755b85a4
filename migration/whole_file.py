"""A file of ours that is there whole or not at all: made under another name, then given its own."""

import errno
import os
import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from migration.private_file import open_private

T = TypeVar("T")
_KEPT = 100  # characters of the file's name in the other one: a name has 255 at most


def place_whole(file: Path, content: bytes, place: Callable[[Path], T]) -> T:
    """Write it beside `file`, synced to disk and private to its owner, then have it placed.

    `place` is given the path at which it lies, and gives it the name that it shall have. Returns
    what `place` does. Raises `OSError`; then nothing of it is there.
    """
    if "\0" in str(file):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    # A name of its own: two containers that share the folder can have one number of a process.
    unfinished = file.with_name(f".{file.name[:_KEPT]}.{secrets.token_hex(8)}")
    try:
        descriptor = open_private(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
            opened.flush()
            os.fsync(opened.fileno())
        return place(unfinished)
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)


def replace_whole(file: Path, content: bytes) -> None:
    """Write it in the place of what bears that name. Raises `OSError`; then that is still there."""
    place_whole(file, content, lambda unfinished: unfinished.replace(file))


def give_free_name(unfinished: Path, file: Path) -> None:
    """Give it a name that nothing bears. Raises `FileExistsError` where something does."""
    try:
        os.link(unfinished, file)
    except FileExistsError:
        raise
    except OSError:  # a file system without second names
        unfinished.replace(file)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk. Raises `OSError`."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
