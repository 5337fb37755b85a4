"""Only in the demo: the work in the consoles of others, which no program can do for real."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from screens.opened import Opened
from screens.stage import Outcome, Stage
from screens.walkthrough.view_state import ViewStore

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.state import State

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
        said, walkthrough = consoles.work(step, new_pool), self._opened.walkthrough
        if step == EFFECTS and walkthrough is not None:  # a month went by
            walkthrough.usage.let_time_pass()
            walkthrough.reader.read()  # whom the pools know, and who uses which
            said += _still_in_use(walkthrough.state)
        return said

    def _worked(self, outcome: Outcome[str]) -> None:
        if outcome.problem:
            self._stage.say(outcome.problem, "warning")
        else:
            self._stage.say(outcome.result or "", "ok")


def _still_in_use(state: State) -> str:
    """What another month is for, where the verdict still lacks one; with a space before it."""
    from migration.pools.reading import Role
    from migration.usage.client_usage import UsageReading

    usage, days = state.usage, state.request.quiet_days
    if not isinstance(usage, UsageReading):
        return ""
    used = sum(client.quiet(usage, days) is False for client in usage.of(Role.OLD))
    if not used:
        return " The old pool's app clients are quiet."
    what = "app client was" if used == 1 else "app clients were"
    return (
        f" {used} of the old pool's {what} used within {days} days: press ! again for another"
        " month."
    )
