"""Moving about: panes, differences over all steps, filters, sizes."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from migration.walkthrough import Walkthrough
from screens.walkthrough.moving import Moving
from screens.walkthrough.view_state import ViewState, ViewStore
from tests.by_night import every
from tests.screens.conftest import NEW_POOL, OLD_POOL, ByHand, Run
from tests.screens.fake_stage import FakeStage
from widgets.commands.situation import Pane
from widgets.text.step_page import value_address

Make = Callable[..., ByHand]


async def test_the_step_shown_follows_the_cursor_in_the_sidebar(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        await running.press("h", "h", "g")
        assert running.view.step == running.main.steps[0].id
        for step in running.main.steps:
            assert running.view.step == step.id
            assert step.title in running.lines[running.panes.header.height_in_lines]
            await running.press("down")


async def test_tab_goes_round_the_panes_that_are_there(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws) as running:
        seen = []
        for _ in range(3):
            seen.append(running.view.pane)
            await running.press("tab")
        assert seen == [Pane.SETTINGS, Pane.GUIDE, Pane.STEPS]
        without_rows = next(
            step.id
            for step in running.main.steps
            if not running.walkthrough.pages.page(step.id).groups
        )
        running.show_step(without_rows)
        await running.rest()
        assert not running.panes.settings.display
        for _ in range(4):
            await running.press("tab")
            assert running.view.pane != "settings"


async def test_d_hides_what_is_the_same_and_says_how_much(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        running.show_step("4")
        await running.press("d")
        assert "https://a.example/" not in running.text
        assert "https://b.example/" in running.text
        assert "more need nothing: d shows them" in running.text
        await running.press("d")
        assert "https://a.example/" in running.text


async def test_a_click_makes_a_pane_active_and_chooses_row_and_pool(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand) as running:
        running.show_step("4")
        await running.rest()
        y = next(
            number for number, line in enumerate(running.lines) if "https://b.example/" in line
        )
        await running.pilot.click(offset=(running.lines[y].index("https://b.example/") + 2, y))
        await running.rest()
        assert running.view.pane == "settings"
        assert "b.example" in running.panes.settings.cursor
        assert running.panes.settings.column == "old"
        await running.pilot.click("#steps", offset=(8, 2))
        await running.rest()
        assert running.view.pane == "steps"
        assert running.view.step == "1a"


async def test_a_terminal_that_is_too_small_says_what_it_needs_and_loses_nothing(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand, (120, 36)) as running:
        running.show_step(
            "4",
            next(
                row.id
                for row in running.walkthrough.pages.settings()
                if row.item == "https://b.example/"
            ),
        )
        await running.rest()
        before = running.text
        await running.pilot.resize_terminal(40, 10)
        await running.until(lambda: "Poolwalk needs" in running.text)
        assert "60 columns and 16" in " ".join(running.text.split())
        assert OLD_POOL.id not in running.text
        await running.pilot.resize_terminal(120, 36)
        await running.until(lambda: NEW_POOL.id in running.text)
        assert running.text == before


@pytest.mark.parametrize("size", every(3, [(60, 16), (80, 24), (100, 30), (120, 36)]))
async def test_every_row_of_every_step_can_be_reached(
    run: Run, on_aws: Callable[..., Walkthrough], size: tuple[int, int]
) -> None:
    async with run(on_aws, size) as running:
        settings = running.panes.settings
        for step in running.main.steps:
            running.show_step(step.id)
            await running.rest()
            if not settings.display:
                continue
            running.look(pane=Pane.SETTINGS)
            await running.press("g")
            seen = [settings.cursor]
            for _ in range(len(settings.rows) - 1):
                await running.pilot.press("down")
                seen.append(settings.cursor)
                top, height = settings.scroll_offset.y, settings.size.height
                at = next(y for y, line in enumerate(settings.lines) if line.row == settings.cursor)
                assert top <= at < top + height
            assert seen == settings.rows


async def test_settings_get_their_room_also_when_the_step_before_had_none(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        heights = []
        for before in ("5", "1a"):
            running.show_step(before)
            await running.rest()
            running.show_step("4")
            await running.until(lambda: running.panes.settings.size.height > 6)
            heights.append(running.panes.settings.size.height)
        assert heights[0] == heights[1]


class AtEnd:
    """A pane in which no key moves anything."""

    cursor = "1a"
    rows = rows_seen = ("1a",)
    display = True
    gave_way = False

    def move_to(self, _: str) -> bool:
        return False

    move_by = move_page = scroll_by = lambda self, _: False
    move_first = move_last = lambda self: False


def test_a_key_that_moves_nothing_says_so_behind_an_error_that_stands_there() -> None:
    stage, views = FakeStage(), ViewStore(ViewState(step="1a"))
    moving = Moving(stage, views, lambda _: AtEnd())
    for pane, name in (
        (Pane.STEPS, "the list of steps"),
        (Pane.SETTINGS, "the settings"),
        (Pane.GUIDE, "What to do"),
    ):
        views.show(replace(views.now, pane=pane, column="new"))
        paged = "What to do" if pane is Pane.STEPS else name
        for press, said in (
            (moving.up, f"The top of {name}"),
            (moving.first, f"The top of {name}"),
            (moving.down, f"The end of {name}"),
            (moving.last, f"The end of {name}"),
            (moving.page_up, f"The top of {paged}"),
            (moving.page_down, f"The end of {paged}"),
        ):
            stage.say("")
            press()
            assert stage.said == f"{said}: Tab goes to the next pane."
            assert views.now.pane is pane
    stage.say("")
    moving.right()
    assert stage.said == "This is the rightmost: Tab goes to the next pane, ← back."
    stage.say("")
    views.show(replace(views.now, pane=Pane.STEPS))
    moving.left()
    assert stage.said == "The steps are the leftmost pane: → goes on."
    views.show(replace(views.now, pane=Pane.GUIDE))
    stage.say("It is refused.", "error")
    moving.right()
    assert stage.said == "It is refused. This is the rightmost: Tab goes to the next pane, ← back."


async def test_a_page_stays_in_the_pane_that_has_the_keys(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        running.show_step("3a")
        running.look(pane=Pane.SETTINGS)
        await running.press("G", "pagedown", "pagedown")
        await running.pilot.pause()
        assert running.panes.guide.scroll_offset.y == 0
        assert running.said == "The end of the settings: Tab goes to the next pane."
        title = next(text for text in running.lines if "What to do" in text)
        assert "Tab" in title
        assert "PgDn" not in title


async def test_from_the_steps_home_and_end_stay_in_the_text_until_it_is_at_its_end(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.STEPS, "8a")
        guide = running.panes.guide
        await running.press("pagedown", "home")
        assert (running.view.step, guide.scroll_offset.y) == ("8a", 0)
        await running.press("end")
        assert (running.view.step, guide.scroll_offset.y) == ("8a", guide.max_scroll_y)
        await running.press("home", "home")
        assert running.view.step == running.main.steps[0].id


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("size", every(2, [(80, 24), (66, 20), (100, 30), (120, 36)], first=1))
async def test_the_pointer_is_where_the_keys_are_and_its_outline_at_the_step_shown_alone(
    run: Run, on_aws: Callable[..., Walkthrough], size: tuple[int, int], ascii_only: bool
) -> None:
    here, shown = (">", ":") if ascii_only else ("▸", "▹")
    async with run(on_aws, size, ascii_only=ascii_only) as running:
        running.show_step("3a")
        page = running.page
        assert page is not None
        running.look(pane=Pane.GUIDE, guide_row=value_address(page.values[0]))
        for pane in Pane:  # each has a row that it keeps
            running.look(pane=pane)
            await running.rest()
            body = slice(running.panes.header.height_in_lines, -3)
            left = {text[:1] for text in running.lines[body]}
            beside = running.panes.guide.region.x
            right = {text[beside : beside + 1] for text in running.lines[body]}
            assert left & {here, shown} == {here if pane is Pane.STEPS else shown}
            assert right & {here, shown} == (set() if pane is Pane.STEPS else {here})


@pytest.mark.parametrize("step", ["3a", "7a", "8a"])
async def test_whoever_comes_into_what_to_do_begins_where_reading_begins(
    run: Run, on_aws: Callable[..., Walkthrough], step: str
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.STEPS, step)
        guide = running.panes.guide
        while running.view.pane is not Pane.GUIDE:
            await running.press("tab")
        assert guide.scroll_offset.y == 0
        assert running.view.guide_row in {"", *guide.rows_seen}
        text = next(line.text for line in guide.lines if line.text)
        assert text in running.text
        await running.press("pagedown", "tab", "shift+tab")  # and goes on where it was left
        assert guide.scroll_offset.y > 0


async def test_from_the_steps_the_text_of_what_to_do_is_paged_and_no_other_step_comes(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.STEPS, "3a")
        assert "PgDn" in next(text for text in running.lines if "What to do" in text)
        await running.press("pagedown")
        await running.pilot.pause()
        assert running.panes.guide.scroll_offset.y > 0
        assert (running.view.step, running.view.pane) == ("3a", Pane.STEPS)


@pytest.mark.parametrize("step", ["6", "9", "1a"])
async def test_home_at_the_top_and_end_at_the_end_say_so_where_the_first_row_is_out_of_view(
    run: Run, on_aws: Callable[..., Walkthrough], step: str
) -> None:
    async with run(on_aws, (80, 24)) as running:
        running.show_step(step)
        running.look(pane=Pane.GUIDE)
        await running.press("end", "home")
        assert "of What to do" not in running.said
        await running.press("home")
        assert running.said.startswith("The top of What to do")
        await running.press("end")
        assert "of What to do" not in running.said
        await running.press("end")
        assert running.said.startswith("The end of What to do")
