"""A command: what a person can do, under which keys, and where it applies."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic

from textual.binding import Binding

from widgets.commands.situation import At
from widgets.text.own_keys import shown_keys


class Section(StrEnum):
    """The headings under which commands are listed."""

    MOVE = "Moving"
    VALUE = "The value under the cursor"
    STEP = "The step"
    FIND = "Finding"
    PROGRAM = "The program"
    RECORD = "The record"
    DOCTOR = "The doctor"
    USAGE = "Who uses which pool"
    REHEARSAL = "The rehearsal"
    PLAN = "A plan's file"
    DEPLOYMENTS = "Several deployments"


def _always(_: object) -> bool:
    return True


@dataclass(frozen=True)
class Command(Generic[At]):
    """One thing that a person can do. `id` is stable.

    Users remap keys by it, and the screens find its handler by it.

    `hint` is the word on the hint line, empty where none is needed; `applies` says whether it can
    be done in a situation.
    """

    id: str
    keys: str  # Textual's names, separated by commas; the first is the one shown
    title: str
    tooltip: str
    section: Section
    hint: str = ""
    applies: Callable[[At], bool] = _always
    hint_at: Callable[[At], str] | None = None  # where the word depends on the situation
    title_at: Callable[[At], str] | None = None  # the same of the title

    def hint_in(self, situation: At) -> str:
        """The word on the hint line in a situation."""
        return self.hint_at(situation) if self.hint_at is not None else self.hint

    def title_in(self, situation: At) -> str:
        """What the palette calls it in a situation."""
        return self.title_at(situation) if self.title_at is not None else self.title

    @property
    def action(self) -> str:
        """Textual's action: every screen has the one that finds the handler by the id."""
        return f"command('{self.id}')"

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys as a person reads them."""
        return shown_keys(self.id, self.keys)


def bindings(commands: Iterable[Command[Any]]) -> list[Binding]:
    """Commands as Textual's bindings; a user's keymap finds them by id."""
    return [
        Binding(
            command.keys,
            command.action,
            command.title,
            tooltip=command.tooltip,
            id=command.id,
            group=Binding.Group(command.section),
        )
        for command in commands
    ]
