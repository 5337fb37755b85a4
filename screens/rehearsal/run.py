"""One rehearsal under way, behind its page: begun by a yes, told as it comes, stopped by Esc."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from screens.stage import Outcome, Stage

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.rehearsal.options import Options
    from migration.rehearsal.rehearsal import Rehearsal
    from migration.rehearsal.result import Result, Tell, Told


STOPPING = "Stopping: the copies are taken away first."


class RehearsalRun:
    """Runs it in a thread. `make` gives a new rehearsal that tells what comes.

    `options` are what is asked for at first.

    `changed` is called on the screen's thread whenever there is something to draw, `ended` before
    that once it has ended.
    """

    def __init__(
        self,
        stage: Stage,
        make: Callable[[Options, Tell], Rehearsal],
        options: Options,
        changed: Callable[[], None],
        ended: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._make = make
        self._options = options
        self._changed = changed
        self._when_ended = ended
        self._rehearsal = make(options, self._tell)
        self.announced = self._rehearsal.announcement()
        self.told: list[Told] = []
        self.result: Result | None = None
        self.problem = ""
        self.busy = False
        self.stopping = False

    @property
    def begun(self) -> bool:
        """Whether one is under way or has ended."""
        return self.busy or bool(self.told) or self.result is not None or bool(self.problem)

    def switch(self, option: str) -> None:
        """Ask for an option, or no longer, by its name; nothing once one has begun."""
        if self.begun:
            return
        self._options = replace(self._options, **{option: not getattr(self._options, option)})
        self._rehearsal = self._make(self._options, self._tell)
        self.announced = self._rehearsal.announcement()
        self._changed()

    def begin(self) -> None:
        """Do it, unless it is under way."""
        if self.busy:
            return
        self._rehearsal = self._make(self._options, self._tell)
        self.told, self.result, self.problem = [], None, ""
        self.busy, self.stopping = True, False
        self._stage.run("rehearsing", self._rehearsal.run, self._ended)
        self._changed()

    def stop(self) -> bool:
        """Stop what is under way, and have everything taken away; whether anything was."""
        if self.busy and not self.stopping:
            self.stopping = True
            self._rehearsal.stop()
            self._changed()
        return self.busy

    def _tell(self, told: Told) -> None:
        self._stage.on_screen(partial(self._take, told))

    def _take(self, told: Told) -> None:
        self.told.append(told)
        self._changed()

    def _ended(self, outcome: Outcome[Result]) -> None:
        self.busy = self.stopping = False
        self.result, self.problem = outcome.result, outcome.problem
        if self._stage.said == STOPPING:
            self._stage.say("")  # what became of it stands on the page
        self._when_ended()
        self._stage.bell()
        self._changed()
