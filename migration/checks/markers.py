"""The table of markers: how each party answers, as far as it is known.

It stands in `assets/checks/markers.toml`.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from migration.checks.check_verdict import CheckVerdict
from migration.checks.error_codes import PLACES
from migration.errors import MarkerMistake

CHECKS = frozenset(
    {
        "callback",
        "provider",
        "login-page",
        "google-console",
        "apple-console",
        "google-secret",
        "apple-key",
    }
)
_TEXTS = (
    "check",
    "verdict",
    "says",
    "location_host",
    "location_path",
    "code_in",
    "body_has",
    "body_lacks",
)
_LISTS = {"status": int, "codes": str}
_REQUIRED = ("check", "verdict", "says", "status")


@dataclass(frozen=True)
class Marker:
    """One way of answering, and what it means; what is empty is not looked at."""

    check: str
    verdict: CheckVerdict
    says: str
    status: tuple[int, ...]
    location_host: str = ""  # "domain": the new pool's own
    location_path: str = ""  # with `*` at its end: it, and every path below it
    code_in: str = ""
    codes: tuple[str, ...] = ()
    body_has: str = ""
    body_lacks: str = ""


@dataclass(frozen=True)
class Markers:
    """The whole table."""

    version: int
    user_agent: str
    accept_language: str
    markers: tuple[Marker, ...]

    def of(self, check: str) -> tuple[Marker, ...]:
        """The markers of one kind of check, in the order in which they are tried."""
        return tuple(marker for marker in self.markers if marker.check == check)


@cache
def known_markers() -> Markers:
    """The program's own table. Raises `MarkerMistake`."""
    return load_markers(files("assets") / "checks" / "markers.toml")


def load_markers(file: Traversable | Path) -> Markers:
    """A table from a file. Raises `MarkerMistake`, which names file, line and key."""
    try:
        text = file.read_text(encoding="utf-8")
        table = tomllib.loads(text)
    except OSError as error:
        raise MarkerMistake(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise MarkerMistake(f"{file}: not UTF-8 text; save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise MarkerMistake(f"{file}: not TOML: {error}.") from error
    return _Table(str(file), text.split("\n"), table).markers()


class _Table:
    """One file being held to its form, with its lines to name."""

    def __init__(self, file: str, lines: list[str], table: Mapping[str, Any]) -> None:
        self._file = file
        self._lines = lines
        self._table = table

    def markers(self) -> Markers:
        head = {"version": int, "user_agent": str, "accept_language": str}
        for key in self._table:
            if key not in {*head, "marker"}:
                raise self._mistake(key, f'unknown key "{key}"')
        for key, kind in head.items():
            if type(self._table.get(key)) is not kind:
                raise self._mistake(
                    key,
                    f'"{key}" has to be {"a whole number" if kind is int else "text in quotes"}',
                )
        rows = self._table.get("marker", [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self._mistake(
                "marker", '"marker" has to be a list of tables, each under a line [[marker]]'
            )
        markers = tuple(self._marker(number, row) for number, row in enumerate(rows))
        for check in sorted(CHECKS):
            if not any(marker.check == check for marker in markers):
                raise self._mistake(
                    "", f'no [[marker]] has check = "{check}": it could never pass or be refused'
                )
        table = self._table
        return Markers(table["version"], table["user_agent"], table["accept_language"], markers)

    def _marker(self, number: int, row: Mapping[str, Any]) -> Marker:
        for key in (*row, *_REQUIRED):
            if reason := self._wrong(key, row):
                raise self._mistake(key, reason, number)
        if bool(row.get("code_in")) != bool(row.get("codes")):
            raise self._mistake(
                "codes", '"code_in" says where a code is and "codes" which it is: give both', number
            )
        given: dict[str, Any] = {key: row[key] for key in _TEXTS if key in row}
        given |= {key: tuple(row[key]) for key in _LISTS if key in row}
        return Marker(**given | {"verdict": CheckVerdict(row["verdict"])})

    def _wrong(self, key: str, row: Mapping[str, Any]) -> str:
        """What is wrong with one key of a marker, or nothing."""
        value = row.get(key)
        if key not in (*_TEXTS, *_LISTS):
            return f'unknown key "{key}"'
        if value is None:
            return f'the key "{key}" is missing'
        if key in _LISTS:
            named = "whole numbers" if _LISTS[key] is int else "texts"
            whole = (
                isinstance(value, list)
                and value
                and all(type(item) is _LISTS[key] for item in value)
            )
            return "" if whole else f'"{key}" has to be a list of {named}'
        if not isinstance(value, str) or not value.strip():
            return f'"{key}" has to be text in quotes, and not empty'
        allowed = {
            "check": CHECKS,
            "verdict": frozenset(CheckVerdict),
            "code_in": frozenset(PLACES),
        }.get(key)
        if allowed is not None and value not in allowed:
            return f'unknown {key} "{value}" (known: {", ".join(sorted(allowed))})'
        return ""

    def _mistake(self, key: str, reason: str, marker: int | None = None) -> MarkerMistake:
        line = self._line_of(key, marker)
        return MarkerMistake(f"{self._file}, line {line}: {reason}.")

    def _line_of(self, key: str, marker: int | None) -> int:
        start = 0
        if marker is not None:
            starts = [
                number
                for number, line in enumerate(self._lines)
                if re.match(r"\s*\[\[\s*marker\s*\]\]", line)
            ]
            start = starts[marker] if marker < len(starts) else 0
        for number, line in enumerate(self._lines[start:], start):
            if key and re.match(rf"\s*(\[\[\s*)?{re.escape(key)}\s*(=|\]\])", line):
                return number + 1
            if marker is not None and number > start and line.lstrip().startswith("[["):
                break
        return start + 1
