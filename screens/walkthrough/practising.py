"""Only in the demo: the work in the consoles of others, which no program can do for real."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from textual import work
from textual.message import Message

from migration.errors import PoolwalkError
from screens.walkthrough.view import WalkthroughView
from widgets.commands.situation import Situation


class Consoles(Protocol):
    """Made-up consoles, as the demo brings them."""

    def serves(self, step: str) -> bool:
        """Whether the step has such a console."""
        ...

    def work(self, step: str, new_pool: str) -> str:
        """Do what the step says, or take it back; *blocking*. Raises `PoolwalkError`."""
        ...


class Practising(WalkthroughView):
    """Works in the made-up console of the step that is shown."""

    @dataclass
    class ConsoleWorked(Message):
        """The made-up console was changed, or not: `sentence` says which."""

        sentence: str
        done: bool

    consoles: Consoles | None = None  # the app sets it in the demo

    def situation(self) -> Situation:
        """Where the person is, and whether the demo has this step's console."""
        served = (
            self.page is not None and self.consoles is not None and self.consoles.serves(self.step)
        )
        return replace(super().situation(), practice_console=served)

    def action_work_in_console(self) -> None:
        """Do in the demo's console what the step says, or take it back."""
        deployment = self.walkthrough.state.deployment if self.walkthrough is not None else None
        if self.consoles is None:
            self.say(
                "Only the demo has consoles to practise in: o shows the address of the real one."
            )
        elif not self.consoles.serves(self.step) or deployment is None:
            self.say("The demo has no console for this step.")
        else:
            self._work_in_console(self.consoles, self.step, deployment.new_pool.id)

    @work(thread=True, group="console", exit_on_error=False)
    def _work_in_console(self, consoles: Consoles, step: str, new_pool: str) -> None:
        try:
            self.post_message(self.ConsoleWorked(consoles.work(step, new_pool), done=True))
        except PoolwalkError as error:
            self.post_message(self.ConsoleWorked(str(error), done=False))

    def on_practising_console_worked(self, message: ConsoleWorked) -> None:
        """Say what was done."""
        self.say(message.sentence, "ok" if message.done else "warning")
