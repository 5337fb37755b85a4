"""Reading a file that a person named, without waiting for anybody.

A pipe that nobody writes to would keep its reader waiting forever.
"""

import os
import stat
from pathlib import Path
from typing import IO

from migration.errors import BadInput

_SHOWN = 200  # characters of a path in a sentence


def content_of(path: str, most: int, otherwise: str = "Check the path.") -> bytes:
    """The file's content.

    Of a longer one it gives `most` bytes and one more, which tells that it is longer. Raises
    `BadInput` with the reason and `otherwise`, the sentence that says what to do.
    """
    try:
        with open(Path(path).expanduser(), "rb", opener=at_once) as file:
            if is_ordinary_file(file):
                return file.read(most + 1)
    # also a NUL in the path, and a home that is not known
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or "it is no path here"
        message = f"{quoted(path)} cannot be read: {why}. {otherwise}"
        raise BadInput(message) from None
    message = f"{quoted(path)} cannot be read: it is no ordinary file. {otherwise}"
    raise BadInput(message)


def quoted(path: str) -> str:
    """A path as a sentence quotes it."""
    return path if len(path) <= _SHOWN else f"{path[:_SHOWN]}…"


def at_once(path: str, flags: int) -> int:
    """An `opener` for `open`."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def is_ordinary_file(file: IO[bytes]) -> bool:
    """Whether an open file is one, and no pipe, folder or device."""
    return stat.S_ISREG(os.fstat(file.fileno()).st_mode)
