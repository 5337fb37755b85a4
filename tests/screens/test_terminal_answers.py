"""Whatever a terminal answers while the app runs, it is no key: nothing runs, is typed or ends."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.search import SearchDialog
from tests.by_night import NIGHT
from tests.screens.conftest import Run
from tests.screens.terminal import Terminal, ran
from tests.terminal.answers import Answers

Make = Callable[..., Walkthrough]
SIZE = (120, 36)
BY_DAY, BY_NIGHT = 100_000, 2_000_000
AT_ONCE = 200  # so many answers, then the app comes to rest
# What is in front, and which part of the answers comes there. On the panes alone a line may hold
# an ESC up by itself: that is the key Escape, which leaves a dialog.
IN_FRONT: dict[str, tuple[Callable[[], Screen[Any]] | None, float]] = {
    "panes": (None, 0.4),
    "question": (lambda: ConfirmDialog("Create the domain?", ["Domain: acme-users"]), 0.3),
    "field": (lambda: SearchDialog([]), 0.3),
}


@pytest.mark.long
@pytest.mark.parametrize("front", IN_FRONT)
async def test_whatever_answers_come_they_run_no_command_and_end_nothing(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, front: str
) -> None:
    make, part = IN_FRONT[front]
    answers = Answers(20261126 + len(front), *SIZE)
    async with run(by_hand, SIZE, settled=True) as running:
        said: list[object] = []
        if make is not None:
            running.app.push_screen(make(), said.append)
            await running.pilot.pause()
        stack = list(running.app.screen_stack)
        names, keys = ran(running, monkeypatch), {"escape"} if make is None else set()
        terminal, at, came, rested = Terminal(running), 1000.0, 0, 0
        while came < (BY_NIGHT if NIGHT else BY_DAY) * part:
            number, reads = answers.bunch(escape=make is None)
            came += number
            for pause, read in reads:
                at += pause
                assert keys.issuperset(terminal.post_bytes(read, at)), reads
            if came - rested >= AT_ONCE:
                rested = came
                await running.pilot.pause()
        await running.pilot.pause()
        assert set(names) <= {"clear"}, "an ESC that the line held up is the key Escape"
        assert (running.app.screen_stack, said) == (stack, [])
        assert [field.value for field in running.app.screen.query(Input)] == (
            [""] if front == "field" else []
        )
        assert running.walkthrough.past_changes.history() == ()
        if make is None:
            await terminal.send("d")
            assert names[-1] == "only-differences"
        elif front == "question":
            await terminal.send("n")
            assert said == [None]
