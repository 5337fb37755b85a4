"""Where settings come from: the command line, then POOLWALK_… variables, then config.toml.

Only what is quick stands here, since it runs before the first paint: names are checked, the file
is parsed. The values are held to their types by `tui.settings.settings`, which loads pydantic.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration.errors import BadInput
from migration.ordinary_file import path_of
from tui.clipboard.countdown import FOR_A_MINUTE, LONGEST
from tui.clipboard.road import SETTINGS as CLIPBOARD
from tui.settings.config_file import config_file, settings_in
from tui.settings.deployments import (
    TABLE,
    Sections,
    another_place,
    chosen_name,
    place_of,
    sections_of,
)
from tui.settings.one_option import PREFIX, Option
from tui.settings.options import BY_NAME, MOUSE, NUMBERS, OPTIONS, THEMES
from tui.spelling import did_you_mean, quoted

if TYPE_CHECKING:
    from migration.deployment_request import OtherDeployment


@dataclass(frozen=True)
class Sources:
    """All that was given, by setting's name; nothing of it is checked but the names."""

    options: Mapping[str, Any]
    environment: Mapping[str, str]
    file: Mapping[str, Any]
    path: Path
    demo: bool = False
    deployments: Sections = field(default_factory=dict)  # of the file
    chosen: str = ""  # which of them; empty: there is none, or nobody said

    def counts(self, option: Option) -> bool:
        """Whether the environment and the file count.

        In the demo they do not decide which deployment is meant.
        """
        return not (self.demo and option.deployment)

    def winner(self, option: Option) -> tuple[str, Any]:
        """The source that decides a setting, in words for a person, and its value.

        ("", None) when there is none.
        """
        if option.name in self.options:
            return option.flag, self.options[option.name]
        if self.counts(option):
            if option.name in self.environment:
                return option.variable, self.environment[option.name]
            section = self.deployments.get(self.chosen, {})
            if option.name in section:
                where = f"{option.name} in [{TABLE}.{self.chosen}] of {self.path}"
                return where, section[option.name]
            if option.name in self.file:
                return f"{option.name} in {self.path}", self.file[option.name]
        return "", None

    @property
    def undecided(self) -> bool:
        """Whether there are several deployments, and nobody said which is meant."""
        return len(self.deployments) > 1 and not self.chosen

    @property
    def places(self) -> Mapping[str, str]:
        """Where each deployment is, as the file says it: texts to compare."""
        return {name: place_of(one, self.file) for name, one in self.deployments.items()}

    @property
    def others(self) -> Mapping[str, OtherDeployment]:
        """The deployments that are not meant."""
        from migration.deployment_request import OtherDeployment

        return {
            name: OtherDeployment(
                place,
                named_state_folder(replace(self, chosen=name)),
                str(self.deployments[name].get("profile", self.file.get("profile", ""))),
            )
            for name, place in self.places.items()
            if name != self.chosen
        }

    def choosing(self, name: str) -> Sources:
        """These sources, for one of the deployments. Raises `BadInput` where it is not known.

        And where something stronger than the file would lead it to other pools.
        """
        name = chosen_name(name, BY_NAME["deployment"].flag, self.deployments, self.path)
        given = {
            known: (option.flag if known in self.options else option.variable, value)
            for known, option in BY_NAME.items()
            if (value := self.options.get(known, self.environment.get(known))) is not None
        }
        if other := another_place(given, self.deployments.get(name, {})):
            raise BadInput(
                f"The deployment {name} is asked for, but {other}: leave one of them out."
            )
        return replace(self, chosen=name)

    def protected_by(self) -> str:
        """Which source beside the command line protects the deployment; empty: none does.

        Each is asked by itself: what one protects, no other opens.
        """
        option = BY_NAME["protected"]
        section = self.deployments.get(self.chosen, {})
        own = (f"{option.name} in [{TABLE}.{self.chosen}] of {self.path}", section)
        above = (f"{option.name} in {self.path}", self.file)
        for where, values in (
            (option.variable, self.environment),
            own if option.name in section else above,
        ):
            if self.counts(option) and _is_on(values.get(option.name)):
                return where
        return ""


