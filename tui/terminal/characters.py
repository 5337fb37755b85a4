"""What was read from a terminal as characters; a byte that is no UTF-8 stays one (PEP 383)."""

import re
from codecs import getincrementaldecoder
from collections.abc import Callable

_BYTES = 0xDC00  # what is no UTF-8 is read as this and the byte
_NO_UTF8 = re.compile("[\udc80-\udcff]")


def decoder() -> Callable[[bytes], str]:
    """Makes text of bytes, read by read; a character may come in several."""
    return getincrementaldecoder("utf-8")("surrogateescape").decode


def byte_of(number: int) -> str:
    """What a byte that is no UTF-8 is read as."""
    return chr(_BYTES + number)


def code_of(character: str) -> int:
    """The number of a character, or of the byte that it stands for."""
    code = ord(character)
    return code - _BYTES if code >= _BYTES and _NO_UTF8.match(character) else code


def as_text(characters: str) -> str:
    """Text for a person: a byte that is no UTF-8 is the sign that stands for one."""
    return _NO_UTF8.sub("\ufffd", characters)
