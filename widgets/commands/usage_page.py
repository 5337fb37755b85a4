"""The commands of the page that shows who uses which pool, and where they apply."""

from dataclasses import dataclass

from textual.binding import Binding

from widgets.commands.command import Command, Section
from widgets.commands.on_every_page import bindings_of_page


@dataclass(frozen=True)
class UsageSituation:
    """One moment of the page that shows who uses which pool."""

    busy: bool = False  # CloudWatch is being asked


USAGE: tuple[Command[UsageSituation], ...] = (
    Command(
        "ask-again",
        "r",
        "Ask again",
        "Ask CloudWatch again; as long as the page is open, that happens every five minutes",
        Section.USAGE,
        "ask again",
        lambda at: not at.busy,
    ),
    Command(
        "close-usage",
        "escape,q,w",
        "Back",
        "Back to the steps",
        Section.USAGE,
        "back",
    ),
)


def usage_bindings() -> list[Binding]:
    """What keys do on this page."""
    return bindings_of_page(USAGE)
