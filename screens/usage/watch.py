"""CloudWatch, asked now and every five minutes."""

from __future__ import annotations

from collections.abc import Callable

from screens.stage import Outcome, Stage, Timer

EVERY = 300.0  # seconds: CloudWatch itself is some minutes behind
FIRST = 120.0  # until what was just written can show at all


class UsageWatch:
    """Asks in the background until it is stopped. `ask` runs in a thread.

    `told` is called after each answer, with what was wrong ("" nothing), and says whether to go on.
    """

    def __init__(self, stage: Stage, ask: Callable[[], None], told: Callable[[str], bool]) -> None:
        self._stage = stage
        self._ask = ask
        self._told = told
        self._timer: Timer | None = None
        self._stopped = False
        self.busy = False

    def ask_soon(self) -> None:
        """Ask once what was written can show; what was planned before is dropped."""
        self._plan(FIRST)

    def ask_again(self) -> None:
        """Ask now, unless that is under way."""
        if self.busy or self._stopped:
            return
        self._drop_timer()
        self.busy = True
        self._stage.run("asking CloudWatch", self._ask, self._ended)

    def stop(self) -> None:
        """Ask no more; an answer that is under way is nobody's."""
        self._stopped = True
        self._drop_timer()

    def _ended(self, outcome: Outcome[None]) -> None:
        self.busy = False
        if not self._stopped and self._told(outcome.problem):
            self._plan(EVERY)

    def _plan(self, seconds: float) -> None:
        self._drop_timer()
        self._timer = self._stage.after(seconds, self.ask_again)

    def _drop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
