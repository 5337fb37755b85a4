"""What a person says of a step on the screen: done, not applicable, applicable after all."""

from collections.abc import Callable

from textual.widgets import Input

from migration.guide.step import StepState
from screens.dialogs.ask import AskDialog
from screens.dialogs.tick import TickDialog
from tests.screens.conftest import ByHand, Run, Running
from widgets.commands.situation import Pane

Make = Callable[..., ByHand]


async def answer(running: Running, text: str) -> None:
    dialog = running.app.screen
    assert isinstance(dialog, AskDialog)
    dialog.query_one(Input).value = text
    await running.press("enter")


def state(running: Running, step: str) -> StepState:
    return running.walkthrough.pages.page(step).summary.state


async def test_a_step_that_a_rule_leaves_out_says_why_and_which_key_overrules(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        running.show_step("7a")
        await running.rest()
        assert (
            "– Does not apply: neither pool has an app client esp-rainmaker-alexa-skill"
            in running.text
        )
        assert "If it does, press x." in running.text


async def test_x_on_a_step_that_is_left_out_asks_why_it_does_apply(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("7a")
        await running.press("x")
        assert "Why does step 7a, Alexa, apply here after all?" in running.text
        await answer(running, "its client has another name")
        assert running.said == "Step 7a applies: its client has another name. Space takes it back."
        assert "○ Applies after all: " in running.text
        assert "says Admins/alice: its client has another name" in running.text
        assert state(running, "7a") is not StepState.NOT_APPLICABLE


async def test_space_takes_an_overruling_back(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("7a")
        await running.press("x")
        await answer(running, "its client has another name")
        await running.press("space")
        assert state(running, "7a") is StepState.NOT_APPLICABLE
        assert "If it does, press x." in running.text


async def on_part(running: Running, step: str, part: str) -> None:
    running.show_step(step)
    running.look(pane=Pane.GUIDE, guide_row=f"part:{part}")
    assert running.view.guide_row == f"part:{part}"
    await running.rest()


def ticked(running: Running, step: str) -> list[str]:
    return [
        part.part.id for part in running.walkthrough.pages.page(step).summary.parts if part.tick
    ]


async def test_space_on_a_sub_point_ticks_it_and_goes_on_to_the_next(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        await on_part(running, "1a", "notes")
        await running.press("space")
        assert ticked(running, "1a") == ["notes"]
        assert (
            running.said
            == "“The release notes between the two versions are read” is done, you say. Space takes"
            " it back."
        )
        assert running.panes.guide.cursor == "part:complete"
        assert "✓ The release notes between the two versions are read" in running.text
        await running.press("space")
        assert state(running, "1a") is StepState.DONE


async def test_space_on_a_ticked_sub_point_takes_it_back(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.walkthrough.checklist.tick("1a")
        await on_part(running, "1a", "complete")
        await running.press("space")
        assert ticked(running, "1a") == ["notes"]
        assert state(running, "1a") is StepState.PARTLY


async def test_space_elsewhere_ticks_the_whole_step_and_takes_it_back(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        running.show_step("8a")
        await running.press("space")
        assert ticked(running, "8a") == ["keys", "login", "submitted", "released", "told"]
        await running.press("space")
        assert ticked(running, "8a") == []


async def test_space_takes_a_step_back_whose_sub_points_were_ticked_one_by_one(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        for part in ("notes", "complete"):
            running.walkthrough.checklist.tick("1a", part=part)
        running.show_step("1a")
        await running.press("space")
        assert ticked(running, "1a") == []


async def test_what_happens_on_a_day_asks_for_the_day_and_offers_today(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        await on_part(running, "8b", "submitted")
        await running.press("space")
        dialog = running.app.screen
        assert isinstance(dialog, TickDialog)
        day = dialog.query_one("#day", Input)
        assert day.value == running.walkthrough.checklist.today()
        day.value = "2027-13-01"
        await running.press("enter")
        assert "“2027-13-01” is none" in running.text
        day.value = "2026-01-31"
        dialog.query_one("#note", Input).value = "build 41"
        await running.press("enter")
        assert ticked(running, "8b") == ["submitted"]
        assert "2026-01-31, says Admins/alice: build 41" in running.text


async def test_t_ticks_with_a_note(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("1b")
        await running.press("t")
        dialog = running.app.screen
        assert isinstance(dialog, TickDialog)
        dialog.query_one("#note", Input).value = "by the operator"
        await running.press("enter")
        tick = running.walkthrough.pages.page("1b").tick
        assert tick is not None
        assert tick.note == "by the operator"
        assert "says Admins/alice: by the operator" in running.text


async def test_t_where_nothing_is_ticked_says_so(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("4")
        await running.press("t")
        assert running.said == "There is nothing to tick here."


async def test_the_last_page_says_whether_the_old_pool_can_be_retired(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        running.show_step("effects")
        await running.rest()
        assert "✗ Can the old pool be retired? No, not yet." in running.text
        assert "✗ 8a: no Android app is released that logs in at the new pool" in running.text
        running.walkthrough.checklist.tick("8a")
        running.main.draw()
        await running.rest()
        assert "✗ 8a" not in running.text


async def test_the_header_counts_what_is_done_waits_and_does_not_apply(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand, (160, 40)) as running:
        for part in ("keys", "login"):
            running.walkthrough.checklist.tick("8b", part=part)
        running.walkthrough.checklist.tick("8b", part="submitted", day="2026-01-31")
        running.main.draw()
        await running.rest()
        assert "steps done · 0 to apply · 1 wait for others · 6 n/a" in running.lines[0]


async def test_a_narrow_header_counts_the_same_by_marks(run: Run, by_hand: Make) -> None:
    async with run(by_hand, (80, 24)) as running:
        for part in ("keys", "login"):
            running.walkthrough.checklist.tick("8b", part=part)
        running.walkthrough.checklist.tick("8b", part="submitted", day="2026-01-31")
        running.main.draw()
        await running.rest()
        assert "✓ 1/8 ◷ 1 – 6 · 0 to apply" in running.lines[1]


async def test_a_step_that_does_not_apply_is_not_on_the_way_of_n(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        assert "4" in {step for step, _ in running.differences()}
        running.walkthrough.checklist.not_applicable("4", "nobody signs in")
        running.main.draw()
        assert "4" not in {step for step, _ in running.differences()}
        (row,) = [line.text for line in running.panes.sidebar.lines if line.row == "4"]
        assert row.rstrip().endswith("App clients")


async def test_space_on_a_step_that_is_left_out_ticks_nothing(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("7b")
        await running.press("space")
        assert "Step 7b does not apply" in running.said
        assert running.walkthrough.pages.page("7b").tick is None
