"""What the journal's entries add up to."""

from datetime import UTC, datetime
from typing import Any

from migration.guide.step import StepState
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record

AT = datetime(2026, 11, 22, tzinfo=UTC)


def entry(kind: EntryKind, step: str = "4", number: int = 0, **body: Any) -> Entry:
    return Entry(kind, "admin", AT, step, body, number)


def test_the_last_word_on_a_step_counts() -> None:
    said = [
        entry(EntryKind.TICKED, "1a"),
        entry(EntryKind.TICKED, "1b", note="on Friday"),
        entry(EntryKind.UNTICKED, "1a"),
        entry(EntryKind.NOT_APPLICABLE, "7a", note="no Alexa skill"),
    ]
    ticks = Record.of(said).ticks
    assert set(ticks) == {"1b", "7a"}
    assert (ticks["1b"].verdict, ticks["1b"].note, ticks["1b"].who) == (StepState.DONE, "on Friday", "admin")
    assert ticks["7a"].verdict is StepState.NOT_APPLICABLE


def test_only_what_landed_can_be_undone_and_only_once() -> None:
    entries = [
        entry(EntryKind.INTENT, number=1),
        entry(EntryKind.OUTCOME, number=2, intent=1, applied=["a", "b"], failed={"c": "refused"}),
        entry(EntryKind.INTENT, number=3),
        entry(EntryKind.OUTCOME, number=4, intent=3, applied=[], failed={"d": "refused"}),
        entry(EntryKind.INTENT, number=5, undoes=1),
        entry(EntryKind.OUTCOME, number=6, intent=5, applied=["a"], failed={"b": "stale"}),
    ]
    ((intent, ids),) = Record.of(entries).undoable
    assert (intent.number, ids) == (1, ("b",))


def test_an_intent_without_an_outcome_is_not_offered_for_undo() -> None:
    assert Record.of([entry(EntryKind.INTENT, number=1)]).undoable == ()


def test_the_last_pair_and_prefix_count() -> None:
    record = Record.of(
        [
            entry(EntryKind.PAIRED, old="main", new="first"),
            entry(EntryKind.PREFIX_CHOSEN, prefix="one"),
            entry(EntryKind.PAIRED, old="main", new=""),
            entry(EntryKind.PREFIX_CHOSEN, prefix="two"),
        ]
    )
    assert record.pairs == {"main": ""}
    assert record.prefix == "two"
