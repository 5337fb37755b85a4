"""Text as a terminal shows it: broken at words where it is too long, its marks in colour.

In a pipe and in a file every line stays as it is, and without colour.
"""

import os
import re
import shutil
from collections.abc import Iterator
from typing import TextIO

from rich.cells import cell_len

from widgets.text.check_names import VERDICT_MARKS
from widgets.text.marks import BLOCKED_MARK, SETTING_MARKS, STEP_MARKS

_NARROWEST = (
    40  # cells: in a smaller window nothing reads well, and the terminal breaks lines itself
)
_COLOURS = {
    "ok": "32",  # green
    "error": "31",  # red
    "missing": "33",  # yellow: work that is left, as on the screen
    "todo": "33",
    "differs": "33",
    "warning": "33",
    "faint": "2",
}
_ROLES = dict(
    [*STEP_MARKS.values(), *SETTING_MARKS.values(), *VERDICT_MARKS.values(), BLOCKED_MARK]
)
_WARNING = "!"  # before what a person must know of a step
_OF_MARK = {mark: _COLOURS[role] for mark, role in _ROLES.items()} | {_WARNING: "33"}
_MARKED = re.compile(rf"( *)([{re.escape(''.join(_OF_MARK))}])(?= )")
_WORD = re.compile(r"\S+\s*")
_NEXT = "Next: "


def for_terminal(text: str, stream: TextIO) -> str:
    """The text for this stream; as it is where that is no terminal, and where it is JSON."""
    if not stream.isatty() or text.startswith("{"):
        return text
    width = shutil.get_terminal_size().columns
    lines = [
        piece for line in text.split("\n") for piece in broken(line, width if width > 0 else 80)
    ]
    return "\n".join(map(coloured, lines) if wants_colour() else lines)


def wants_colour() -> bool:
    """Whether this terminal takes colours, and nobody said that it should have none."""
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM", "") not in {"", "dumb"}


def broken(line: str, width: int) -> Iterator[str]:
    """A line in pieces of at most so many cells, the next ones below the text of the first.

    A word that is longer stays whole, so that it can be copied. Blanks inside a line stay.
    """
    if cell_len(line) <= width or width < _NARROWEST:
        yield line
        return
    marked = _MARKED.match(line)
    lead = len(marked.group(0)) + 1 if marked else len(line) - len(line.lstrip(" "))
    indent = " " * min(lead, width // 2)
    current = line[: len(line) - len(line.lstrip(" "))]
    empty = True
    for word in _WORD.findall(line):
        if not empty and cell_len(current + word.rstrip()) > width:
            yield current.rstrip()
            current = indent
        current += word
        empty = False
    yield current.rstrip()


def coloured(line: str) -> str:
    """A line with its mark in colour; of the line of what is next, the first word."""
    if line.startswith(_NEXT):
        return f"\x1b[1m{_NEXT.rstrip()}\x1b[0m{line[len(_NEXT) - 1 :]}"
    marked = _MARKED.match(line)
    if marked is None:
        return line
    before, mark = marked.groups()
    return f"{before}\x1b[{_OF_MARK[mark]}m{mark}\x1b[0m{line[marked.end() :]}"
