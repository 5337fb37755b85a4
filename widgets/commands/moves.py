"""The commands that move the cursor; they mean the same on every screen."""

from widgets.commands.command import Command, Section
from widgets.commands.situation import Situation

MOVES: tuple[Command[Situation], ...] = (
    Command(
        "move-up",
        "up,k",
        "Up",
        "The row above; in the list of steps, the step before",
        Section.MOVE,
    ),
    Command(
        "move-down",
        "down,j",
        "Down",
        "The row below; in the list of steps, the next step",
        Section.MOVE,
    ),
    Command(
        "move-left",
        "left,h",
        "Left",
        "From the new value to the old one, and on to the list of steps",
        Section.MOVE,
    ),
    Command(
        "move-right",
        "right,l",
        "Right",
        "From the list of steps to the new value, and from the old one to it",
        Section.MOVE,
    ),
    Command(
        "next-pane", "tab", "Next pane", "Steps, settings, what to do, and round", Section.MOVE
    ),
    Command(
        "previous-pane", "shift+tab", "Previous pane", "The same the other way round", Section.MOVE
    ),
    Command(
        "page-up",
        "pageup,ctrl+b",
        "Page up",
        "A pane's height up; on the steps, what to do",
        Section.MOVE,
    ),
    Command(
        "page-down",
        "pagedown,ctrl+f",
        "Page down",
        "A pane's height down; on the steps, what to do",
        Section.MOVE,
    ),
    Command(
        "go-first",
        "home,g",
        "First",
        "The first row, and the top of the pane; on the steps, first the top of what to do",
        Section.MOVE,
    ),
    Command(
        "go-last",
        "end,G",
        "Last",
        "The last row, and the end of the pane; on the steps, first the end of what to do",
        Section.MOVE,
    ),
)
