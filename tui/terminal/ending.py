"""How the program ends when somebody else ends it: by a dropped line, or a polite kill.

It makes sure that the program does end.
"""

import asyncio
import os
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from screens.walkthrough.leaving import INTERRUPTED, WRITE_SECONDS

# A thread that waits for somebody's network is not waited for: what it would find out is of no use
# any more.
THREADS_SECONDS = 1.0
SIGNALS = ("SIGHUP", "SIGTERM", "SIGINT")


class Ending:
    """Ends the process at a given moment, even if something still blocks it.

    `release` is done before that, if it was not done already.
    """

    def __init__(self, release: Callable[[], None]) -> None:
        self._release = release
        self._give_back: Callable[[], None] = lambda: None
        self._moment: float | None = None
        self._code = 0
        self._sooner = threading.Condition()

    def listen(self, leave: Callable[[], None], give_back: Callable[[], None]) -> None:
        """From now on a signal begins the end: `leave` is called in the event loop that runs now.

        Where the loop does not come to it in time, `give_back` gives the terminal back.
        They are heard by the process and not by the loop: a second one, as a dropped line brings,
        must not kill what cleans up.
        """
        self._give_back = give_back
        loop = asyncio.get_running_loop()

        def heard(*_: object) -> None:
            self.begin()
            with suppress(RuntimeError):  # the loop has ended: so has the app
                loop.call_soon_threadsafe(leave)

        for name in SIGNALS:
            signal.signal(getattr(signal, name), heard)
        # The system may hand a signal to any thread, and the loop's own would sleep on: a handler
        # of the loop's, whichever, makes every signal wake it. That holds for the driver's as well:
        # continued, resized.
        loop.add_signal_handler(signal.SIGURG, lambda: None)

    def begin(self) -> None:
        """Somebody else ends the program: a write under way has a while to be recorded."""
        self.within(WRITE_SECONDS + 2 * THREADS_SECONDS, INTERRUPTED)

    def within(self, seconds: float, code: int) -> None:
        """End the process within so many seconds, or sooner if that was said before.

        `code` is its exit code then.
        """
        with self._sooner:
            moment = time.monotonic() + seconds
            first = self._moment is None
            if self._moment is None or moment < self._moment:
                self._moment, self._code = moment, code
            self._sooner.notify()
        if first:
            threading.Thread(target=self._end, daemon=True, name="poolwalk-ending").start()

    def _end(self) -> None:
        with self._sooner:
            while self._moment is not None and (left := self._moment - time.monotonic()) > 0:
                self._sooner.wait(left)
        try:
            self._give_back()
            self._release()
        finally:
            os._exit(self._code)
