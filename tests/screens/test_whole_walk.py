"""The whole migration by keys alone, to the verdict on the old pool, and how many keys it takes.

Typed text is not counted, only the key that ends it; nor are sub-points, which the tick of their
step includes.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen

from migration.deployment_request import Request
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.step import StepState
from migration.guide.step_files import load_steps
from migration.guide.verdict import Answer
from migration.rehearsal.copies.made_up_secrets import made_up_apple_key
from migration.walkthrough import Walkthrough
from screens.dialogs.accept import AcceptDialog
from screens.dialogs.apple_key import AppleKeyDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.logo import LogoDialog
from screens.dialogs.pair import PairDialog
from screens.dialogs.prefix import PrefixDialog
from screens.dialogs.text_question import TextQuestion
from screens.dialogs.tick import TickDialog
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running
from tests.screens.guide_actions import GUIDE
from tests.walkthroughs import a_minute_behind, all_given, at_any_pace
from tui.demo.consoles import PracticeConsoles
from tui.demo.practice_aws import Demo

AIM = 90
SETTLED = {StepState.DONE, StepState.NOT_APPLICABLE}
DOT = "full_stop"


class AtHand(Demo):
    """The demo of a practice AWS that runs already."""

    def __init__(self, aws: PracticeAws) -> None:
        super().__init__()
        self._aws = aws

    def ask(
        self, route: str, given: Mapping[str, object], method: str = "POST"
    ) -> Mapping[str, Any]:
        return self._aws.control(method, route, dict(given))


def opened(
    aws: PracticeAws,
    folder: Path,
    kind: type[Walkthrough] = Walkthrough,
    clock: Callable[[], datetime] = a_minute_behind,
) -> Walkthrough:
    """The sample with all that the demo brings; no host waits a second for its next question."""
    request = Request(
        region=aws.region,
        endpoint_url=aws.endpoint,
        credentials=(aws.access_key, aws.secret_key),
        state_folder=folder,
        **all_given(aws, folder),
    )
    return kind(
        request,
        load_steps(),
        clock,
        at_any_pace(),
    )


@dataclass
class Hands:
    """A person who presses the key of what is next, and answers what is asked.

    What stands for work in the consoles of others, and for the months that go by, is no key of
    theirs: it is not counted.

    With `copies_at_once` all values of a step are copied by one key.
    """

    running: Running
    key: Path
    logo: Path
    copies_at_once: bool = False
    pressed: list[str] = field(default_factory=list)

    @property
    def next(self) -> NextThing:
        thing = self.running.main.handlers.shown.next_thing()
        assert thing is not None
        return thing

    async def to_the_verdict(self) -> None:
        while (thing := self.next).kind is not NextKind.VERDICT:
            assert len(self.pressed) < 2 * AIM, self.pressed
            here = self.running.view.step == thing.step
            if thing.command == "work-in-console":
                await self.work_in_console()
                continue
            if thing.kind is NextKind.COPY and self.copies_at_once and here:
                await self.press("C")
            else:
                await self.lead(thing)
            await self.running.until(partial(self.has_gone_on, thing))

    def has_gone_on(self, thing: NextThing) -> bool:
        """What was next is so no longer: some things are noted behind the screen.

        A text is read a page at a time.
        """
        return thing.kind is NextKind.READ or self.next != thing

    async def alive(self) -> None:
        """Wait until nothing more comes, and the key does something."""
        while self.running.main.handlers.doing_next.dead:
            await self.running.until(lambda: not self.running.main.handlers.doing_next.dead)

    async def work_in_console(self) -> None:
        """What stands for somebody's work there: the one key does it too.

        A press that shows a step before anything is done there is a key of the person's.
        """
        before = self.running.view.practised

        def worked() -> bool:
            return self.running.view.practised == before + 1

        await self.alive()
        await self.running.pilot.press(DOT)
        await self.running.until(lambda: worked() or "Read this first" in self.running.text)
        if not worked():
            self.pressed.append(DOT)
            await self.alive()
            await self.running.pilot.press(DOT)
        await self.running.until(worked)

    async def lead(self, thing: NextThing) -> None:
        """Press the one key, and answer."""
        await self.alive()
        await self.press(DOT)
        await self.running.until(self.asks_or_rests)
        while len(self.running.app.screen_stack) > 1:
            await self.answer(self.running.app.screen)
            await self.running.until(self.asks_or_rests)

    async def answer(self, asked: Screen[Any]) -> None:
        if isinstance(asked, ConfirmDialog):
            await self.press("y")
        elif isinstance(asked, AppleKeyDialog):
            await self.type(str(self.key))
        elif isinstance(asked, LogoDialog):
            await self.type(str(self.logo))
        elif isinstance(asked, TickDialog):
            await self.type("t" if asked.query("#day") else "")
        elif isinstance(asked, AcceptDialog):
            await self.type("it is meant so")
        elif isinstance(asked, TextQuestion):
            await self.type("told three times")
        elif isinstance(asked, PrefixDialog | PairDialog):
            await self.type("")
        else:
            await self.press("escape")
        await self.running.until(
            lambda: self.running.app.screen is not asked or self.asks_or_rests()
        )

    def asks_or_rests(self) -> bool:
        view = self.running.view
        busy = view.writing or view.reading or view.checking
        return len(self.running.app.screen_stack) > 1 or not busy

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed.append(key)
            await self.running.pilot.press(key)

    async def type(self, text: str) -> None:
        """Type into a field, and end it."""
        asked = self.running.app.screen
        await self.running.pilot.press(*text)
        await self.press("enter")
        await self.running.until(lambda: self.running.app.screen is not asked)


@pytest.fixture
async def hands(run: Run, practice_aws: PracticeAws, tmp_path: Path) -> AsyncIterator[Hands]:
    practice_aws.settings(change_set_seconds=0, stack_seconds=0)
    in_the_demo = {"demo": True, "consoles": PracticeConsoles(AtHand(practice_aws))}
    opens = partial(opened, practice_aws, tmp_path)
    async with run(opens, at_next=True, **in_the_demo) as running:
        yield Hands(running, apple_key(tmp_path), picture(tmp_path))


@pytest.mark.long
async def test_the_whole_migration_takes_fewer_keys_than_was_aimed_for(
    hands: Hands, record_property: Callable[[str, object], None]
) -> None:
    hands.copies_at_once = True
    await hands.to_the_verdict()
    at_the_verdict(hands.running)
    assert len(hands.pressed) <= AIM, " ".join(hands.pressed)
    record_property("keys to migrate", len(hands.pressed))
    record_property("guide's clicks", sum(asked.clicks for asked in GUIDE))
    record_property("guide's fields", sum(asked.fields for asked in GUIDE))
    record_property("guide's copies", sum(asked.copies for asked in GUIDE))
    record_property("not spared", sum(asked.outside for asked in GUIDE))


@pytest.mark.long
async def test_who_only_ever_presses_the_one_key_and_answers_gets_through(
    hands: Hands, record_property: Callable[[str, object], None]
) -> None:
    await hands.to_the_verdict()
    at_the_verdict(hands.running)
    assert set(hands.pressed) <= {DOT, "y", "enter", "escape"}
    record_property("keys by the one key", len(hands.pressed))
    await hands.running.press(DOT)
    await hands.running.until(lambda: "The report" in hands.running.text)


def at_the_verdict(running: Running) -> None:
    assert running.walkthrough.pages.retirement_verdict().answer is Answer.YES
    assert "Next: write the report: the old pool can be retired" in running.text
    assert "E or . does it" in running.text
    assert "Can the old pool be retired? Yes" in running.text, "the answer itself is in view"
    running.show_step("effects")
    assert {
        summary.state
        for summary in running.walkthrough.pages.summaries()
        if summary.step.id != "effects"
    } <= SETTLED


def apple_key(folder: Path) -> Path:
    file = folder / "AuthKey_PRACTICE01.p8"
    file.write_text(made_up_apple_key(), encoding="ascii")
    return file


def picture(folder: Path) -> Path:
    file = folder / "authorise.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    return file
