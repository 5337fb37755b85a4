"""The main screen, put together: what it shows and does stands in the files that it is made of."""

from screens.checking import Checking
from screens.copying import Copying
from screens.examining import Examining
from screens.leaving import Leaving
from screens.practising import Practising
from screens.redrawing import Redrawing
from screens.reporting import Reporting
from screens.ticking import Ticking


class WalkthroughScreen(Practising, Checking, Reporting, Ticking, Copying, Examining, Leaving, Redrawing):
    """Both pools side by side, every step of the guide, and the commands."""

    def action_quit(self) -> None:
        """Leave."""
        self.leave()

    def action_show_keys(self) -> None:
        """Show all keys."""
        from screens.keys import KeysDialog

        self.app.push_screen(KeysDialog())
