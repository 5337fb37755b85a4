"""When an app is at rest, by what its loop still has to do.

Textual's pilot looks at the processor instead: twice 20 ms for each key at the least, and far more
on a machine that others use too. Of an app whose threads are at work it does so here as well.
"""

import threading
from asyncio import get_running_loop, sleep
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual._wait import wait_for_idle

from screens.walkthrough.screen import TOGETHER

# Timers that end so soon are waited for: what arrives together is drawn together, and a screen is
# drawn anew 60 times a second. Only what is slept counts: a machine that others use too takes
# longer for the rest.
SOON = TOGETHER + 0.05  # seconds
SHORTEST = 0.001
_AT_WORK = ("poolwalk-", "aws")  # how our threads are called


async def at_rest(min_sleep: float = 0.02, max_sleep: float = 1.0) -> None:
    """Wait until nothing is left to do but what a timer brings later."""
    loop: Any = get_running_loop()
    left, rested = SOON, 0
    while rested < 2:
        if _threads_work():
            await wait_for_idle(min_sleep, max_sleep)
            return
        await sleep(0)
        soon = [timer.when() for timer in loop._scheduled if not timer.cancelled()]
        pause = min(soon) - loop.time() if soon else left + SOON
        if loop._ready:
            rested = 0
        elif pause <= left:
            await sleep(max(0.0, pause))
            left -= max(SHORTEST, pause)
            rested = 0
        else:
            rested += 1


def _threads_work() -> bool:
    app = active_app.get()
    return any(worker.is_running for worker in app.workers) or threads_at_work()


def threads_at_work() -> bool:
    """Whether a thread of ours has not ended yet."""
    return any(thread.name.startswith(_AT_WORK) for thread in threading.enumerate())


@contextmanager
def pilots_that_wait_no_longer() -> Iterator[None]:
    """In this block Textual's pilot waits so."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (textual.app, textual.pilot):
            patch.setattr(module, "wait_for_idle", at_rest)
        yield
