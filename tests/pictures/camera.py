"""Runs the app on the sample deployment and takes frames of it.

The practice AWS stands for AWS: its address is left out of the header, as it is on a deployment.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from textual.screen import Screen

from migration.guide.next_thing import NextKind, NextThing
from migration.guide.step_files import load_steps
from migration.pools.reading import Deployment
from migration.walkthrough import Walkthrough
from tests.pictures.moving import Frame
from tests.practice_aws import PracticeAws
from tests.screens.conftest import RecordingApp, Running
from tests.screens.test_whole_walk import AtHand, Hands, apple_key, opened, picture
from tui.demo.consoles import PracticeConsoles

SECONDS = 600  # for all of it
FILMED = {"2", "3a", "4"}  # the steps that are seen; of the others the last thing alone


@dataclass
class Camera(Hands):
    """A person's hands, and frames of what they bring to the screen."""

    frames: list[Frame] = field(default_factory=list)
    films: bool = False

    def take(self, seconds: float) -> None:
        """Take a frame that stands for so long."""
        self.frames.append(Frame(self.running.app.export_screenshot(), seconds))

    async def lead(self, thing: NextThing) -> None:
        """Do what is next, and take a frame of what came of it."""
        self.films = thing.step in FILMED and thing.kind in {NextKind.ENTER, NextKind.APPLY}
        await super().lead(thing)
        if self.films or self.next.kind is NextKind.VERDICT:
            await self.running.pilot.pause()
            self.take(1.5)

    async def answer(self, asked: Screen[Any]) -> None:
        """Answer what is asked, once it was seen."""
        if self.films:
            await self.running.pilot.pause()
            self.take(1.8)
        await super().answer(asked)


class OnAws(Walkthrough):
    """A walkthrough whose deployment looks like one on AWS itself."""

    def connect(self, *given: Any, **named: Any) -> Deployment:
        """Log in, and forget whose server it is."""
        found = replace(super().connect(*given, **named), endpoint="")
        self.store.change(lambda state: replace(state, deployment=found))
        return found


@asynccontextmanager
async def on_the_sample(
    aws: PracticeAws, folder: Path, size: tuple[int, int], theme: str, **given: Any
) -> AsyncIterator[Camera]:
    """The app at a size in a theme, once everything is read; `given` is what else it is given."""
    aws.settings(change_set_seconds=0, stack_seconds=0, domain_seconds=0)
    app = RecordingApp(
        load_steps(),
        partial(opened, aws, folder, OnAws),
        theme=theme,
        consoles=PracticeConsoles(AtHand(aws)),
        **given,
    )
    async with app.run_test(size=size) as pilot, asyncio.timeout(SECONDS):
        running = Running(app, pilot)
        await running.until(
            lambda: running.main.opened.walkthrough is not None and not running.view.reading
        )
        try:
            yield Camera(running, apple_key(folder), picture(folder))
        finally:
            running.main.handlers.let_go()
            running.walkthrough.close()
