r"""The letters and digits of a text, however they are written: in capitals, escaped, over lines.

`wJal/K7` and `WJAL%2FK7`, `"wJal\/K7"`, `wJal /\n K7` have the same. What stands between them is
left out, since it is what changes when texts are packed into others.
"""

import re
from bisect import bisect_right
from functools import cache

# Signs of escapes may be escaped themselves, as in an address or in HTML.
_PERCENT = "%(?:25)*"
_BACKSLASHES = rf"(?:\\|{_PERCENT}5[cC])+"
_AND, _NUMBER, _END = (
    rf"(?:&(?:(?i:amp);)*|{_PERCENT}26)",
    rf"(?:\#|{_PERCENT}23)",
    rf"(?:;|{_PERCENT}3[bB])",
)
_ESCAPED = rf"""(?:\x1b|{_BACKSLASHES}(?:[uU]001[bB]|[xX]1[bB]|033|[eE]))\[[0-9;:]*[A-Za-z]
    |{_BACKSLASHES}(?:[uU](?P<unicode>[0-9A-Fa-f]{{4}})|[xX](?P<byte>[0-9A-Fa-f]{{2}})|[abfnrtvABFNRTV])
    |{_AND}(?:{_NUMBER}(?:(?P<decimal>[0-9]{{1,7}})|[xX](?P<entity>[0-9A-Fa-f]{{1,6}}))
        |(?i:amp|lt|gt|quot|apos)){_END}
    |{_PERCENT}(?P<percent>[0-9A-Fa-f]{{2}})"""
_ESCAPES = frozenset("%\\&\x1b")
_OTHERS = "[^A-Za-z0-9]+"


# Compiled when the first text is looked at: most programs tell no error.
@cache
def _escaped() -> re.Pattern[str]:
    return re.compile(_ESCAPED, re.VERBOSE)


@cache
def _written() -> re.Pattern[str]:
    return re.compile(rf"(?P<plain>[A-Za-z0-9]+)|{_ESCAPED}", re.VERBOSE)


def bare(text: str) -> str:
    """Its letters and digits of ASCII, in small letters."""
    if not _ESCAPES.isdisjoint(text):
        text = _escaped().sub(_character, text)
    return unescaped(text)


def unescaped(text: str) -> str:
    """The same of a text that is no packed one: what looks like an escape in it is none."""
    return re.sub(_OTHERS, "", text).lower()


class Places:
    """Where in a text each of its letters and digits stands, as `bare` gives them."""

    def __init__(self, text: str) -> None:
        self._begins: list[int] = []  # of each run, among the letters and digits
        self._runs: list[tuple[int, int, bool]] = []  # in the text; whether it is plain
        count = 0
        for found in _written().finditer(text):
            plain = found["plain"] is not None
            size = len(found[0]) if plain else len(bare(found[0]))
            if size:
                self._begins.append(count)
                self._runs.append((found.start(), found.end(), plain))
                count += size

    def span(self, begin: int, end: int) -> tuple[int, int]:
        """From and to in the text, of these letters and digits and what is between them."""
        return self._of(begin)[0], self._of(end - 1)[1]

    def _of(self, number: int) -> tuple[int, int]:
        run = bisect_right(self._begins, number) - 1
        begin, end, plain = self._runs[run]
        at = begin + number - self._begins[run]
        return (at, at + 1) if plain else (begin, end)


def _character(found: re.Match[str]) -> str:
    for name, base in (("percent", 16), ("unicode", 16), ("byte", 16), ("entity", 16)):
        if found[name]:
            return _alone(int(found[name], base))
    return _alone(int(found["decimal"])) if found["decimal"] else " "


def _alone(code: int) -> str:
    # What an escape stands for begins no other escape.
    return chr(code) if code < 128 and chr(code).isalnum() else " "