@dataclass(frozen=True)
class Look:
    """What the app needs to know before all settings are held to their types.

    `state_folder` is None where nobody names one, or names one that the settings will refuse.
    """

    theme: str
    ascii_only: bool
    clipboard: str
    clipboard_seconds: int
    state_folder: Path | None
    plain: bool
    mouse: bool


def gather(options: Mapping[str, Any], demo: bool = False) -> Sources:
    """Collect the three sources.

    Raises `BadInput` for a variable, a key or a deployment that nobody knows, and for an unreadable
    file.
    """
    path = config_file()
    file = settings_in(path)
    sources = Sources(options, _environment(), file, path, demo)
    if demo:
        return sources
    sources = replace(sources, deployments=sections_of(file, path))
    where, asked = sources.winner(BY_NAME["deployment"])
    name = chosen_name(str(asked or ""), where, sources.deployments, path)
    return sources.choosing(name) if name else sources


def first_look(sources: Sources) -> Look:
    """The settings that are needed before all others.

    Raises `BadInput` for a value that cannot be used.
    """
    theme = _one_of(sources, "theme", THEMES)
    return Look(
        theme=theme,
        ascii_only=_switched_on(sources, "ascii"),
        clipboard=_one_of(sources, "clipboard", CLIPBOARD),
        clipboard_seconds=_seconds(sources),
        state_folder=named_state_folder(sources),
        plain=_switched_on(sources, "plain"),
        mouse=_one_of(sources, "mouse", MOUSE) == "on",
    )


def named_state_folder(sources: Sources) -> Path | None:
    """The state folder that was asked for, not held to anything yet; None: nobody names one."""
    folder = sources.winner(BY_NAME["state_folder"])[1]
    with suppress(RuntimeError):  # the settings will refuse it
        return path_of(folder) if isinstance(folder, str) and "\0" not in folder else None
    return None


def _switched_on(sources: Sources, name: str) -> bool:
    return _is_on(sources.winner(BY_NAME[name])[1])


def _is_on(value: object) -> bool:
    return str(value or False).lower() in {
        "1",
        "true",
        "t",
        "yes",
        "y",
        "on",
    }


def _seconds(sources: Sources) -> int:
    option = BY_NAME["clipboard_seconds"]
    where, value = sources.winner(option)
    if not where:
        return FOR_A_MINUTE
    if (
        isinstance(value, bool)
        or not str(value).isascii()
        or not str(value).isdecimal()
        or int(str(value)) > LONGEST
    ):
        raise BadInput(refusal(option, where, value))
    return int(str(value))


def _one_of(sources: Sources, name: str, known: Sequence[str]) -> str:
    where, value = sources.winner(BY_NAME[name])
    if where and value not in known:
        raise BadInput(refusal(BY_NAME[name], where, value))
    return str(value or known[0])


def refusal(option: Option, where: str, value: object) -> str:
    """The sentence for a value that does not fit.

    An address that could hold a password is not repeated.
    """
    said = "not right" if "@" in str(value) and option.metavar.endswith("URL") else quoted(value)
    # TOML's numbers, dates and switches: the text of one can be just what is asked for.
    bare = isinstance(value, bool | float | int | date | time) and option.metavar not in NUMBERS
    form = ", in quotation marks" if bare and option.metavar else ""
    return f"{where} is {said}: it must be {option.allowed}{form}."


def _environment() -> dict[str, str]:
    given = {}
    for variable, value in os.environ.items():
        if not variable.startswith(PREFIX):
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name not in BY_NAME:
            known = did_you_mean(variable, [option.variable for option in OPTIONS])
            raise BadInput(
                f"The environment has {quoted(variable)},"
                f" and Poolwalk knows no such variable. {known}"
            )
        if value:
            given[name] = value
    return given
