"""A terminal before the app that runs: what it sends comes in reads, each at its moment."""

import itertools
import time
from collections.abc import Callable, Iterator

import pytest
from textual import events

from tests.screens.conftest import Running
from tui.terminal.bursts import takes_text
from tui.terminal.characters import decoder
from tui.terminal.input_stream import InputStream
from tui.terminal.messages import Messages


class Terminal:
    """Sends what a terminal would send; each call of `send` is one read."""

    def __init__(self, running: Running) -> None:
        self._app = running.app
        self._pause = running.pilot.pause
        self._stream = InputStream(lambda: takes_text(running.app.screen))
        self._messages = Messages()
        self._decode = decoder()
        self._seconds: Iterator[int] = itertools.count(100, 10)

    async def send(self, *reads: str) -> None:
        """Send these reads on the heels of each other, and wait for their effect."""
        for read in reads:
            self.post(read)
        for _ in range(20):  # a key leads from one repaint to the next
            await self._pause()

    def post_bytes(self, read: bytes, at: float) -> list[str]:
        """Send a read without waiting; answers the keys and the pastes of it."""
        return self.post(self._decode(read), at)

    def post(self, read: str, at: float = 0.0) -> list[str]:
        keys: list[str] = []
        for message in self._messages.of(self._stream.feed(read, at or next(self._seconds))):
            if isinstance(message, events.Key | events.Paste):
                keys.append(message.key if isinstance(message, events.Key) else message.text)
            self._app.post_message(message)
        return keys


def time_of(running: Running, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Time passes for the keyboard by what is given here, and not by itself."""
    now = [time.monotonic()]

    def passes(seconds: float) -> None:
        now[0] += seconds + 0.001

    monkeypatch.setattr(running.app._keyboard, "_clock", lambda: now[0])
    return passes


def ran(running: Running, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the commands that run from now on; none of them does anything."""
    names: list[str] = []
    spies = {name: lambda name=name: names.append(name) for name in running.main.of_command}
    monkeypatch.setattr(running.main, "of_command", spies)
    return names
