"""Who uses which pool: the page, and the watch after a write; nobody waits for a clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from rich.color import ColorType

from migration.usage.client_usage import Count, SinceApply, Watched
from migration.walkthrough import Walkthrough
from screens.opened_walkthrough import OpenedWalkthrough
from screens.usage.screen import UsageScreen
from screens.usage.watch import EVERY, FIRST, UsageWatch
from screens.walkthrough.sign_in_watch import TRIES, SignInWatch
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running
from tests.screens.fake_stage import FakeStage, Play
from tests.walkthroughs import walk

Make = Callable[..., Walkthrough]
KINDS = {"renewed", "sign-ins", "provider"}  # of charts


async def on_the_page(running: Running, seen: str) -> UsageScreen:
    """The page, once it shows what is waited for."""
    await running.pilot.press("w")
    await running.until(lambda: isinstance(running.app.screen, UsageScreen))
    page = running.app.screen
    assert isinstance(page, UsageScreen)
    await running.until(lambda: not page.usage_watch.busy and seen in running.text)
    return page


async def test_w_shows_each_client_beside_its_new_one(run: Run, on_aws: Make) -> None:
    async with run(on_aws, (80, 40)) as running:
        await on_the_page(running, "● in use, last ")
        assert "Old pool · rainmaker-user-pool-client" in running.text
        assert "New pool · rainmaker-new-pool-client" in running.text
        assert "renewed  " in running.text
        await running.pilot.press("escape")
        await running.until(lambda: not isinstance(running.app.screen, UsageScreen))


async def test_in_the_terminals_own_sixteen_colours_every_chart_is_told_by_its_words(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws, (80, 40), theme="terminal") as running:
        await on_the_page(running, "● in use, last ")
        charts = [
            (word.text.strip(), bars)
            for strip in running.app.screen._compositor.render_strips()
            for word, bars in pairwise(strip)
            if word.text.strip() in KINDS
        ]
        assert {word for word, _ in charts} == KINDS
        for _, bars in charts:
            assert set(bars.text.strip()) <= set("·▁▂▃▄▅▆▇█")
            assert bars.style is not None
            color, behind = bars.style.color, bars.style.bgcolor
            assert color is not None
            assert color.type is ColorType.STANDARD
            assert color != behind
            assert bars.style.dim, "full cells in a colour of the 16 outshine everything else"


async def test_in_plain_mode_the_page_is_numbers_and_words(run: Run, on_aws: Make) -> None:
    async with run(on_aws, (80, 60), plain=True) as running:
        await on_the_page(running, "Renewed tokens by week")
        assert not set("▁▂▃▄▅▆▇█") & set(running.text)


async def test_effects_tells_who_still_uses_the_old_pool(run: Run, on_aws: Make) -> None:
    async with run(on_aws, (120, 50)) as running:
        running.show_step("effects")
        page = running.panes.guide
        told = "Of the old pool's 4 app clients none is quiet"
        await running.until(lambda: any(told in line.text for line in page.lines))


async def test_what_cloudwatch_refuses_is_said_on_the_page(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    practice_aws.settings(denied_actions=["cloudwatch:GetMetricData"])
    async with run(on_aws) as running:
        await on_the_page(running, "cloudwatch:GetMetricData")


async def test_nobody_is_watched_once_the_page_is_left(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        page = await on_the_page(running, "in use")
        await running.pilot.press("q")
        await running.until(lambda: not isinstance(running.app.screen, UsageScreen))
        page.usage_watch.ask_again()
        assert not page.usage_watch.busy


def test_it_is_asked_at_once_and_every_five_minutes_until_it_is_stopped() -> None:
    stage, asked = FakeStage(), []
    watch = UsageWatch(stage, lambda: asked.append(1), lambda _: True)
    watch.ask_again()
    assert (len(asked), stage.timers[-1].seconds) == (1, EVERY)
    stage.pass_time()
    assert len(asked) == 2
    watch.stop()
    stage.pass_time()
    assert len(asked) == 2


def test_a_key_that_asks_drops_what_was_planned() -> None:
    stage, asked = FakeStage(), []
    watch = UsageWatch(stage, lambda: asked.append(1), lambda _: True)
    watch.ask_again()
    watch.ask_again()
    assert [timer.stopped for timer in stage.timers] == [True, False]


def test_while_an_answer_is_awaited_nobody_asks_again() -> None:
    stage = FakeStage(holds={"asking CloudWatch"})
    watch = UsageWatch(stage, lambda: None, lambda _: True)
    watch.ask_again()
    watch.ask_again()
    assert (watch.busy, len(stage.held)) == (True, 1)
    watch.stop()
    stage.release()
    assert stage.timers == []


@pytest.fixture
def written(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[tuple[Walkthrough, FakeStage]]:
    """Clients of the new pool were written to half an hour ago, and an hour of customers passed."""
    behind = timedelta(minutes=30)
    walked = walk(practice_aws, tmp_path / "state", clock=lambda: datetime.now(UTC) - behind)
    walked.entered.choose_prefix("acme-signin")
    for step in ("2", "3a", "4"):
        assert walked.applier.apply(walked.pages.to_apply(step), agree=lambda _: True).applied
    stage, held = FakeStage(), OpenedWalkthrough()
    held.hold(walked)
    SignInWatch(stage, held).after_write()
    walked.usage.watch()
    practice_aws.control("POST", "days", {"days": 1 / 24})
    behind = timedelta()
    yield walked, stage
    walked.close()


def test_after_a_write_to_a_client_sign_ins_there_are_told(
    written: tuple[Walkthrough, FakeStage],
) -> None:
    _, stage = written
    assert [timer.seconds for timer in stage.timers] == [FIRST]
    stage.pass_time()
    assert stage.timers[-1].seconds == EVERY
    told = [*stage.passing, *(sentence for sentence, _ in stage.sentences)]
    assert any(sentence.startswith("Since the last write to an app client (") for sentence in told)


def test_the_watch_outlives_the_program_and_begins_once(
    written: tuple[Walkthrough, FakeStage],
) -> None:
    walked, _ = written
    stage, held = FakeStage(), OpenedWalkthrough()
    held.hold(walked)
    started_again = SignInWatch(stage, held)
    started_again.go_on()
    started_again.go_on()
    assert [timer.seconds for timer in stage.timers] == [FIRST]


def test_after_the_pools_were_read_the_watch_goes_on(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    now = lambda: datetime.now(UTC)  # noqa: E731
    first = walk(practice_aws, tmp_path / "state", clock=now)
    assert first.applier.apply(first.pages.to_apply("4"), agree=lambda _: True).applied
    first.close()
    second = walk(practice_aws, tmp_path / "state", clock=now)
    played = Play(lambda: second, second.state.steps).begin()
    assert FIRST in [timer.seconds for timer in played.stage.timers]
    second.close()


def test_sign_ins_that_fail_after_a_write_are_told_as_a_warning(
    written: tuple[Walkthrough, FakeStage], monkeypatch: pytest.MonkeyPatch
) -> None:
    walked, stage = written
    since = datetime.now(UTC) - timedelta(minutes=12)
    counts = iter((Count(since, 29, 31), Count(since, 29, 32)))

    def watch() -> None:
        failing = Watched(since, (SinceApply("a", next(counts), Count(since), Count(since)),))
        walked.store.change(lambda state: replace(state, watched=failing))

    monkeypatch.setattr(walked.usage, "watch", watch)
    stage.pass_time()
    assert stage.look == "warning"
    assert "29 sign-ins, 2 failed." in stage.said
    first_is_true = stage.still_true
    assert first_is_true()
    stage.pass_time()
    assert "29 sign-ins, 3 failed." in stage.said
    assert not first_is_true(), "below a dialog both would stand"


def test_a_watch_that_is_refused_again_and_again_ends_and_says_so_in_passing(
    written: tuple[Walkthrough, FakeStage], practice_aws: PracticeAws
) -> None:
    _, stage = written
    practice_aws.settings(denied_actions=["cloudwatch:GetMetricData"])
    for _ in range(TRIES):
        assert stage.passing == []
        stage.pass_time()
    assert (stage.timers, stage.sentences) == ([], [])
    assert "cloudwatch:GetMetricData" in stage.passing[-1]


def test_one_answer_that_does_not_come_is_no_end_of_the_watch(
    written: tuple[Walkthrough, FakeStage], practice_aws: PracticeAws
) -> None:
    _, stage = written
    practice_aws.settings(denied_actions=["cloudwatch:GetMetricData"])
    stage.pass_time()
    practice_aws.settings(denied_actions=[])
    stage.pass_time()
    told = [*stage.passing, *(sentence for sentence, _ in stage.sentences)]
    assert any(sentence.startswith("Since the last write") for sentence in told)


def test_a_provider_that_lets_nobody_in_is_told_as_a_warning(
    written: tuple[Walkthrough, FakeStage], monkeypatch: pytest.MonkeyPatch
) -> None:
    walked, stage = written
    since = datetime.now(UTC) - timedelta(minutes=12)
    one = SinceApply("a", Count(since, 2, 2), Count(since), Count(since, 0, 5))
    monkeypatch.setattr(
        walked.usage,
        "watch",
        lambda: walked.store.change(lambda state: replace(state, watched=Watched(since, (one,)))),
    )
    stage.pass_time()
    assert stage.look == "warning"
    assert "2 sign-ins, 0 failed, 5 by a provider failed." in stage.said


def test_nothing_is_watched_where_no_client_was_written_to(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    walked = walk(practice_aws, tmp_path / "state", attached=False)
    stage, held = FakeStage(), OpenedWalkthrough()
    held.hold(walked)
    SignInWatch(stage, held).after_write()
    assert stage.timers == []
    walked.close()
