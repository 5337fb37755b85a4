"""A file that begins with a table of TOML between `+++` lines.

Each key is found again with its line.
"""

import re
import tomllib
from typing import Any, NamedTuple

from migration.errors import GuideMistake

FENCE = "+++"


class FrontMatter(NamedTuple):
    """One file taken apart. Lines count from 1, as an editor counts them."""

    file: str
    table: dict[str, Any]
    body: str
    head: list[str]  # the lines of TOML; the first is the file's second
    body_line: int

    def mistake(self, line: int, reason: str) -> GuideMistake:
        """The error to raise, naming this file."""
        return mistake(self.file, line, reason)

    def mistake_in(
        self, key: str, reason: str, entry: tuple[str, int] | None = None
    ) -> GuideMistake:
        """The error to raise about a key.

        `entry` names the array of tables that holds it, and which of its tables (from 0).
        """
        return mistake(self.file, self._line_of(key, entry), reason)

    def _line_of(self, key: str, entry: tuple[str, int] | None) -> int:
        start = 0
        if entry:
            headers = [
                number
                for number, line in enumerate(self.head)
                if re.match(rf"\s*\[\[\s*{entry[0]}\s*\]\]", line)
            ]
            if entry[1] >= len(headers):  # written inline, as one list
                return self._line_of(entry[0], None)
            start = headers[entry[1]]
        for number, line in enumerate(self.head[start:], start):
            if re.match(rf"""\s*(\[\[\s*)?["']?{re.escape(key)}["']?\s*(=|\]\])""", line):
                return number + 2
        return start + 2 if entry else 1


def mistake(file: str, line: int, reason: str) -> GuideMistake:
    """The sentence for a person who is editing the file."""
    return GuideMistake(f"{file}, line {line}: {reason}")


def parse(file: str, text: str) -> FrontMatter:
    """Split a file's text into its table and its body.

    Raises `GuideMistake` where a fence is missing or the TOML is not valid.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        raise mistake(
            file,
            1,
            f"a step begins with a line {FENCE}, its keys in TOML, and another line {FENCE}",
        )
    end = next(
        (number for number, line in enumerate(lines) if number and line.rstrip() == FENCE), None
    )
    if end is None:
        raise mistake(file, len(lines), f"the line {FENCE} that ends the keys is missing")
    try:
        table = tomllib.loads("\n".join(lines[1:end]))
    except tomllib.TOMLDecodeError as error:
        reason = str(error)
        where = re.search(r" \(at line (\d+), column \d+\)$", reason)
        line = int(where[1]) + 1 if where else end
        raise mistake(
            file, line, f"not TOML: {reason[: where.start()] if where else reason}"
        ) from error
    body = "\n".join(lines[end + 1 :])
    blank = len(body) - len(body.lstrip("\n"))
    return FrontMatter(file, table, body.strip(), lines[1:end], end + 2 + blank)
