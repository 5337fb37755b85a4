"""What every full screen does in a terminal that others write to as well.

It draws itself again, and leaves the terminal to the shell for a while.
"""

from typing import Any

from textual.message import Message
from textual.screen import Screen


def redraw_whole(screen: Screen[Any]) -> None:
    """Draw everything on a screen again, whatever the terminal still shows of it."""
    screen.refresh(layout=True)
    for widget in screen.query("*"):
        widget.refresh()


class MouseToggled(Message):
    """The person wants the mouse for the terminal's own selection, or wants to click again."""


class Redrawing(Screen[None]):
    """A full screen of panes."""

    def action_redraw(self) -> None:
        """Draw everything again."""
        redraw_whole(self)

    def action_mouse(self) -> None:
        """Give the mouse to the terminal, or take it back."""
        self.app.post_message(MouseToggled())

    def action_suspend(self) -> None:
        """Go back to the shell for a while."""
        self.app.action_suspend_process()
