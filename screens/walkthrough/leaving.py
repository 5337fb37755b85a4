"""Leaving: the place is kept, a write under way is recorded, and nothing else is waited for."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from migration.errors import PoolwalkError

if TYPE_CHECKING:  # what the program ends by is loaded before the first paint
    from pathlib import Path

    from screens.opened_walkthrough import OpenedWalkthrough
    from screens.stage import Outcome, Stage
    from screens.walkthrough.view_state import ViewStore
    from screens.walkthrough.writing import Writing

INTERRUPTED = 130  # the exit code
CHOOSE_ANEW = -1  # no exit code: the program begins anew, on the page of deployments
# What a write that was sent has to be answered and recorded, when the program is ended from
# outside. A write that takes longer is in the record as begun: the next start asks the pool what
# became of it.
WRITE_SECONDS = 8.0
CLOSE_SECONDS = 0.5


class Leaving:
    """Every way out of the program.

    `stop` lets go of what is read and asked; `lost` is a file that goes with the end, and
    `goes_with_demo` says whether what was done does.
    """

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        view: ViewStore,
        writing: Writing,
        *,
        stop: Callable[[], None],
        leave: Callable[[int], None],
        lost: Callable[[], Path | None],
        goes_with_demo: Callable[[], bool],
        several: bool = False,
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._writing = writing
        self._stop = stop
        self._exit = leave
        self._lost = lost
        self._goes_with_demo = goes_with_demo
        self._several = several  # deployments to choose from
        self._code = 0
        self._interrupted = False
        self._closing = False

    def quit(self) -> None:
        """Leave; where something goes with the demo, only after a yes."""
        lost = self._lost()
        if lost is None and not self._goes_with_demo():
            self.leave()
            return
        from screens.dialogs.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self.leave()

        lines = ["What was done in it is gone then: the next demo begins anew, at the first step."]
        if lost is not None:
            told = "The report that you wrote goes with the demo. To keep it, copy it first:"
            lines = [told, str(lost)]
        self._stage.ask(ConfirmDialog("Quit the demo?", lines, yes="Quit", no="stay"), answered)

    def leave(self) -> None:
        """End the program, once a write under way is recorded."""
        if self._writing.under_way():
            self._stage.say(f"Still {self._view.now.writing}: leaving as soon as it is recorded.")
        self._go()

    def choose_anew(self) -> None:
        """Leave this deployment for the page of all, by the way of every end."""
        if not self._several:
            self._stage.say(
                "There is no page to go back to: one deployment was named, or is known."
            )
            return
        self._code = CHOOSE_ANEW
        self.leave()

    def leave_soon(self) -> None:
        """Somebody else ends the program.

        The same, and a write that AWS does not answer is left to the next start.
        """
        if not self._interrupted:
            self._interrupted = True
            self._code = INTERRUPTED
            self._stage.after(WRITE_SECONDS, self._close)
            self._go()

    def remember_place(self) -> None:
        """Keep step and row for the next start, once the cursor was put where it starts."""
        view, walkthrough = self._view.now, self._opened.walkthrough
        if walkthrough is not None and view.placed:
            with suppress(PoolwalkError):
                walkthrough.place.remember(view.step, view.row)

    def _go(self) -> None:
        self.remember_place()
        self._stop()
        self._writing.when_done(self._close)

    def _close(self) -> None:
        if self._closing:
            return
        self._closing = True
        walkthrough = self._opened.walkthrough
        if walkthrough is None:
            self._exit(self._code)
            return
        self._stage.after(CLOSE_SECONDS, self._end)
        self._stage.run("closing", walkthrough.close, self._closed)

    def _closed(self, _: Outcome[None]) -> None:
        self._end()

    def _end(self) -> None:
        self._exit(self._code)
