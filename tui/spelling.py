"""The nearest known name to one that nobody knows."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(name: str, known: Iterable[str], otherwise: str = "") -> str:
    """A sentence that names the nearest of the known names; where none is near, `otherwise`, or all of them."""
    names = sorted(known)
    near = get_close_matches(name, names, n=1, cutoff=0.5)
    if near:
        return f"Did you mean {near[0]}?"
    return otherwise or f"Known are {', '.join(names)}."


def shown(text: object, longest: int = 60) -> str:
    """What somebody typed, quoted for an error's sentence: cut to a length, and without control characters."""
    words = str(text)
    words = "".join(character if character.isprintable() else "·" for character in words)
    return f"“{words if len(words) <= longest else words[: longest - 1] + '…'}”"
