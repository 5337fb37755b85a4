r"""The service model's patterns are Java's: compiled here so that they mean what they mean there.

pydantic's own engine knows `\p{L}` and its kin, which the standard library's does not; the standard
library's knows what the other leaves out, look-behind. Java's `\w`, `\s` and `\d` are ASCII, so
they are written out in the pattern's text.
"""

import re
from collections.abc import Callable
from functools import cache

_ASCII_CLASSES = {"w": "a-zA-Z0-9_", "d": "0-9", "s": r" \t\n\x0b\f\r"}


def matches(pattern: str, value: str) -> bool:
    """Whether the whole value satisfies the pattern, as AWS holds it."""
    return _compiled(pattern)(value)


@cache
def _compiled(pattern: str) -> Callable[[str], bool]:
    from pydantic_core import SchemaError, SchemaValidator, core_schema

    whole = rf"\A(?:{_with_ascii_classes(pattern)})"
    try:
        return SchemaValidator(core_schema.str_schema(pattern=rf"{whole}\z")).isinstance_python
    except SchemaError:
        expression = re.compile(rf"{whole}\Z")
        return lambda value: expression.match(value) is not None


def _with_ascii_classes(pattern: str) -> str:
    written: list[str] = []
    in_class = False
    position = 0
    while position < len(pattern):
        letter = pattern[position]
        if letter == "\\":
            name = pattern[position + 1 : position + 2]
            ascii_class = _ASCII_CLASSES.get(name)
            written.append(
                letter + name
                if ascii_class is None
                else ascii_class
                if in_class
                else f"[{ascii_class}]"
            )
            position += 2
            continue
        in_class = {"[": True, "]": False}.get(letter, in_class)
        written.append(letter)
        position += 1
    return "".join(written)
