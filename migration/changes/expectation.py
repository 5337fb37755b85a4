"""Whether a resource is as a change expects to find it: field by field."""

from collections.abc import Callable
from dataclasses import dataclass

from migration.changes.change import Change, Document, Edit, holds
from migration.changes.journal_form import is_fingerprint, sealed
from migration.compare.setting import Value
from migration.secret import Secret


@dataclass(frozen=True)
class Found:
    """The fields of a change as a document has them, each in one of four.

    `stale`: somebody changed it since it was seen; `already`: it is as wanted; `waiting`: what it
    needs is stale; `open`: it can be sent.
    """

    stale: tuple[Edit, ...]
    already: tuple[Edit, ...]
    waiting: tuple[Edit, ...]
    open: tuple[Edit, ...]


@dataclass(frozen=True)
class Expectation:
    """Holds changes against documents; `fingerprint` is how the record seals a secret."""

    fingerprint: Callable[[str], str]

    def holds(self, edit: Edit, document: Document | None, value: Value) -> bool:
        """Whether the resource holds the value.

        A secret that is not in memory any more is compared by its fingerprint.
        """
        if is_fingerprint(value):
            held = edit.held_by(document)
            return isinstance(held, str) and sealed(Secret(held), self.fingerprint) == value
        return holds(edit, document, value)

    def is_stale(self, edit: Edit, document: Document | None) -> bool:
        """Whether somebody changed the field since it was seen, to something else than wanted."""
        return not self.holds(edit, document, edit.seen) and not self.holds(
            edit, document, edit.wanted
        )

    def found(self, change: Change, document: Document | None) -> Found:
        """How each field of a change stands in a document."""
        stale, already, waiting, open_edits = [], [], [], []
        behind = {edit.setting for edit in change.edits if self.is_stale(edit, document)}
        for edit in change.edits:
            if self.is_stale(edit, document):
                stale.append(edit)
            elif self.holds(edit, document, edit.wanted):
                already.append(edit)
            elif not behind.isdisjoint(edit.needs):
                waiting.append(edit)
            else:
                open_edits.append(edit)
        return Found(tuple(stale), tuple(already), tuple(waiting), tuple(open_edits))

    def is_stale_change(self, change: Change, document: Document | None) -> bool:
        """Whether that is so of any field, or the change must not be sent as things are."""
        stale = any(self.is_stale(edit, document) for edit in change.edits)
        return stale or bool(change.forbidden(document))


def has_landed(change: Change, document: Document | None) -> bool:
    """Whether a document shows all of a change."""
    return all(holds(edit, document, edit.wanted) for edit in change.edits)
