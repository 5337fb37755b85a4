"""The commands of the pages that cover the main screen; a key may mean something else there.

Moving is as everywhere.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from textual.binding import Binding

from widgets.commands.command import Command, Section, bindings
from widgets.commands.situation import (
    DeploymentsSituation,
    DoctorSituation,
    PlanSituation,
    RecordSituation,
    RehearsalSituation,
    UsageSituation,
)
from widgets.commands.table import ALL

RECORD: tuple[Command[RecordSituation], ...] = (
    Command(
        "undo-field",
        "u",
        "Undo this field",
        "Put back what this field held before, unless somebody changed it since",
        Section.RECORD,
        "undo field",
        lambda at: at.can_undo,
        of_row=True,
    ),
    Command(
        "undo-step",
        "s",
        "Put this step back",
        "Undo every change of this step; the list is shown first",
        Section.RECORD,
        "step back",
        lambda at: at.can_write and at.change is not None,
    ),
    Command(
        "undo-since",
        "t",
        "Put everything back to before this",
        "Undo this change and every later one, of all steps; the list is shown first",
        Section.RECORD,
        "all back to here",
        lambda at: at.can_write and at.change is not None,
    ),
    Command(
        "show-change",
        "enter",
        "Details",
        "The whole of both values, with what differs marked, who made the change, and what became"
        " of it",
        Section.RECORD,
        "details",
        lambda at: at.field is not None,
    ),
    Command(
        "close-record",
        "escape,q,U",
        "Back",
        "Stop what is under way; else back to the steps",
        Section.RECORD,
        "back",
    ),
)

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


def record_bindings() -> list[Binding]:
    """The bindings of the record's screen; ctrl+c leaves the program from there too."""
    return _bindings_of_page(RECORD)


def doctor_bindings() -> list[Binding]:
    """The same for the doctor's page."""
    return _bindings_of_page(DOCTOR)


def usage_bindings() -> list[Binding]:
    """The same for the page that shows who uses which pool."""
    return _bindings_of_page(USAGE)


def rehearsal_bindings() -> list[Binding]:
    """The same for the rehearsal's page."""
    return _bindings_of_page(REHEARSAL)


def plan_bindings() -> list[Binding]:
    """The same for a plan's page."""
    return _bindings_of_page(PLAN)


def deployments_bindings() -> list[Binding]:
    """The same for the page of deployments."""
    return _bindings_of_page(DEPLOYMENTS)


def _bindings_of_page(commands: Iterable[Command[Any]]) -> list[Binding]:
    leave = Binding("ctrl+c", "command('quit')", "Quit", tooltip="Leave the program", show=False)
    return [*bindings(_of_page(commands)), leave]


def _of_page(commands: Iterable[Command[Any]]) -> tuple[Command[Any], ...]:
    return (*(command for command in ALL if command.id in _ON_EVERY_PAGE), *commands)


# The commands of each page that a person can have in front, by its name.
EVERYWHERE: Mapping[str, tuple[Command[Any], ...]] = {
    "main": ALL,
    "record": _of_page(RECORD),
    "doctor": _of_page(DOCTOR),
    "usage": _of_page(USAGE),
    "rehearsal": _of_page(REHEARSAL),
    "plan": _of_page(PLAN),
    "deployments": _of_page(DEPLOYMENTS),
}


def in_section(section: Section) -> list[Command[Any]]:
    """The commands under a heading."""
    everywhere: tuple[Command[Any], ...] = (
        *ALL,
        *RECORD,
        *DOCTOR,
        *USAGE,
        *REHEARSAL,
        *PLAN,
        *DEPLOYMENTS,
    )
    return [command for command in everywhere if command.section is section]
