"""The commands of the doctor's page, and where they apply."""

from dataclasses import dataclass

from textual.binding import Binding

from widgets.commands.command import Command, Section
from widgets.commands.on_every_page import bindings_of_page


@dataclass(frozen=True)
class DoctorSituation:
    """One moment of the doctor's page."""

    busy: bool = False  # checks are still being made


DOCTOR: tuple[Command[DoctorSituation], ...] = (
    Command(
        "test-clipboard",
        "s",
        "Self-test",
        "Send a short word to your clipboard, and paste it back: the answer decides which way"
        " values take in this terminal",
        Section.DOCTOR,
        "test the clipboard",
        lambda at: not at.busy,
    ),
    Command(
        "check-again",
        "r",
        "Check again",
        "Make every check again",
        Section.DOCTOR,
        "check again",
        lambda at: not at.busy,
    ),
    Command(
        "close-doctor",
        "escape,q,D",
        "Back",
        "Stop what is being checked, and go back to the steps",
        Section.DOCTOR,
        "back",
    ),
)


def doctor_bindings() -> list[Binding]:
    """What keys do on this page."""
    return bindings_of_page(DOCTOR)
