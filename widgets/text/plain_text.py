"""Text from AWS as text, in a terminal's cells: cut, filled, wrapped and chopped."""

import re

from rich.cells import cell_len, chop_cells, set_cell_size

from migration.plain_text import plain, short_who

__all__ = [
    "chop",
    "chop_at_words",
    "cut",
    "fit",
    "fit_middle",
    "plain",
    "plain_lines",
    "short_who",
    "wrap",
]

ELLIPSIS = "…"


def plain_lines(text: str) -> list[str]:
    """The same for text of several lines: line ends stay line ends, tabs become spaces."""
    unified = text.replace("\r\n", "\n").expandtabs(4)
    return [plain(line) for line in unified.split("\n")]


def fit(text: str, width: int) -> str:
    """The text in exactly `width` cells: padded, or cut with an ellipsis.

    A wide character is never split.
    """
    if width <= 0:
        return ""
    if cell_len(text) <= width:
        return set_cell_size(text, width)
    return set_cell_size(set_cell_size(text, width - 1).rstrip() + ELLIPSIS, width)


def fit_middle(text: str, width: int) -> str:
    """The same, cut in the middle: for names, which often differ at their ends alone."""
    if width < 3 or cell_len(text) <= width:
        return fit(text, width)
    tail = ""
    for character in reversed(text):
        if cell_len(character + tail) > (width - 1) // 2:
            break
        tail = character + tail
    return set_cell_size(set_cell_size(text, width - 1 - cell_len(tail)) + ELLIPSIS + tail, width)


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, not padded."""
    return text if cell_len(text) <= width else fit(text, width)


def chop(text: str, width: int) -> list[str]:
    """The whole text in lines of at most `width` cells, broken anywhere.

    It is for values, where a space counts.
    """
    width = max(width, 2)
    lines = chop_cells(text, width)
    # Rich drops a modifier that stands alone, such as an emoji's skin tone: nothing of a value may
    # be lost.
    return lines if lines and "".join(lines) == text else _chop_by_character(text, width)


def chop_at_words(text: str, width: int) -> list[str]:
    """The same, broken behind a space or a sign between words where there is one.

    It is for values that a person reads before a yes.
    """
    lines = [""]
    for piece in re.findall(r"[^\s/&,;]+[\s/&,;]*|[\s/&,;]+", text):
        if cell_len(lines[-1] + piece) <= width:
            lines[-1] += piece
            continue
        *full, last = chop(piece, width)
        lines += [*full, last]
    return lines if lines[0] or len(lines) == 1 else lines[1:]


def _chop_by_character(text: str, width: int) -> list[str]:
    lines = [""]
    for character in text:
        if cell_len(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    return lines


def wrap(text: str, width: int) -> list[str]:
    """The whole text in lines of at most `width` cells, broken between words where possible.

    It is for sentences.
    """
    lines: list[str] = []
    current = ""
    for word in text.split():
        joined = f"{current} {word}" if current else word
        if cell_len(joined) <= width:
            current = joined
            continue
        if current:
            lines.append(current)
        *full, current = chop(word, width)
        lines.extend(full)
    return [*lines, current] if current or not lines else lines
