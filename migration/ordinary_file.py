"""The one reader of every file that a person names: bounded, and without waiting for anybody.

A pipe that nobody writes to would hold whoever reads it, and a device never ends.
"""

import os
import shlex
import stat
from pathlib import Path
from typing import IO, Any
from urllib.parse import unquote, urlsplit

from migration.bounded_json import bounded_json
from migration.errors import BadInput

_FILE_URL = "file://"
_SHOWN = 200  # characters of a path in a sentence


def content_of(path: str, most: int, otherwise: str = "Check the path.") -> bytes:
    """The file's content.

    Of a longer one it gives `most` bytes and one more, which tells that it is longer. Raises
    `BadInput` with the reason and `otherwise`, the sentence that says what to do.
    """
    try:
        with open(path_of(path), "rb", opener=at_once) as file:
            if is_ordinary_file(file):
                return file.read(most + 1)
    # also a NUL in the path, and a home that is not known
    except (OSError, ValueError, RuntimeError) as error:
        why = getattr(error, "strerror", None) or "it is no path here"
        message = f"{quoted(path)} cannot be read: {why}. {otherwise}"
        raise BadInput(message) from None
    message = f"{quoted(path)} cannot be read: it is no ordinary file. {otherwise}"
    raise BadInput(message)


def path_of(named: str) -> Path:
    """The path that a person means, who typed it, pasted it or dropped the file on the terminal.

    A terminal quotes what is dropped on it, or puts a backslash before blanks; a browser and a
    file manager copy `file://…`. A file that is really named so comes first. Raises `RuntimeError`
    for the home of somebody who is not known.
    """
    text = named.strip()
    path = Path(text).expanduser()
    if os.path.lexists(path):
        return path
    if text.startswith(_FILE_URL):
        address = urlsplit(text)
        return Path(unquote(address.path)) if address.netloc in {"", "localhost"} else path
    try:
        words = shlex.split(text)
    except ValueError:  # a quote that is not closed belongs to the name
        return path
    if len(words) == 1 and words[0] != text:
        return Path(words[0]).expanduser()
    return path


def text_of(path: str, most: int, otherwise: str = "Check the path.") -> str:
    """The file's text in UTF-8, of `most` bytes at most.

    Raises `BadInput`: why not, and `otherwise`, the sentence that says what to do.
    """
    content = content_of(path, most, otherwise)
    if len(content) > most:
        raise BadInput(f"{quoted(path)} is far too large: more than {most:,} bytes. {otherwise}")
    try:
        return content.decode("utf-8-sig")  # as editors on Windows save it
    except UnicodeDecodeError:
        raise BadInput(f"{quoted(path)} is not a text in UTF-8. {otherwise}") from None


def json_of(path: str, most: int, otherwise: str = "Check the path.") -> Any:
    """The JSON in a file, of `most` bytes and `DEEPEST` levels at most.

    None where it is no JSON, or nested deeper. Raises `BadInput` as `text_of` does.
    """
    text = text_of(path, most, otherwise)
    try:
        return bounded_json(text)
    except ValueError:
        return None


def is_schema(said: object) -> bool:
    """Whether a document's `schema` is the number of a form: they are counted from 1 on."""
    return type(said) is int and said >= 1


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
