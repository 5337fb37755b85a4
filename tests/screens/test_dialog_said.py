"""What is said to a dialog is read, whenever it is said."""

from collections.abc import Callable

from screens.dialogs.ask import AskDialog
from tests.screens.conftest import ByHand, Run


async def test_what_is_said_before_a_dialog_is_there_stands_in_it(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand) as running:
        dialog = AskDialog("A question")
        dialog.say("Not sent: there is no way to your clipboard.", "warning")
        running.app.push_screen(dialog)
        await running.rest()
        assert "Not sent: there is no way to your clipboard." in running.text
