"""The main screen, put together: what it shows and does stands in the files that it is made of."""

from contextlib import suppress

from migration.errors import PoolwalkError
from screens.copying import Copying
from screens.entering import Entering
from screens.practising import Practising
from screens.reading import Reading
from screens.redrawing import Redrawing
from screens.reporting import Reporting


class WalkthroughScreen(Practising, Reporting, Entering, Copying, Reading, Redrawing):
    """Both pools side by side, every step of the guide, and the commands."""

    def action_quit(self) -> None:
        """Leave."""
        self.leave()

    def leave(self) -> None:
        """End the program, once a write under way is recorded."""
        self.stop_waiting()
        if self.writing:
            self.say(f"Still {self.writing}: leaving as soon as it is recorded.")
        self.run_worker(self._leave(), group="leaving", exclusive=True)

    async def _leave(self) -> None:
        writes = [worker for worker in self.workers if worker.group == "writing"]
        if writes:
            await self.workers.wait_for_complete(writes)
        if self.walkthrough is not None:
            if self.placed:
                with suppress(PoolwalkError):
                    self.walkthrough.remember_place(self.step, self.settings.cursor)
            self.walkthrough.close()
        self.app.exit()

    def action_show_keys(self) -> None:
        """Show all keys."""
        from screens.keys import KeysDialog

        self.app.push_screen(KeysDialog())
