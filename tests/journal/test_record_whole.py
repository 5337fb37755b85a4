"""Every kind of entry in the form that records have, and all of what they add up to."""

from datetime import UTC, datetime
from typing import Any

import pytest

from migration.compare.accepted_differences import Accepted
from migration.compare.alexa_linking import SUBMISSION
from migration.compare.setting import Kind, Target
from migration.guide.statement import Statement
from migration.guide.step import StepState
from migration.guide.ticks import Tick
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record

AT = datetime(2026, 11, 22, tzinfo=UTC)
GOOGLE = {"kind": "provider", "name": "Google"}
MAIL = {"name": "", "kind": "pool"}


def record(*said: tuple[EntryKind, str, dict[str, Any]]) -> Record:
    """Of entries numbered from 11."""
    return Record.of(entries(*said))


def entries(*said: tuple[EntryKind, str, dict[str, Any]]) -> list[Entry]:
    return [
        Entry(kind, "ada", AT, step, body, number)
        for number, (kind, step, body) in enumerate(said, start=11)
    ]


def intent(target: dict[str, str], **more: Any) -> tuple[EntryKind, str, dict[str, Any]]:
    return EntryKind.INTENT, "4", {"target": target, "edits": [], **more}


def outcome(number: int, *applied: str, **more: Any) -> tuple[EntryKind, str, dict[str, Any]]:
    return (
        EntryKind.OUTCOME,
        "4",
        {"intent": number, "applied": list(applied), "failed": {}, **more},
    )


def test_nothing_adds_up_to_nothing() -> None:
    empty = record()
    assert (empty.last, empty.prefix, empty.changes) == (0, "", 0)
    assert (empty.ticks, empty.pairs, empty.undoable, empty.unfinished) == ({}, {}, (), ())
    assert (empty.arriving, empty.held, empty.made, empty.callbacks) == ((), {}, {}, {})
    assert empty.skill_fields == {}


def test_the_last_entrys_number_is_known() -> None:
    one = (EntryKind.PREFIX_CHOSEN, "2", {"prefix": "acme"})
    assert record(one).last == 11
    assert record(one, one, one).last == 13


def test_a_person_said_of_steps_is_who_when_and_with_which_note() -> None:
    ticks = record(
        (EntryKind.TICKED, "7a/save", {"note": "n", "day": "2026-11-20"}),
        (EntryKind.NOT_APPLICABLE, "8", {"note": "no app"}),
        (EntryKind.TICKED, "1a", {}),
    ).ticks
    assert ticks == {
        "7a/save": Tick("7a", StepState.DONE, "ada", AT, "n", "save", "2026-11-20"),
        "8": Tick("8", StepState.NOT_APPLICABLE, "ada", AT, "no app"),
        "1a": Tick("1a", StepState.DONE, "ada", AT),
    }
    assert [tick.number for tick in ticks.values()] == [11, 12, 13]


def test_a_word_on_the_whole_step_drops_what_was_taken_back_of_its_parts_and_no_other_steps() -> (
    None
):
    said = record(
        (EntryKind.TICKED, "7a/save", {}),
        (EntryKind.UNTICKED, "7a/live", {}),
        (EntryKind.UNTICKED, "7ab/live", {}),
        (EntryKind.TICKED, "7a", {}),
    )
    assert set(said.ticks) == {"7a/save", "7ab/live", "7a"}
    taken_back = record(
        (EntryKind.TICKED, "7a/save", {}),
        (EntryKind.UNTICKED, "7a/live", {}),
        (EntryKind.UNTICKED, "7a", {}),
    )
    assert taken_back.ticks == {}, "without a word on the whole each of its parts goes"
    again = record((EntryKind.UNTICKED, "7a", {}), (EntryKind.UNTICKED, "7a", {}))
    assert again.ticks == {}


def test_the_last_pair_stands_last() -> None:
    found = record(
        (EntryKind.PAIRED, "4", {"old": "a", "new": "x"}),
        (EntryKind.PAIRED, "4", {"old": "b", "new": "y"}),
        (EntryKind.PAIRED, "4", {"old": "a", "new": "z"}),
    )
    assert list(found.pairs.items()) == [("b", "y"), ("a", "z")]


def test_an_accepted_difference_is_kept_whole_until_it_is_taken_back() -> None:
    body = {"setting": "4/x", "note": "on purpose", "old": 1, "new": [2]}
    other = {**body, "setting": "4/y"}
    said = [(EntryKind.ACCEPTED, "4", body), (EntryKind.ACCEPTED, "4", other)]
    assert record(*said).accepted == {
        "4/x": Accepted("4/x", "ada", AT, "on purpose", 1, [2]),
        "4/y": Accepted("4/y", "ada", AT, "on purpose", 1, [2]),
    }
    back = (EntryKind.NOT_ACCEPTED, "4", {"setting": "4/x"})
    assert set(record(*said, back, back).accepted) == {"4/y"}


def test_what_was_said_of_the_skills_is_the_last_word_and_empty_takes_it_back() -> None:
    pool = (EntryKind.SKILLS_POOL_SAID, "7", {"pool": "old"})
    path = (EntryKind.API_PATH_ENTERED, "9", {"uri": "https://api.example"})
    voice = record(pool, path).voice
    assert voice.skills_pool == Statement("old", "ada", AT)
    assert voice.api_path == Statement("https://api.example", "ada", AT)
    assert not voice.made_domain
    assert record(pool, path, (EntryKind.API_PATH_ENTERED, "9", {"uri": ""})).voice.api_path is None


