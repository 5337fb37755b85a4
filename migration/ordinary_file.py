"""Opening a file that a person named, without waiting for anybody: a pipe that nobody writes to would hold whoever reads it."""

import os
import stat
from typing import IO


def at_once(path: str, flags: int) -> int:
    """An `opener` for `open`."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def is_ordinary_file(file: IO[bytes]) -> bool:
    """Whether an open file is one, and no pipe, folder or device."""
    return stat.S_ISREG(os.fstat(file.fileno()).st_mode)
