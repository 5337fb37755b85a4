"""What others of the team did arrives: in words, and in what is shown of the pools."""

from __future__ import annotations

from migration.compare.setting import State
from tests.team.people import Team
from tests.team.test_two_people import UPDATE, at

SUBJECT, GOOGLE = "5/-/EmailSubject", "3a/-/Google"


def test_what_another_wrote_is_told_and_shows_without_a_new_reading(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ben.does(lambda walk: walk.checklist.tick("1a", part="notes"))
    assert len(ben.apply(SUBJECT, GOOGLE).applied) == 2
    team.practice.sent.clear()
    arrived = ada.does(lambda walk: walk.arrivals.look())
    assert arrived.deeds == (
        "ben ticked step 1a/notes; applied 1 setting of step 3a; applied 1 setting of step 5",
    )
    shown = {one.id: one.state for one in ada.walk.pages.settings() if one.id in {SUBJECT, GOOGLE}}
    assert set(shown.values()) == {State.SAME}
    # One query, and one reading of each resource that was written to.
    assert sorted(team.practice.sent) == ["DescribeIdentityProvider", "DescribeUserPool", "Query"]
    team.practice.sent.clear()
    assert ada.does(lambda walk: walk.arrivals.look()).deeds == ()
    assert team.practice.sent == ["Query"]


def test_a_write_under_way_is_told_by_who_and_since_when(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    seen: list[tuple[str, ...]] = []
    at(team, UPDATE, lambda: seen.append(ben.does(lambda walk: walk.arrivals.look()).at_work))
    ada.apply(SUBJECT)
    ((sentence,),) = seen
    assert sentence.startswith("ada is applying step 5, since")
    assert ben.does(lambda walk: walk.arrivals.look()).at_work == ()


def test_taking_back_is_told_as_such(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ada.apply(SUBJECT)
    ben.does(lambda walk: walk.arrivals.look())
    undoable = ada.does(lambda walk: walk.applier.undoable())
    ada.does(lambda walk: walk.applier.undo([undoable]))
    (deed,) = ben.does(lambda walk: walk.arrivals.look()).deeds
    assert deed == "ada took back 1 setting of step 5"
