"""When an app is at rest, by what its loop still has to do.

Textual's pilot looks at the processor instead: twice 20 ms for each key at the least, and on a
machine that others use too it takes a thread that waits for the processor for one that rests. What
a thread does only the kernel knows; what it brings the loop is waited for as anything else. Before
that the pilot sends every widget a message of its own and waits for all of them, with each key and
each pause: two thirds of a millisecond, for what the loop tells as well.
"""

import threading
import time
from asyncio import get_running_loop, sleep
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import textual.app
import textual.pilot
from textual._context import active_app
from textual.pilot import Pilot

from screens.walkthrough.drawing_together import TOGETHER
from tests.bench.processes import Rest, other_threads
from tests.practice_aws import HUNG
from tests.screens.painted_at_rest import paint_what_is_due

# Timers that end so soon are waited for: what arrives together is drawn together, and a screen is
# drawn anew 60 times a second. Only what is slept counts: a machine that others use too takes
# longer for the rest.
SOON = TOGETHER + 0.05  # seconds
SHORTEST = 0.001
A_LOOK = 0.02  # seconds between two looks at threads
_AT_WORK = ("poolwalk-", "aws")  # how our threads are called


async def at_rest(min_sleep: float = 0.0, max_sleep: float = HUNG) -> None:
    """Wait until nothing is left to do but what a timer brings later, or a thread that waits."""
    loop: Any = get_running_loop()
    left, rested, looked = SOON, 0, False
    while rested < 2:
        if not looked and _threads_work():
            await _threads_rest(max_sleep)
            looked, rested = True, 0
        await sleep(0)
        soon = [timer.when() for timer in loop._scheduled if not timer.cancelled()]
        pause = min(soon) - loop.time() if soon else left + SOON
        if loop._ready:
            looked, rested = False, 0
        elif pause <= left:
            await sleep(max(0.0, pause))
            left -= max(SHORTEST, pause)
            looked, rested = False, 0
        else:
            rested += 1
    paint_what_is_due()


async def _threads_rest(at_most: float) -> None:
    """Wait until all threads have ended, or wait for something else than the processor."""
    rest = Rest(other_threads)
    rest.so_far()
    began = time.monotonic()
    await sleep(A_LOOK)
    while _threads_work() and rest.so_far() < A_LOOK / 2:
        assert time.monotonic() - began < at_most
        await sleep(A_LOOK)


def _threads_work() -> bool:
    app = active_app.get()
    return any(worker.is_running for worker in app.workers) or threads_at_work()


def threads_at_work() -> bool:
    """Whether a thread of ours has not ended yet."""
    return any(thread.name.startswith(_AT_WORK) for thread in threading.enumerate())


async def nothing_is_queued(pilot: Pilot[Any], timeout: float = HUNG) -> bool:
    """Wait until every message was taken; neither for a timer nor for a thread.

    Answers whether the app still runs without an error, as the pilot wants to know.
    """
    loop: Any = get_running_loop()
    empty = 0
    while empty < 2:
        await sleep(0)
        empty = 0 if loop._ready else empty + 1
    return not pilot.app._exception_event.is_set()


@contextmanager
def pilots_that_wait_no_longer() -> Iterator[None]:
    """In this block Textual's pilot waits so."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (textual.app, textual.pilot):
            patch.setattr(module, "wait_for_idle", at_rest)
        patch.setattr(Pilot, "_wait_for_screen", nothing_is_queued)
        yield
