"""The one reader of every file that a person names: bounded, and without waiting for anybody.

A pipe that nobody writes to would hold whoever reads it, and a device never ends.
"""

import json
import os
import stat
from pathlib import Path
from typing import IO, Any

from migration.errors import BadInput

DEEPEST = 64  # levels of a document; AWS's own have a dozen
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


def text_of(path: str, most: int, otherwise: str = "Check the path.") -> str:
    """The file's text in UTF-8, of `most` bytes at most.

    Raises `BadInput`: why not, and `otherwise`, the sentence that says what to do.
    """
    content = content_of(path, most, otherwise)
    if len(content) > most:
        raise BadInput(f"{quoted(path)} is far too large: more than {most:,} bytes. {otherwise}")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{quoted(path)} is not a text in UTF-8. {otherwise}") from None


def json_of(path: str, most: int, otherwise: str = "Check the path.") -> Any:
    """The JSON in a file, of `most` bytes and `DEEPEST` levels at most.

    None where it is no JSON, or nested deeper. Raises `BadInput` as `text_of` does.
    """
    text = text_of(path, most, otherwise)
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found if _depth_within(found, DEEPEST) else None


def _depth_within(value: Any, most: int) -> bool:
    level = [value]
    for _ in range(most):
        level = [
            part
            for item in level
            if isinstance(item, dict | list)
            for part in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return True
    return False


def quoted(path: str) -> str:
    """A path as a sentence quotes it: one line, and what cannot be seen spelled out."""
    shown = path if len(path) <= _SHOWN else f"{path[:_SHOWN]}…"
    return "".join(letter if letter.isprintable() else f"<U+{ord(letter):04X}>" for letter in shown)


def at_once(path: str, flags: int) -> int:
    """An `opener` for `open`."""
    return os.open(path, flags | os.O_NONBLOCK | os.O_NOCTTY)


def is_ordinary_file(file: IO[bytes]) -> bool:
    """Whether an open file is one, and no pipe, folder or device."""
    return stat.S_ISREG(os.fstat(file.fileno()).st_mode)
