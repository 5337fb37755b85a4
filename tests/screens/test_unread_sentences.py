"""What came below a dialog, where nobody could read it, stays until a key that finds it there."""

from collections.abc import Awaitable, Callable

import pytest

from screens.dialogs.confirm import ConfirmDialog
from tests.screens.conftest import ByHand, Run, Running
from tests.screens.terminal import Terminal, time_of
from tui.terminal.keyboard import REST_SECONDS
from widgets.commands.situation import Pane
from widgets.panes.message_line import MessageLine

Asked = Callable[[Running, Callable[[], None]], Awaitable[Callable[[float], None]]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Open a question whose answer does something; AWS refuses something while it is open.

    What it brings lets time pass.
    """

    async def opened(running: Running, answer: Callable[[], None]) -> Callable[[float], None]:
        passes = time_of(running, monkeypatch)
        dialog = ConfirmDialog("Done?", ["It is."])
        running.main.stage.ask(dialog, lambda _: answer())
        await running.rest()
        running.main.stage.say("AWS refused it.", "error")
        passes(REST_SECONDS)
        return passes

    return opened


async def test_what_came_below_a_dialog_stands_behind_what_its_answer_brings_until_a_key(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        terminal, stage = Terminal(running), running.main.stage
        line = running.main.query_one(MessageLine)
        passes = await asked(running, lambda: stage.say("Done.", "ok"))
        await terminal.send("y")
        assert (running.said, line.look) == ("Done. AWS refused it.", "error")
        stage.say_in_passing("Reading ...")
        stage.say("Still reading.", holds=lambda: False)
        stage.drop_untrue()
        assert (running.said, line.look) == ("AWS refused it.", "error")
        stage.say("Both pools were read again.", "ok")
        assert (running.said, line.look) == ("Both pools were read again. AWS refused it.", "error")
        passes(REST_SECONDS)
        await terminal.send("j")
        stage.say("Sent to your terminal.", "ok")
        assert running.said == "Sent to your terminal.", "the other was there to be read"


async def test_what_came_below_a_dialog_stays_where_its_answer_leads_to_another_step(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        terminal, stage = Terminal(running), running.main.stage

        def lead() -> None:
            running.look(pane=Pane.STEPS)
            running.show_step("1a")

        passes = await asked(running, lead)
        stage.take_back("AWS refused it.")
        stage.say("It was written.", "ok")
        await terminal.send("y")
        assert (running.view.step, running.said) == ("1a", "It was written.")
        passes(REST_SECONDS)
        await terminal.send("j")
        assert running.said == ""


async def test_what_a_key_of_the_dialog_itself_said_is_over_with_its_answer(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        terminal, stage = Terminal(running), running.main.stage
        await asked(running, lambda: stage.say("Done.", "ok"))
        with stage.during_a_key():
            stage.say("Sent to your terminal.", "ok")
        assert running.said == "Sent to your terminal. AWS refused it."
        await terminal.send("y")
        assert running.said == "Done. AWS refused it."


async def test_what_came_below_a_dialog_and_holds_no_more_does_not_stay(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        terminal, stage, holds = Terminal(running), running.main.stage, [True]
        await asked(running, lambda: stage.say("Done.", "ok"))
        stage.say("Somebody is writing.", holds=lambda: holds[0])
        holds[0] = False
        await terminal.send("y")
        assert running.said == "Done. AWS refused it.", "which still holds"


async def test_what_came_below_a_dialog_stays_behind_what_passes_until_a_key_that_finds_it_there(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        terminal, stage = Terminal(running), running.main.stage
        passes = await asked(running, lambda: stage.say_in_passing("Writing 3 settings ..."))
        await terminal.send("y")
        assert running.said == "Writing 3 settings ..."
        passes(REST_SECONDS)
        await terminal.send("j")
        stage.say("Applied 3 settings.", "ok")
        assert running.said == "Applied 3 settings. AWS refused it."
        await terminal.send("j")
        stage.say("Sent to your terminal.", "ok")
        assert running.said == "Sent to your terminal."


async def test_of_several_that_came_below_one_dialog_none_is_lost(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        terminal, stage, holds = Terminal(running), running.main.stage, [True]
        line = running.main.query_one(MessageLine)
        await asked(running, lambda: stage.say("Done.", "ok"))
        stage.say("Somebody is writing.", holds=lambda: holds[0])
        stage.say("Step 3a: 2 passed.", "ok")
        stage.say("")
        both = "Step 3a: 2 passed. Somebody is writing. AWS refused it."
        assert (running.said, line.look) == (both, "error")
        await terminal.send("y")
        assert (running.said, line.look) == (f"Done. {both}", "error")
        holds[0] = False
        stage.drop_untrue()
        assert running.said == "Done. Step 3a: 2 passed. AWS refused it."


async def test_what_is_taken_back_leaves_what_stands_beside_it(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        stage = running.main.stage
        await asked(running, lambda: None)
        await Terminal(running).send("y")
        stage.say("Press it once you have read it.", "warning")
        assert running.said == "Press it once you have read it. AWS refused it."
        stage.take_back("Press it once you have read it.")
        assert running.said == "AWS refused it."


async def test_esc_clears_what_came_below_a_dialog_once_it_is_there_to_be_read(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        await asked(running, lambda: running.main.stage.say("Done.", "ok"))
        await Terminal(running).send("y")
        assert running.said == "Done. AWS refused it."
        await running.press("escape")
        assert running.said == ""


async def test_a_key_that_failed_is_over(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        stage = running.main.stage
        with pytest.raises(ValueError, match="it fails"), stage.during_a_key():
            raise ValueError("it fails")
        await asked(running, lambda: stage.say("Done.", "ok"))
        await Terminal(running).send("y")
        assert running.said == "Done. AWS refused it.", "no key said that"


async def test_a_click_has_what_was_said_before_it(
    run: Run, by_hand: Callable[..., ByHand], asked: Asked
) -> None:
    async with run(by_hand, (80, 24)) as running:
        await asked(running, lambda: None)
        await Terminal(running).send("y")
        assert running.said == "AWS refused it."
        await running.pilot.click("#steps", offset=(8, 2))
        running.main.stage.say("Done.", "ok")
        assert running.said == "Done."
