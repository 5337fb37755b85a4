"""Which changes can be taken back, and in which order, by the record alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from migration.changes.journal_form import Memory
from migration.compare.setting import Kind, Target
from migration.journal.entries import Entry, EntryKind
from migration.walk.undo_order import (
    in_order,
    newer_than,
    targets_of,
    undoable_fields,
    undoables,
)

AT = datetime(2026, 11, 22, tzinfo=UTC)


def entry(number: int, minutes: int = 0, *, who: str = "ada", **more: Any) -> Entry:
    kind, name, step = more.get("kind", "pool"), more.get("name", ""), more.get("step", "5")
    edits = [
        {"setting": id_, "path": ["Mail", id_], "item": "", "before": "old", "after": "new"}
        for id_ in more.get("ids", (f"{step}/-/a{number}",))
    ]
    body = {"target": {"kind": kind, "name": name}, "edits": edits}
    return Entry(EntryKind.INTENT, who, AT + timedelta(minutes=minutes), step, body, number)


def state(*entries: Entry) -> Any:
    landed = tuple((one, tuple(edit["setting"] for edit in one.body["edits"])) for one in entries)
    new = SimpleNamespace(clients=())
    return SimpleNamespace(
        who="ada",
        record=SimpleNamespace(undoable=landed),
        held=SimpleNamespace(secrets=Memory()),
        reading=SimpleNamespace(new=new),
    )


def numbers(found: Any) -> list[int]:
    return [undoable.entry for undoable in found]


def test_the_newest_comes_first_and_a_step_limits_it() -> None:
    known = state(entry(1), entry(2, step="4"), entry(3))
    assert numbers(undoables(known)) == [3, 2, 1]
    assert numbers(undoables(known, "5")) == [3, 1]
    assert numbers(undoables(known, "9")) == []


@pytest.mark.parametrize(
    ("since", "found"), [(0, [3, 2, 1]), (5, [3, 2]), (9, [3]), (10, [3]), (11, [])]
)
def test_since_a_moment_those_at_or_after_it_count(since: int, found: list[int]) -> None:
    known = state(entry(1, 0), entry(2, 5), entry(3, 10))
    assert numbers(undoables(known, since=AT + timedelta(minutes=since))) == found


def test_of_two_people_the_records_order_counts_and_no_clock() -> None:
    ahead = entry(1, 600, who="ben")  # ten hours ahead, and before one's own last change
    known = state(ahead, entry(2, 1), entry(3, 20), entry(4, 19))
    moment = AT + timedelta(minutes=10)
    assert numbers(undoables(known, since=moment)) == [4, 3]
    before = state(entry(2, 1), entry(3, 600, who="ben"), entry(4, 20))
    assert numbers(undoables(before, since=moment)) == [4, 3]
    theirs = state(entry(2, 1, who="ben"), entry(3, 20, who="ben"))
    assert numbers(undoables(theirs, since=moment)) == [3]


def test_some_fields_of_one_change_are_those_that_landed_and_were_asked_for() -> None:
    known = state(entry(1, ids=("5/-/a", "5/-/b", "5/-/c")), entry(2, ids=("5/-/a",)))
    found = undoable_fields(known, 1, ["5/-/c", "5/-/a", "5/-/z"])
    assert found is not None
    assert (found.entry, set(found.ids)) == (1, {"5/-/a", "5/-/c"})
    assert undoable_fields(known, 2, ["5/-/b"]) is None
    assert undoable_fields(known, 3, ["5/-/a"]) is None


def test_what_is_of_the_domain_goes_last_and_all_else_stays_in_its_order() -> None:
    known = state(
        entry(1), entry(2, kind="domain", name="acme", step="2"), entry(3, kind="look", step="7")
    )
    assert numbers(in_order(known.record, undoables(known))) == [3, 1, 2]


def test_a_provider_that_was_made_anew_goes_once_the_stacks_clients_do_not_name_it() -> None:
    """Found by the simulation (820001): the first undo of all left it to a second."""
    google: dict[str, Any] = {"kind": "provider", "name": "Google", "step": "3a"}
    known = state(
        entry(1, **google),
        entry(2, kind="stack", name="arn", step="6"),
        entry(3, **google),
        entry(4, kind="client", name="main", step="4"),
        entry(5, kind="stack", name="arn", step="6"),
        entry(6, kind="domain", name="acme", step="2"),
        entry(7, **google),
        entry(8, kind="client", name="main", step="4"),
    )
    assert numbers(in_order(known.record, undoables(known))) == [8, 5, 4, 2, 7, 3, 1, 6]
    without = [one for one in undoables(known) if one.entry not in {2, 5}]
    assert numbers(in_order(known.record, without)) == [8, 7, 4, 3, 1, 6]


def test_a_change_with_a_newer_one_is_the_last_no_more() -> None:
    known = state(entry(1), entry(2), entry(3, step="4"))
    newest, *_, oldest = undoables(known)
    assert newer_than(known.record, newest) == ""
    assert "another run changed more since (step 4)" in newer_than(known.record, oldest)


def test_the_resources_that_changes_wrote_to_are_those_of_their_entries() -> None:
    known = state(entry(1), entry(2, kind="client", name="7"), entry(3, kind="domain", name="a"))
    _, second, first = undoables(known)
    pool, client = Target(Kind.POOL), Target(Kind.CLIENT, "7")
    assert targets_of(known.record, [second]) == [client]
    assert targets_of(known.record, [second, first]) == [pool, client]


def test_without_a_stacks_update_the_newest_is_taken_back_first_whatever_it_is() -> None:
    provider: dict[str, Any] = {"kind": "provider", "name": "Google", "step": "3a"}
    known = state(entry(1, **provider), entry(2), entry(3, **provider), entry(4, **provider))
    assert numbers(in_order(known.record, undoables(known))) == [4, 3, 2, 1]
    older = state(entry(1), entry(2, kind="client", name="7", step="4"), entry(3, **provider))
    assert numbers(in_order(older.record, undoables(older))) == [3, 2, 1]
