"""The commands of the page of a plan's file, and where they apply."""

from dataclasses import dataclass

from textual.binding import Binding

from widgets.commands.command import Command, Section
from widgets.commands.on_every_page import bindings_of_page


@dataclass(frozen=True)
class PlanSituation:
    """One moment of a plan's page. `own`: whoever is here made it, or approved it already."""

    to_apply: int = 0  # settings that stand as planned
    own: bool = True
    read_only: bool = False
    writing: bool = False


PLAN: tuple[Command[PlanSituation], ...] = (
    Command(
        "approve-plan",
        "y",
        "Approve",
        "Record that you approve this plan, under your own AWS identity; its maker cannot",
        Section.PLAN,
        "approve",
        lambda at: not at.own and not at.writing,
    ),
    Command(
        "apply-plan",
        "a",
        "Apply",
        "List what stands as planned, and write that after a yes; what changed since is left alone",
        Section.PLAN,
        "apply",
        lambda at: at.to_apply > 0 and not at.read_only and not at.writing,
    ),
    Command(
        "close-plan",
        "escape,q,F",
        "Back",
        "Stop what is under way; else back to the steps",
        Section.PLAN,
        "back",
    ),
)


def plan_bindings() -> list[Binding]:
    """What keys do on this page."""
    return bindings_of_page(PLAN)
