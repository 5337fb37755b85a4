"""From settings to a walkthrough that is connected and read, for the commands that have no screen."""

import getpass
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from types import FrameType
from typing import TypeVar

from migration.errors import NoCredentials
from migration.guide.files import load_steps
from migration.guide.step import Step
from migration.walkthrough import Walkthrough
from tui.demo import Demo
from tui.output import Output
from tui.sources import Sources

T = TypeVar("T")


def build_walkthrough(sources: Sources, steps: Sequence[Step], demo: Demo | None) -> Walkthrough:
    """A walkthrough that is not connected yet. Raises `PoolwalkError` for a setting that does not hold up.

    Loads pydantic, which takes longer than a paint: belongs in a worker thread where there is a screen.
    """
    if demo is not None:
        demo.start()  # it starts while pydantic is loaded
    from tui.settings import load_settings, to_request

    request = to_request(load_settings(sources))
    return Walkthrough(demo.request(request) if demo is not None else request, steps)


class Session:
    """A connected walkthrough, whose blocking calls a person can interrupt.

    They run in a thread beside the main one, where Ctrl-C arrives at once even while a call to AWS hangs.
    """

    def __init__(self, walkthrough: Walkthrough) -> None:
        self.walkthrough = walkthrough
        self.interrupted = False

    def run(self, work: Callable[[], T], *, to_its_end: bool = False) -> T:
        """Do it. On Ctrl-C what waits is cancelled and `KeyboardInterrupt` raised.

        With `to_its_end` the first Ctrl-C only sets `interrupted`, and what was sent to AWS is finished and recorded.
        """
        outcome: Future[T] = Future()

        def beside() -> None:
            try:
                outcome.set_result(work())
            except BaseException as error:  # noqa: BLE001 handed to the main thread whole
                outcome.set_exception(error)

        threading.Thread(target=beside, daemon=True, name="poolwalk-work").start()
        while True:
            try:
                return outcome.result()
            except KeyboardInterrupt:
                self.walkthrough.cancel()
                if self.interrupted or not to_its_end:
                    raise
                self.interrupted = True


@contextmanager
def opened(sources: Sources, output: Output, *, demo: bool) -> Iterator[Session]:
    """Connect, read both pools, and close at the end. Raises `PoolwalkError`."""
    former = {number: signal.signal(number, _interrupt) for number in (signal.SIGTERM, signal.SIGHUP)}
    practice = Demo() if demo else None
    walkthrough: Walkthrough | None = None
    try:
        walkthrough = build_walkthrough(sources, load_steps(), practice)
        session = Session(walkthrough)
        deployment = session.run(lambda: session.walkthrough.connect(_ask_mfa_code))
        if sys.stderr.isatty():
            output.note(f"Reading “{deployment.old_pool.name}” and “{deployment.new_pool.name}” …")
        session.run(lambda: session.walkthrough.read(lambda: None))
        yield session
    finally:
        if walkthrough is not None:
            walkthrough.close()
        if practice is not None:
            practice.close()
        for number, handler in former.items():
            signal.signal(number, handler)


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _ask_mfa_code(device: str) -> str:
    if not sys.stdin.isatty():
        raise NoCredentials(
            f"The role wants an MFA code of {device}, and there is no terminal to ask on: put temporary credentials into the "
            "environment."
        )
    return getpass.getpass(f"MFA code of {device}: ")
