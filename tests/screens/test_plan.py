"""A plan's page, and the name that a protected deployment asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.widgets import Input

from migration.errors import StateUnusable
from migration.plans.drift import Drift
from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.plan_path import PlanPathDialog
from screens.dialogs.text_question import TextQuestion
from screens.plan.review import PlanReview
from screens.plan.screen import PlanScreen
from tests.plans.conftest import REVIEWER, Office, kept, office
from tests.practice_aws import HUNG
from tests.screens.conftest import Run, Running
from tests.screens.fake_stage import FakeStage, Play
from tests.screens.geometry import CUT, faults
from widgets.text import plain_text
from widgets.text.plan_lines import plan_lines

__all__ = ["kept", "office"]
SUBJECT, GOOGLE = "5/-/EmailSubject", "3a/-/Google"
Keep = Callable[..., Walkthrough]


def playing(walkthrough: Walkthrough) -> Play:
    return Play(lambda: walkthrough, walkthrough.state.steps).begin()


def as_one_line(running: Running) -> str:
    """The screen's words, without a dialog's frame."""
    return " ".join(running.text.replace("│", " ").split())


def as_somebody(played: Play, who: str) -> None:
    played.walkthrough.store.change(
        lambda now: replace(now, deployment=replace(now.online(), who=who))
    )


def page_of(played: Play, file: str) -> PlanScreen:
    """The page of a plan, opened by its key."""
    played.press("show-plan")
    assert isinstance(played.stage.dialog, PlanPathDialog)
    played.stage.answer(file)
    page = played.stage.dialog
    assert isinstance(page, PlanScreen)
    return page


def reviewing(played: Play, page: PlanScreen) -> PlanReview:
    """The page's review, on the fake stage."""
    found = page.review
    return PlanReview(
        played.stage,
        played.walkthrough,
        found.opened,
        write=found._write,
        changed=lambda: None,
    )


def text_of(review: PlanReview) -> str:
    return "\n".join(line.text for line in plan_lines(review.opened, 100))


def test_it_is_approved_after_a_yes_and_then_written_as_planned(office: Office, kept: Keep) -> None:
    kept(SUBJECT)
    played = playing(office.walk(protected=True))
    as_somebody(played, REVIEWER)
    review = reviewing(played, page_of(played, office.file))

    review.approve()
    assert played.stage.title() == "Approve this plan as user/bob?"
    played.stage.answer(True)
    assert played.said == "Approved: it is in the record, and the file tells it."
    assert "✓ Approved by user/bob" in text_of(review)

    review.apply()
    assert played.stage.title() == "Apply 1 setting as planned?"
    played.stage.answer(True)
    assert played.stage.look == "ok", played.said
    review.look_again()
    assert review.opened.settings[0].drift is Drift.ALREADY


def test_no_means_no(office: Office, kept: Keep) -> None:
    kept(SUBJECT)
    played = playing(office.walk())
    as_somebody(played, REVIEWER)
    review = reviewing(played, page_of(played, office.file))

    review.approve()
    played.stage.answer(False)
    assert played.said == "Nothing was approved."
    review.apply()
    assert isinstance(played.stage.dialog, ConfirmDialog)
    played.stage.answer(None)
    assert played.said == "Nothing was written."
    assert office.practice.writes == []


def test_the_maker_is_told_and_not_asked(office: Office, kept: Keep) -> None:
    walked = kept(SUBJECT)
    played = playing(walked)
    as_somebody(played, walked.plans.open(office.file).plan.made.who)
    review = reviewing(played, page_of(played, office.file))
    before = len(played.stage.dialogs)

    review.approve()

    assert "You made this plan yourself" in played.said
    assert len(played.stage.dialogs) == before


async def test_what_is_no_plan_is_said_where_its_path_was_typed_and_can_be_mended(
    run: Run, by_hand: Callable[..., Walkthrough], tmp_path: Path
) -> None:
    async with run(by_hand, (80, 24)) as running:
        running.command("show-plan")
        await running.until(lambda: isinstance(running.app.screen, PlanPathDialog))
        field = running.app.screen.query_one(Input)
        field.value = str(tmp_path)
        await running.press("enter")
        await running.until(lambda: "cannot be read: Is a directory" in as_one_line(running))
        assert isinstance(running.app.screen, PlanPathDialog)
        assert field.value == str(tmp_path)


