"""A credential in a file that nobody else can read.

It is never an argument, since every process on the machine can see those.
"""

import os
import stat
from pathlib import Path

from migration.errors import BadInput
from migration.ordinary_file import at_once, is_ordinary_file


def credential_in(file: Path, what: str, largest: int) -> bytes:
    """The content of a file, at most one byte more than `largest`.

    `what` names it in a sentence: "The Alexa token file". Raises `BadInput` where it cannot be
    read, or others can read it.
    """
    try:
        with open(file, "rb", opener=at_once) as opened:
            mode, ordinary = os.fstat(opened.fileno()).st_mode, is_ordinary_file(opened)
            content = opened.read(largest + 1) if ordinary else b""
    except (OSError, ValueError) as error:  # also a NUL in the path
        why = getattr(error, "strerror", None) or "it is no path here"
        raise BadInput(f"{what} {file} cannot be read: {why}.") from None
    if not ordinary:
        raise BadInput(f"{what} {file} cannot be read: it is no ordinary file.")
    if stat.S_IMODE(mode) & 0o077:
        raise BadInput(f"{what} {file} can be read by others: run chmod 600 on it.")
    return content
