"""A disk that is full when an intent is to be recorded."""

from typing import Any

import pytest

from migration.errors import StateUnusable
from migration.journal.entries import Entry, EntryKind
from migration.walkthrough import Walkthrough


def full_at_the_second_intent(
    walkthrough: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> list[Entry]:
    """Refuse the second intent from now on. Gives the intents that were to be recorded."""
    journal = walkthrough.logbook.journal
    record, intents = journal.record, list[Entry]()

    def recorded(entry: Entry, **more: Any) -> int:
        if entry.kind is EntryKind.INTENT:
            intents.append(entry)
            if len(intents) == 2:
                raise StateUnusable("The disk is full.")
        return record(entry, **more)

    monkeypatch.setattr(journal, "record", recorded)
    return intents
