"""What others of the team did arrives: in words, and in what is shown of the pools."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from migration.compare.setting_state import SettingState
from migration.journal.deployment_overview import glance_at
from migration.journal.entries import Entry, EntryKind
from migration.journal.entry_words import DEEDS
from migration.walk.others_at_work import sentence
from migration.walk.team_sentences import _NOT_TOLD, _OF_A_STEP
from tests.team.people import Team
from tests.team.test_two_people import UPDATE, at
from tests.walkthroughs import MAIN, NOW

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
    assert set(shown.values()) == {SettingState.SAME}
    # One query, and one reading of each resource that was written to.
    assert sorted(team.practice.sent) == ["DescribeIdentityProvider", "DescribeUserPool", "Query"]
    team.practice.sent.clear()
    assert ada.does(lambda walk: walk.arrivals.look()).deeds == ()
    assert team.practice.sent == ["Query"]


def test_what_a_tick_of_ones_own_took_in_is_told_and_read_all_the_same(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    assert ben.apply(SUBJECT).applied
    ada.does(lambda walk: walk.checklist.tick("1a", part="notes"))
    ada.folds()  # as whoever is about to write does
    assert ada.apply(GOOGLE).applied
    (deeds,) = ada.does(lambda walk: walk.arrivals.look()).deeds
    assert deeds == "ben applied 1 setting of step 5"
    (shown,) = [one for one in ada.walk.pages.settings() if one.id == SUBJECT]
    assert shown.state is SettingState.SAME


def test_a_record_that_is_read_late_is_no_news(team: Team) -> None:
    ben = team.person("ben")
    ben.does(lambda walk: walk.checklist.tick("1a", part="notes"))
    team.practice.fault(kind="throttling", service="dynamodb")
    ada = team.person("ada")
    team.practice.aws.faults.clear()
    assert ada.does(lambda walk: walk.arrivals.look()).deeds == ()
    assert "1a/notes" in ada.walk.state.record.ticks


def test_a_write_under_way_is_told_by_who_and_since_when(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    seen: list[tuple[str, ...]] = []
    at(team, UPDATE, lambda: seen.append(ben.does(lambda walk: walk.arrivals.look()).at_work))
    ada.apply(SUBJECT)
    ((sentence,),) = seen
    assert sentence.startswith("ada is applying step 5, since")
    assert ben.does(lambda walk: walk.arrivals.look()).at_work == ()


def test_the_page_of_deployments_knows_who_was_there_last_as_of_the_last_reading(
    team: Team,
) -> None:
    ada, ben = team.person("ada"), team.person("ben", name="production")
    ada.does(lambda walk: walk.checklist.tick("1b"))
    ben.does(lambda walk: walk.reader.read())
    ben.does(lambda walk: walk.overview.keep())
    kept = glance_at(team.home / "ben", "production").reading
    assert kept is not None
    assert (kept.who.rpartition("/")[2], kept.last_who.rpartition("/")[2]) == ("ben", "ada")
    assert kept.last_at == ada.walk.logbook.entries[-1].at


def test_taking_back_is_told_as_such(team: Team) -> None:
    ada, ben = team.person("ada"), team.person("ben")
    ada.apply(SUBJECT)
    ben.does(lambda walk: walk.arrivals.look())
    undoable = ada.does(lambda walk: walk.past_changes.undoable())
    ada.does(lambda walk: walk.applier.undo([undoable]))
    (deed,) = ben.does(lambda walk: walk.arrivals.look()).deeds
    assert deed == "ada took back 1 setting of step 5"


def test_every_deed_has_words_of_its_own() -> None:
    told = {kind for kind in EntryKind if kind not in _NOT_TOLD} - {EntryKind.OUTCOME}
    assert told == set(_OF_A_STEP) | set(DEEDS)


def test_what_another_decided_is_told_by_what_it_is(team: Team, tmp_path: Path) -> None:
    ada, ben = team.person("ada"), team.person("ben", pairs=())
    ada.does(lambda walk: walk.arrivals.look())
    ben.does(lambda walk: walk.entered.pair(MAIN, ""))
    ben.does(lambda walk: walk.entered.choose_prefix("acme-two"))
    (deeds,) = ada.does(lambda walk: walk.arrivals.look()).deeds
    assert deeds == f"ben left {MAIN} without a pair; chose the domain prefix acme-two"
    file = str(tmp_path / "plan.json")
    ben.does(lambda walk: walk.plans.keep(file, [SUBJECT]))
    (deeds,) = ada.does(lambda walk: walk.arrivals.look()).deeds
    assert deeds.startswith("ben kept a plan of a setting to be reviewed, ")
    ada.does(lambda walk: walk.plans.approve(walk.plans.open(file)))
    (deeds,) = ben.does(lambda walk: walk.arrivals.look()).deeds
    assert deeds.startswith("ada approved the plan ")


def test_since_when_names_the_day_that_is_not_today_and_no_word_of_others_is_a_control() -> None:
    intent = Entry(EntryKind.INTENT, "arn:aws:iam::1:user/a\x1b[2Jda", NOW, "5", {"process": {}})
    assert re.search(r"since \d\d:\d\d$", sentence(intent, NOW))
    tomorrow = sentence(intent, NOW + timedelta(days=1))
    assert re.search(r"since \d\d:\d\d on \d{4}-\d\d-\d\d$", tomorrow)
    assert "\x1b" not in tomorrow
