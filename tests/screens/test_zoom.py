"""`Z` gives What to do the room of the rows, and nothing that a key acts on is out of sight."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from migration.walkthrough import Walkthrough
from screens.walkthrough.zoom import ALL_SEEN, NO_ROWS
from tests.by_night import every
from tests.screens.conftest import Run, Running
from tests.screens.fake_stage import Play
from widgets.commands.situation import Pane

Start = Callable[..., Play]
SIZES = [(80, 24), (100, 30), (120, 36), (66, 20)]


@pytest.fixture
def reading(play: Start) -> Play:
    """Somebody who reads what to do in step 4, of which there is more than its room."""
    played = play()
    played.text_goes_on = True
    played.stand_on("4")
    played.press("zoom")
    assert played.view.zoomed
    return played


def test_the_text_keeps_the_room_from_step_to_step(reading: Play) -> None:
    reading.stand_on("5")
    reading.text_goes_on = False
    assert reading.view.zoomed
    assert reading.view.pane is Pane.STEPS


@pytest.mark.parametrize(
    "command", ["zoom", "clear", "move-right", "show-whole", "only-differences"]
)
def test_the_rows_come_back_with_the_key_with_esc_and_with_whatever_acts_on_rows(
    reading: Play, command: str
) -> None:
    reading.press(command)
    assert not reading.view.zoomed


def test_what_is_next_among_the_rows_brings_them_back(reading: Play) -> None:
    reading.walkthrough.entered.choose_prefix("acme-login-users")
    reading.press("next-thing")
    while reading.view.pane is not Pane.SETTINGS:
        assert reading.view.zoomed
        reading.press("next-thing")
    assert not reading.view.zoomed


def test_whoever_comes_from_a_row_reads_and_is_on_that_row_again_afterwards(play: Start) -> None:
    played = play()
    played.text_goes_on = True
    played.stand_on("4")
    row = played.handlers.shown.rows()[1]
    played.stand_on("4", row)
    played.press("zoom")
    assert (played.view.pane, played.view.zoomed) == (Pane.GUIDE, True)
    played.press("zoom")
    assert (played.view.pane, played.view.row, played.view.zoomed) == (Pane.SETTINGS, row, False)


def test_whoever_went_on_to_another_step_meanwhile_is_not_put_among_its_rows(play: Start) -> None:
    played = play()
    played.text_goes_on = True
    played.stand_on("4")
    played.stand_on("4", played.handlers.shown.rows()[0])
    played.press("zoom")
    played.views.show(replace(played.view.at_step("5"), pane=Pane.GUIDE))
    assert played.view.zoomed
    played.press("zoom")
    assert (played.view.pane, played.view.zoomed) == (Pane.GUIDE, False)


def test_tab_goes_to_the_text_and_back_while_the_rows_gave_way_to_it(reading: Play) -> None:
    rows = reading.rows[Pane.SETTINGS]
    rows.display, rows.gave_way = False, True
    for command in ("next-pane", "previous-pane"):
        for pane in (Pane.GUIDE, Pane.STEPS):
            reading.press(command)
            assert (reading.view.pane, reading.view.zoomed) == (pane, True)
    reading.press("zoom")
    reading.press("next-pane")
    assert reading.view.pane is Pane.SETTINGS


def test_tab_does_not_go_to_rows_that_are_not_there(play: Start) -> None:
    played = play()
    played.stand_on("4")
    played.rows[Pane.SETTINGS].display = False
    played.press("next-pane")
    assert played.view.pane is Pane.GUIDE


def test_where_nothing_gains_room_the_key_says_so(play: Start) -> None:
    played = play()
    played.stand_on("4")
    played.press("zoom")
    assert (played.said, played.view.zoomed) == (ALL_SEEN, False)
    played.stage.say("")
    played.text_goes_on = True
    played.stand_on("8a")
    assert played.page is not None
    assert not played.page.has_rows
    played.press("zoom")
    assert (played.said, played.view.zoomed) == (NO_ROWS, False)


def test_esc_stops_nothing_where_no_row_is_out_of_sight(reading: Play) -> None:
    reading.stand_on("8a")
    reading.press("clear")
    assert reading.said == "There is nothing to stop, to cover or to clear."
    assert reading.view.zoomed


def text_rows(running: Running) -> int:
    """How many lines of What to do are in view."""
    guide = running.panes.guide
    return min(guide.size.height, len(guide.lines) - guide.scroll_offset.y)


def room_below_its_title(running: Running) -> int:
    """The lines of the whole right side but the one of a title."""
    return running.main.query_one("#work").size.height - 1


def title(running: Running) -> str:
    return next(line for line in running.lines if "hat to do" in line)


@pytest.mark.parametrize("size", every(2, SIZES, first=1), ids=str)
@pytest.mark.parametrize("pane", list(Pane))
async def test_what_to_do_has_the_whole_right_side_and_the_second_press_leaves_the_first_picture(
    run: Run, on_aws: Callable[..., Walkthrough], size: tuple[int, int], pane: Pane
) -> None:
    async with run(on_aws, size) as running:
        await running.stand_in(pane, "3a")
        before, seen = running.text, text_rows(running)
        await running.press("Z")
        panes = running.panes
        assert not panes.settings.display
        assert panes.guide.size.height == room_below_its_title(running)
        assert text_rows(running) > seen
        assert "3a" in title(running)
        assert "Z rows  ? keys" in running.lines[-1]
        await running.press("Z")
        assert running.text == before


async def test_its_title_tells_why_the_step_is_blocked_as_that_of_the_rows_did(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.STEPS, "6")
        await running.press("Z")
        assert running.view.zoomed
        assert "⊘ needs 3a … · 34 ▾" in title(running)
        assert "Z rows  ? keys" in running.lines[-1]


async def test_a_page_of_the_text_is_one_of_its_larger_room_and_nothing_below_its_end_is_shown(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.STEPS, "3a")
        guide = running.panes.guide
        await running.press("pagedown")
        small = guide.scroll_offset.y
        await running.press("home", "Z", "pagedown")
        assert guide.scroll_offset.y > small
        await running.press("Z", "end", "Z")
        assert guide.scroll_offset.y == guide.max_scroll_y
        assert text_rows(running) == min(guide.size.height, len(guide.lines))


async def test_every_step_is_read_with_all_the_room_and_its_rows_are_an_arrow_away(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.STEPS, "3a")
        await running.press("Z")
        settings = running.panes.settings
        for step in running.main.steps:
            running.show_step(step.id)
            await running.rest()
            assert not settings.display
            assert settings.gave_way == (running.page is not None and running.page.has_rows)
        running.show_step("4")
        await running.press("right")
        assert settings.display
        assert running.view.pane is Pane.SETTINGS
        assert settings.cursor in settings.rows_seen
        assert "Z" not in running.lines[-1]


async def test_the_line_of_keys_names_it_where_the_text_goes_on_and_the_keys_are_not_among_rows(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        named = set()
        for step in running.main.steps:
            for pane in (Pane.STEPS, Pane.GUIDE, Pane.SETTINGS):
                await running.stand_in(pane, step.id)
                goes_on = running.panes.guide.goes_on and running.panes.settings.display
                at_rows = running.view.pane is Pane.SETTINGS
                assert ("Z zoom  ? keys" in running.lines[-1]) == (goes_on and not at_rows)
                named |= {step.id} if goes_on else set()
        assert named, "else nothing was tried"


async def test_a_terminal_of_another_size_keeps_it(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.STEPS, "3a")
        await running.press("Z")
        await running.pilot.resize_terminal(120, 36)
        await running.rest()
        assert not running.panes.settings.display
        assert running.panes.guide.size.height == room_below_its_title(running)
        running.main.view.show(replace(running.view, pane=Pane.SETTINGS))
        await running.rest()
        assert running.panes.settings.display
