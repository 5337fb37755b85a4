"""A dialog that a thread or a timer closes goes itself, and nothing that lies over it."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Any

import pytest
from textual.screen import Screen

from migration.walkthrough import Walkthrough
from screens.background_question import BackgroundQuestion
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.prefix import PrefixDialog
from screens.dialogs.self_test import SelfTestDialog
from screens.dialogs.single_value import SingleValueScreen
from screens.dialogs.text_question import TextQuestion
from screens.palette import QuietPalette
from tests.practice_aws import HUNG
from tests.screens.conftest import Run, Running

Make = Callable[..., Walkthrough]


class Word:
    """A self-test in which every word arrives."""

    unkept = ""

    def send(self) -> str | None:
        return "Sent"

    def answer(self, pasted: str) -> bool:
        return bool(pasted)


SCREENS: dict[str, Callable[[Running], Screen[Any]]] = {
    "dialog": lambda _: TextQuestion("Filter"),
    "self-test": lambda _: SelfTestDialog(Word),
    "value alone": lambda running: SingleValueScreen(
        "a value", "a name", running.app.sequences.append
    ),
    "palette": lambda _: QuietPalette(lambda _: None),
}


@pytest.mark.parametrize("name", SCREENS)
async def test_a_question_that_came_over_it_stays_and_is_answered(
    run: Run, by_hand: Make, name: str
) -> None:
    async with run(by_hand, settled=True) as running:
        below = SCREENS[name](running)
        answers: list[object] = []
        running.app.push_screen(below, answers.append)
        await running.pilot.pause()
        question = BackgroundQuestion[bool](running.main.stage)
        agreed: list[bool | None] = []
        writing = Thread(
            target=lambda: agreed.append(question.put(lambda: ConfirmDialog("Run it?", ["It"]))),
            daemon=True,
        )
        writing.start()
        await running.until(lambda: isinstance(running.app.screen, ConfirmDialog))

        close = below.action_leave if isinstance(below, SingleValueScreen) else below.dismiss
        close()
        close()
        await running.pilot.pause()
        assert isinstance(running.app.screen, ConfirmDialog)
        assert (agreed, answers) == ([], [])

        await running.pilot.press("y")
        await running.until(lambda: not writing.is_alive())
        await running.until(lambda: running.app.screen is running.main)
        assert (agreed, answers) == ([True], [None])


async def test_what_aws_says_late_of_a_prefix_closes_its_own_dialog_alone(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        answer = Event()
        monkeypatch.setattr(
            running.walkthrough.entered, "prefix_taken", lambda _: answer.wait(HUNG) and False
        )
        kept: list[str | None] = []
        running.app.push_screen(PrefixDialog(running.walkthrough), kept.append)
        await running.pilot.pause()
        await running.pilot.press(*"acme-new", "enter")
        over = ConfirmDialog("Run it?", ["It"])
        running.app.push_screen(over)
        await running.pilot.pause()
        answer.set()
        await running.until(lambda: bool(running.walkthrough.state.record.prefix))
        assert (running.app.screen, kept) == (over, [])
        over.dismiss(False)
        await running.until(lambda: running.app.screen is running.main)
        assert len(kept) == 1


async def test_a_value_alone_is_not_painted_over_what_lies_over_it(run: Run, by_hand: Make) -> None:
    async with run(by_hand, settled=True) as running:
        written: list[str] = []
        value = SingleValueScreen("a secret", "a name", written.append)
        running.app.push_screen(value)
        await running.until(lambda: bool(written))
        running.app.push_screen(ConfirmDialog("Run it?", ["It"]))
        await running.pilot.pause()
        written.clear()
        value.action_paint()
        assert written == []
