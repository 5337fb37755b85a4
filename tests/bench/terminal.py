"""A program in a real terminal of 80 × 24 with 256 colours: what it wrote, when, and its screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import termios
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any

import pyte

from tests.bench.processes import Processes
from tests.practice_aws import HUNG

COLUMNS, ROWS = 80, 24
QUIET = 0.4  # seconds without a byte and at rest after which a program has nothing more to say
MOMENT = 0.05  # seconds between two looks at a program


class ProgramEnded(Exception):
    """The program is gone; the text is what stood on the screen."""


class Terminal:
    """Runs a program until the end of the `with` block.

    Times are seconds since the program was started, by `popen` or what does the same.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        *,
        term: str = "xterm-256color",
        popen: Callable[..., subprocess.Popen[Any]] = subprocess.Popen,
    ) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self.received = 0  # bytes, since it was started
        self.rested = 0.0  # seconds at rest before it ended, where that was waited for
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.modes_before = self.modes()
        # Where these are set, as in a worker of pytest-xdist, a program takes them for its window's
        # size for good.
        sizeless = {
            name: value for name, value in environment.items() if name not in {"COLUMNS", "LINES"}
        }
        # What a tmux starts for it is no child of it.
        name, mark = "TERMINAL_OF_TEST", str(uuid.uuid4())
        self.started = time.monotonic()
        self._process = popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**sizeless, "TERM": term, "LANG": "C.UTF-8", name: mark},
            start_new_session=True,
        )
        os.close(theirs)
        self._last = self.started
        self._processes = Processes(self._process.pid, f"{name}={mark}")

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

    def modes(self) -> list[Any]:
        """How the line discipline is set: echo, line by line, signals."""
        return termios.tcgetattr(self._ours)

    @property
    def text(self) -> str:
        """The screen's lines."""
        return "\n".join(self._screen.display)

    def until(self, seen: Callable[[str], bool]) -> float:
        """When the screen first looked like that. Raises `TimeoutError`."""
        began = time.monotonic()
        looks = seen(self.text)
        while not looks and time.monotonic() - began < HUNG:
            looks = bool(self._read(MOMENT)) and seen(self.text)
        if not looks:
            raise TimeoutError(self.text)
        return self._last - self.started

    def quiet(self) -> None:
        """Read until it has nothing more to say, and nothing more to do."""
        while self._answer():
            pass

    def rest(self) -> None:
        """Wait until it has nothing more to do, or can do nothing as long as nobody reads."""
        began, rested = time.monotonic(), 0.0
        self._processes.look()
        while rested < QUIET:
            assert time.monotonic() - began < HUNG
            time.sleep(MOMENT)
            rested += min(MOMENT, self._processes.rested())

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

    def gone(self) -> float:
        """Wait for its end without reading what it writes; give the seconds at rest until then.

        What it works, or waits for a processor that others use, says nothing about the program.
        """
        began, self.rested = time.monotonic(), 0.0
        self._processes.look()
        while self._process.poll() is None:
            assert time.monotonic() - began < HUNG
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(MOMENT)
            self.rested += self._processes.rested()
        return self.rested

    def press(self, keys: str, until: Callable[[str], bool] | None = None) -> tuple[int, float]:
        """Press a key, and give the bytes that it costs and the seconds to the last of them.

        With `until`, what comes before the screen looks like that counts too, however long it
        takes.
        """
        began = time.monotonic()
        self.send(keys)
        total, last = 0, began
        while (count := self._answer()) or (until is not None and not until(self.text)):
            assert time.monotonic() - began < HUNG, self.text
            total, last = total + count, self._last
        return total, last - began

    def listen(self, seconds: float) -> int:
        """The bytes that come by themselves in that time."""
        until = time.monotonic() + seconds
        total = 0
        while (left := until - time.monotonic()) > 0:
            total += self._read(left)
        return total

    def ended(self) -> int:
        """The exit code of a program that ended by itself.

        What it still writes is read, so that nothing blocks it.
        """
        began, self.rested = time.monotonic(), 0.0
        self._processes.look()
        with suppress(ProgramEnded):
            while time.monotonic() - began < HUNG:
                self._read(MOMENT)
                self.rested += self._processes.rested()
        return self._process.wait(HUNG)

    def memory(self) -> float:
        """The resident memory of the program itself, in MB."""
        return memory_of(self._process.pid)

    def _answer(self) -> int:
        """The bytes that come next: none once it rested for so long that none will come."""
        began, rested = time.monotonic(), 0.0
        self._processes.look()
        while rested < QUIET:
            if count := self._read(MOMENT):
                return count
            rested += min(MOMENT, self._processes.rested())
            if time.monotonic() - began > HUNG:
                raise TimeoutError(self.text)
        return self._read(0)

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
