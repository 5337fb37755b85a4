"""Finding: the next difference over all steps, only differences, what holds a word."""

from __future__ import annotations

from dataclasses import replace

from screens.stage import Stage
from screens.walkthrough.shown import Shown
from screens.walkthrough.spot import at_spot
from screens.walkthrough.view_state import ViewStore
from widgets.commands.situation import Pane


class Searching:
    """The commands that find. `steps` are the ids of the steps in their order."""

    def __init__(self, stage: Stage, view: ViewStore, shown: Shown, steps: tuple[str, ...]) -> None:
        self._stage = stage
        self._view = view
        self._shown = shown
        self._steps = steps

    def go_to_difference(self, by: int) -> bool:
        """To the next difference in a direction, over all steps and round the end.

        False where there is none.
        """
        found = self._shown.differences()
        if not found:
            return False
        now = self._view.now
        here = (now.step, now.row)
        if here in found:
            step, row = found[(found.index(here) + by) % len(found)]
        else:
            step, row = self._nearest(found, by)
        self._view.show(replace(now, pane=Pane.SETTINGS).at_step(step, row))
        return True

    def _nearest(self, found: list[tuple[str, str]], by: int) -> tuple[str, str]:
        """The first difference behind (or before) the cursor, which stands on something else."""
        now, rows = self._view.now, self._shown.rows()

        def place(entry: tuple[str, str]) -> tuple[int, int]:
            step, row = entry
            outside = -1 if by > 0 else len(rows)
            within = rows.index(row) if step == now.step and row in rows else outside
            return self._steps.index(step), within

        here = place((now.step, now.row))
        if by > 0:
            return next((entry for entry in found if place(entry) > here), found[0])
        return next((entry for entry in reversed(found) if place(entry) < here), found[-1])

    def only_differences(self) -> None:
        """Hide what is the same, or show it again."""
        now = self._view.now
        self._view.show(replace(now, only_differences=not now.only_differences, revealed=""))
        hidden = self._view.now.only_differences
        self._stage.say(
            "Only differences are shown." if hidden else "Everything is shown.",
            holds=lambda: self._view.now.only_differences is hidden,
        )

    def filter(self) -> None:
        """Show the rows of all steps that hold what is typed; leaving it leaves all as it was."""
        moment = self._shown.moment()
        if moment is None:
            self._stage.say("Nothing is known of the deployment yet.")
            return
        from screens.dialogs.search import SearchDialog
        from screens.walkthrough.search_rows import search_rows

        rows = list(search_rows(moment))
        spots = {row.address: spot for row, spot in rows}

        def chosen(address: str | None) -> None:
            if address is not None:
                self._view.show(at_spot(self._view.now, spots[address], self._shown.moment()))

        self._stage.ask(SearchDialog([row for row, _ in rows]), chosen)

    def hides(self) -> bool:
        """Whether rows are hidden."""
        return self._view.now.only_differences

    def show_everything(self) -> None:
        """Hide no row any more."""
        self._view.show(replace(self._view.now, only_differences=False, revealed=""))
