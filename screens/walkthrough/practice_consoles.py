"""Only in the demo: the work in the consoles of others, which no program can do for real."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from screens.opened import Opened
from screens.stage import Outcome, Stage
from screens.walkthrough.view_state import ViewStore

EFFECTS = "effects"


class Consoles(Protocol):
    """Made-up consoles, as the demo brings them."""

    def serves(self, step: str) -> bool:
        """Whether the step has such a console."""
        ...

    def work(self, step: str, new_pool: str) -> str:
        """Do what the step says, or take it back; *blocking*. Raises `PoolwalkError`."""
        ...


class PracticeConsoles:
    """Works in the made-up console of the step that is shown."""

    def __init__(
        self, stage: Stage, opened: Opened, view: ViewStore, consoles: Consoles | None
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._consoles = consoles

    def work(self) -> None:
        """Do in the demo's console what the step says, or take it back."""
        consoles, step, moment = self._consoles, self._view.now.step, self._opened.moment()
        if consoles is None:
            self._stage.say(
                "Only the demo has consoles to practise in: o shows the address of the real one."
            )
        elif not consoles.serves(step) or moment is None:
            self._stage.say("The demo has no console for this step.")
        else:
            new_pool = moment.state.online().new_pool.id
            work = partial(self._work, consoles, step, new_pool)
            self._stage.run("practising", work, self._worked)

    def _work(self, consoles: Consoles, step: str, new_pool: str) -> str:
        """Runs in a thread."""
        said = consoles.work(step, new_pool)
        walkthrough = self._opened.walkthrough
        if step == EFFECTS and walkthrough is not None:  # a month went by
            walkthrough.usage.read()
        return said

    def _worked(self, outcome: Outcome[str]) -> None:
        if outcome.problem:
            self._stage.say(outcome.problem, "warning")
        else:
            self._stage.say(outcome.result or "", "ok")
