"""What somebody decides between the picture and the write is told, and nothing is written on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from migration.walkthrough import Walkthrough
from tests.team.people import Person, Team
from tests.team.test_two_people import MESSAGE, SUBJECT, at
from tests.walkthroughs import MAIN

CALLBACK = f"4/{MAIN}/CallbackURLs/"
OWN = "com.acme.own://success"
Decides = Callable[[Walkthrough], object]


def pairs_with_nobody(walk: Walkthrough) -> object:
    walk.entered.pair(MAIN, "")
    return walk


def leaves_step_5_out(walk: Walkthrough) -> object:
    return walk.checklist.not_applicable("5", "we send no mail")


def wants_no_callback(walk: Walkthrough) -> object:
    walk.callbacks.withdraw(MAIN, OWN)
    return walk


def chooses_another_prefix(walk: Walkthrough) -> object:
    walk.entered.choose_prefix("acme-two")
    return walk


def the_domain(ada: Person) -> Sequence[str]:
    ada.walk.entered.choose_prefix("acme-one")
    return ada.walk.pages.to_apply("2")


def callbacks(ada: Person) -> Sequence[str]:
    return [id_ for id_ in ada.walk.pages.to_apply("4") if id_.startswith(CALLBACK)]


def her_own(ada: Person) -> Sequence[str]:
    return [ada.walk.callbacks.add(MAIN, OWN)]


def the_mail(_: Person) -> Sequence[str]:
    return [SUBJECT]


def pool_writes(team: Team) -> list[str]:
    return [name for name in team.practice.writes if name.startswith(("Create", "Update"))]


DECISIONS = [
    (the_domain, chooses_another_prefix, "chose the domain prefix acme-two", "domain acme-two now"),
    (callbacks, pairs_with_nobody, f"left {MAIN} without a pair", "would not be written now"),
    (the_mail, leaves_step_5_out, "left out step 5", "Its step is left out by now"),
    (her_own, wants_no_callback, "no longer wants the callback", "would not be written now"),
]
IDS = ["prefix", "pair", "left out", "callback"]


@pytest.mark.parametrize("late", [False, True], ids=["before", "as it is announced"])
@pytest.mark.parametrize(("chosen", "decides", "said", "now"), DECISIONS, ids=IDS)
def test_what_was_shown_is_not_written_once_it_was_decided_otherwise(
    team: Team,
    chosen: Callable[[Person], Sequence[str]],
    decides: Decides,
    said: str,
    now: str,
    late: bool,
) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ids = ada.does(lambda _: chosen(ada))
    ben.folds()
    preview = ada.does(lambda walk: walk.applier.preview(ids))
    assert preview.ids
    if late:
        at(team, "PutItem", lambda: ben.does(decides))  # where the intent would be put
    else:
        ben.does(decides)
    report = ada.does(lambda walk: walk.applier.apply(preview.ids, preview=preview))
    assert not report.applied
    assert {result.id for result in report.stale} == set(preview.ids)
    assert {f"ben {said}" in result.reason for result in report.stale} == {True}
    assert now in report.stale[0].reason
    assert not pool_writes(team)
    assert "intent" not in {entry.kind for entry in ben.walk.logbook.entries}


def test_the_rest_of_a_run_that_nobody_decided_otherwise_is_written(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ids = [*callbacks(ada), SUBJECT]
    preview = ada.does(lambda walk: walk.applier.preview(ids))
    at(team, "PutItem", lambda: ben.does(pairs_with_nobody))
    report = ada.does(lambda walk: walk.applier.apply(preview.ids, preview=preview))
    assert [result.id for result in report.applied] == [SUBJECT]
    assert {result.id for result in report.stale} == set(callbacks_of(preview))


def callbacks_of(preview: Any) -> list[str]:
    return [id_ for id_ in preview.ids if id_.startswith(CALLBACK)]


def test_what_changes_nothing_of_it_is_in_nobodys_way(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    preview = ada.does(lambda walk: walk.applier.preview([SUBJECT, MESSAGE]))
    for decides in (
        pairs_with_nobody,
        chooses_another_prefix,
        lambda walk: walk.checklist.tick("1a", part="notes"),
    ):
        ben.does(decides)
    report = ada.does(lambda walk: walk.applier.apply(preview.ids, preview=preview))
    assert len(report.applied) == 2


@pytest.mark.parametrize("late", [False, True], ids=["before", "as it is announced"])
def test_an_approved_plan_is_not_written_against_what_was_decided_since(
    team: Team, late: bool
) -> None:
    file = str(team.home / "plan.json")
    ada, ben, cid = (team.person(name) for name in ("ada", "ben", "cid"))
    ada.does(lambda walk: walk.plans.keep(file, [SUBJECT]))
    ben.does(lambda walk: walk.plans.approve(walk.plans.open(file)))
    cid.folds()
    opened = cid.does(lambda walk: walk.plans.open(file))
    if late:
        at(team, "PutItem", lambda: ben.does(leaves_step_5_out))
    else:
        ben.does(leaves_step_5_out)
    report = cid.does(lambda walk: walk.plans.apply(opened.plan))
    (told,) = report.stale if late else report.skipped
    assert ("ben left out step 5" if late else "its step does not apply: we send") in told.reason
    assert not pool_writes(team)


def test_what_did_not_stand_as_planned_when_it_was_shown_is_left(team: Team) -> None:
    file = str(team.home / "plan.json")
    ada, ben = team.person("ada"), team.person("ben")
    ada.does(lambda walk: walk.plans.keep(file, [SUBJECT, "3a/-/Google"]))
    ada.does(leaves_step_5_out)
    opened = ada.does(lambda walk: walk.plans.open(file))
    ben.folds()
    ben.does(lambda walk: walk.checklist.untick("5"))
    report = ada.does(lambda walk: walk.plans.apply(opened.plan, shown=opened.shown))
    assert [result.id for result in report.applied] == ["3a/-/Google"]
    assert [
        (result.id, "look at the plan again" in result.reason) for result in report.skipped
    ] == [(SUBJECT, True)]
