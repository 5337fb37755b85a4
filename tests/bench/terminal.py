"""A program in a real terminal of 80 × 24 with 256 colours: what it wrote, when, and its screen."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType

import pyte

COLUMNS, ROWS = 80, 24
QUIET = 0.4  # seconds without a byte after which a program has nothing more to say


class ProgramEnded(Exception):
    """The program is gone; the text is what stood on the screen."""


class Terminal:
    """Runs a program until the end of the `with` block.

    Times are seconds since the program was started.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.received = 0  # bytes, since it was started
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        # Where these are set, as in a worker of pytest-xdist, a program takes them for its window's
        # size for good.
        sizeless = {
            name: value for name, value in environment.items() if name not in {"COLUMNS", "LINES"}
        }
        self.started = time.monotonic()
        self._process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**sizeless, "TERM": "xterm-256color", "LANG": "C.UTF-8"},
            start_new_session=True,
        )
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._ours)

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._process.pid

    @property
    def text(self) -> str:
        """The screen's lines."""
        return "\n".join(self._screen.display)

    def until(self, seen: Callable[[str], bool], seconds: float = 90) -> float:
        """When the screen first looked like that. Raises `TimeoutError`."""
        while time.monotonic() - self.started < seconds:
            if self._read(0.05) and seen(self.text):
                return self._last - self.started
        raise TimeoutError(self.text)

    def quiet(self) -> None:
        """Read until it has nothing more to say."""
        while self._read(QUIET):
            pass

    def send(self, keys: str) -> None:
        """Press a key and look away."""
        os.write(self._ours, keys.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size; nothing (0 × 0) is a size too."""
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.killpg(os.tcgetpgrp(self._ours) or self._process.pid, signal.SIGWINCH)
        self._screen.resize(max(rows, 1), max(columns, 1))

    def drop(self) -> None:
        """The line drops: nobody is at the other end any more."""
        os.close(self._ours)
        self._ours = os.open(os.devnull, os.O_RDWR)

    def gone(self, seconds: float = 10) -> float:
        """Wait for its end without reading what it writes, and give the seconds that it took."""
        began = time.monotonic()
        self._process.wait(seconds)
        return time.monotonic() - began

    def press(self, keys: str, until: Callable[[str], bool] | None = None) -> tuple[int, float]:
        """Press a key, and give the bytes that it costs and the seconds to the last of them.

        With `until`, what comes before the screen looks like that counts too, however long it
        takes.
        """
        began = time.monotonic()
        self.send(keys)
        total, last = 0, began
        while (count := self._read(QUIET)) or (until is not None and not until(self.text)):
            total, last = total + count, self._last
        return total, last - began

    def listen(self, seconds: float) -> int:
        """The bytes that come by themselves in that time."""
        until = time.monotonic() + seconds
        total = 0
        while (left := until - time.monotonic()) > 0:
            total += self._read(left)
        return total

    def ended(self, seconds: float = 10) -> int:
        """The exit code of a program that ended by itself.

        What it still writes is read, so that nothing blocks it.
        """
        until = time.monotonic() + seconds
        with contextlib.suppress(ProgramEnded):
            while time.monotonic() < until:
                self._read(0.05)
        return self._process.wait(max(until - time.monotonic(), 0))

    def memory(self) -> float:
        """The resident memory of the program itself, in MB."""
        return memory_of(self._process.pid)

    def _read(self, seconds: float) -> int:
        if not select.select([self._ours], [], [], seconds)[0]:
            return 0
        try:
            data = os.read(self._ours, 65536)
        except OSError:
            raise ProgramEnded(self.text) from None
        self._last = time.monotonic()
        self.received += len(data)
        self._stream.feed(data)
        return len(data)


def memory_of(process: int) -> float:
    """The resident memory of a process, in MB (VmRSS)."""
    with open(f"/proc/{process}/status", encoding="ascii") as status:
        line = next(line for line in status if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
