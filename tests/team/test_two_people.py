"""Two people on two machines with one record: what one does is the other's, and nobody collides."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from migration.changes.send_window import SENDS_WITHIN
from migration.deployment_request import PAIR_FLAG
from migration.errors import StateUnusable
from migration.journal.entries import EntryKind
from migration.walk.others_at_work import others_at_work
from migration.walk.unfinished_writes import TAKEN_OVER, YOUNG
from tests.guide.who_follows_next import P8
from tests.team.people import Killed, Person, Team
from tests.walkthroughs import MAIN, NEW_MAIN

SUBJECT, MESSAGE = "5/-/EmailSubject", "5/-/EmailMessage"
UPDATE = "UpdateUserPool"


def at(team: Team, operation: str, happens: Callable[[], None], after: int = 0) -> None:
    """Let something happen once, right before an operation of that name leaves."""
    counted = [0]

    def passing(name: str) -> None:
        if name == operation:
            counted[0] += 1
            if counted[0] == 2 * after + 1:
                happens()

    team.practice.passing = passing


def kinds(team: Team) -> list[str]:
    reader = team.person("reader")
    return [entry.kind.value for entry in reader.walk.logbook.entries if entry.kind != "paired"]


def killed() -> None:
    raise Killed


def test_what_one_ticks_writes_and_pairs_is_there_for_the_other(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ada.does(lambda walk: walk.checklist.tick("1a", part="notes"))
    assert ada.apply(SUBJECT).applied
    record = ben.folds()
    assert record.ticks["1a/notes"].who.endswith("user/ada")
    undoable = ben.does(lambda walk: walk.past_changes.undoable())
    assert undoable.ids == (SUBJECT,)
    assert ben.does(lambda walk: walk.applier.undo([undoable])).applied
    assert not ada.folds().undoable
    assert kinds(team) == ["ticked", "intent", "outcome", "intent", "outcome"]


def test_while_one_writes_the_other_waits_and_is_told_who_it_is(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ben.patience = 10.0
    reports = []
    at(team, UPDATE, lambda: reports.append(ben.apply(MESSAGE)))
    assert ada.apply(SUBJECT).applied
    assert [result.reason for result in reports[0].skipped] == ["not tried: stopped"]
    assert "ada on adas-laptop is applying step 5, since" in ben.told[-1]
    ben.patience = 10.0
    assert ben.apply(MESSAGE).applied
    assert team.practice.writes.count(UPDATE) == 2


def test_what_one_says_is_given_back_though_somebody_else_said_more_by_then(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ada.walk.logbook.waits = True  # as for a command
    say = lambda walk: walk.checklist.tick("1a", part="notes")  # noqa: E731
    at(team, "Query", lambda: ben.does(say), after=1)
    entry = ada.does(say)
    (*_, own, last) = ada.walk.logbook.entries
    assert (entry, last.who.rpartition("/")[2]) == (own, "ben")


@pytest.mark.parametrize("told", [True, False], ids=["told", "not told"])  # macOS tells none
def test_two_machines_of_one_name_are_two(team: Team, told: bool) -> None:
    people = [team.person(name, "localhost") for name in ("ada", "ben")]
    for person in people:
        person.place = replace(person.place, boot=person.place.boot if told else "")
    ada, ben = people
    ben.patience = 10.0
    reports = []
    at(team, UPDATE, lambda: reports.append(ben.apply(MESSAGE)))
    assert ada.apply(SUBJECT).applied
    assert [result.reason for result in reports[0].skipped] == ["not tried: stopped"]
    assert " is applying step 5" in ben.told[-1]
    assert ben.told[-1].startswith(f"ada on {ada.place.host}")


def test_a_record_without_machines_is_read_and_whoever_is_in_it_is_waited_for(team: Team) -> None:
    ada, ben = team.person("ada", "bastion"), team.person("ben", "bastion")
    ada.place = replace(ada.place, machine="")
    ben.patience = 10.0
    reports = []
    at(team, UPDATE, lambda: reports.append(ben.apply(MESSAGE)))
    assert ada.apply(SUBJECT).applied
    assert reports[0].skipped
    assert " is applying step 5" in ben.told[-1]
    assert ben.told[-1].startswith(f"ada on {ada.place.host}")


def test_what_ended_on_ones_own_machine_is_accounted_for_at_once(team: Team) -> None:
    ada, again = team.person("ada"), team.person("ada")
    again.place = replace(again.place, pid=2**22 + 1)
    at(team, UPDATE, killed)
    with pytest.raises(Killed):
        ada.apply(SUBJECT)
    team.practice.passing = lambda _: None
    assert again.apply(SUBJECT).applied
    assert team.now < TAKEN_OVER


def test_what_is_under_way_is_told_to_whoever_looks(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    seen: list[tuple[str, ...]] = []

    def look() -> None:
        unfinished = ben.folds().unfinished
        seen.append(ben.does(lambda walk: others_at_work(unfinished, walk.state.who, ben.clock())))

    at(team, UPDATE, look)
    ada.apply(SUBJECT)
    (sentences,) = seen
    assert len(sentences) == 1
    assert sentences[0].startswith("ada is applying step 5, since")
    look()
    assert seen[-1] == ()


@pytest.mark.parametrize("landed", [False, True])
def test_a_write_whose_author_is_gone_is_taken_over_after_two_minutes(
    team: Team, landed: bool
) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    at(team, "DescribeUserPool" if landed else UPDATE, killed, after=1 if landed else 0)
    with pytest.raises(Killed):
        ada.apply(SUBJECT)
    team.practice.passing = lambda _: None
    began = team.now
    report = ben.apply(SUBJECT)
    assert report.applied
    assert TAKEN_OVER <= team.now - began < TAKEN_OVER + 10
    (known,) = ben.walk.state.recovered
    assert known.sentence.startswith("A write by ada of 20")
    (intent, outcome, *more) = [
        entry
        for entry in ben.walk.logbook.entries
        if entry.kind in {EntryKind.INTENT, EntryKind.OUTCOME}
    ]
    assert (intent.who.rpartition("/")[2], outcome.body["recovered"]) == ("ada", True)
    assert bool(outcome.body["applied"]) == landed
    assert len(more) == (0 if landed else 2)


@pytest.mark.parametrize("days", [-2, 2])
def test_what_can_still_arrive_is_waited_for_whatever_the_clocks_say(team: Team, days: int) -> None:
    ada = team.person("ada")
    team.practice.fault(kind="cut", operation=UPDATE, count=1)
    assert ada.apply(SUBJECT).applied
    ben, began = team.person("ben"), team.now
    ben.ahead = timedelta(days=days)
    assert ben.apply(MESSAGE).applied
    assert YOUNG <= team.now - began < YOUNG + 10
    cara, began = team.person("cara"), team.now  # he waited for all of them
    assert cara.apply("5/-/SmsMessage", "3a/-/Google").applied
    assert team.now - began < 10


@pytest.mark.parametrize("days", [-2, 2])
def test_two_minutes_are_the_observers_own_whatever_the_clocks_say(team: Team, days: int) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ada.ahead = timedelta(days=days)
    at(team, UPDATE, killed)
    with pytest.raises(Killed):
        ada.apply(SUBJECT)
    team.practice.passing = lambda _: None
    began = team.now
    assert ben.apply(MESSAGE).applied
    assert TAKEN_OVER <= team.now - began < TAKEN_OVER + 10


def test_whoever_only_looks_on_takes_nothing_over(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben", read_only=True)
    at(team, UPDATE, killed)
    with pytest.raises(Killed):
        ada.apply(SUBJECT)
    team.practice.passing = lambda _: None
    ben.folds()
    team.now += TAKEN_OVER + 1
    team.practice.sent.clear()
    ben.does(lambda walk: walk.reader.read(attached=False))
    assert "PutItem" not in team.practice.sent
    (sentence,) = ben.does(lambda walk: walk.arrivals.at_work())
    assert sentence.startswith("ada is applying step 5")


def test_what_was_read_before_a_sleep_is_not_written_after_it(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")

    def sleeps() -> None:
        team.now += SENDS_WITHIN + 1

    at(team, "Query", sleeps, after=4)  # the last look before the intent
    (failed,) = ada.apply(SUBJECT).failed
    assert "this machine may have slept" in failed.reason
    assert UPDATE not in team.practice.sent
    assert not ben.folds().unfinished


@pytest.mark.parametrize(
    ("given_by", "counts"), [("pair in config.toml", ""), (PAIR_FLAG, NEW_MAIN)]
)
def test_a_pair_in_ones_settings_does_not_overrule_what_another_decided(
    team: Team, given_by: str, counts: str
) -> None:
    ada = team.person("ada")
    ada.does(lambda walk: walk.entered.pair(MAIN, ""))
    ben = team.person("ben", pairs_from=given_by)
    assert ben.walk.state.record.pairs[MAIN] == counts


def test_whoever_may_read_the_record_and_not_write_it_sees_all_of_it(team: Team) -> None:
    ada = team.person("ada")
    ada.does(lambda walk: walk.checklist.tick("1a", part="notes"))
    team.practice.fault(kind="access_denied", operation="PutItem")
    ben = team.person("ben", pairs=((MAIN, ""),))
    assert "1a/notes" in ben.walk.state.record.ticks
    assert not ben.walk.state.record_unread
    assert "does not allow PutItem" in ben.walk.state.read_only_reason


def test_what_is_undone_since_a_moment_is_not_drawn_out_by_a_clock_that_is_ahead(
    team: Team,
) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ada.ahead = timedelta(days=1)
    assert ada.apply(SUBJECT).applied
    assert ben.apply("3a/-/Google").applied
    team.now += 60
    since = ben.clock()
    assert ben.apply(MESSAGE).applied
    (undoable,) = ben.does(lambda walk: walk.past_changes.undoables(since=since))
    assert undoable.ids == (MESSAGE,)


def test_a_reading_does_not_account_for_a_write_that_somebody_is_still_at(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    at(team, UPDATE, lambda: ben.does(lambda walk: walk.reader.read(attached=False)))
    assert ada.apply(SUBJECT).applied
    assert kinds(team) == ["intent", "outcome"]


def test_a_laptop_that_slept_sends_nothing_more(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")

    def sleeps() -> None:
        team.now += SENDS_WITHIN + 1

    at(team, "PutItem", sleeps)  # between the intent and what it announces
    report = ada.apply(SUBJECT)
    (failed,) = report.failed
    assert "this machine may have slept" in failed.reason
    assert UPDATE not in team.practice.sent
    assert not ben.folds().unfinished


def with_providers(team: Team) -> Person:
    """Somebody who made all that the skills stack needs."""
    ada = team.person("ada")
    ada.walk.entered.supply_apple_key(P8, "PRACTICE01")
    for step in ("3a", "3b", "3c"):
        assert ada.apply(*ada.walk.pages.to_apply(step)).applied
    return ada


STACK = "6/-/SkillIdentityProvidersNewUserPool"


def test_a_yes_that_took_minutes_counts_unless_somebody_went_on_meanwhile(team: Team) -> None:
    ada, ben = with_providers(team), team.person("ben")

    def after(seconds: float, happens: Callable[[], object] = lambda: None) -> Any:
        def agree(_: object) -> bool:
            team.now += seconds
            happens()
            return True

        return ada.does(lambda walk: walk.applier.apply([STACK], agree=agree))

    assert not after(300, lambda: ben.apply(SUBJECT)).applied  # he accounted for it meanwhile
    assert not team.practice.calls("ExecuteChangeSet")
    ada.folds()
    assert after(300).applied
    assert len(team.practice.calls("ExecuteChangeSet")) == 1


def test_a_laptop_that_slept_after_the_yes_executes_nothing(team: Team) -> None:
    ada = with_providers(team)

    def sleeps() -> None:
        team.now += SENDS_WITHIN + 1

    at(team, "PutItem", sleeps, after=1)  # the word, after the yes, that she is still at it
    report = ada.does(lambda walk: walk.applier.apply([STACK], agree=lambda _: True))
    assert "may have slept" in report.failed[0].reason
    assert not team.practice.calls("ExecuteChangeSet")


def test_who_was_asleep_for_minutes_meets_what_the_other_did_meanwhile(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    reports = []

    def sleeps() -> None:
        team.practice.passing = lambda _: None
        ben.folds()
        reports.append(ben.apply(SUBJECT))  # waits for two minutes, and goes on alone

    at(team, UPDATE, sleeps)
    # Her request is in the air by then: AWS has it before the other looks, or refuses nothing.
    report = ada.apply(SUBJECT)
    assert reports[0].applied
    assert report.applied
    record = ada.folds()
    assert record == ben.folds()
    assert not record.unfinished


def test_what_somebody_records_in_between_has_the_write_judged_again(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    at(team, "PutItem", lambda: ben.does(lambda walk: walk.checklist.tick("1a", part="notes")))
    team.practice.sent.clear()
    assert ada.apply(SUBJECT).applied
    assert team.practice.writes.count(UPDATE) == 1
    assert kinds(team) == ["ticked", "intent", "outcome"]


def test_a_value_that_the_other_wrote_in_between_is_not_written_over(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    team.practice.change(
        pool="us-east-1_OldPool01", set={"VerificationMessageTemplate.EmailSubject": "Ben's wish"}
    )
    ben.does(lambda walk: walk.reader.read(attached=False))
    at(team, "PutItem", lambda: ben.apply(SUBJECT))
    (stale,) = ada.apply(SUBJECT).stale
    assert "now “Ben's wish”" in stale.reason
    assert team.practice.writes.count(UPDATE) == 1


@pytest.mark.parametrize("kind", ["throttling", "cut"])
def test_a_table_that_does_not_answer_ends_writing_until_it_does(team: Team, kind: str) -> None:
    ada = team.person("ada")
    team.practice.fault(kind=kind, service="dynamodb")
    with pytest.raises(StateUnusable):
        ada.apply(SUBJECT)
    assert "team's table" in ada.walk.state.read_only_reason
    assert UPDATE not in team.practice.sent
    team.practice.aws.faults.clear()
    ada.folds()
    assert not ada.walk.state.read_only
    assert ada.apply(SUBJECT).applied


def test_a_table_that_is_refused_or_not_there_is_told_and_nothing_is_written(team: Team) -> None:
    team.practice.fault(kind="access_denied", operation="Query")
    ada = team.person("ada")
    assert "does not allow Query" in ada.walk.state.record_unread
    assert ada.walk.state.read_only
    team.practice.aws.faults.clear()
    ben = team.person("ben", team_table="another")
    assert "there is no such table" in ben.walk.state.read_only_reason


def test_who_starts_without_the_table_is_back_once_it_answers(team: Team) -> None:
    team.practice.fault(kind="throttling", service="dynamodb")
    ada = team.person("ada")
    assert ada.walk.state.record_unread
    team.practice.aws.faults.clear()
    ada.folds()
    assert not ada.walk.state.record_unread
    assert ada.apply(SUBJECT).applied