async def test_a_file_that_is_still_read_when_its_dialog_was_left_opens_nothing(
    run: Run, by_hand: Callable[..., Walkthrough]
) -> None:
    asked, go_on = Event(), Event()

    def read(_: str) -> Any:
        asked.set()
        go_on.wait(HUNG)
        raise StateUnusable("It came too late.")

    async with run(by_hand, (80, 24)) as running:
        running.app.push_screen(PlanPathDialog(read))
        await running.rest()
        await running.press("a", "enter")
        await running.until(asked.is_set)
        assert "Reading it…" in running.text
        await running.press("escape")
        go_on.set()
        await running.rest()
        assert running.app.screen is running.main
        assert "too late" not in running.text


def test_an_unapproved_plan_of_a_protected_deployment_asks_for_the_name(
    office: Office, kept: Keep
) -> None:
    kept(SUBJECT)
    played = playing(office.walk(protected=True, name="production"))
    review = reviewing(played, page_of(played, office.file))

    review.apply()
    played.stage.answer(True)
    assert played.stage.title() == "production is protected: type its name to write"
    played.stage.answer("production")

    assert played.stage.look == "ok", played.said


@pytest.mark.parametrize(("typed", "said"), [(None, "Nothing was"), ("staging", "not its name")])
def test_a_protected_deployment_is_not_written_by_a_key_without_its_name(
    office: Office, typed: str | None, said: str
) -> None:
    played = playing(office.walk(protected=True, name="production"))
    played.stand_on("5", SUBJECT)

    played.press("apply")
    assert isinstance(played.stage.dialog, TextQuestion)
    played.stage.answer(typed)

    assert said in " ".join([played.said, *played.stage.refused])
    assert office.practice.writes == []


def test_the_name_is_asked_for_once_a_run(office: Office) -> None:
    played = playing(office.walk(protected=True, name="production"))
    played.stand_on("5", SUBJECT)
    played.press("apply")
    played.stage.answer("production")

    played.stand_on("5", "5/-/EmailMessage")
    played.press("apply")

    assert office.practice.writes == ["UpdateUserPool", "UpdateUserPool"]


def test_the_program_opens_the_plan_that_it_was_started_with(office: Office, kept: Keep) -> None:
    walked = kept(SUBJECT)
    stage = FakeStage()
    played = Play(lambda: walked, walked.state.steps)
    played.stage = stage
    handlers = type(played.handlers)(
        stage,
        played.opened,
        played.views,
        played.terminal,
        lambda pane: played.rows[pane],
        lambda: walked,
        walked.state.steps,
        plan_file=office.file,
        do_command=played.press,
    )

    handlers.reading.begin()
    handlers.reading.begin()

    assert [type(page).__name__ for page, _ in stage.dialogs] == ["PlanScreen"]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
async def test_its_page_shows_each_setting_whole_and_its_keys(
    run: Run,
    on_aws: Callable[..., Walkthrough],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
) -> None:
    monkeypatch.setattr(plain_text, "ELLIPSIS", CUT)
    async with run(lambda: on_aws(protected=True, name="prod"), size) as running:
        walkthrough = running.walkthrough
        walkthrough.plans.keep(str(tmp_path / "plan.json"), walkthrough.pages.to_apply())
        running.command("show-plan")
        await running.until(lambda: isinstance(running.app.screen, PlanPathDialog))
        await running.press(*"plan.txt", "enter")
        await running.until(lambda: "No such file" in running.text)
        running.app.screen.query_one(Input).value = str(tmp_path / "plan.json")
        await running.press("enter")
        await running.until(lambda: isinstance(running.app.screen, PlanScreen))
        await running.until(lambda: "Made by" in running.text)
        assert "PROTECTED" in running.text
        assert "a apply" in running.lines[-1]
        assert "y approve" not in running.lines[-1]
        assert not faults(running.app, set())
        await running.pilot.press("G")
        await running.until(lambda: "as planned." in running.text)
        assert not faults(running.app, set())
        await running.pilot.press("escape")
        await running.until(lambda: not isinstance(running.app.screen, PlanScreen))
