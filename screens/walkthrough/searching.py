"""Finding: the next difference of a step, only differences, what holds a word."""

from __future__ import annotations

from dataclasses import replace

from screens.opened_walkthrough import NOTHING_KNOWN
from screens.stage import Stage
from screens.walkthrough.cursor_target import at_target
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewStore
from widgets.commands.situation import Pane


class Searching:
    """The commands that find."""

    def __init__(self, stage: Stage, view: ViewStore, shown: ShownPage) -> None:
        self._stage = stage
        self._view = view
        self._shown = shown

    def go_on_in_step(self) -> None:
        """Go to the next difference of the step that is shown, round its end; else stay."""
        now = self._view.now
        found = [row for step, row in self._shown.differences() if step == now.step]
        rows = self._shown.rows()
        if found:
            at = rows.index(now.row) if now.row in rows else -1
            after = (row for row in found if row in rows and rows.index(row) > at)
            self._view.show(replace(now, pane=Pane.SETTINGS).at_row(next(after, found[0])))

    def only_differences(self) -> None:
        """Hide what is the same, or show it again."""
        now = self._view.now
        other = not now.only_differences
        self._view.show(replace(now, chosen_look=other, revealed="", zoomed_from=None))
        hidden = self._view.now.only_differences
        self._stage.say(
            "Only differences are shown." if hidden else "Everything is shown.",
            holds=lambda: self._view.now.only_differences is hidden,
        )

    def filter(self) -> None:
        """Show the rows of all steps that hold what is typed; leaving it leaves all as it was."""
        derived = self._shown.derived()
        if derived is None:
            self._stage.say(NOTHING_KNOWN)
            return
        from screens.dialogs.search import SearchDialog
        from screens.walkthrough.search_rows import search_rows

        rows = list(search_rows(derived))
        targets = {row.address: target for row, target in rows}

        def chosen(address: str | None) -> None:
            if address is not None:
                self._view.show(at_target(self._view.now, targets[address], self._shown.derived()))

        self._stage.ask(SearchDialog([row for row, _ in rows]), chosen)

    def hides(self) -> bool:
        """Whether a person had rows hidden."""
        return self._view.now.chosen_look is True

    def show_everything(self) -> None:
        """Hide no row any more."""
        self._view.show(replace(self._view.now, chosen_look=False, revealed=""))
