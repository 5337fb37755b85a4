"""The main screen, put together: what it shows and does stands in the files that it is made of."""

from contextlib import suppress

from migration.errors import PoolwalkError
from screens.copying import Copying
from screens.entering import Entering
from screens.reading import Reading


class WalkthroughScreen(Entering, Copying, Reading):
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

    def on_mount(self) -> None:
        """Draw everything again after the shell had the terminal: Textual alone brings line panes back empty."""
        self.app.app_resume_signal.subscribe(self, lambda _: self.action_redraw())

    def action_redraw(self) -> None:
        """Draw everything again."""
        self.refresh(layout=True)
        for widget in self.query("*"):
            widget.refresh()

    def action_suspend(self) -> None:
        """Go back to the shell for a while."""
        self.app.action_suspend_process()
