"""The commands of every page together: for the page of keys, own keys, and the documentation."""

from collections.abc import Mapping
from typing import Any

from widgets.commands.command import Command, Section
from widgets.commands.deployments_page import DEPLOYMENTS
from widgets.commands.doctor_page import DOCTOR
from widgets.commands.on_every_page import commands_of_page
from widgets.commands.plan_page import PLAN
from widgets.commands.record_page import RECORD
from widgets.commands.rehearsal_page import REHEARSAL
from widgets.commands.table import ALL
from widgets.commands.usage_page import USAGE

# The commands of each page that a person can have in front, by its name.
EVERYWHERE: Mapping[str, tuple[Command[Any], ...]] = {
    "main": ALL,
    "record": commands_of_page(RECORD),
    "doctor": commands_of_page(DOCTOR),
    "usage": commands_of_page(USAGE),
    "rehearsal": commands_of_page(REHEARSAL),
    "plan": commands_of_page(PLAN),
    "deployments": commands_of_page(DEPLOYMENTS),
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
