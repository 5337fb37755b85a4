"""The rehearsal's page: what will be made, a yes, every write as it comes, Esc takes all away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from migration.changes.change import Beside
from migration.compare.setting import Kind
from migration.pools.reading import Deployment
from migration.rehearsal.announcement import Announcement
from migration.rehearsal.copy_names import STEM
from migration.rehearsal.options import Options
from migration.rehearsal.result import (
    Action,
    Doing,
    NotRehearsed,
    Result,
    Tell,
    Told,
    WriteVerdict,
)
from migration.walkthrough import Walkthrough
from screens.rehearsal.left_copies import LeftCopies
from screens.rehearsal.run import STOPPING, RehearsalRun
from screens.rehearsal.screen import RehearsalScreen
from tests.practice_aws import PracticeAws
from tests.screens.conftest import NEW_POOL, OLD_POOL, Run, Running
from tests.screens.fake_stage import FakeStage
from widgets.commands.rehearsal_page import REHEARSAL
from widgets.text.large_letters import large
from widgets.text.rehearsal_lines import (
    OPTIONS,
    announced_lines,
    left_lines,
    place_lines,
    progress_lines,
    told_lines,
)

Make = Callable[..., Walkthrough]
HERE = Deployment("123456789012", "us-east-1", "", "arn", OLD_POOL, NEW_POOL)
RIGHT = WriteVerdict("4", Kind.CLIENT, Action.CHANGED, "main", ("CallbackURLs",))
WRONG = WriteVerdict(
    "5", Kind.POOL, Action.CHANGED, "the pool", ("A",), (Beside("Policies", 8, None),)
)


async def on_the_page(running: Running) -> RehearsalScreen:
    await running.pilot.press("R")
    await running.until(lambda: isinstance(running.app.screen, RehearsalScreen))
    page = running.app.screen
    assert isinstance(page, RehearsalScreen)
    return page


def copies(aws: PracticeAws) -> list[str]:
    pools = aws.state()["pools"].values()
    return [pool["document"]["Name"] for pool in pools if STEM in pool["document"]["Name"]]


async def test_nothing_is_made_before_the_yes(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws, (110, 40)) as running:
        await on_the_page(running)
        await running.until(lambda: "rehearse it now" in running.text)
        for drawn in (*large("1234 5678 9012"), *large("US-EAST-1")):
            assert drawn.strip() in running.text
        assert f"{STEM}<id>-old" in running.text
        await running.pilot.press("escape")
        await running.until(lambda: not isinstance(running.app.screen, RehearsalScreen))
    assert practice_aws.calls("CreateUserPool") == []


async def test_y_rehearses_and_tells_each_write_and_the_result(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws, (140, 60)) as running:
        page = await on_the_page(running)
        await running.pilot.press("y")
        await running.until(lambda: page.under_way.result is not None)
        await running.until(lambda: "writes as predicted" in running.text)
        assert "changed as predicted" in running.text
        await running.pilot.press("R")
        await running.until(lambda: not isinstance(running.app.screen, RehearsalScreen))
        await running.until(lambda: " as predicted" in running.text)
    assert copies(practice_aws) == []


async def test_esc_stops_and_takes_everything_away(
    run: Run, on_aws: Make, practice_aws: PracticeAws
) -> None:
    async with run(on_aws, (110, 40)) as running:
        page = await on_the_page(running)
        # it is still under way when the key comes
        practice_aws.faults({"kind": "latency", "operation": "CreateUserPoolClient"})
        # and still taking away when the screen is looked at
        practice_aws.faults({"kind": "latency", "operation": "DeleteUserPool"})
        await running.pilot.press("y")
        await running.until(lambda: bool(practice_aws.calls("CreateUserPoolClient")))
        await running.pilot.press("escape")
        await running.until(lambda: "taken away first" in running.text)
        practice_aws.faults()
        await running.until(lambda: not page.under_way.busy)
        assert isinstance(running.app.screen, RehearsalScreen)
        await running.until(lambda: "The rehearsal was stopped" in running.text)
        assert "Both copies are gone" in running.text
        assert "taken away first" not in running.text
    assert copies(practice_aws) == []


class Played:
    """A rehearsal that tells what it was given."""

    def __init__(self, tell: Tell, told: list[Any], result: Result, options: Options) -> None:
        self.options = options
        self._tell = tell
        self._told = told
        self._result = result
        self.stopped = False

    def announcement(self) -> Announcement:
        return Announcement(HERE, 2, 8, 3, 10, 90, self.options)

    def run(self) -> Result:
        for one in self._told:
            self._tell(one)
        return self._result

    def stop(self) -> None:
        self.stopped = True


def played(stage: FakeStage, told: list[Any]) -> tuple[RehearsalRun, list[Played]]:
    made: list[Played] = []

    def make(options: Options, tell: Tell) -> Any:
        made.append(Played(tell, told, Result("0123456789", (RIGHT, WRONG)), options))
        return made[-1]

    return RehearsalRun(stage, make, Options(), lambda: None, lambda: None), made


def test_it_is_stopped_once_and_the_page_waits_for_its_end() -> None:
    stage = FakeStage(holds={"rehearsing"})
    run, made = played(stage, [])
    assert run.stop() is False
    run.begin()
    run.begin()
    assert len(made) == 2, "one for what is announced, and one that runs"
    assert run.stop() is True
    assert made[-1].stopped
    stage.release()
    assert (run.busy, run.stop()) == (False, False)


def test_what_was_said_of_stopping_goes_with_the_end_of_the_rehearsal() -> None:
    stage = FakeStage(holds={"rehearsing"})
    run, _ = played(stage, [])
    run.begin()
    run.stop()
    stage.say(STOPPING, "warning")
    stage.release()
    assert stage.said == ""
    run.begin()
    stage.say("A result of something else.", "ok")
    stage.release()
    assert stage.said == "A result of something else."


def test_what_is_told_is_kept_in_its_order() -> None:
    stage = FakeStage()
    run, _ = played(stage, [Doing("Making it", 0.1), RIGHT, WRONG])
    run.begin()
    assert run.told == [Doing("Making it", 0.1), RIGHT, WRONG]
    assert run.result is not None
    assert stage.bells == 1


def test_what_is_otherwise_says_what_was_predicted_and_what_is_there() -> None:
    lines = told_lines([RIGHT, WRONG], Result("0123456789", (RIGHT, WRONG)), "", 100)
    text = "\n".join(line.text for line in lines)
    assert "Rehearsed: 1 of 2 writes as predicted" in text
    assert "Policies: predicted 8, found nothing" in text


def test_what_was_otherwise_so_far_is_counted_beside_the_bar() -> None:
    told: list[Told] = [Doing("Now", 0.5), RIGHT, WRONG, RIGHT]
    first, *_ = progress_lines(told, 80, busy=True, words=False)
    assert first.text.endswith("50%  2 as predicted, 1 otherwise")
    first, *_ = progress_lines(told, 50, busy=True, words=False)
    assert len(first.text) <= 50


def test_what_was_otherwise_comes_first_once_it_has_ended() -> None:
    left_out = NotRehearsed("text messages", "no role")
    told: list[Told] = [left_out, RIGHT, WRONG]
    lines = told_lines(told, Result("0123456789", (RIGHT, WRONG)), "", 100)
    marks = [line.text[0] for line in lines if line.text.startswith(("✗", "?", "✓"))]
    assert marks[-3:] == ["✗", "?", "✓"]


LEFT = "A rehearsal of Monday ended before its copies were taken away."


def left_copies(stage: FakeStage, *answers: tuple[str, ...]) -> tuple[LeftCopies, list[str]]:
    """`answers` are what is left alone, one for each time."""
    log: list[str] = []
    given = iter(answers)

    def clean(_doing: Callable[[str], None]) -> tuple[str, ...]:
        log.append("cleaned")
        return next(given)

    def look() -> tuple[str, ...]:
        return () if log else (LEFT,)

    return LeftCopies(stage, look=look, clean=clean, changed=lambda: log.append("drawn")), log


def test_what_an_earlier_rehearsal_left_is_told_and_taken_away_by_a_key() -> None:
    stage = FakeStage(holds={"taking copies away"})
    left, log = left_copies(stage, ())
    text = "\n".join(line.text for line in left_lines(left.sentences, "c", 100))
    assert text == f"! {LEFT}\n  c take them away now"
    left.take_away()
    left.take_away()
    assert left.busy
    stage.release()
    assert log.count("cleaned") == 1
    assert (left.busy, left.sentences) == (False, ())
    assert stage.said == "No copy of a rehearsal is left here."
    left.take_away()
    assert log.count("cleaned") == 1, "nothing is left"


def test_what_is_left_alone_is_named() -> None:
    stage = FakeStage()
    left, _ = left_copies(stage, ("poolwalk-rehearsal-x was left alone: it lacks the tag.",))
    left.take_away()
    assert "lacks the tag" in stage.said


@pytest.mark.parametrize("option", ["with_sms", "with_stack", "probe", "keep"])
def test_each_option_of_the_command_is_asked_for_before_the_yes(option: str) -> None:
    run, made = played(FakeStage(), [RIGHT])
    (command,) = [command for command, (name, _) in OPTIONS.items() if name == option]
    keys = {one.id: one.shown_keys[0] for one in REHEARSAL}

    def offered() -> str:
        lines = announced_lines(run.announced, keys, 100)
        (found,) = [line.text for line in lines if f"] {keys[command]} " in line.text]
        return found

    assert offered().startswith("[ ]")
    run.switch(option)
    assert offered().startswith("[x]")
    run.begin()
    assert getattr(made[-1].options, option)
    run.switch(option)
    assert getattr(made[-1].options, option), "nothing is switched once it has begun"


def test_an_option_can_be_taken_back_before_the_yes() -> None:
    run, made = played(FakeStage(), [])
    run.switch("with_sms")
    run.switch("with_sms")
    run.begin()
    assert made[-1].options == Options()


def test_what_would_not_be_rehearsed_without_an_option_is_said_beside_it() -> None:
    keys = {one.id: one.shown_keys[0] for one in REHEARSAL}
    announced = Announcement(HERE, 2, 8, 3, 10, 90, Options(), sends_sms=True)
    text = "\n".join(line.text for line in announced_lines(announced, keys, 100))
    assert "production's SMS role (else not rehearsed)" in text
    assert "by a change set (there is none to do)" in text


@pytest.mark.parametrize("text", ["123456789012", "US-EAST-1", "ap-southeast-1", "us-gov-west-1"])
def test_large_letters_are_three_lines_of_one_width(text: str) -> None:
    drawn = large(text)
    assert len(drawn) == 3
    assert {len(row) for row in drawn} == {len(drawn[0])}
    assert set("".join(drawn)) <= set(" ▀▄█")


def test_what_has_no_large_form_is_not_drawn() -> None:
    assert large("é") == ()


@pytest.mark.parametrize("region", ["us-east-1", "ap-northeast-1", "cn-northwest-1"])
def test_account_and_region_are_large_from_80_columns_on(region: str) -> None:
    lines = place_lines(replace(HERE, region=region), 75, words=False)
    drawn = [line.text for line in lines]
    assert drawn[:6] == [*large("1234 5678 9012"), *large(region)]


@pytest.mark.parametrize(("words", "ascii_only"), [(True, False), (False, True), (True, True)])
def test_without_blocks_account_and_region_are_text(words: bool, ascii_only: bool) -> None:
    here = replace(HERE, endpoint="http://127.0.0.1:4566")
    lines = place_lines(here, 100, words=words, ascii_only=ascii_only)
    text = "\n".join(line.text for line in lines)
    assert not set(text) & set("▀▄█")
    assert "at http://127.0.0.1:4566" in text
    assert "123456789012" in text.replace(" ", "")
    assert "US-EAST-1" in text.replace(" ", "")


@pytest.mark.parametrize("width", [20, 40, 80, 120])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    told: list[Told] = [RIGHT, WRONG, NotRehearsed("a thing " * 9, "for a reason " * 9, "4")]
    keys = {one.id: one.shown_keys[0] for one in REHEARSAL}
    announced = Announcement(HERE, 2, 8, 3, 10, 90, sends_sms=True)
    lines = [
        *announced_lines(announced, keys, width, "rehearsed on a day " * 9),
        *left_lines([LEFT], "c", width),
        *place_lines(HERE, width, words=False),
        *told_lines(told, Result("0123456789", (RIGHT, WRONG)), "A problem " * 20, width),
    ]
    assert [line.text for line in lines if len(line.text) > width] == []
