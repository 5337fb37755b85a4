"""The commands that find: differences over all steps, and what holds a word."""

from widgets.commands.command import Command, Section
from widgets.commands.situation import Situation


def _with_page(at: Situation) -> bool:
    """Whether the deployment is known, so that a step is shown."""
    return at.page is not None


FINDING: tuple[Command[Situation], ...] = (
    Command(
        "next-difference",
        "n",
        "Next difference",
        "The next setting to apply, over all steps",
        Section.FIND,
        "next",
        _with_page,
    ),
    Command(
        "previous-difference",
        "N",
        "Previous difference",
        "The setting to apply before this one, over all steps",
        Section.FIND,
        "",
        _with_page,
    ),
    Command(
        "only-differences",
        "d",
        "Only differences",
        "Hide what is the same, or show it again",
        Section.FIND,
        "differences",
        _with_page,
    ),
    Command(
        "filter",
        "slash",
        "Filter",
        "Show only rows that hold what you type",
        Section.FIND,
        "filter",
        _with_page,
    ),
)
