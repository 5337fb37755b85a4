"""Asking again by itself after a change in a console.

In the background, with growing pauses, until it came through.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration.checks.wait import came_through, pause
from migration.errors import StateUnusable
from screens.walkthrough.checking import Checking
from screens.walkthrough.reading import Reading

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from textual.timer import Timer

_BUSY = 5.0  # seconds until it is tried again, where somebody else is asked just now


class Waiting(Checking):
    """Begins to wait after `v` or a tick, goes on with what the last run waited for.

    And tells when it came through.
    """

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        self._next: dict[str, Timer] = {}  # when it is asked again, by step
        self._asked: dict[str, int] = {}  # how often, by step

    def on_reading_reading_ended(self, message: Reading.ReadingEnded) -> None:
        """Go on with what was waited for when the program ended."""
        for step in self.walkthrough.checks.waits() if self.walkthrough is not None else ():
            if step not in self._next:
                self._schedule(step, pause(0))

    def on_checking_checks_ended(self, message: Checking.ChecksEnded) -> None:
        """Wait for what is not there yet; stop where it is."""
        walkthrough, step = self.walkthrough, message.step
        if walkthrough is None or not step:
            return
        waited, came = step in walkthrough.checks.waits(), came_through(step, message.found)
        try:
            if came:
                self._forget(step)
                walkthrough.checks.end_wait(step)
            elif waited or (not message.problem and walkthrough.checks.begin_wait(step)):
                self._schedule(step, pause(self._asked.get(step, 0)))
                self._asked[step] = self._asked.get(step, 0) + 1
        except StateUnusable as error:
            self.say(str(error), "warning")
            return
        self.redraw()
        if waited and came and message.again:
            self.app.bell()
            sentence, look = self.outcome(step, message.found)
            self.say(f"It came through. {sentence}", look)

    def wait_after_tick(self, step: str) -> None:
        """A person says that a console was changed which a check did not show so far.

        Ask again by itself.

        Nobody outside is asked of whom it was not asked before. Raises `StateUnusable`.
        """
        if (
            self.walkthrough is not None
            and step not in self._next
            and self.walkthrough.checks.begin_wait(step)
        ):
            self._schedule(step, pause(0))
            self.redraw()

    def _schedule(self, step: str, seconds: float) -> None:
        if (timer := self._next.pop(step, None)) is not None:
            timer.stop()
        self._next[step] = self.set_timer(seconds, lambda: self._ask_again(step))

    def _ask_again(self, step: str) -> None:
        self._next.pop(step, None)
        walkthrough = self.walkthrough
        if walkthrough is None:
            return
        if step not in walkthrough.checks.waits():
            self._forget(step)
            self.redraw()
        elif self.checking or self.reading_parts or self.writing:
            self._schedule(step, _BUSY)
        else:
            self.start_checks(walkthrough, step, again=True)

    def _forget(self, step: str) -> None:
        if (timer := self._next.pop(step, None)) is not None:
            timer.stop()
        self._asked.pop(step, None)

    def action_clear(self) -> None:
        """Stop asking, then waiting for this step; else what Escape does elsewhere."""
        walkthrough = self.walkthrough
        if self.checking or walkthrough is None or self.step not in walkthrough.checks.waits():
            super().action_clear()
            return
        self._forget(self.step)
        try:
            walkthrough.checks.end_wait(self.step)
        except StateUnusable as error:
            self.say(str(error), "warning")
        self.redraw()
        self.say("It is not asked again by itself any more: v asks.")
