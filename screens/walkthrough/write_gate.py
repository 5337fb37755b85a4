"""The screen's gate before a write: why none may begin now, or the name that unlocks it.

Which gates a write passes in all, and in which order: `migration/walk/write_gates/__init__.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Stage
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewStore
from widgets.text.plain_text import plain

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough


class WriteGate:
    """What every key that writes passes first."""

    def __init__(
        self, stage: Stage, opened: OpenedWalkthrough, view: ViewStore, shown: ShownPage
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown

    def may_begin(self) -> Walkthrough | None:
        """The walkthrough, or None after having said why nothing is written now.

        It may where the keys that write are offered (`Situation.can_write`), and nowhere else.
        """
        walkthrough, now = self._opened.walkthrough, self._shown.situation()
        if walkthrough is None or now.page is None:
            self._stage.say("Nothing is known of the new pool yet: wait until it was read.")
        elif now.can_write:
            return walkthrough
        elif now.read_only:
            self._stage.say(
                walkthrough.state.read_only_reason,
                "warning",
                holds=lambda: walkthrough.state.read_only,
            )
        else:
            writing = self._view.now.writing
            self._stage.say(
                f"Still {writing}: one write at a time.", holds=lambda: bool(self._view.now.writing)
            )
        return None

    def when_unlocked(self, walkthrough: Walkthrough, do: Callable[[], None]) -> None:
        """Do it; where the deployment is protected, once a person typed its name, once a run."""
        if not walkthrough.applier.why_locked:
            do()
            return
        from screens.dialogs.text_question import TextQuestion

        def keep(typed: str) -> str:
            walkthrough.applier.type_name(typed)
            return typed

        def answered(typed: str | None) -> None:
            if typed is None:
                self._stage.say("Nothing was written.")
            else:
                do()

        name = plain(walkthrough.state.name)
        hint = "An approved plan (F) is written without it, and an undo as well."
        title = f"{name} is protected: type its name to write"
        self._stage.ask(TextQuestion(title, hint=hint, keep=keep), answered)
