"""What keys do on every page that covers the main screen: a page's own commands, and moving.

A key may mean something else there than on the main screen.
"""

from collections.abc import Iterable
from typing import Any

from textual.binding import Binding

from widgets.commands.command import Command, bindings
from widgets.commands.table import ALL

_ON_EVERY_PAGE = (
    "move-up",
    "move-down",
    "page-up",
    "page-down",
    "go-first",
    "go-last",
    "unfold-message",
    "show-keys",
    "redraw",
    "mouse",
    "suspend",
)


def bindings_of_page(commands: Iterable[Command[Any]]) -> list[Binding]:
    """The bindings of a page; ctrl+c leaves the program from there too."""
    leave = Binding("ctrl+c", "command('quit')", "Quit", tooltip="Leave the program", show=False)
    return [*bindings(commands_of_page(commands)), leave]


def commands_of_page(commands: Iterable[Command[Any]]) -> tuple[Command[Any], ...]:
    """A page's own commands, behind those of every page."""
    return (*(command for command in ALL if command.id in _ON_EVERY_PAGE), *commands)
