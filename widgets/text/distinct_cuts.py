"""Texts that are cut so that each can be told from those beside it."""

from collections import Counter
from functools import lru_cache

from rich.cells import cell_len

from widgets.text import plain_text
from widgets.text.plain_text import fit, fit_value

_BEFORE = 2  # characters that are kept before the first one that differs


def fit_apart(text: str, width: int, beside: tuple[str, ...]) -> str:
    """The text in exactly `width` cells, as `fit_value` has it unless another looks the same then.

    Such a one begins shortly before where it differs from all of those `beside` it.
    """
    shown = fit_value(text, width)
    if cell_len(text) <= width or shown not in _shared(beside, width, plain_text.ELLIPSIS):
        return shown
    alike = [one for one in beside if one != text and fit_value(one, width) == shown]
    differs = max((_in_common(text, one) for one in alike), default=0)
    return fit(_from(text, differs, width), width) if differs else shown


def from_difference(text: str, other: str, width: int) -> str:
    """The text in at most `width` cells: a long one begins where it differs from another."""
    if cell_len(text) <= width:
        return text
    return fit(_from(text, _in_common(text, other), width), width)


def _from(text: str, differs: int, width: int) -> str:
    """The end of a text if what differs is in it, else what begins shortly before that."""
    mark = plain_text.ELLIPSIS
    end = len(text) - width + len(mark)
    begins = end if differs >= end else differs - _BEFORE
    return mark + text[begins:] if begins > len(mark) else text


@lru_cache(maxsize=64)
def _shared(texts: tuple[str, ...], width: int, _: str) -> frozenset[str]:
    """What several of the texts look like in a width; the last is what stands for a cut."""
    counted = Counter(fit_value(text, width) for text in set(texts) if cell_len(text) > width)
    return frozenset(shown for shown, number in counted.items() if number > 1)


def _in_common(one: str, other: str) -> int:
    """How many characters both have in common at the start."""
    shortest = min(len(one), len(other))
    return next((at for at in range(shortest) if one[at] != other[at]), shortest)
