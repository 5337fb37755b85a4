"""What Ctrl-C does to a command without a screen, also in the middle of a write.

On a screen it is a key: `screens/walkthrough/leaving.py`; a kill: `tui/terminal/ending.py`.
"""

import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TypeVar

from migration.walkthrough import Walkthrough

T = TypeVar("T")
STDERR = 2
SIGNAL_SECONDS = 0.1
SIGNALS = [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class Interruptible:
    """A connected walkthrough whose blocking calls a person can interrupt.

    Ctrl-C, SIGTERM and a dropped line interrupt it. The calls run in a thread beside the main one,
    where a signal arrives at once even while AWS does not answer.
    """

    def __init__(self, walkthrough: Walkthrough) -> None:
        self.walkthrough = walkthrough
        self.interrupted = False
        self.abandoned = False
        self._writing = False
        self.begins_anew = False  # as a demo does that this command began
        # what else a first interruption stops
        self.stops: list[Callable[[], None]] = []

    def run(self, work: Callable[[], T]) -> T:
        """Do it. Raises `KeyboardInterrupt` when it is interrupted, and then waits no longer."""
        outcome: Future[T] = Future()

        def beside() -> None:
            try:
                outcome.set_result(work())
            except BaseException as error:  # noqa: BLE001 handed to the main thread whole
                outcome.set_exception(error)

        thread = threading.Thread(target=beside, daemon=True, name="poolwalk-work")
        thread.start()
        # Not one long wait: a signal that comes just before it begins would be seen only after it.
        while thread.is_alive():
            thread.join(SIGNAL_SECONDS)
            if self.abandoned:
                raise KeyboardInterrupt
        return outcome.result()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A block in which the first interruption only sets `interrupted`.

        A write that was sent is finished and recorded. A second interruption leaves `run`.
        """
        self._writing = True
        try:
            yield
        finally:
            self._writing = False

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        """What an interruption does; for `signal.signal`."""
        if not self._writing:
            self.abandoned = True
            raise KeyboardInterrupt
        if self.interrupted:
            # `run` sees it: raised right here, the report of what was done could get lost
            self.abandoned = True
            return
        self.interrupted = True
        with suppress(OSError):
            # Not through the buffered stream: the signal may have come in the middle of a line on
            # it.
            os.write(STDERR, b"Stopping after the write under way; once more leaves at once.\n")
        self.walkthrough.cancel()
        for stop in self.stops:
            stop()
