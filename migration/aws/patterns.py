r"""The service model's patterns are Java's: compiled here so that they mean what they mean there.

The PyPI package `regex` knows `\p{L}` and its kin, which the standard library does not; its ASCII flag, which Java's `\w`, `\s`
and `\d` would need, breaks exactly those. So the three are written out in the pattern's text.
"""

from functools import cache
from typing import Any

_ASCII_CLASSES = {"w": "a-zA-Z0-9_", "d": "0-9", "s": r" \t\n\x0b\f\r"}


def matches(pattern: str, value: str) -> bool:
    """Whether the whole value satisfies the pattern, as AWS holds it."""
    return _compiled(pattern).fullmatch(value) is not None


@cache
def _compiled(pattern: str) -> Any:
    import regex  # type: ignore[import-untyped]  # it comes without types

    return regex.compile(_with_ascii_classes(pattern))


def _with_ascii_classes(pattern: str) -> str:
    written: list[str] = []
    in_class = False
    position = 0
    while position < len(pattern):
        letter = pattern[position]
        if letter == "\\":
            name = pattern[position + 1 : position + 2]
            ascii_class = _ASCII_CLASSES.get(name)
            written.append(letter + name if ascii_class is None else ascii_class if in_class else f"[{ascii_class}]")
            position += 2
            continue
        in_class = {"[": True, "]": False}.get(letter, in_class)
        written.append(letter)
        position += 1
    return "".join(written)
