"""The commands of the rehearsal's page, and where they apply."""

from dataclasses import dataclass

from textual.binding import Binding

from widgets.commands.command import Command, Section
from widgets.commands.on_every_page import bindings_of_page


@dataclass(frozen=True)
class RehearsalSituation:
    """One moment of the rehearsal's page."""

    busy: bool = False  # one is under way
    announced: bool = True  # none has begun: what can be asked for is on the page
    left: bool = False  # copies of an earlier one stand


REHEARSAL: tuple[Command[RehearsalSituation], ...] = (
    Command(
        "begin-rehearsal",
        "y",
        "Rehearse",
        "Make copies of both pools, walk them, hold each write against what was predicted, take all"
        " back, and delete both copies",
        Section.REHEARSAL,
        "rehearse",
        lambda at: not at.busy,
        hint_at=lambda at: "rehearse" if at.announced else "rehearse again",
    ),
    Command(
        "with-text-messages",
        "m",
        "With text messages",
        "Let the copies name production's SMS role, so that text messages are rehearsed too"
        " (--with-sms)",
        Section.REHEARSAL,
        applies=lambda at: at.announced,
    ),
    Command(
        "with-stack-update",
        "s",
        "With the skills stack",
        "Look at what the skills stack's update would do, by a change set that is dropped"
        " (--with-stack)",
        Section.REHEARSAL,
        applies=lambda at: at.announced,
    ),
    Command(
        "with-beliefs",
        "b",
        "With beliefs",
        "Ask on the copies what Poolwalk's practice AWS believes of the real one (--probe)",
        Section.REHEARSAL,
        applies=lambda at: at.announced,
    ),
    Command(
        "keep-copies",
        "l",
        "Leave the copies",
        "Leave both copies standing for a day, to be looked at in the console (--keep)",
        Section.REHEARSAL,
        applies=lambda at: at.announced,
    ),
    Command(
        "clean-copies",
        "c",
        "Take copies away",
        "Take away what earlier rehearsals left, and name what is left alone (--clean)",
        Section.REHEARSAL,
        "take copies away",
        lambda at: at.left and not at.busy,
    ),
    Command(
        "close-rehearsal",
        "escape,q,R",
        "Stop, back",
        "Stop what is under way and take the copies away; else back to the steps",
        Section.REHEARSAL,
        "stop, back",
        hint_at=lambda at: "stop" if at.busy else "back",
    ),
)


def rehearsal_bindings() -> list[Binding]:
    """What keys do on this page."""
    return bindings_of_page(REHEARSAL)
