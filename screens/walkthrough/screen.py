"""The main screen, put together: what it shows and does stands in the files that it is made of."""

from migration.guide.step import PagePart
from screens.full_screen import Redrawing
from screens.walkthrough.copying import Copying
from screens.walkthrough.examining import Examining
from screens.walkthrough.leaving import Leaving
from screens.walkthrough.practising import Practising
from screens.walkthrough.reporting import Reporting
from screens.walkthrough.ticking import Ticking
from screens.walkthrough.waiting import Waiting


class WalkthroughScreen(
    Practising, Waiting, Reporting, Ticking, Copying, Examining, Leaving, Redrawing
):
    """Both pools side by side, every step of the guide, and the commands."""

    def _ticked(self, said: str | None, part: PagePart | None) -> None:
        super()._ticked(said, part)
        if (
            said is not None
            and self.page is not None
            and (self.page.said_done or self.page.tick is not None)
        ):
            self.wait_after_tick(self.step)

    def action_quit(self) -> None:
        """Leave."""
        self.leave()

    def action_show_keys(self) -> None:
        """Show all keys."""
        from screens.dialogs.keys import KeysDialog

        self.app.push_screen(KeysDialog())
