"""A secret on the person's clipboard.

What its countdown costs, and that it is gone however the program ends.
"""

import os
import re
import signal
from pathlib import Path

import pytest

from tests.terminal.conftest import RawTerminal, Start, to_the_domain


def copy_a_secret(terminal: RawTerminal) -> str:
    """Copy Google's client secret in the practice pool, and give what came over the terminal."""
    to_the_domain(terminal)
    terminal.send("\x1b[D\x1b[B")
    terminal.until(lambda text: any(f"▸ {mark} 3a" in text for mark in "✓◐○⊘?…"))
    terminal.quiet()
    terminal.send("l")
    for _ in range(12):
        if any(
            "▸" in row and "client" in row and "••••" in row for row in terminal.text.splitlines()
        ):
            break
        terminal.press("j")
    terminal.send("c")
    terminal.until(
        lambda text: "client" in text and (" seconds: " in text or "z unfolds it" in text)
    )
    return "".join(terminal.copied())


def left(text: str) -> int:
    """The seconds that are left, as the screen says it."""
    found = re.search(r"secret copied, +(\d+) s", text)
    return int(found[1]) if found else 0


@pytest.mark.long
def test_counting_costs_the_line_little_and_nothing_once_it_is_over(start: Start) -> None:
    terminal = start(POOLWALK_CLIPBOARD_SECONDS="8")
    assert len(copy_a_secret(terminal)) > 10
    terminal.until(lambda text: 0 < left(text) < 8)
    terminal.quiet()
    first, before = left(terminal.text), len(terminal.written)
    terminal.until(lambda text: left(text) < first - 2)
    # A machine that others use may leave out a second, and those bytes.
    assert 0 < len(terminal.written) - before <= 100 * (first - left(terminal.text) + 1)
    terminal.until(lambda text: "was told to empty its clipboard" in text)
    assert terminal.copied()[-2:] == [" ", ""]
    terminal.quiet()
    assert terminal.listen(2) == 0


@pytest.mark.parametrize("way_out", ["q", "a polite kill"])
def test_at_the_end_the_terminal_is_told_to_empty_its_clipboard(start: Start, way_out: str) -> None:
    terminal = start()
    secret = copy_a_secret(terminal)
    assert terminal.copied() == [secret]
    if way_out == "q":
        terminal.send("q")
    else:
        os.kill(terminal.pid, signal.SIGTERM)
    terminal.ended()
    assert terminal.copied() == [secret, " ", ""]


@pytest.mark.parametrize("way_out", ["q", "the line drops"])
def test_a_secret_in_a_file_is_private_and_gone_at_the_end(
    start: Start, tmp_path: Path, way_out: str
) -> None:
    terminal = start(POOLWALK_CLIPBOARD="file")
    copy_a_secret(terminal)
    (file,) = (tmp_path / "state" / "poolwalk").glob("copied-secret-*.txt")
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(file.read_text()) > 10
    assert terminal.copied() == []
    if way_out == "q":
        terminal.send("q")
    else:
        os.kill(terminal.pid, signal.SIGHUP)
    terminal.ended()
    assert not file.exists()
