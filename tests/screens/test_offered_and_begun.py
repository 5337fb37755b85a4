"""A key that writes is offered where it begins, and nowhere else: on each row of a walk."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from migration.guide.step import Step
from migration.walkthrough import Walkthrough
from screens.walkthrough.writing import Writing
from tests.by_night import every
from tests.rehearsal.in_process import InProcess, in_process
from tests.screens.fake_stage import Play
from tests.walkthroughs import walk
from widgets.commands.table import COMMANDS

WRITES = ("apply", "apply-step", "undo")


@pytest.fixture
def aws() -> Iterator[InProcess]:
    with in_process() as practice:
        yield practice


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have been sent."""
    sent: list[str] = []
    monkeypatch.setattr(Writing, "begin", lambda _self, what, *_: sent.append(what))
    return sent


@pytest.fixture
def played(
    aws: InProcess, steps: tuple[Step, ...], tmp_path: Path
) -> Iterator[Callable[..., Play]]:
    opened: list[Walkthrough] = []

    def started(**asked: Any) -> Play:
        opened.append(walk(aws, tmp_path / "state", **asked))  # type: ignore[arg-type]
        return Play(lambda: opened[-1], steps).begin()

    yield started
    for walkthrough in opened:
        walkthrough.close()


def offered_now(play: Play) -> set[str]:
    now = play.handlers.shown.situation()
    return {command.id for command in COMMANDS if command.applies(now)}


def holds_everywhere(play: Play, begun: list[str]) -> int:
    """On each row of each step; how often a key was offered."""
    number = 0
    for step in play.walkthrough.state.steps:
        play.stand_on(step.id)
        for row in ("", *every(4, play.handlers.shown.rows())):
            play.stand_on(step.id, row)
            offered = {
                command.id
                for command in COMMANDS
                if command.applies(play.handlers.shown.situation())
            }
            for command in WRITES:
                play.stage.say("")
                play.stage.dialogs.clear()
                begun.clear()
                play.press(command)
                began = not play.said and bool(begun or play.stage.dialogs)
                assert began is (command in offered), (step.id, row, command, play.said)
                assert began or play.said, "it says why not"
                number += began
    return number


@pytest.mark.parametrize("asked", [{"pairs": ()}, {"read_only": True}])
def test_at_the_start(played: Callable[..., Play], begun: list[str], asked: dict[str, Any]) -> None:
    number = holds_everywhere(played(**asked), begun)
    assert bool(number) is not bool(asked.get("read_only"))


def test_while_something_is_written_and_before_anything_is_known(
    played: Callable[..., Play], begun: list[str]
) -> None:
    play = played()
    play.views.show(replace(play.view, writing="applying a setting"))
    assert holds_everywhere(play, begun) == 0
    play.views.show(replace(play.view, writing=""))
    walkthrough, play.opened.walkthrough = play.opened.walkthrough, None
    assert not offered_now(play) & {*WRITES}
    play.opened.walkthrough = walkthrough


def test_after_each_entry_and_each_step_that_was_applied(
    played: Callable[..., Play], begun: list[str]
) -> None:
    play = played()
    walkthrough = play.walkthrough
    walkthrough.entered.choose_prefix("acme-signin")
    seen = holds_everywhere(play, begun)
    for step in every(2, ("2", "3a", "4", "5")):
        report = walkthrough.applier.apply(walkthrough.pages.to_apply(step))
        assert report.applied
        seen += holds_everywhere(play, begun)
    assert seen > 20
