"""The page of deployments: what is told of each, and that choosing one opens it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest

from migration.deployment_request import OtherDeployment
from migration.errors import BadInput
from migration.guide.step import Step
from migration.journal.deployment_overview import LastReading, Overview
from migration.journal.entries import Entry, EntryKind
from migration.walkthrough import Walkthrough
from screens.deployments.choice import Choice
from screens.deployments.screen import DeploymentsScreen
from screens.walkthrough.beginning import Beginning
from screens.walkthrough.leaving import CHOOSE_ANEW
from tests.plans.conftest import Office, office
from tests.screens.conftest import ByHand, Run
from tests.screens.fake_stage import FakeStage, Play
from tests.screens.geometry import CUT, faults
from tui import open_app
from widgets.panes.deployments_pane import DeploymentsPane
from widgets.text import plain_text
from widgets.text.deployment_lines import deployment_lines

__all__ = ["office"]
AT = datetime(2026, 11, 26, 10, 0, tzinfo=UTC)
READING = LastReading(
    AT,
    "arn:aws:iam::1:user/ada",
    "1",
    "eu-west-1",
    "",
    "old",
    "new",
    "",
    "",
    "",
    14,
    9,
    3,
    "tick it",
)
LAST = Entry(EntryKind.TICKED, "arn:aws:iam::1:user/bob", AT)


def text_of(overview: Overview, *, protected: bool = False, read: bool = True) -> str:
    return "\n".join(
        line.text for line in deployment_lines(overview, 100, protected=protected, read=read)
    )


def test_how_far_it_is_who_was_there_and_what_is_next() -> None:
    text = text_of(Overview("production", READING, LAST, since=2), protected=True)

    assert "production  9 of 14 steps done · 3 settings to do  protected" in text
    assert "Last in the record: user/bob, 2026-11-26 10:00 UTC; 2 in the record since" in text
    assert "Next, as of then: tick it" in text


def test_of_a_teams_record_it_tells_what_the_last_reading_knew_and_of_which_day() -> None:
    held = replace(READING, table="poolwalk", last_who="arn:aws:iam::1:user/bob", last_at=AT)
    text = text_of(Overview("production", held))

    assert "production  9 of 14 steps done" in text
    assert "Last in the team's record, as of then: user/bob, 2026-11-26 10:00 UTC" in text
    assert (
        "The team may have gone on since 2026-11-26: its record (table poolwalk) is read once you"
        " open it" in text
    )
    assert "Next, as of then: tick it" in text
    before = text_of(Overview("production", replace(held, last_who="", last_at=None)))
    assert "Last in the team's record" not in before


def test_what_is_not_known_is_said() -> None:
    assert text_of(Overview("staging"), read=False) == "staging  …"
    assert text_of(Overview("staging")) == "staging  never opened here"
    odd = replace(READING, next="\x1b[31mred")
    assert (
        "its record cannot be read: gone".lower()
        in text_of(Overview("staging", odd, problem="gone")).lower()
    )
    assert "\x1b" not in text_of(Overview("staging", odd))


@pytest.fixture
def asked() -> list[str]:
    return []


def page(asked: list[str], read: list[str]) -> tuple[FakeStage, DeploymentsScreen]:
    def choose(name: str) -> None:
        if name == "broken":
            raise BadInput("This one cannot be opened.")
        asked.append(name)

    stage = FakeStage()
    names = ["staging", "production", "broken"]
    choice = Choice(names, frozenset(), lambda: [Overview(name) for name in names], choose)
    Beginning(
        stage,
        choice,
        read=lambda: read.append("read"),
        on_every_page={"quit": lambda: asked.append("quit")},
    ).begin()
    found = stage.dialog
    assert isinstance(found, DeploymentsScreen)
    return stage, found


def test_nothing_is_read_before_the_choice_and_the_chosen_one_after_it(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    _, found = page(asked, read)
    monkeypatch.setattr(found, "go_back", lambda: None)
    assert read == []

    found.pane.cursor = "production"
    found.of_command["open-deployment"]()

    assert (asked, read) == (["production"], ["read"])


def test_one_that_cannot_be_opened_is_told_and_the_page_stays(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    _, found = page(asked, read)
    said: list[str] = []
    monkeypatch.setattr(found, "say", lambda sentence, _look: said.append(sentence))

    found.pane.cursor = "broken"
    found.of_command["open-deployment"]()

    assert (said, read) == (["This one cannot be opened."], [])


def test_without_a_choice_it_is_read_at_once() -> None:
    read: list[str] = []

    Beginning(FakeStage(), None, read=lambda: read.append("read"), on_every_page={}).begin()

    assert read == ["read"]


def test_each_deployment_is_one_row() -> None:
    pane = DeploymentsPane()
    pane._overviews = (Overview("a", READING), Overview("b"))

    assert {line.row for line in pane.build(60)} == {"a", "b", ""}


@pytest.mark.parametrize("yes", [True, None])
def test_what_another_deployment_decided_is_shown_and_taken_over_after_a_yes(
    office: Office, yes: bool | None
) -> None:
    staging = office.walk(state="staging", name="staging")
    staging.reader.read_attached()
    staging.checklist.not_applicable("7b", "no skill")
    staging.overview.keep()
    there = OtherDeployment("there", office.folder / "staging")
    walked = office.walk(state="production", name="production", others={"staging": there})
    played = Play(lambda: walked, walked.state.steps).begin()

    played.press("take-over")
    assert played.stage.title() == "Take 1 decision over from staging?"
    played.stage.answer(yes)

    assert ("7b" in walked.state.record.ticks) is bool(yes)
    assert played.said == (
        "1 taken over from staging; 1 left as it is here." if yes else "Nothing was taken over."
    )


def test_a_name_that_nothing_is_taken_over_from_is_told_with_those_that_can_be(
    office: Office,
) -> None:
    others = {
        name: OtherDeployment(name, office.folder / name) for name in ("staging", "production")
    }
    walked = office.walk(state="acme", name="acme", others=others)
    played = Play(lambda: walked, walked.state.steps).begin()
    played.press("take-over")
    played.stage.answer("acme")
    assert played.stage.refused == [
        "There is nothing to take over from acme: type one of staging, production."
    ]


def test_without_another_deployment_there_is_nothing_to_take_over(office: Office) -> None:
    walked = office.walk()
    played = Play(lambda: walked, walked.state.steps).begin()

    played.press("take-over")

    assert "no other deployment" in played.said


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_the_app_opens_on_the_page_and_then_on_what_was_chosen(
    run: Run,
    on_aws: Callable[..., Walkthrough],
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(plain_text, "ELLIPSIS", CUT)
    chosen: list[str] = []
    names = ["staging", "production"]
    choice = Choice(
        names,
        frozenset({"production"}),
        lambda: [Overview("staging", READING, LAST, since=2), Overview("production")],
        chosen.append,
    )
    async with run(on_aws, size, settled=False, choice=choice) as running:
        await running.until(lambda: "never opened here" in running.text)
        assert "Which deployment?" in running.text
        assert not faults(running.app, set())
        assert running.main.opened.walkthrough is None
        await running.pilot.press("j", "enter")
        await running.until(lambda: running.main.opened.walkthrough is not None)
        await running.rest()
        assert chosen == ["production"]


def _itself(walkthrough: Walkthrough) -> Walkthrough:
    return walkthrough


def test_b_leaves_for_the_page_of_all_where_there_is_one(
    by_hand: Callable[..., ByHand], steps: tuple[Step, ...]
) -> None:
    choice = Choice(["staging", "production"], frozenset(), list, lambda _: None)
    for several, codes in ((choice, [CHOOSE_ANEW]), (None, [])):
        walked = by_hand()
        played = Play(partial(_itself, walked), steps, choice=several)
        assert played.handlers.shown.situation().several is bool(several)  # after a failed login
        played.begin()
        assert played.handlers.shown.situation().several is bool(several)
        played.press("choose-deployment")
        played.stage.pass_time()
        assert played.terminal.codes[:1] == codes
        walked.close()


def test_the_program_begins_anew_as_it_was_called(monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[tuple[str, list[str]]] = []
    monkeypatch.setattr("os.execv", lambda path, given: became.append((path, given)))
    monkeypatch.setattr("sys.orig_argv", ["python", "-P", "/usr/bin/poolwalk", "--read-only"])
    open_app._begin_anew()
    assert became == [(sys.executable, [sys.executable, "-P", "/usr/bin/poolwalk", "--read-only"])]
