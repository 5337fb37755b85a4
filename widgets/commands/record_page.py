"""The commands of the record's page, and where they apply."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding

from widgets.commands.command import Command, Section
from widgets.commands.on_every_page import bindings_of_page

if TYPE_CHECKING:
    from migration.changes.write_report import FieldChange, RecordedChange


@dataclass(frozen=True)
class RecordSituation:
    """One moment of the record's screen.

    The field under the cursor, in the change that it belongs to.
    """

    change: RecordedChange | None = None
    field: FieldChange | None = None
    read_only: bool = False
    writing: bool = False

    @property
    def can_write(self) -> bool:
        """Whether a write may begin."""
        return not self.read_only and not self.writing

    @property
    def can_undo(self) -> bool:
        """Whether the field can be taken back.

        It was applied, is not undone, and is no undo itself.
        """
        return (
            self.can_write
            and self.change is not None
            and self.change.undoes is None
            and self.field is not None
            and self.field.state == "applied"
        )


RECORD: tuple[Command[RecordSituation], ...] = (
    Command(
        "undo-field",
        "u",
        "Undo this field",
        "Put back what this field held before, unless somebody changed it since",
        Section.RECORD,
        "undo field",
        lambda at: at.can_undo,
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
        "all back here",
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


def record_bindings() -> list[Binding]:
    """The bindings of the record's screen; ctrl+c leaves the program from there too."""
    return bindings_of_page(RECORD)
