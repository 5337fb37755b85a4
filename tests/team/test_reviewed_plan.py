"""A plan is made on one machine, approved and applied on others, by one record of the team."""

from __future__ import annotations

from tests.team.people import Team

GOOGLE, SUBJECT = "3a/-/Google", "5/-/EmailSubject"


def test_a_plan_with_a_secret_goes_from_machine_to_machine(team: Team) -> None:
    file = str(team.home / "plan.json")
    ada, ben, cid = (team.person(name) for name in ("ada", "ben", "cid"))
    ada.does(lambda walk: walk.plans.keep(file, [GOOGLE, SUBJECT]))
    opened = ben.does(lambda walk: walk.plans.approve(walk.plans.open(file)))
    cid.folds()
    report = cid.does(lambda walk: walk.plans.apply(walk.plans.open(file).plan))
    assert {result.id for result in report.applied} == {GOOGLE, SUBJECT}
    assert not report.skipped
    ada.folds()
    for change in ada.walk.past_changes.history():
        assert change.who.endswith("user/cid")
    (approval,) = ada.walk.state.record.plans.approved[opened.plan.sha256]
    assert approval.who.endswith("user/ben")
    written = [entry for entry in ada.walk.logbook.entries if "plan" in entry.body]
    assert len([entry for entry in written if entry.kind == "intent"]) == 2


def test_whoever_opens_a_plan_sees_at_once_who_made_and_who_approved_it(team: Team) -> None:
    file = str(team.home / "plan.json")
    ada, ben, cid = (team.person(name) for name in ("ada", "ben", "cid"))
    ada.does(lambda walk: walk.plans.keep(file, [SUBJECT]))
    opened = ben.does(lambda walk: walk.plans.open(file))
    assert opened.approvals.maker is not None
    ben.does(lambda walk: walk.plans.approve(opened))
    assert not cid.does(lambda walk: walk.plans.open(file)).unapproved
