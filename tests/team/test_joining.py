"""From this machine's record to the team's table and back: nothing lost, nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding
from migration.errors import BadInput, StateUnusable
from migration.guide.verdict_grounds import outdated
from migration.journal.entries import Entry
from migration.journal.transfer import identities
from migration.walkthrough import Walkthrough
from tests.journal.tables import NAME
from tests.team.people import Killed, Person, Team
from tests.team.test_two_people import UPDATE, at, killed

SUBJECT, MESSAGE = "5/-/EmailSubject", "5/-/EmailMessage"
ALONE: dict[str, Any] = {"team_table": ""}
GOOGLE = "3a/-/Google"


def said(_: str) -> None:
    """Nobody watches."""


def half_done(team: Team, name: str) -> tuple[Entry, ...]:
    """Somebody walks half-way alone: ticks, writes, undoes, and ends."""
    alone = team.person(name, **ALONE)
    alone.does(lambda walk: walk.checklist.tick("1a", part="notes"))
    alone.does(lambda walk: walk.checklist.not_applicable("7b", "no such skill"))
    assert alone.apply(SUBJECT, GOOGLE).applied
    assert alone.apply(MESSAGE).applied
    undoable = alone.does(lambda walk: walk.past_changes.undoable())
    assert alone.does(lambda walk: walk.applier.undo([undoable])).applied
    entries = alone.walk.logbook.entries
    alone.walk.close()
    return entries


def without_numbers(entries: Sequence[Entry]) -> list[str]:
    return identities(entries)


def join(person: Person) -> Any:
    return person.does(lambda walk: walk.team.join(said))


def reopened(team: Team, name: str, **request: Any) -> Walkthrough:
    return team.person(name, **request).walk


def test_a_half_done_walk_is_taken_to_the_table_and_goes_on_there(team: Team) -> None:
    before = half_done(team, "ada")
    ada = team.person("ada")
    assert "“poolwalk team join”" in ada.walk.state.read_only_reason
    moved = join(ada)
    assert moved.brought == len(before)
    assert not moved.foreign_key
    assert "-set-aside-" in str(moved.file)
    ada = team.person("ada")
    assert not ada.walk.state.read_only
    assert without_numbers(ada.walk.logbook.entries) == without_numbers(before)
    # What was written alone can be taken back together, its secret's fingerprint known as before.
    ben = team.person("ben")
    (subject, google) = [
        entry.ids for entry in ben.does(lambda walk: walk.past_changes.undoables())
    ]
    assert {*subject, *google} == {SUBJECT, GOOGLE}
    assert ben.apply(MESSAGE).applied


def test_joining_again_after_it_stopped_half_way_brings_the_rest_once(team: Team) -> None:
    before = half_done(team, "ada")
    ada = team.person("ada")
    team.practice.fault(kind="access_denied", operation="PutItem", skip=4)
    with pytest.raises(StateUnusable):
        join(ada)
    team.practice.aws.faults.clear()
    moved = join(team.person("ada"))
    assert 0 < moved.brought < len(before)
    entries = reopened(team, "ben").logbook.entries
    assert without_numbers(entries) == without_numbers(before)


def test_what_two_did_apart_is_one_record_with_every_reference_kept(team: Team) -> None:
    hers = half_done(team, "ada")
    bens = team.person("ben", **ALONE)
    bens.does(lambda walk: walk.checklist.tick("1b"))
    assert bens.apply(MESSAGE).applied
    his = bens.walk.logbook.entries
    bens.walk.close()
    join(team.person("ada"))
    moved = join(team.person("ben"))
    assert moved.brought == len(his)
    entries = reopened(team, "reader").logbook.entries
    assert len(entries) == len(hers) + len(his)
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    (back,) = [entry for entry in entries if "undoes" in entry.body]
    undone = entries[int(back.body["undoes"]) - 1]
    assert undone.body["edits"][0]["setting"] == MESSAGE
    assert undone.who == back.who


def test_a_proof_that_is_taken_to_the_table_is_still_newer_than_what_was_written_before_it(
    team: Team,
) -> None:
    half_done(team, "ben")
    join(team.person("ben"))
    ada = team.person("ada", **ALONE)
    assert ada.apply(MESSAGE).applied
    team.now += 60
    passed, last = CheckVerdict.PASSED, ada.walk.checks.last_entry
    proof = Finding("google", "3a", "", passed, "", Evidence(), ada.clock(), after=last)
    ada.does(lambda walk: walk.checks.take(proof))
    ada.walk.close()
    assert join(team.person("ada")).brought
    state = team.person("ada").walk.state
    written = state.record.settled.written
    assert written
    assert not outdated(state.findings["google"], written, written, state.asked)


def test_leaving_brings_all_of_it_to_this_machine_with_its_key(team: Team) -> None:
    half_done(team, "ada")
    join(team.person("ada"))
    ben = team.person("ben")
    assert ben.apply(MESSAGE).applied
    ben.folds()
    shared = ben.walk.logbook.entries
    moved = ben.does(lambda walk: walk.team.leave(said))
    assert moved.brought == len(shared)
    print_of = ben.walk.state.fingerprint("a secret")
    ben.walk.close()
    alone = reopened(team, "ben", **ALONE)
    assert alone.logbook.entries == shared
    assert alone.state.fingerprint("a secret") == print_of
    alone.close()
    # And back once more: the table has it all.
    assert join(team.person("ben")).brought == 0
    assert reopened(team, "reader").logbook.entries == shared


def test_leaving_writes_over_no_record_that_the_team_lacks(team: Team) -> None:
    half_done(team, "ada")
    join(team.person("ada"))
    ben = team.person("ben", **ALONE)
    ben.does(lambda walk: walk.checklist.tick("1b"))
    ben.walk.close()
    with pytest.raises(BadInput, match="take it there first"):
        team.person("ben").does(lambda walk: walk.team.leave(said))


def test_fingerprints_of_another_key_are_told(team: Team) -> None:
    ben = team.person("ben", **ALONE)
    assert ben.apply(GOOGLE).applied  # its secret's fingerprint is in his record
    ben.walk.close()
    cid = team.person("cid", **ALONE)
    cid.does(lambda walk: walk.checklist.tick("1b"))
    cid.walk.close()
    assert not join(team.person("cid")).foreign_key
    assert join(team.person("ben")).foreign_key


def test_without_a_record_of_ones_own_joining_brings_nothing(team: Team) -> None:
    moved = join(team.person("ada"))
    assert (moved.brought, moved.file) == (0, None)


def test_who_was_there_last_and_what_is_open_is_told(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ada.does(lambda walk: walk.checklist.tick("1a", part="notes"))
    ben.does(lambda walk: walk.checklist.tick("1b"))
    ada.folds()
    status = ada.does(lambda walk: walk.team.status())
    assert [member.who.rpartition("/")[2] for member in status.members] == ["ben", "ada"]
    assert (status.table, status.at_work, status.own) == (NAME, (), 0)
    alone = team.person("cid", **ALONE)
    with pytest.raises(BadInput, match="--team-table"):
        alone.does(lambda walk: walk.team.status())


def test_a_write_whose_program_ended_here_is_told_as_open(
    team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada = team.person("ada")
    at(team, UPDATE, killed)
    with pytest.raises(Killed):
        ada.apply(SUBJECT)
    team.practice.passing = lambda _: None
    again = team.person("ada")
    again.place = replace(ada.place, pid=99_999_999)  # no such process runs
    status = again.does(lambda walk: walk.team.status())
    assert status.at_work == ()
    (left,) = status.left
    assert left.startswith("ada on adas-laptop is applying step 5, since")


def test_a_table_is_made_on_demand_encrypted_recoverable_and_protected(team: Team) -> None:
    team.practice.aws.account.settings.table_seconds = 3.0
    team.practice.aws.account.tables.clear()
    ada = team.person("ada")
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        team.practice.aws.account.settings.table_seconds = 0.0

    ada.walk.team._wait = wait  # type: ignore[method-assign]
    assert ada.does(lambda walk: walk.team.create(said))
    (table,) = team.practice.aws.account.tables.values()
    assert table.recovers
    assert table.document["DeletionProtectionEnabled"]
    assert table.document["BillingModeSummary"] == {"BillingMode": "PAY_PER_REQUEST"}
    assert table.document["SSEDescription"]["Status"] == "ENABLED"
    assert waited
    assert not ada.does(lambda walk: walk.team.create(said))
    assert Path(team.home).exists()
    assert team.person("ben").apply(SUBJECT).applied
