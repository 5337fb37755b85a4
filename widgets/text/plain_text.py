"""Text from AWS as text, in a terminal's cells: cut, filled, wrapped and chopped."""

import re
from collections.abc import Callable, Iterable

from rich.cells import cell_len, chop_cells, set_cell_size

from migration.plain_text import plain as harmless
from migration.plain_text import short_who

__all__ = [
    "chop",
    "chop_at_words",
    "cut",
    "cut_at_word",
    "fit",
    "fit_middle",
    "fit_value",
    "plain",
    "plain_lines",
    "short_who",
    "wrap",
]

UNICODE_CUT, ASCII_CUT = "…", "..."
ELLIPSIS = UNICODE_CUT  # what stands where a text is cut
# What is kept whole where it fits: a word with the signs behind it (of an address the scheme with
# the host), and a part of a word.
_WORD = re.compile(r"(?:\w[\w+.-]*://)?[^\s/&,;]+[\s/&,;]*|[\s/&,;]+")
_PART = re.compile(r"(?<=[._\-=?:%@])(?![._\-=?:%@])|(?<=[a-z0-9])(?=[A-Z])")  # where one ends


def cut_as(mark: str) -> None:
    """From now on this stands where a text is cut.

    Without UTF-8 it is three dots: a single one would be read as a part of the value.
    """
    global ELLIPSIS  # noqa: PLW0603 - as the keymap, one for all that this process draws
    ELLIPSIS = mark


def plain(text: str) -> str:
    """One line of text of others, made harmless; a cut in it shows as all others do."""
    shown = harmless(text)
    return shown.replace(UNICODE_CUT, ASCII_CUT) if ELLIPSIS == ASCII_CUT else shown


def plain_lines(text: str) -> list[str]:
    """Plain text of several lines: line ends stay line ends, tabs become spaces."""
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
    kept = set_cell_size(text, max(width - cell_len(ELLIPSIS), 0)).rstrip()
    return set_cell_size(kept + ELLIPSIS, width)


def fit_middle(text: str, width: int) -> str:
    """Text cut in the middle to fit: for names, which often differ at their ends alone."""
    room = width - cell_len(ELLIPSIS)
    if room < 2 or cell_len(text) <= width:
        return fit(text, width)
    tail = ""
    for character in reversed(text):
        if cell_len(character + tail) > room // 2:
            break
        tail = character + tail
    return set_cell_size(set_cell_size(text, room - cell_len(tail)) + ELLIPSIS + tail, width)


def fit_value(text: str, width: int) -> str:
    """A value cut to fit: an address or an id in its middle, a sentence at its end."""
    longest = max((cell_len(word) for word in text.split()), default=0)
    return fit_middle(text, width) if longest > width * 2 // 3 else fit(text, width)


def cut(text: str, width: int) -> str:
    """The text in at most `width` cells, not padded."""
    return text if cell_len(text) <= width else fit(text, width).rstrip()


def cut_at_word(text: str, width: int) -> str:
    """A sentence in at most `width` cells, cut behind a whole word."""
    if cell_len(text) <= width:
        return text
    return wrap(text, width - cell_len(ELLIPSIS))[0] + ELLIPSIS


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
    """Lines broken behind a space or a sign between words where there is one.

    It is for values that a person reads. A word that is longer than a line is broken between its
    parts: at a dot or hyphen, or before a capital letter.
    """
    return _filled(_WORD.findall(text), width, _chopped_word)


def _chopped_word(word: str, width: int) -> list[str]:
    return _filled(_PART.split(word), width, chop)


def _filled(
    pieces: Iterable[str], width: int, broken: Callable[[str, int], list[str]]
) -> list[str]:
    """Lines of as many pieces as fit; what is longer than a line is `broken` by itself."""
    lines = [""]
    for piece in pieces:
        if cell_len(lines[-1] + piece) <= width:
            lines[-1] += piece
        elif cell_len(piece) <= width:
            lines.append(piece)
        else:
            lines += broken(piece, width)
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

    It is for sentences; an address in one that is longer than a line goes on where it has a sign.
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
        *full, current = chop_at_words(word, width)
        lines.extend(full)
    return [*lines, current] if current or not lines else lines
