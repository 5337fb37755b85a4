"""A token of Amazon's, from a file that nobody else can read.

It is never an argument, since every process on the machine can see those.
"""

import os
import stat
from pathlib import Path

from migration.errors import BadInput
from migration.ordinary_file import at_once, is_ordinary_file
from migration.secret import Secret

_LARGEST = 10_000  # bytes; a real one has about 400


def token_in(file: Path) -> Secret:
    """The token in a file. Raises `BadInput` where others can read it, or it holds no token."""
    try:
        with open(file, "rb", opener=at_once) as opened:
            mode, ordinary = os.fstat(opened.fileno()).st_mode, is_ordinary_file(opened)
            content = opened.read(_LARGEST + 1) if ordinary else b""
    except (OSError, ValueError) as error:  # also a NUL in the path
        why = getattr(error, "strerror", None) or "it is no path here"
        raise BadInput(f"The Alexa token file {file} cannot be read: {why}.") from None
    if not ordinary:
        raise BadInput(f"The Alexa token file {file} cannot be read: it is no ordinary file.")
    if stat.S_IMODE(mode) & 0o077:
        raise BadInput(f"The Alexa token file {file} can be read by others: run chmod 600 on it.")
    token = content.decode("ascii", errors="replace").strip()
    if (
        len(content) > _LARGEST
        or not token.isprintable()
        or not token
        or any(letter.isspace() for letter in token)
    ):
        raise BadInput(
            f"The Alexa token file {file} holds no token: put the access token in it, on one line"
            " and nothing else."
        )
    return Secret(token)
