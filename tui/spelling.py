"""Words that somebody typed, quoted in the sentence that refuses them.

It names the nearest known word.
"""

from collections.abc import Iterable
from difflib import get_close_matches

from widgets.text.plain_text import cut, plain


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A sentence that names the nearest of the known names.

    Where none is near, it is `otherwise`, or names all of them.
    """
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.6)
    if near:
        return f"Did you mean {near[0]}?"
    return otherwise or f"Known are {', '.join(names)}."


def quoted(text: object, longest: int = 60) -> str:
    """What somebody typed, quoted: cut to a number of cells, and without control characters."""
    return f"“{cut(plain(str(text)), longest)}”"


def see_help(command: str) -> str:
    """Where a command's help is."""
    return f"see “{' '.join(filter(None, ['poolwalk', command, '--help']))}”"
