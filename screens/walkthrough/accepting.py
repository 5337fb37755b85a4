"""Why a difference that Poolwalk does not write is right as it is."""

from __future__ import annotations

from collections.abc import Sequence

from migration.compare.setting import Setting
from migration.errors import PoolwalkError
from screens.opened import Opened
from screens.stage import Stage
from screens.walkthrough.shown import Shown
from screens.walkthrough.view_state import ViewStore
from widgets.text.plain_text import plain

KEPT = "It is kept in the record, for whoever asks later."


class Accepting:
    """Accepts a difference with a reason, and takes that back."""

    def __init__(self, stage: Stage, opened: Opened, view: ViewStore, shown: Shown) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown

    def can_accept(self, setting: Setting) -> bool:
        """Whether a person may accept this difference."""
        walkthrough = self._opened.walkthrough
        return walkthrough is not None and walkthrough.entries.can_accept(setting)

    def ask(self, setting: Setting) -> None:
        """Ask for the reason, keep it, and go on to the next difference, of this step first."""
        walkthrough, step = self._opened.walkthrough, self._view.now.step
        if walkthrough is None:
            return
        from screens.dialogs.ask import AskDialog

        following = _following(self._shown.differences(), step, setting.id)

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            try:
                walkthrough.entries.accept(setting.id, reason)
            except PoolwalkError as error:
                self._stage.say(str(error), "error")
                return
            if following is not None:
                self._view.show(self._view.now.at_step(*following))
            self._stage.say(
                f"“{setting.label}” is accepted until one of its values changes. Space on its row"
                " takes it back.",
                "ok",
            )

        title = f"Why is it right that “{plain(setting.label)}” differs?"
        self._stage.ask(AskDialog(title, hint=KEPT, required=True), answered)

    def withdraw(self, setting: Setting) -> bool:
        """Take an acceptance back. False where the difference is not accepted."""
        walkthrough = self._opened.walkthrough
        if walkthrough is None or not walkthrough.entries.accepted(setting.id):
            return False
        try:
            walkthrough.entries.withdraw(setting.id)
        except PoolwalkError as error:
            self._stage.say(str(error), "warning")
            return True
        self._stage.say(f"“{setting.label}” is not accepted any more.", "ok")
        return True


def _following(
    differences: Sequence[tuple[str, str]], step: str, row: str
) -> tuple[str, str] | None:
    """Where the cursor goes on to: the next one of the step, else the next of all; None: none."""
    own = [(of, other) for of, other in differences if of == step]
    among = own if any(other != row for _, other in own) else list(differences)
    place = among.index((step, row)) if (step, row) in among else 0
    left = [found for found in among if found != (step, row)]
    return left[min(place, len(left) - 1)] if left else None
