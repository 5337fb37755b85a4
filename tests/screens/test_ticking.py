"""What a person says of a step on the screen: done, not applicable, applicable after all."""

from collections.abc import Callable

from textual.widgets import Input

from migration.guide.step import StepState
from screens.ask import AskDialog
from tests.screens.conftest import ByHand, Run, Running

Make = Callable[..., ByHand]


async def answer(running: Running, text: str) -> None:
    dialog = running.app.screen
    assert isinstance(dialog, AskDialog)
    dialog.query_one(Input).value = text
    await running.press("enter")


def state(running: Running, step: str) -> StepState:
    return running.walkthrough.page(step).summary.state


async def test_a_step_that_a_rule_leaves_out_says_why_and_which_key_overrules(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.main.show_step("7a")
        await running.rest()
        assert "– Does not apply: neither pool has an app client esp-rainmaker-alexa-skill" in running.text
        assert "If it does, press x." in running.text


async def test_x_on_a_step_that_is_left_out_asks_why_it_does_apply(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.main.show_step("7a")
        await running.press("x")
        assert "Why does step 7a, Alexa, apply here after all?" in running.text
        await answer(running, "its client has another name")
        assert running.said == "Step 7a applies: its client has another name. Space takes it back."
        assert "○ Applies after all, says Admins/alice" in running.text
        assert state(running, "7a") is not StepState.NOT_APPLICABLE


async def test_space_takes_an_overruling_back(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.main.show_step("7a")
        await running.press("x")
        await answer(running, "its client has another name")
        await running.press("space")
        assert state(running, "7a") is StepState.NOT_APPLICABLE
        assert "If it does, press x." in running.text


async def test_space_on_a_step_that_is_left_out_ticks_nothing(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.main.show_step("7b")
        await running.press("space")
        assert "Step 7b does not apply" in running.said
        assert running.walkthrough.page("7b").tick is None
