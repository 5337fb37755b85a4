"""Words that somebody typed, quoted in the sentence that refuses them.

It names the nearest known word.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from widgets.text.plain_text import cut, plain

_BEGINNING = 3  # letters that are enough to say which word is meant, where one alone has them
_NEAR = 0.6  # of both words' letters, as `difflib` counts them


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A sentence that names the nearest of the known names.

    Where none is near, it is `otherwise`, or names all of them.
    """
    names = sorted(known)
    if near := nearest(name, names):
        return f"Did you mean {near}?"
    return otherwise or f"Known are {', '.join(names)}."


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was mistyped, or begun; empty where none is near enough to be meant."""
    words = {known_name.lstrip("-").casefold(): known_name for known_name in known}
    word = name.lstrip("-").casefold()
    begun = [one for one in words if one.startswith(word)]
    if len(begun) == 1 and len(word) >= _BEGINNING:
        return words[begun[0]]
    likely = [one for one in words if abs(len(one) - len(word)) <= max(1, len(word) // 2)]
    near = get_close_matches(word, likely, n=1, cutoff=_NEAR)
    return words[near[0]] if near else ""


def quoted(text: object, longest: int = 60) -> str:
    """What somebody typed, quoted: cut to a number of cells, and without control characters."""
    return f"“{cut(plain(str(text)), longest)}”"


def see_help(command: str) -> str:
    """Where a command's help is."""
    return f"see “{' '.join(filter(None, ['poolwalk', command, '--help']))}”"
