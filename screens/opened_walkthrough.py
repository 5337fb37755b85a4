"""The walkthrough of a screen, which exists only after the login."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.derived_state import DerivedState
    from migration.walkthrough import Walkthrough

NOTHING_KNOWN = "Nothing is known of the deployment yet."


class OpenedWalkthrough:
    """Holds the walkthrough from the login on.

    `changed` is called after each change of State, from any thread.
    """

    def __init__(self, changed: Callable[[], None] = lambda: None) -> None:
        self.walkthrough: Walkthrough | None = None
        self._changed = changed

    def hold(self, walkthrough: Walkthrough) -> None:
        """From now on the deployment is known."""
        self.walkthrough = walkthrough
        walkthrough.store.listen(self._changed)
        self._changed()

    def derived(self) -> DerivedState | None:
        """All that follows from State as it is now; None before the deployment is known."""
        walkthrough = self.walkthrough
        if walkthrough is None or walkthrough.state.deployment is None:
            return None
        return walkthrough.pages.now()
