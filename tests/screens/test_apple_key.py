"""The dialog for Apple's key: what is missing is said, and where it goes has the keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from migration.walkthrough import Walkthrough
from screens.dialogs.apple_key import LACKS_ITS_ID, AppleKeyDialog
from screens.dialogs.line_input import LineInput
from tests.screens.conftest import Run, Running
from tests.screens.test_keyboard import KEY

Make = Callable[..., Walkthrough]


async def opened(running: Running, *, demo: bool = False) -> AppleKeyDialog:
    dialog = AppleKeyDialog(running.walkthrough, demo=demo)
    running.app.push_screen(dialog)
    await running.pilot.pause()
    return dialog


def said(running: Running) -> str:
    return " ".join(running.lines_of_dialog("#dialog-said").split())


@pytest.mark.parametrize("demo", [True, False])
async def test_in_the_demo_alone_enter_takes_a_key_that_is_made_up(
    run: Run, by_hand: Make, demo: bool
) -> None:
    async with run(by_hand, (80, 24)) as running:
        dialog = await opened(running, demo=demo)
        hint = " ".join(running.lines_of_dialog(".dialog-hint").split())
        assert ("Enter takes a key that is made up" in hint) is demo
        await running.press("enter")
        if demo:
            await running.until(lambda: running.app.screen is not dialog)
            held = running.walkthrough.state.held.apple_key
            assert held is not None
            assert held.key_id == "PRACTICE01"
        else:
            assert "Name the .p8 file" in said(running)


async def test_a_key_whose_text_was_pasted_lacks_its_id_and_the_field_of_that_has_the_keys(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        dialog = await opened(running)
        dialog.take_lines(dialog.query_one("#apple-path", LineInput), KEY)
        await running.pilot.pause()
        assert LACKS_ITS_ID in said(running)
        assert "Enter keeps it" not in said(running)
        assert running.app.focused is dialog.query_one("#apple-key-id")


async def test_enter_without_the_id_says_what_is_missing_and_typing_it_drops_that(
    run: Run, by_hand: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("migration.apple_key._must_be_p256", lambda _: None)
    async with run(by_hand) as running:
        dialog = await opened(running)
        dialog.query_one(TextArea).text = KEY
        await running.pilot.press("enter")
        await running.until(lambda: LACKS_ITS_ID in said(running))
        assert "--apple-key-id" not in said(running)
        assert running.app.focused is dialog.query_one("#apple-key-id")
        await running.pilot.press("P")
        assert said(running) == ""


async def test_what_was_wrong_with_a_path_goes_while_another_one_is_typed(
    run: Run, by_hand: Make, tmp_path: Path
) -> None:
    async with run(by_hand) as running:
        dialog = await opened(running)
        dialog.query_one("#apple-path", Input).value = str(tmp_path / "gone.p8")
        await running.pilot.press("enter")
        await running.until(lambda: "gone.p8" in said(running))
        await running.pilot.press("x")
        assert said(running) == ""
