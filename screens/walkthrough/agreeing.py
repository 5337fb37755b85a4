"""Asking a person, from the thread that writes, whether a stack's change set shall be executed."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from screens.walkthrough.moving import Moving

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.stacks.effects import Effects


class Agreeing(Moving):
    """Shows what a change set would do, and waits for the answer."""

    _agreed: Future[bool] | None = None

    def agree(self, effects: Effects) -> bool:
        """Whether the person wants it executed; from the thread that writes."""
        self._agreed = Future()
        self.app.call_from_thread(self._show_effects, effects)
        return self._agreed.result()

    def _show_effects(self, effects: Effects) -> None:
        from screens.dialogs.confirm import ConfirmDialog

        def answered(yes: bool | None) -> None:
            self._answer(yes=bool(yes))

        warning = " ".join(f"{alarm} Drop it unless you mean that." for alarm in effects.alarms)
        title = f"Execute this change set? {effects.stack}, {effects.region}"
        self.app.push_screen(
            ConfirmDialog(title, effects.lines, warning, yes="Execute", no="drop it"), answered
        )

    def _answer(self, *, yes: bool) -> None:
        if self._agreed is not None and not self._agreed.done():
            self._agreed.set_result(yes)

    def stop_waiting(self) -> None:
        """Let go: who leaves drops the change set."""
        self._answer(yes=False)
        super().stop_waiting()
