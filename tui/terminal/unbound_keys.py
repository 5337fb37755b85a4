"""Keys that nothing takes where they are pressed: whoever presses one is told so."""

from collections.abc import Callable
from typing import Any

from textual import events
from textual.screen import Screen

from screens.dialogs.dialog import Dialog
from screens.dialogs.single_value import SingleValueScreen
from screens.full_screen import Page
from tui.terminal.bursts import takes_text
from widgets.commands.table import keys_now
from widgets.text.own_keys import shown_key

_FOCUS = frozenset({"app.focus_next", "app.focus_previous"})  # Textual's own, on every screen
_OF_FIELDS = frozenset({"enter", "backspace", "delete"})  # a field takes them, an empty one too


def leads_nowhere(event: events.Key, screen: Screen[Any]) -> bool:
    """Whether nothing on the screen takes a key, as everything stands before it is given."""
    if takes_text(screen) and (event.is_printable or event.key in _OF_FIELDS):
        return False
    found = screen.active_bindings.get(event.key)
    if found is None:
        return True
    return found.binding.action in _FOCUS and len(screen.focus_chain) <= 1


def tell_unbound(event: events.Key, screen: Screen[Any], remark: Callable[[str], None]) -> None:
    """Say it on a dialog and on a value alone, or by `remark` on a page."""
    character = event.character if event.is_printable else None
    does_nothing = f"“{character or shown_key(event.key)}” does nothing here"
    if isinstance(screen, Page):
        remark(f"{does_nothing}: {keys_now()['show-keys']} lists all keys.")
    elif isinstance(screen, SingleValueScreen):
        screen.remark(does_nothing)
    else:
        say = screen.remark if isinstance(screen, Dialog) else remark
        say(f"{does_nothing}: the last line names the keys.")
        screen.refresh()  # what is said behind it too
