"""In the demo, and only there, a key does the work in a step's console."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from migration.errors import PoolwalkError
from tests.screens.conftest import NEW_POOL, ByHand, Run

Make = Callable[..., ByHand]


@dataclass
class MadeUp:
    """Consoles that note what they were told."""

    problem: str = ""
    worked: list[tuple[str, str]] = field(default_factory=list)

    def serves(self, step: str) -> bool:
        return step == "3a"

    def work(self, step: str, new_pool: str) -> str:
        if self.problem:
            raise PoolwalkError(self.problem)
        self.worked.append((step, new_pool))
        return "The console has the addresses [now]."


async def test_the_key_works_in_the_console_of_the_step_that_is_shown(
    run: Run, by_hand: Make
) -> None:
    consoles = MadeUp()
    async with run(by_hand, demo=True, consoles=consoles) as running:
        running.show_step("3a")
        await running.press("exclamation_mark")
        await running.until(lambda: running.said == "The console has the addresses [now].")

    assert consoles.worked == [("3a", NEW_POOL.id)]


async def test_what_the_console_did_not_take_is_said(run: Run, by_hand: Make) -> None:
    async with run(by_hand, demo=True, consoles=MadeUp("Step 2 comes first.")) as running:
        running.show_step("3a")
        await running.press("exclamation_mark")
        await running.until(lambda: running.said == "Step 2 comes first.")


async def test_the_key_is_offered_where_the_demo_has_the_console_and_nowhere_else(
    run: Run, by_hand: Make
) -> None:
    consoles = MadeUp()
    async with run(by_hand, (200, 40), demo=True, consoles=consoles) as running:
        for step in running.main.steps:
            running.show_step(step.id)
            await running.rest()
            assert ("! do it there" in running.lines[-1]) == (step.id == "3a")
        running.show_step("3c")
        await running.press("exclamation_mark")
        assert running.said == "The demo has no console for this step."
    assert consoles.worked == []


async def test_outside_the_demo_nothing_is_practised(run: Run, by_hand: Make) -> None:
    async with run(by_hand, (200, 40)) as running:
        running.show_step("3a")
        await running.press("exclamation_mark")
        assert "! do it there" not in running.lines[-1]
        assert running.said.startswith("Only the demo has consoles to practise in")
