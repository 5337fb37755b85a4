"""What a person of the team has before them: their app, drawn on what they opened already."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import pytest

from migration.walkthrough import Walkthrough
from tests.screens.at_rest import threads_at_work
from tests.screens.conftest import RecordingApp, Running

T = TypeVar("T")
SIZE = (140, 250)  # so high that nothing has to be scrolled to
HEADER = 2  # lines
_CHECKS_SINCE = re.compile(r"Checks: \d+ were made")


@dataclass(frozen=True)
class Screens:
    """The text of what is drawn: the panes of each step, and the page of the record.

    It is without who the person is. When a check was asked last is known where it was asked, if its
    answer was not new: how many were is left out.
    """

    steps: Mapping[str, str]
    record: str


def screens_of(walked: Walkthrough) -> Screens:
    """Every step and the record, as this person's app draws them."""

    async def look(running: Running) -> Screens:
        # who signed in at the new clients is asked by itself once the pools were read
        await running.until(lambda: not threads_at_work())
        steps = {}
        for step in walked.state.steps:
            running.show_step(step.id)
            await running.pilot.pause()
            steps[step.id] = _panes(running)
        running.command("show-record")
        await running.pilot.pause()
        return Screens(steps, "\n".join(running.lines[HEADER:]))

    return asyncio.run(_before(walked, look))


def message_to(walked: Walkthrough, is_awaited: Callable[[str], bool]) -> str:
    """What arrives by itself at the bottom of this person's screen."""

    async def look(running: Running) -> str:
        await running.until(lambda: is_awaited(_message(running)))
        return _message(running)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("screens.walkthrough.team_news.EVERY", 0.01)
        return asyncio.run(_before(walked, look))


async def _before(walked: Walkthrough, look: Callable[[Running], Awaitable[T]]) -> T:
    app = RecordingApp(walked.state.steps, lambda: walked)
    async with app.run_test(size=SIZE) as pilot:
        running = Running(app, pilot)
        await running.until(
            lambda: running.main.opened.walkthrough is not None and not running.view.reading
        )
        return await look(running)


def _panes(running: Running) -> str:
    """The list of steps, and what stands beside it."""
    body = running.app.screen.query_one("#body").region
    text = "\n".join(running.lines[body.y : body.bottom])
    return _CHECKS_SINCE.sub("Checks: some were made", text).rstrip(" ▕\n")


def _message(running: Running) -> str:
    line = running.app.screen.query_one("#message").region
    return " ".join(text.strip() for text in running.lines[line.y : line.bottom])
