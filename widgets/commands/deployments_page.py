"""The commands of the page of deployments, and where they apply."""

from dataclasses import dataclass

from textual.binding import Binding

from widgets.commands.command import Command, Section
from widgets.commands.on_every_page import bindings_of_page


@dataclass(frozen=True)
class DeploymentsSituation:
    """One moment of the page of deployments."""


DEPLOYMENTS: tuple[Command[DeploymentsSituation], ...] = (
    Command(
        "open-deployment",
        "enter",
        "Open",
        "Log in to this deployment, and read both of its pools",
        Section.DEPLOYMENTS,
        "open",
    ),
    Command(
        "leave-deployments",
        "escape,q",
        "Quit",
        "Leave the program; nothing was asked or written",
        Section.DEPLOYMENTS,
        "quit",
    ),
)


def deployments_bindings() -> list[Binding]:
    """What keys do on this page."""
    return bindings_of_page(DEPLOYMENTS)
