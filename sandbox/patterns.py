r"""The service models' patterns are Java's.

This compiles them so that they mean here what they mean there.

PyPI's `regex` knows `\p{L}`, but its ASCII flag, which Java's `\w`, `\s` and `\d` would need,
breaks exactly that. So the three are written out in the pattern's text, and so is a character that
Java writes as a pair of surrogates.
"""

from functools import cache

import regex  # type: ignore[import-untyped]  # it comes without types

_PAIR = regex.compile(r"\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})")
_JAVA_CLASSES = {"w": "a-zA-Z0-9_", "s": r" \t\n\x0B\f\r", "d": "0-9"}


@cache
def compiled(pattern: str) -> regex.Pattern:
    """A compiled pattern; AWS holds the whole value against it, as Java's `matches` does."""
    return regex.compile(as_python(pattern))


def as_python(pattern: str) -> str:
    """The pattern with Java's ASCII classes spelt out, inside a character class and outside."""
    out: list[str] = []
    in_class = False
    letters = iter(_PAIR.sub(_as_one, pattern))
    for letter in letters:
        if letter == "\\":
            escaped = next(letters, "")
            ascii_class = _JAVA_CLASSES.get(escaped)
            if ascii_class is None:
                out.append("\\" + escaped)
            else:
                out.append(ascii_class if in_class else f"[{ascii_class}]")
            continue
        if letter == "[":
            in_class = True
        elif letter == "]":
            in_class = False
        out.append(letter)
    return "".join(out)


def _as_one(pair: regex.Match) -> str:
    high, low = (int(half, 16) for half in pair.groups())
    return f"\\U{0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00):08X}"


def matches(pattern: str, value: str) -> bool:
    """Whether the whole value satisfies the pattern."""
    return compiled(pattern).fullmatch(value) is not None
