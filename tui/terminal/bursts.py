"""Many characters in one read where no field takes text: a paste, or keys that a slow line held.

Keys that only move are taken, however many come. So is one that asks for text, with the text
behind it. Nothing else of them is a key: each letter of a pasted name would be a command.
"""

from typing import Any

from textual import events
from textual.screen import Screen

from screens.key_origin import burst_number
from widgets.commands.moves import MOVES

MOVING = frozenset(command.id for command in MOVES) | {"next-thing", "previous-thing"}
ASKING_FOR_TEXT = frozenset({"filter", "enter-value", "show-plan"})
STOPPING = frozenset({"ctrl+c", "ctrl+z", "ctrl+l"})  # no text has them
_SCROLLS = ("scroll", "cursor_")  # actions of a dialog's text, and of a list

NOT_TAKEN = (
    "Many characters came at once, as from a paste, and nothing takes text here: they were taken"
    " for no command. Pressed one at a time, keys are keys."
)


class Bursts:
    """Judges the keys of a burst one after the other."""

    def __init__(self) -> None:
        self._burst = 0
        self._moves = True  # all that came of it so far
        self.told = False  # whether it was said that something of this burst was not taken

    def takes(self, event: events.Key, screen: Screen[Any]) -> bool:
        """Whether a key reaches the screen that is in front now."""
        number = burst_number(event)
        if not number or event.key in STOPPING or takes_text(screen):
            return True
        if number != self._burst:
            self._burst, self._moves, self.told = number, True, False
        if not self._moves:
            return False
        found = screen.active_bindings.get(event.key)
        command, action = (found.binding.id, found.binding.action) if found else ("", "")
        self._moves = command in MOVING or action.startswith(_SCROLLS)
        return self._moves or command in ASKING_FOR_TEXT


def takes_text(screen: Screen[Any]) -> bool:
    """Whether text that is pasted or typed goes into a field."""
    if (
        screen.focused is None
    ):  # as on the main screen: the fields are not loaded for the first paint
        return False
    from textual.widgets import Input, TextArea

    return isinstance(screen.focused, Input | TextArea)
