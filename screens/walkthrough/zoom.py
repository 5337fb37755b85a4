"""What to do over the whole right side, in place of the rows, and the rows back."""

from __future__ import annotations

from dataclasses import replace

from screens.opened_walkthrough import NOTHING_KNOWN
from screens.stage import Stage
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewStore
from widgets.commands.situation import Pane

NO_ROWS = "This step has no rows: What to do has all the room."
ALL_SEEN = "All of What to do is in view: it needs no more room."


class Zoom:
    """The command `zoom`. It holds for every step, until the keys go to rows: these are seen then.

    (`ViewStore.show` sees to that, whatever leads there.)
    """

    def __init__(self, stage: Stage, view: ViewStore, shown: ShownPage) -> None:
        self._stage = stage
        self._view = view
        self._shown = shown

    def toggle(self) -> None:
        """Give the room of the rows to what to do, or give it back; where neither helps say so."""
        now, page = self._view.now, self._shown.page()
        if page is None:
            self._stage.remark(NOTHING_KNOWN)
        elif not page.has_rows:
            self._stage.remark(NO_ROWS)
        elif now.zoomed:
            self.give_back()
        elif not self._shown.text_goes_on():
            self._stage.remark(ALL_SEEN)
        else:  # no row has the keys while it is out of sight
            pane = Pane.GUIDE if now.pane is Pane.SETTINGS else now.pane
            self._view.show(replace(now, pane=pane, revealed="", zoomed_from=now.pane))

    def hides_rows(self) -> bool:
        """Whether rows of the step that is shown are out of sight for it."""
        page = self._shown.page()
        return self._view.now.zoomed and page is not None and page.has_rows

    def give_back(self) -> None:
        """Show the rows again; whoever came from them to read stands on them again."""
        now = self._view.now
        came = now.zoomed_from is Pane.SETTINGS and now.pane is Pane.GUIDE
        pane = Pane.SETTINGS if came else now.pane
        self._view.show(replace(now, pane=pane, revealed="", zoomed_from=None))
