"""The demo in a real pty, with every byte that it writes kept."""

import base64
import os
import re
import select
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pyte
import pytest

from tests.bench.terminal import MOMENT, Terminal
from tests.forked.process import popen
from tests.practice_aws import HUNG
from tui.terminal.unbracketed_text import PASTE_SECONDS

DEMO = [sys.executable, "-m", "tui.main", "--demo"]
UNREAD_STEP = re.compile(r"^[ │▏▸▹]*… +[0-9A-Z]", re.MULTILINE)  # in the list of steps
AT_THE_UPGRADE = re.compile(r"^[▸▹>:] \S+ +1a", re.MULTILINE)
TO_THE_DOMAIN = "hjjlh"  # from the upgrade, to what the old pool has
OSC52 = re.compile(rb"\x1b\]52;([a-z]*);([A-Za-z0-9+/=]*)\x07")


class KeepingStream(pyte.ByteStream):
    """What pyte draws, kept as it came."""

    def __init__(self, screen: pyte.Screen) -> None:
        super().__init__(screen)
        self.kept = b""

    def feed(self, data: bytes) -> None:  # type: ignore[override]  # as pyte itself does
        self.kept += data
        super().feed(data)


class RawTerminal(Terminal):
    """A terminal that remembers what was written to it."""

    def __init__(
        self, command: list[str], environment: Mapping[str, str], term: str = "xterm-256color"
    ) -> None:
        super().__init__(command, environment, term=term, popen=popen)
        self._kept = KeepingStream(self._screen)
        self._stream = self._kept

    @property
    def written(self) -> bytes:
        """Everything that was written to it."""
        return self._kept.kept

    def forget_screen(self) -> None:
        """What stands on the screen is lost, as after something else wrote over it."""
        self._screen.reset()

    def read_little(self, most: int) -> None:
        """Read as a slow line does: no more than so many bytes, if there are any."""
        if select.select([self._ours], [], [], 0)[0]:
            self._stream.feed(os.read(self._ours, most))

    def fill(self) -> None:
        """Have it draw, and read nothing, until who draws waits for room on the line as well."""
        began, waits = time.monotonic(), 0
        while waits < 3:  # it may wait for another thread for a moment
            assert time.monotonic() - began < HUNG
            self.send("\x0c")
            time.sleep(MOMENT)
            asleep = "futex" in Path(f"/proc/{self.pid}/wchan").read_text()
            waits = waits + 1 if asleep else 0

    @property
    def cells(self) -> list[list[Any]]:
        """Every cell with its colours, row by row."""
        screen = self._screen
        return [
            [screen.buffer[row][column] for column in range(screen.columns)]
            for row in range(screen.lines)
        ]

    @property
    def cursor(self) -> tuple[int, int]:
        """The column and the row that its cursor is on, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def cursor_hidden(self) -> bool:
        """Whether its cursor is hidden."""
        return bool(self._screen.cursor.hidden)

    def copied(self) -> list[str]:
        """What was sent to the clipboard, in order."""
        return [base64.b64decode(text).decode() for _, text in OSC52.findall(self.written)]


Start = Callable[..., RawTerminal]


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Where the demo puts its folder: what a test kills cannot take it away any more."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def start(tmp_path: Path, temporary: Path) -> Iterator[Start]:
    """Starts the demo, or another command, with more environment; by default as over SSH."""
    with ExitStack() as stack:

        def begin(
            *options: str,
            command: list[str] | None = None,
            term: str = "xterm-256color",
            **more: str,
        ) -> RawTerminal:
            kept = {
                name: value
                for name, value in os.environ.items()
                if not name.startswith(
                    (
                        "AWS_",
                        "TMUX",
                        "STY",
                        "SSH_",
                        "TEXTUAL",
                        "POOLWALK",
                        "NO_COLOR",
                        "COLOR",
                        "LC_",
                    )
                )
            }
            environment = {
                **kept,
                "XDG_STATE_HOME": str(tmp_path / "state"),
                "XDG_CONFIG_HOME": str(tmp_path / "config"),
                "TMPDIR": str(temporary),
                "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22",
                **more,
            }
            terminal = RawTerminal(command or [*DEMO, *options], environment, term)
            stack.enter_context(terminal)
            return terminal

        yield begin


def settled(text: str) -> bool:
    """Both pools are read: the cursor stands on the upgrade, which is next."""
    return (
        "us-east-1_NewPool02" in text
        and "to do" in text
        and "reading…" not in text
        and not UNREAD_STEP.search(text)
        and bool(AT_THE_UPGRADE.search(text))
    )


def to_the_domain(terminal: RawTerminal) -> None:
    """Wait for both pools, and put the cursor on the old pool's domain."""
    terminal.until(settled)
    terminal.send(TO_THE_DOMAIN)
    terminal.until(lambda text: "▸ ⊘ domain" in text and "▸ 2  Domain" in text)
    terminal.listen(2 * PASTE_SECONDS)  # what comes sooner belongs to the same burst
