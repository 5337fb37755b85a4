"""The one table of commands.

Bindings, the palette, the hint line, the page of keys and the documentation all come from it.

Those of the pages that cover the main screen are gathered in `all_pages.py`. The order here
is that of the hint line, the palette and the page of keys.
"""

from widgets.commands.command import Command
from widgets.commands.moves import MOVES
from widgets.commands.program import PROGRAM
from widgets.commands.search_commands import SEARCH_COMMANDS
from widgets.commands.situation import Situation
from widgets.commands.step_commands import STEP_COMMANDS

COMMANDS: tuple[Command[Situation], ...] = STEP_COMMANDS + SEARCH_COMMANDS + PROGRAM
ALL = MOVES + COMMANDS


def keys_now() -> dict[str, str]:
    """The first key of each command by its id, as it is now: a person may have chosen another."""
    return {command.id: command.shown_keys[0] for command in ALL}
