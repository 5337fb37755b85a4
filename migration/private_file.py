"""Files of ours on a machine that others use: private to their owner, and never through a link.

Whoever can write where we look could put a link, a pipe or a file of theirs there.
"""

import os
import stat
from pathlib import Path

from migration.errors import StateUnusable

FOLDER_MODE = 0o700
FILE_MODE = 0o600
# No following of a link, no waiting for a pipe's other end, no terminal that becomes ours.
_CAREFULLY = (
    getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
)
_OTHERS = 0o077
_OTHERS_WRITE = 0o022


class NotOurs(OSError):
    """What stands at a path is not a plain file of ours; `strerror` says what it is."""


def open_private(file: Path, flags: int) -> int:
    """Open or make a file of ours, and return its descriptor.

    It ends up readable and writable by its owner alone, whatever the umask is and whatever it was.
    Raises `OSError`: `NotOurs` for a link, a pipe, a device, a file of somebody else's or with
    another name.
    """
    try:
        descriptor = os.open(file, flags | _CAREFULLY | getattr(os, "O_CLOEXEC", 0), FILE_MODE)
    except OSError as error:
        if why := what_is_wrong(file):
            raise NotOurs(error.errno, why) from None
        raise
    try:
        if why := _wrong(os.fstat(descriptor)):
            raise NotOurs(0, why)
        if stat.S_IMODE(os.fstat(descriptor).st_mode) & _OTHERS and hasattr(os, "fchmod"):
            os.fchmod(descriptor, FILE_MODE)
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def what_is_wrong(file: Path) -> str:
    """Why a path is no plain file of ours, in words; empty where it is one, or nothing is there."""
    try:
        return _wrong(os.lstat(file))
    except OSError:
        return ""


def _wrong(status: os.stat_result) -> str:
    if stat.S_ISLNK(status.st_mode):
        return "it is a link, and links are not followed"
    if not stat.S_ISREG(status.st_mode):
        return "it is no ordinary file"
    if _is_somebody_elses(status):
        return "it belongs to somebody else"
    if status.st_nlink > 1:
        return "it has a second name (a hard link), under which others may have it"
    return ""


def _is_private(path: Path) -> bool:
    status = os.lstat(path)
    return not (_is_somebody_elses(status) or stat.S_IMODE(status.st_mode) & _OTHERS)


def _is_somebody_elses(status: os.stat_result) -> bool:
    return hasattr(os, "geteuid") and status.st_uid != os.geteuid()


def prepare_folder(folder: Path) -> None:
    """Make the folder, private to its owner. Raises `StateUnusable`.

    The folders on the way to it that are made, too. One that is there is closed to others where
    that takes nothing from them; a home folder that was named is none to be closed.
    """
    try:
        for parent in [*reversed(folder.parents), folder]:
            if not os.path.lexists(parent):
                parent.mkdir(mode=FOLDER_MODE, exist_ok=True)
                parent.chmod(FOLDER_MODE)
        status = folder.stat()
        if not stat.S_ISDIR(status.st_mode):
            raise NotOurs(0, "it is no folder")
        if _is_somebody_elses(status):
            raise NotOurs(0, "it belongs to somebody else")
        if stat.S_IMODE(status.st_mode) & _OTHERS:
            if all(map(_is_private, folder.iterdir())):
                folder.chmod(FOLDER_MODE)
            elif stat.S_IMODE(status.st_mode) & _OTHERS_WRITE:
                raise NotOurs(0, "others can write in it, and have files there")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise NotOurs(0, "it cannot be written by you")
    except OSError as error:
        message = (
            f"The state folder {folder} cannot be used: {error.strerror}. Name another one with"
            " --state-folder."
        )
        raise StateUnusable(message) from error
