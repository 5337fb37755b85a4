"""What every full screen does in a terminal that others write to as well: draw again, and make room for the shell."""

from textual.screen import Screen


class Redrawing(Screen[None]):
    """A full screen of panes."""

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