def test_a_persons_own_callbacks_are_by_client_the_last_word_on_each() -> None:
    def entered(client: str, url: str, *, wanted: bool) -> tuple[EntryKind, str, dict[str, Any]]:
        return EntryKind.CALLBACK_ENTERED, "4", {"client": client, "url": url, "wanted": wanted}

    found = record(
        entered("a", "x://1", wanted=True),
        entered("a", "x://2", wanted=True),
        entered("b", "y://1", wanted=True),
        entered("a", "x://1", wanted=False),
        entered("b", "y://1", wanted=True),
        entered("c", "z://1", wanted=False),
    )
    assert found.callbacks == {"a": ("x://2",), "b": ("y://1",), "c": ()}


def test_of_the_skills_fields_the_last_entry_counts_alone() -> None:
    found = record(
        (EntryKind.SKILL_FIELDS_ENTERED, "7a", {"clientId": "a", "domains": "b"}),
        (EntryKind.SKILL_FIELDS_ENTERED, "7a", {"domains": "c"}),
        (EntryKind.SKILL_FIELDS_ENTERED, "7a", {"clientId": 7}),
    )
    assert found.skill_fields == {"clientId": "7"}


def test_what_landed_and_was_made_is_known_by_its_intent() -> None:
    found = record(
        intent(GOOGLE),
        outcome(11, "3a/-/Google", "2/-/Domain", made={"ProviderName": "Google"}),
        intent(MAIL),
        outcome(13),
        intent(MAIL),
    )
    ((undoable, ids),) = found.undoable
    assert (undoable.number, ids) == (11, ("3a/-/Google", "2/-/Domain"))
    assert found.made == {11: {"ProviderName": "Google"}}
    assert found.changes == 3
    assert [entry.number for entry in found.unfinished] == [15]
    assert found.voice.made_domain


def test_what_can_never_be_taken_back_is_not_offered() -> None:
    found = record(intent(MAIL), outcome(11, SUBMISSION, "5/-/EmailSubject"))
    ((_, ids),) = found.undoable
    assert ids == ("5/-/EmailSubject",)


def test_an_undo_takes_from_what_landed_and_stands_for_itself_in_nothing() -> None:
    found = record(
        intent(MAIL),
        outcome(11, "a", "b"),
        intent(MAIL, undoes=11),
        outcome(13, "b"),
        intent(MAIL, undoes=99),
        outcome(15, "z"),
    )
    ((undoable, ids),) = found.undoable
    assert (undoable.number, ids) == (11, ("a",))


def test_an_outcome_of_no_intent_says_nothing() -> None:
    assert record(outcome(5, "a")).undoable == ()


def test_a_late_guess_of_another_run_does_not_overrule_the_writer() -> None:
    guess = outcome(11, "a", recovered=True)
    assert record(intent(MAIL), outcome(11), guess).undoable == ()
    first = record(intent(MAIL), guess, outcome(11), intent(GOOGLE), outcome(14, "b"))
    assert [ids for _, ids in first.undoable] == [("a",), ("b",)]
    behind = record(intent(MAIL), outcome(11), guess, intent(GOOGLE), outcome(14, "b"))
    assert [ids for _, ids in behind.undoable] == [("b",)], "what comes behind it still counts"
    assert behind.last == 15


@pytest.mark.parametrize("more", [{}, {"may_arrive": False}])
def test_only_what_may_arrive_is_waited_for(more: dict[str, Any]) -> None:
    assert record(intent(MAIL), outcome(11, "a", **more)).arriving == ()


def test_what_may_arrive_is_waited_for_until_the_next_write_to_the_same_resource() -> None:
    said = [
        intent(GOOGLE),
        outcome(11, "g", may_arrive=True),
        intent(MAIL),
        outcome(13, "m", may_arrive=True),
        outcome(98, "x", may_arrive=True),
    ]
    found = record(*said).arriving
    assert [(one.number, other.number) for one, other in found] == [(11, 12), (13, 14)]
    same = {"kind": "pool", "name": ""}  # in another order
    after = record(*said, intent(same), intent({"kind": "domain", "name": "a"})).arriving
    assert [(one.number, other.number) for one, other in after] == [(11, 12)]


def test_the_last_sign_of_life_of_each_intent_is_known() -> None:
    found = record(
        intent(MAIL),
        (EntryKind.HELD, "4", {"intent": 11}),
        intent(GOOGLE),
        (EntryKind.HELD, "4", {"intent": 11}),
        (EntryKind.HELD, "4", {"intent": 13}),
    )
    assert found.held == {11: 14, 13: 15}


def test_of_each_resource_the_newest_date_of_awss_is_known_whoever_wrote_it() -> None:
    early, late = "2026-11-22T02:00:00+00:00", "2026-11-22T05:00:00+02:00"
    found = record(
        intent(MAIL),
        intent(GOOGLE),
        outcome(11, "a", changed_at=late),
        outcome(12, "b"),
        outcome(11, "a", changed_at=early),
        outcome(99, "c", changed_at=late),
    ).changed_at
    assert found == {Target(Kind.POOL, ""): datetime.fromisoformat(late)}
