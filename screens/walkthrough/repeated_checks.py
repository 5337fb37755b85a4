"""Asking again by itself after a change in a console, until it came through.

In the background, with growing pauses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration.checks.propagation import came_through, pause
from migration.errors import StateUnusable
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Stage, Timer
from screens.walkthrough.checking import Checking, CheckRun
from screens.walkthrough.view_state import ViewStore
from widgets.text.own_keys import key_of

if TYPE_CHECKING:
    from migration.walk.checks import Checks

_BUSY = 5.0  # seconds until it is tried again, where somebody else is asked just now


class RepeatedChecks:
    """Begins to wait after `v` or a tick, and tells when it came through."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        view: ViewStore,
        checking: Checking,
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._checking = checking
        self._next: dict[str, Timer] = {}  # when it is asked again, by step
        self._asked: dict[str, int] = {}  # how often, by step

    def go_on(self) -> None:
        """Go on with what was waited for when the program ended."""
        checks = self._checks()
        for step in checks.waits() if checks else ():
            if step not in self._next:
                self._schedule(step, pause(0))

    def after_tick(self, step: str) -> None:
        """A person says that a console was changed which a check did not show so far.

        Nobody outside is asked of whom it was not asked before.
        """
        checks = self._checks()
        if checks is None or step in self._next:
            return
        try:
            if checks.begin_wait(step):
                self._schedule(step, pause(0))
        except StateUnusable as error:
            self._stage.say(str(error), "warning")

    def after_checks(self, run: CheckRun, problem: str) -> None:
        """Wait for what is not there yet; stop where it is."""
        checks, step = self._checks(), run.step
        if checks is None or not step:
            return
        waited, came = step in checks.waits(), came_through(step, run.found)
        try:
            if came:
                self._forget(step)
                checks.end_wait(step)
            elif waited or (not problem and checks.begin_wait(step)):
                self._schedule(step, pause(self._asked.get(step, 0)))
                self._asked[step] = self._asked.get(step, 0) + 1
        except StateUnusable as error:
            self._stage.say(str(error), "warning")
            return
        if waited and came and run.again:
            self._stage.bell()
            sentence, look = self._checking.words(run)
            self._stage.say(f"It came through. {sentence}", look)

    def under_way(self) -> bool:
        """Whether the step that is shown is asked again by itself."""
        checks = self._checks()
        return checks is not None and self._view.now.step in checks.waits()

    def stop(self) -> None:
        """Wait for this step no longer."""
        checks, step = self._checks(), self._view.now.step
        if checks is None:
            return
        self._forget(step)
        try:
            checks.end_wait(step)
        except StateUnusable as error:
            self._stage.say(str(error), "warning")
            return
        self._stage.say(f"It is not asked again by itself any more: {key_of('check-step')} asks.")

    def _checks(self) -> Checks | None:
        return self._opened.walkthrough.checks if self._opened.walkthrough else None

    def _schedule(self, step: str, seconds: float) -> None:
        if (timer := self._next.pop(step, None)) is not None:
            timer.stop()
        self._next[step] = self._stage.after(seconds, lambda: self._ask_again(step))

    def _ask_again(self, step: str) -> None:
        self._next.pop(step, None)
        checks, view = self._checks(), self._view.now
        if checks is None:
            return
        if step not in checks.waits():
            self._forget(step)
        elif view.checking or view.reading or view.writing:
            self._schedule(step, _BUSY)
        else:
            self._checking.start(step, again=True)

    def _forget(self, step: str) -> None:
        if (timer := self._next.pop(step, None)) is not None:
            timer.stop()
        self._asked.pop(step, None)
