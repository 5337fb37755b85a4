"""What others do arrives while somebody is there, and nothing is asked at rest."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from migration.errors import StateUnusable
from migration.walk.team_arrivals import Arrived
from screens.walkthrough.team_news import EVERY, THERE, TeamNews
from tests.screens.fake_stage import FakeStage


class Table:
    """What would be asked; `brings` is what comes the next time."""

    come = True

    def __init__(self) -> None:
        self.asked = 0
        self.brings: Arrived | Exception = Arrived()

    def look(self) -> Arrived:
        self.asked += 1
        if isinstance(self.brings, Exception):
            raise self.brings
        return self.brings


class Watch:
    """The handler on a fake stage, with a clock that the test moves."""

    def __init__(self) -> None:
        self.table, self.stage = Table(), FakeStage()
        self.now, self.busy = 0.0, False
        opened: Any = SimpleNamespace(walkthrough=SimpleNamespace(arrivals=self.table))
        self.besides = ""
        self.news = TeamNews(
            self.stage, opened, lambda: self.busy, lambda: self.now, lambda _: self.besides
        )

    def after(self, seconds: float) -> Watch:
        self.now += seconds
        self.stage.pass_time()
        return self


def test_it_is_asked_every_twenty_seconds_while_keys_come() -> None:
    watch = Watch()
    watch.news.begin()
    watch.news.begin()
    assert [timer.seconds for timer in watch.stage.timers] == [EVERY]
    for asked in (1, 2, 3):
        watch.news.somebody_is_there()
        assert watch.after(EVERY).table.asked == asked


def test_nothing_is_asked_of_a_screen_that_nobody_sits_at_until_a_key_comes() -> None:
    watch = Watch()
    watch.news.begin()
    watch.after(THERE + 1)
    assert (watch.table.asked, watch.stage.timers) == (0, [])
    watch.news.somebody_is_there()
    assert watch.table.asked == 1
    watch.news.somebody_is_there()
    assert (watch.table.asked, len(watch.stage.timers)) == (1, 1)


def test_what_came_is_said_and_nothing_takes_the_place_of_a_sentence_that_is_awaited() -> None:
    watch = Watch()
    watch.table.brings = Arrived(("ben ticked step 1b",), ("cid is applying step 4, since 14:02",))
    watch.news.begin()
    watch.after(EVERY)
    said = "ben ticked step 1b. cid is applying step 4, since 14:02."
    assert watch.stage.passing == [said]
    watch.busy = True
    watch.after(EVERY)
    assert watch.stage.passing == [said]


def test_who_has_ended_is_not_said_to_be_at_work_any_more() -> None:
    watch = Watch()
    watch.table.brings = Arrived((), ("cid is applying step 4, since 14:02",))
    watch.news.begin()
    watch.after(EVERY)
    watch.stage.sentences.append((watch.stage.passing[-1], ""))  # it stands at the bottom
    watch.table.brings = Arrived()
    watch.after(EVERY)
    assert watch.stage.said == ""
    watch.stage.say("Something else.")
    watch.after(EVERY)
    assert watch.stage.said == "Something else."


def test_a_table_that_does_not_answer_is_asked_again() -> None:
    watch = Watch()
    watch.table.brings = StateUnusable("no answer")
    watch.news.begin()
    assert watch.after(EVERY).after(EVERY).table.asked == 2


def test_without_a_team_nothing_is_asked() -> None:
    watch = Watch()
    watch.table.come = False
    watch.news.begin()
    watch.news.somebody_is_there()
    assert (watch.table.asked, watch.stage.timers) == (0, [])


def test_what_is_not_in_the_record_is_told_with_what_came() -> None:
    watch = Watch()
    watch.besides = "somebody let time go by in the demo"
    watch.news.begin()
    watch.after(EVERY)
    assert watch.stage.passing == ["somebody let time go by in the demo."]


def test_who_shares_a_demo_is_told_so_once() -> None:
    watch = Watch()
    for _ in range(2):
        watch.news.begin("You are admin-2.")
    assert watch.stage.passing == ["You are admin-2."]
