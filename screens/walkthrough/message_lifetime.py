"""When a message goes by itself: with the row, the step, or the moment that it was true of."""

from __future__ import annotations

from screens.stage import Stage
from screens.walkthrough.view_state import ViewState


class MessageLifetime:
    """Told of each change of view and State. What is under way keeps its sentence meanwhile.

    A remark is true of the row under the cursor, a result of the step; a warning and an error stay
    until they do not hold any more, something else is said, or Esc.
    """

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def view_changed(self, before: ViewState, after: ViewState) -> None:
        """The cursor went elsewhere, or something began or ended."""
        self.state_changed()
        if after.writing or after.reading or after.checking:
            return
        if not before.placed:
            return  # nobody went anywhere: the cursor was put where it starts
        if before.step != after.step:
            self._stage.drop_remark(results=True)
        elif (before.pane, before.address) != (after.pane, after.address):
            self._stage.drop_remark()

    def state_changed(self) -> None:
        """Something else is known."""
        self._stage.drop_untrue()
