"""Showing the one secret under the cursor, for a while."""

from __future__ import annotations

from dataclasses import replace

from screens.stage import Stage, Timer
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewStore
from widgets.text.own_keys import key_of
from widgets.text.shown_values import HIDES_AFTER


class Revealing:
    """Shows a secret, and covers it again."""

    def __init__(self, stage: Stage, view: ViewStore, shown: ShownPage) -> None:
        self._stage = stage
        self._view = view
        self._shown = shown
        self._covering: Timer | None = None

    def reveal(self) -> None:
        """Show the secret under the cursor, or cover it."""
        at = self._shown.situation()
        if at.hides_part:
            keys = f"{key_of('show-whole')}, then {key_of('reveal')}"
            self._stage.say(f"A part of the address is hidden here: {keys}, shows it.")
        elif not at.hides_secret:
            self._stage.say("Nothing is hidden under the cursor.")
        elif self._view.now.revealed == at.address:
            self.cover()
        else:
            if self._covering is not None:
                self._covering.stop()
            self._view.show(replace(self._view.now, revealed=at.address))
            self._covering = self._stage.after(HIDES_AFTER, self.cover)

    def cover(self) -> None:
        """Cover what was revealed."""
        if self._covering is not None:
            self._covering.stop()
            self._covering = None
        self._view.show(replace(self._view.now, revealed=""))

    def shows(self) -> bool:
        """Whether a secret is shown."""
        return bool(self._view.now.revealed)
