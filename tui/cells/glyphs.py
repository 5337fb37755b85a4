"""Text as terminals put it into cells: what shares a cell, how many it takes, and who differs."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rich.cells import cell_len  # by the same table as Textual, which laid the text out

REST: Final = ""  # stands in the cells of a wide glyph behind its first
UNKNOWN: Final = "\0"  # stands in a cell that may show anything
_JOINER = "\u200d"
_FLAGS = range(0x1F1E6, 0x1F200)  # two of these letters make a flag
_SKINS = range(0x1F3FB, 0x1F400)
_EMOJI = 0x1F000
# Marks that every terminal puts over the character before them: of Latin, Cyrillic, Hebrew and
# Arabic letters, and of symbols.
_MARKS = frozenset(
    chr(code)
    for first, last in (
        *((0x0300, 0x036F), (0x0483, 0x0487), (0x0591, 0x05C7)),
        *((0x064B, 0x065F), (0x20D0, 0x20DC)),
    )
    for code in range(first, last + 1)
)


def cells_of(text: str) -> Sequence[str] | None:
    """A glyph for each cell. None if the text begins with a mark: it has no cell of its own."""
    return text if text.isascii() else _cells(text)


def mark_before(text: str, glyph: str) -> str:
    """What of a text goes over or into a glyph before it, and takes no cell."""
    joined = glyph
    for character in text:
        if not joins(joined, character):
            break
        joined += character
    return joined.removeprefix(glyph)


@lru_cache(maxsize=4096)
def joins(before: str, character: str) -> bool:
    """Whether a character shares the cells of the glyph before it."""
    if character.isascii():
        return before.endswith(_JOINER)
    code = ord(character)
    return (
        before.endswith(_JOINER)
        or unicodedata.category(character)[0] == "M"
        or not cell_len(character)
        or code in _SKINS
        or (code in _FLAGS and len(before) == 1 and ord(before) in _FLAGS)
    )


@lru_cache(maxsize=4096)
def is_doubtful(glyph: str) -> bool:
    """Whether terminals may differ about how many cells a glyph takes, as about most emoji."""
    if glyph.isascii():
        return False
    base = glyph[0]
    category, width = unicodedata.category(base), cell_len(base)
    letter = category[0] not in "CM" and ord(base) < _EMOJI
    sure = letter and (width == 1 or (width == 2 and category != "So"))
    return not (sure and _MARKS.issuperset(glyph[1:]))


@lru_cache(maxsize=1024)
def _cells(text: str) -> tuple[str, ...] | None:
    glyphs: list[str] = []
    for character in text:
        if glyphs and joins(glyphs[-1], character):
            glyphs[-1] += character
        else:
            glyphs.append(character)
    widths = [cell_len(glyph) for glyph in glyphs]
    if not all(widths):
        return None
    cells: list[str] = []
    for glyph, width in zip(glyphs, widths, strict=True):
        cells += (glyph, *[REST] * (width - 1))
    return tuple(cells)
