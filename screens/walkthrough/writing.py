"""The one write that is under way, in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from migration.changes.write_report import WriteReport
from screens.background_question import BackgroundQuestion
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Outcome, Stage
from screens.walkthrough.view_state import ViewStore

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.stacks.change_set import Agree
    from migration.stacks.effects import Effects
    from screens.dialogs.confirm import ConfirmDialog

UPDATED_BACK = (
    "It can be taken back (u): another update of the stack puts back what the parameter held."
)

Progress = Callable[[str], None]
# Sends, given whom to tell of progress and whom to ask before a change set is executed.
Send = Callable[["Progress", "Agree"], WriteReport]


class Writing:
    """One write at a time, told in one way; a change set is executed only after a yes."""

    def __init__(self, stage: Stage, opened: OpenedWalkthrough, view: ViewStore) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._question: BackgroundQuestion[bool] = BackgroundQuestion(stage)
        self._afterwards: list[Callable[[], None]] = []

    def begin(self, what: str, send: Send, ended: Callable[[WriteReport], None]) -> None:
        """Write in the background; `ended` gets the report. Where it could not begin, it is said.

        `what` is what is written, in words: "applying 3 settings".
        """
        if self._opened.walkthrough is not None:
            self._opened.walkthrough.applier.make_ready()
        self._stage.say(f"{what[0].upper()}{what[1:]} …")
        self._view.show(replace(self._view.now, writing=what, revealed=""))
        work = partial(send, self._progressed, self._agree)
        self._stage.run("writing", work, partial(self._ended, ended))

    def under_way(self) -> bool:
        """Whether something is being written."""
        return bool(self._view.now.writing)

    def drop_question(self) -> None:
        """Whoever is asked about a change set says no; a later answer does nothing."""
        self._question.drop()

    def when_done(self, do: Callable[[], None]) -> None:
        """Do something once nothing is being written."""
        if self.under_way():
            self._afterwards.append(do)
        else:
            do()

    def _progressed(self, sentence: str) -> None:
        self._stage.on_screen(partial(self._stage.say_in_passing, sentence))

    def _agree(self, effects: Effects) -> bool:
        """Whether the person wants a change set executed; from the thread that writes."""
        self._progressed("AWS has worked it out: it is executed after your yes, and not before.")
        self._stage.on_screen(partial(self._asks, asked=True))
        yes = bool(self._question.put(partial(effects_dialog, effects)))
        self._stage.on_screen(partial(self._asks, asked=False))
        return yes

    def _asks(self, *, asked: bool) -> None:
        self._view.show(replace(self._view.now, asked=asked))

    def _ended(self, ended: Callable[[WriteReport], None], outcome: Outcome[WriteReport]) -> None:
        self._view.show(replace(self._view.now, writing=""))
        if outcome.result is None:
            self._stage.say(outcome.problem, "error")
        else:
            ended(outcome.result)
        waiting, self._afterwards = self._afterwards, []
        for do in waiting:
            do()


def effects_dialog(effects: Effects) -> ConfirmDialog:
    """What a change set would do, before it is executed."""
    from screens.dialogs.confirm import ConfirmDialog

    warning = " ".join(f"{alarm} Drop it unless you mean that." for alarm in effects.alarms)
    title = f"Execute this change set? {effects.stack}, {effects.region}"
    reversal = "" if warning else UPDATED_BACK
    return ConfirmDialog(
        title, effects.lines, warning, yes="Execute", no="drop it", reversal=reversal
    )
