"""What the journal is told of a write before and after it, member by member, without a file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from migration.changes.change import Beside, Change, Edit
from migration.changes.send_window import ENDLESS
from migration.changes.write_journal import Occasion, WriteJournal
from migration.changes.write_report import PlanMark
from migration.compare.setting import Kind, Target
from migration.errors import HistoryMoved, StateUnusable
from migration.journal.boot_clock import this_moment
from migration.journal.entries import Entry, EntryKind
from migration.journal.writing_process import this_process
from migration.secret import Secret

AT = datetime(2026, 11, 22, tzinfo=UTC)
SECRET = Secret("the secret")
CHANGE = Change(
    "3a",
    Target(Kind.PROVIDER, "Google"),
    (Edit("3a/-/Google/client_secret", ("ProviderDetails", "client_secret"), None, SECRET),),
)
EDITS = [
    {
        "setting": "3a/-/Google/client_secret",
        "path": ["ProviderDetails", "client_secret"],
        "item": "",
        "before": None,
        "after": {"fingerprint": "of the secret"},
    }
]


class Kept:
    """A journal in memory. `moves` are how often others record first, `unusable` why it fails."""

    def __init__(self) -> None:
        self.held: list[Entry] = []
        self.after: list[int | None] = []
        self.moves = 0
        self.unusable = ""

    def record(self, entry: Entry, *, after: int | None = None) -> int:
        if self.unusable:
            raise StateUnusable(self.unusable)
        if self.moves:
            self.moves -= 1
            self.held.append(Entry(EntryKind.TICKED, "ben", AT, "1a", {}, self.next))
            raise HistoryMoved("Others were first.")
        self.after.append(after)
        self.held.append(Entry(entry.kind, entry.who, entry.at, entry.step, entry.body, self.next))
        return self.held[-1].number

    @property
    def next(self) -> int:
        return 7 + len(self.held)

    def entries(self) -> tuple[Entry, ...]:
        return tuple(self.held)

    def fingerprint(self, secret: str) -> str:
        return f"of {secret}"


@pytest.fixture
def kept() -> Kept:
    return Kept()


def journal(kept: Kept, **more: Any) -> WriteJournal:
    remember = more.pop("remember", lambda _: None)
    return WriteJournal(kept, remember, "ada", lambda: AT, **more)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def _a_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("migration.journal.boot_clock.uptime", lambda: 5.0)


BARE = {"target": {"kind": "provider", "name": "Google"}, "edits": EDITS}


def test_an_intent_says_who_does_what_in_which_process(kept: Kept) -> None:
    remembered: list[Any] = []
    number = journal(kept, remember=remembered.append).intent(CHANGE)
    (entry,) = kept.held
    assert (number, entry.number) == (7, 7)
    assert (entry.kind, entry.who, entry.at, entry.step) == (EntryKind.INTENT, "ada", AT, "3a")
    assert entry.body == {**BARE, "process": this_process(), "moment": this_moment()}
    assert remembered == [None, SECRET]
    assert kept.after == [None]


def test_an_intent_says_to_which_run_plan_and_snapshot_it_belongs(kept: Kept) -> None:
    mark = PlanMark("a hash", "ben")
    whole = journal(kept, run="r1", plan=mark, snapshot="first.json")
    whole.intent(CHANGE, Occasion(batch=3, judged_by=42))
    assert kept.held[0].body == {
        **BARE,
        "process": this_process(),
        "moment": this_moment(),
        "batch": 3,
        "run": "r1",
        "snapshot": "first.json",
        "plan": vars(mark),
    }
    assert kept.after == [42]


def test_what_takes_something_back_belongs_to_no_run_and_no_plan(kept: Kept) -> None:
    whole = journal(kept, run="r1", plan=PlanMark("a hash", "ben"), snapshot="first.json")
    whole.intent(CHANGE, Occasion(0, 0))
    body = kept.held[0].body
    assert (body["undoes"], body["batch"], body["snapshot"]) == (0, 0, "first.json")
    assert {"run", "plan"} & set(body) == set()


def test_an_outcome_says_what_landed_and_why_the_rest_did_not(kept: Kept) -> None:
    told = journal(kept).outcome(5, CHANGE, CHANGE.edits, {"b": "refused"})
    assert told == ""
    (entry,) = kept.held
    assert (entry.kind, entry.who, entry.at, entry.step) == (EntryKind.OUTCOME, "ada", AT, "3a")
    assert entry.body == {
        "intent": 5,
        "applied": ["3a/-/Google/client_secret"],
        "failed": {"b": "refused"},
    }


def test_an_outcome_holds_what_was_made_and_what_others_changed_without_a_secret(
    kept: Kept,
) -> None:
    made = {"ProviderName": "Google", "ProviderDetails": {"client_secret": "plain"}}
    others = (Beside("ProviderDetails.client_secret", SECRET, None),)
    journal(kept).outcome(5, CHANGE, (), {}, made, others, may_arrive=True)
    assert kept.held[0].body == {
        "intent": 5,
        "applied": [],
        "failed": {},
        "may_arrive": True,
        "moment": this_moment(),
        "beside": [
            {
                "member": "ProviderDetails.client_secret",
                "was": {"fingerprint": "of the secret"},
                "now": None,
            }
        ],
        "made": {
            "ProviderName": "Google",
            "ProviderDetails": {"client_secret": {"fingerprint": "of plain"}},
        },
    }


def test_an_outcome_that_cannot_be_recorded_is_told_and_left_to_the_next_start(
    kept: Kept,
) -> None:
    kept.unusable = "The disk is full."
    told = journal(kept).outcome(5, CHANGE, (), {})
    assert told == "The record could not be finished, the next start will. The disk is full."
    with pytest.raises(StateUnusable, match="The disk is full"):
        journal(kept).intent(CHANGE)


def test_alone_nobody_holds_anything_and_the_right_to_send_does_not_end(kept: Kept) -> None:
    alone = journal(kept)
    assert alone.window() is ENDLESS
    assert alone.held_again(7, "6")
    assert kept.held == []


def test_with_a_team_the_right_to_send_begins_with_the_machines_own_clock(kept: Kept) -> None:
    window = journal(kept, shared=True).window()
    assert window.began == 5.0
    assert window.clock is not None
    assert window.clock() == 5.0


def outcome_of(intent: int) -> Entry:
    return Entry(EntryKind.OUTCOME, "ben", AT, "6", {"intent": intent}, 50)


def test_whoever_took_their_time_says_that_they_are_still_at_it(kept: Kept) -> None:
    kept.held.append(Entry(EntryKind.INTENT, "ada", AT, "6", {}, 9))
    kept.held.append(Entry(EntryKind.TICKED, "ben", AT, "1a", {"intent": 9}, 10))
    kept.held.append(outcome_of(8))
    assert journal(kept, shared=True).held_again(9, "6")
    entry = kept.held[-1]
    assert (entry.kind, entry.who, entry.at, entry.step) == (EntryKind.HELD, "ada", AT, "6")
    assert entry.body == {"intent": 9}
    assert kept.after == [50], "on the history that was seen alone"


def test_what_another_accounted_for_meanwhile_is_theirs_no_more(kept: Kept) -> None:
    kept.held.append(outcome_of(9))
    assert not journal(kept, shared=True).held_again(9, "6")
    assert kept.after == []


def test_what_is_recorded_while_it_is_said_is_looked_at_first(kept: Kept) -> None:
    kept.held.append(Entry(EntryKind.INTENT, "ada", AT, "6", {}, 7))
    kept.moves = 2
    assert journal(kept, shared=True).held_again(7, "6")
    assert kept.after == [9]
    again = Kept()
    again.held.append(outcome_of(7))
    again.moves = 1
    assert not journal(again, shared=True).held_again(7, "6")


def test_what_somebody_else_put_back_belongs_to_the_change_for_whose_sake_it_was_to_go(
    kept: Kept,
) -> None:
    journal(kept).by_others(CHANGE, Occasion(3, 5, judged_by=42))
    assert kept.after == [None, None]  # what was recorded meanwhile does not unmake it
    intent, outcome = kept.held
    assert (intent.body["undoes"], intent.body["batch"]) == (3, 5)
    assert outcome.body == {"intent": intent.number, "applied": list(CHANGE.settings), "failed": {}}
