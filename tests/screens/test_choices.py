"""A dialog with answers to choose from: which one is chosen, and which keys choose."""

from collections.abc import AsyncIterator

import pytest

from screens.dialogs.choices import Choices
from screens.dialogs.pair import LEAVE_OUT, PairDialog
from tests.screens.conftest import MAIN, ByHand, Run, Running


def answers(running: Running) -> list[str]:
    options = running.app.screen.query_one(Choices).options
    return [str(option.prompt) for option in options]


def marked(running: Running, sign: str = "▸") -> list[str]:
    return [one[2:] for one in answers(running) if one.startswith(f"{sign} ")]


@pytest.fixture
async def pairing(run: Run, by_hand: ByHand) -> AsyncIterator[Running]:
    async with run(by_hand) as running:
        running.app.push_screen(PairDialog(running.walkthrough, MAIN))
        await running.until(lambda: isinstance(running.app.screen, PairDialog))
        yield running


async def test_a_sign_tells_the_chosen_answer_and_goes_with_it(pairing: Running) -> None:
    (first,) = marked(pairing)
    await pairing.press("down")
    (second,) = marked(pairing)
    assert second != first
    assert all(one[:2] in {"▸ ", "  "} for one in answers(pairing))
    await pairing.press("up")
    assert marked(pairing) == [first]


@pytest.mark.parametrize("key", ["pagedown", "end", "pageup", "home"])
async def test_what_pages_chooses_nothing(pairing: Running, key: str) -> None:
    before = marked(pairing)
    await pairing.press(key)
    assert marked(pairing) == before != [LEAVE_OUT]


async def test_what_was_said_of_the_key_before_goes_with_the_choice(pairing: Running) -> None:
    await pairing.press("full_stop")
    assert "Answer this first" in pairing.text
    await pairing.press("down")
    assert "Answer this first" not in pairing.text


async def test_plain_mode_tells_it_by_a_sign_that_is_read(run: Run, by_hand: ByHand) -> None:
    async with run(by_hand, plain=True) as running:
        running.app.push_screen(PairDialog(running.walkthrough, MAIN))
        await running.until(lambda: isinstance(running.app.screen, PairDialog))
        assert len(marked(running, ">")) == 1
