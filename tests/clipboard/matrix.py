"""What arrived at a clipboard, by which way and in which size.

It is printed at the end of a run, and kept in docs/clipboard.md.
"""

import json
import re
import subprocess
from collections.abc import Callable
from shutil import which

import pytest
from _pytest.terminal import TerminalReporter

PROPERTY = "arrived at a clipboard"
COLUMNS = ("40 B", "4 kB", "64 kB", "again")
ROWS: dict[str, dict[str, str]] = {}
SKIPPED: dict[str, str] = {}
_VERSIONS = (
    ("tmux", ("tmux", "-V")),
    ("screen", ("screen", "--version")),
    ("xterm", ("xterm", "-version")),
    ("mosh", ("mosh-server", "--version")),
    ("ssh", ("ssh", "-V")),
)

Arrived = Callable[[str, str, str], None]


@pytest.fixture
def arrived(record_property: Callable[[str, object], None]) -> Arrived:
    """Notes for the matrix: by which way, in which column, and what became of it."""

    def note(way: str, column: str, outcome: str) -> None:
        record_property(PROPERTY, json.dumps([way, column, outcome]))

    return note


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Collect, here where the reports of all processes arrive."""
    if report.when == "teardown":
        for name, value in report.user_properties:
            if name == PROPERTY:
                way, column, outcome = json.loads(str(value))
                ROWS.setdefault(way, {})[column] = outcome
    if report.skipped and "test_arrival.py" in report.nodeid and isinstance(report.longrepr, tuple):
        SKIPPED[report.nodeid.partition("::")[2]] = str(report.longrepr[2])


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """The matrix, with the versions that it holds for."""
    if not ROWS and not SKIPPED:
        return
    terminalreporter.write_sep("-", "what arrived at a clipboard")
    terminalreporter.write_line(
        ", ".join(filter(None, (version(name, command) for name, command in _VERSIONS)))
    )
    width = max((len(way) for way in ROWS), default=0)
    terminalreporter.write_line(f"{'':{width}}  " + "".join(f"{column:<10}" for column in COLUMNS))
    for way in sorted(ROWS):
        cells = "".join(f"{ROWS[way].get(column, '–'):<10}" for column in COLUMNS)
        terminalreporter.write_line(f"{way:{width}}  {cells}".rstrip())
    for test, reason in SKIPPED.items():
        terminalreporter.write_line(f"not tried: {test} ({reason})")


def version(name: str, command: tuple[str, ...]) -> str:
    """What a program calls its version, empty where it is not installed."""
    if which(command[0]) is None:
        return ""
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    number = re.search(r"\d[\w.]*", said.stdout + said.stderr)
    return f"{name} {number[0]}" if number else name
