"""In a real terminal: what is sent shows what Textual painted, whatever wrote over it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.bench.terminal import QUIET
from tests.by_night import every
from tests.cells.painting import START
from tests.cells.seen import Watcher
from tests.clipboard.roads import TmuxSession, wait
from tests.practice_aws import ROOT
from tests.terminal.conftest import Start, settled
from tui.cells import CellScreen
from tui.terminal.driver import erases_in_colour

COLUMNS, ROWS = 80, 24
# Keys, and what is on the screen then, or is no longer ("-…").
SESSION = (
    *(("n", ""), ("n", ""), ("n", ""), ("Down", ""), ("Tab", ""), ("PageDown", "")),
    *(("Tab", ""), ("Down", ""), ("Up", "")),
    *(("?", "Esc closes"), ("PageDown", ""), ("Escape", "-Esc closes")),
    *(("C-p", "a setting,"), ("Escape", "-a setting,")),
    *(("D", " checks, "), ("Down", ""), ("Escape", "-The doctor")),
    *(("C-l", "? keys"), ("Enter", ""), ("n", ""), ("a", "")),
)


class Tmux:
    """A tmux of its own, with one command in a window."""

    def __init__(
        self,
        folder: Path,
        name: str,
        command: list[str],
        environment: dict[str, str],
    ) -> None:
        configuration = folder / "tmux.conf"
        # Not "tmux-256color": `capture-pane` leaves out what was erased in colour.
        lines = ("set -g status off", 'set -g default-terminal "screen-256color"')
        configuration.write_text("".join(f"{line}\n" for line in lines))
        self._start = ["tmux", "-u", "-S", str(folder / name)]
        given = [part for name, value in environment.items() for part in ("-e", f"{name}={value}")]
        size = ["-x", str(COLUMNS), "-y", str(ROWS)]
        self._ask("-f", str(configuration), "new-session", "-d", *size, *given, *command)

    def _ask(self, *words: str) -> str:
        command = [*self._start, *words]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def press(self, key: str) -> None:
        """Press a key, by tmux's name."""
        self._ask("send-keys", key)

    def text(self) -> str:
        """The text on its screen."""
        return self._ask("capture-pane", "-p")

    def picture(self) -> tuple[list[list[Any]], str]:
        """Every cell as a person sees it, and where the cursor is and whether it shows."""
        rows = self._ask("capture-pane", "-p", "-e", "-N").rstrip("\n")
        seen = Watcher(COLUMNS, ROWS)
        seen.feed(rows.replace("\n", "\r\n"))
        cursor = self._ask("display-message", "-p", "#{cursor_x} #{cursor_y} #{cursor_flag}")
        return [[cell.as_seen for cell in row] for row in seen.screen.cells], cursor

    def close(self) -> None:
        """End it."""
        subprocess.run([*self._start, "kill-server"], check=False, capture_output=True)


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Callable[..., Tmux]]:
    """Starts a tmux; all of them end before the folder goes with the sockets in it."""
    with ExitStack() as stack:

        def start(*given: Any) -> Tmux:
            tmux = Tmux(*given)
            stack.callback(tmux.close)
            return tmux

        yield start


@pytest.mark.long
@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_in_tmux_a_session_shows_what_textual_painted_after_every_key(
    started: Callable[..., Tmux], tmp_path: Path, temporary: Path
) -> None:
    written = tmp_path / "written"
    written.touch()
    environment = {
        "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22",
        "XDG_STATE_HOME": str(tmp_path / "state"),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.terminal.keeping_writes", str(written), "--demo"]
    poolwalk = started(tmp_path, "poolwalk", command, environment)
    # All that Textual wrote, to a terminal of the same kind.
    command = ["sh", "-c", f"stty -echo; exec tail -c +1 -f '{written}'"]
    plain = started(tmp_path, "plain", command, environment)
    wait(lambda: settled(poolwalk.text()), "the demo")
    size = 0
    for key, shown in (("", ""), *SESSION):
        if key:
            poolwalk.press(key)
        wait(partial(is_larger, written, size), f"something after {key}")
        wait(partial(has, poolwalk, shown), f"{shown} after {key}")
        wait(partial(is_quiet, written), "the end of what is written")
        wait(lambda: poolwalk.picture() == plain.picture(), f"the same picture after {key}")
        size = written.stat().st_size


def is_larger(file: Path, size: int) -> bool:
    """Whether more was written."""
    return file.stat().st_size > size


def has(tmux: Tmux, shown: str) -> bool:
    """Whether a text is there, or is not ("-…")."""
    text = tmux.text()
    return shown[1:] not in text if shown.startswith("-") else shown in text


def is_quiet(file: Path) -> bool:
    """Whether nothing was written for a while."""
    return time.time() - file.stat().st_mtime > QUIET


@pytest.mark.process
@pytest.mark.parametrize(
    ("term", "coloured"),
    every(3, [("screen-256color", False), ("linux", True), ("xterm-256color", True)]),
)
def test_what_is_erased_takes_the_colour_where_the_terminals_entry_says_so(
    term: str, coloured: bool
) -> None:
    """In a process of its own: curses reads the entry of one terminal."""
    asked = f"from tui.terminal.driver import erases_in_colour as e; print(e({term!r}))"
    said = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == str(coloured)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_tmux_colours_what_is_erased(start: Start, tmp_path: Path) -> None:
    assert erases_in_colour("tmux-256color")
    erased = r"\033[?1049h\033[?25l\033[H\033[48;5;52mabc\033[K\033[0m"
    with TmuxSession(tmp_path) as tmux:
        terminal = start(command=tmux.around([f"printf '{erased}'; sleep 60"]))
        terminal.until(lambda text: "abc" in text)
        terminal.quiet()
        assert {cell.bg for cell in terminal.cells[0]} == {"5f0000"}


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize("row", ["│ 👍🏽 thumb   │", "│ 漢 kanji   │"])
def test_in_tmux_no_emoji_tears_a_frame(start: Start, tmp_path: Path, row: str) -> None:
    # tmux 3.3a takes four cells for the thumb; the row is laid out for two.
    cells = CellScreen(COLUMNS, ROWS)
    painted = tmp_path / "painted"
    painted.write_text(cells.take(START) + cells.take(f"\x1b[1;1H{row}\x1b[2;1Hbelow"))
    with TmuxSession(tmp_path) as tmux:
        terminal = start(command=tmux.around([f"cat '{painted}'; sleep 60"]))
        terminal.until(lambda text: "below" in text)
        terminal.quiet()
        bars = [column for column, cell in enumerate(terminal.cells[0]) if cell.data == "│"]
        assert bars == [0, cell_len(row) - 1]


def test_ctrl_l_brings_everything_back_that_something_else_wrote_over(start: Start) -> None:
    terminal = start()
    terminal.until(settled)
    terminal.quiet()
    before, place = terminal.text, terminal.cursor
    terminal.forget_screen()
    terminal.press("\x0c")
    assert terminal.text == before
    assert terminal.cursor == place
