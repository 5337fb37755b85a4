"""Enter on a prefix waits for what AWS says of it, however fast it is pressed."""

from collections.abc import Callable
from threading import Event

import pytest
from textual import events
from textual.widgets import Input

from migration.walkthrough import Walkthrough
from screens.dialogs.prefix import PrefixDialog
from tests.practice_aws import HUNG
from tests.screens.conftest import Run

Make = Callable[..., Walkthrough]


@pytest.mark.parametrize("taken", [True, False, None])
async def test_a_fast_enter_waits_for_the_answer(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, taken: bool | None
) -> None:
    async with run(by_hand, settled=True) as running:
        asked: list[str] = []
        answer = Event()

        def prefix_taken(prefix: str) -> bool | None:
            asked.append(prefix)
            answer.wait(HUNG)
            return taken

        monkeypatch.setattr(running.walkthrough.entered, "prefix_taken", prefix_taken)
        dialog = PrefixDialog(running.walkthrough)
        running.app.push_screen(dialog)
        await running.pilot.pause()
        dialog.query_one(Input).value = "acme-new"
        await running.pilot.press("enter", "enter")
        assert running.app.screen is dialog
        assert running.walkthrough.state.record.prefix == ""
        answer.set()
        if taken:
            await running.until(lambda: "in use already" in running.lines_of_dialog("#dialog-said"))
            assert running.walkthrough.state.record.prefix == ""
        else:
            await running.until(lambda: running.app.screen is running.main)
            assert running.walkthrough.state.record.prefix == "acme-new"
        assert "acme-new" in asked


async def test_what_is_typed_after_enter_takes_the_enter_back(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        answer = Event()
        monkeypatch.setattr(
            running.walkthrough.entered, "prefix_taken", lambda _: answer.wait(HUNG) and False
        )
        dialog = PrefixDialog(running.walkthrough)
        running.app.push_screen(dialog)
        await running.pilot.pause()
        dialog.query_one(Input).value = "acme-ne"
        await running.pilot.press("end", "enter", "w")
        answer.set()
        await running.until(lambda: "nobody who has it" in running.lines_of_dialog("#dialog-said"))
        assert running.app.screen is dialog
        assert running.walkthrough.state.record.prefix == ""


@pytest.mark.parametrize("bracketed", [True, False])
async def test_what_is_typed_or_pasted_takes_the_suggestions_place(
    run: Run, by_hand: Make, bracketed: bool
) -> None:
    async with run(by_hand, settled=True) as running:
        dialog = PrefixDialog(running.walkthrough)
        running.app.push_screen(dialog)
        await running.pilot.pause()
        assert dialog.query_one(Input).value == running.walkthrough.entered.suggested_prefix()
        if bracketed:
            running.app.post_message(events.Paste("acme-new"))
            await running.pilot.pause()
        else:
            await running.pilot.press(*"acme", "minus", *"new")
        assert dialog.query_one(Input).value == "acme-new"


async def test_each_text_that_will_not_do_is_refused_for_the_first_time(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand, settled=True) as running:
        running.app.push_screen(PrefixDialog(running.walkthrough))
        await running.pilot.pause()
        await running.pilot.press(*"AB_C")
        assert "small letters" in running.lines_of_dialog("#dialog-said")
        assert "times" not in running.lines_of_dialog("#dialog-said")
