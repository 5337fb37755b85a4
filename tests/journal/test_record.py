"""What the journal's entries add up to."""

from datetime import UTC, datetime
from typing import Any

from migration.guide.step import Part, Step, StepKind, StepState
from migration.guide.ticks import parts_of
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record

AT = datetime(2026, 11, 22, tzinfo=UTC)

STEP = Step(
    "7a",
    "Alexa",
    "7",
    StepKind.CONSOLE,
    "Do it.",
    parts=(Part("save", "A"), Part("tested", "B"), Part("live", "C")),
)


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
    assert (ticks["1b"].verdict, ticks["1b"].note, ticks["1b"].who) == (
        StepState.DONE,
        "on Friday",
        "admin",
    )
    assert ticks["7a"].verdict is StepState.NOT_APPLICABLE


def parts_ticked(*said: Entry) -> list[str]:
    return [part.part.id for part in parts_of(STEP, Record.of(said).ticks) if part.tick]


def test_a_sub_point_is_ticked_and_taken_back_by_itself() -> None:
    first, second = (
        entry(EntryKind.TICKED, "7a/save"),
        entry(EntryKind.TICKED, "7a/live", day="2026-11-20", note="v2"),
    )
    assert parts_ticked(first, second) == ["save", "live"]
    assert parts_ticked(first, second, entry(EntryKind.UNTICKED, "7a/save")) == ["live"]
    tick = Record.of([second]).ticks["7a/live"]
    assert (tick.step, tick.part, tick.day, tick.note) == ("7a", "live", "2026-11-20", "v2")


def test_a_journal_without_sub_points_ticks_them_all() -> None:
    assert parts_ticked(entry(EntryKind.TICKED, "7a")) == ["save", "tested", "live"]


def test_of_a_step_that_was_ticked_whole_a_sub_point_can_be_taken_back() -> None:
    said = [entry(EntryKind.TICKED, "7a"), entry(EntryKind.UNTICKED, "7a/live")]
    assert parts_ticked(*said) == ["save", "tested"]
    assert parts_ticked(*said, entry(EntryKind.TICKED, "7a")) == ["save", "tested", "live"]


def test_taking_back_the_word_on_the_whole_keeps_the_words_on_its_sub_points() -> None:
    said = [
        entry(EntryKind.TICKED, "7a/save"),
        entry(EntryKind.TICKED, "7a"),
        entry(EntryKind.UNTICKED, "7a"),
    ]
    assert parts_ticked(*said) == ["save"]
    assert parts_ticked(*said, entry(EntryKind.UNTICKED, "7a")) == []


def test_an_overruled_rule_is_the_word_on_its_step_until_it_is_taken_back() -> None:
    said = entry(EntryKind.UNTICKED, "7a", applies=True, note="it does")
    assert (Record.of([said]).ticks["7a"].verdict, Record.of([said]).ticks["7a"].note) == (
        StepState.TODO,
        "it does",
    )
    assert Record.of([said, entry(EntryKind.UNTICKED, "7a")]).ticks == {}


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


def test_what_two_outcomes_say_of_one_write_both_count_and_nothing_is_undone_twice() -> None:
    """Somebody took it over and saw it there; its author woke up, saw later, and says so too."""
    taken_over = entry(EntryKind.OUTCOME, number=2, intent=1, applied=["a"], recovered=True)
    late = entry(EntryKind.OUTCOME, number=5, intent=1, applied=[], failed={"a": "too late"})
    first = [entry(EntryKind.INTENT, number=1, edits=[]), taken_over]
    undone = [
        entry(EntryKind.INTENT, number=3, edits=[], undoes=1),
        entry(EntryKind.OUTCOME, number=4, intent=3, applied=["a"]),
    ]
    late_yes = entry(EntryKind.OUTCOME, number=5, intent=1, applied=["a", "b"])
    ((_, landed),) = Record.of([*first, late]).undoable
    assert landed == ("a",)
    ((_, landed),) = Record.of([*first, late_yes]).undoable
    assert landed == ("a", "b")
    ((_, landed),) = Record.of([*first, *undone, late_yes]).undoable
    assert landed == ("b",)
