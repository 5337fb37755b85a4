"""Leaving: the place is kept, a write under way is recorded, and nothing else is waited for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from threading import Thread

from migration.errors import PoolwalkError
from screens.walkthrough.reading import Reading

INTERRUPTED = 130  # the exit code
# What a write that was sent has to be answered and recorded, when the program is ended from
# outside. A write that takes longer is in the record as begun: the next start asks the pool what
# became of it.
WRITE_SECONDS = 8.0
CLOSE_SECONDS = 0.5


class Leaving(Reading):
    """Every way out of the program."""

    _goes = False

    def on_mount(self) -> None:
        """A suspended program may never be continued."""
        self.app.app_suspend_signal.subscribe(self, lambda _: self.remember_place())

    def leave(self) -> None:
        """End the program, once a write under way is recorded."""
        if self.writing:
            self.say(f"Still {self.writing}: leaving as soon as it is recorded.")
        self._go()

    def leave_soon(self) -> None:
        """Somebody else ends the program.

        The same, and a write that AWS does not answer is left to the next start.
        """
        if not self._goes:
            self._goes = True
            self._go(WRITE_SECONDS, INTERRUPTED)

    def _go(self, patience: float | None = None, code: int = 0) -> None:
        self.remember_place()
        self.stop_waiting()
        self.run_worker(self._leave(patience, code), group="leaving", exclusive=True)

    async def _leave(self, patience: float | None, code: int) -> None:
        writes = [worker for worker in self.workers if worker.group == "writing"]
        if writes:
            await asyncio.wait(
                [asyncio.ensure_future(self.workers.wait_for_complete(writes))], timeout=patience
            )
        if self.walkthrough is not None:
            await _in_a_thread(self.walkthrough.close, CLOSE_SECONDS)
        self.app.exit(return_code=code)

    def remember_place(self) -> None:
        """Keep step and row for the next start, once the cursor was put where it starts."""
        if self.walkthrough is not None and self.placed:
            with suppress(PoolwalkError):
                self.walkthrough.place.remember(self.step, self.settings.cursor)


async def _in_a_thread(work: Callable[[], None], patience: float) -> None:
    """Do it in a thread that nobody waits for in the end: the event loop's own are waited for."""
    loop = asyncio.get_running_loop()
    done = asyncio.Event()

    def beside() -> None:
        try:
            work()
        finally:
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(done.set)

    Thread(target=beside, daemon=True, name="poolwalk-closing").start()
    with suppress(TimeoutError):
        await asyncio.wait_for(done.wait(), patience)
