"""Empty room below a step's settings says what helps, and nothing where there is none."""

from collections.abc import Callable

import pytest

from migration.walk.next_things import order
from migration.walk.next_things.order import next_things
from tests.screens.conftest import Run
from tests.screens.fake_stage import Play
from widgets.text.coming_steps import MOST, coming_steps

Start = Callable[..., Play]


def lines(played: Play, step: str, room: int = 9) -> list[str]:
    derived = played.handlers.shown.derived()
    assert derived is not None
    found = coming_steps(derived.page(step), derived.summaries, next_things(derived), 80, room)
    return [line.text for line in found]


def test_it_says_which_steps_wait_and_what_comes_later_one_thing_a_step(play: Start) -> None:
    played = play()
    assert "⊘ 8a, 8b wait for this step" in lines(played, "2")
    said = lines(played, "1a")
    coming = [text for text in said if text.startswith(("Then  ", "      "))]
    assert 0 < len(coming) <= MOST
    steps = [text.rpartition("(")[2] for text in coming]
    assert len(set(steps)) == len(steps)


def test_what_has_no_room_is_left_out_from_the_end_on(play: Start) -> None:
    whole = lines(play(), "1a")
    assert len(whole) == 3
    assert lines(play(), "1a", 1) == whole[:1]


def test_nothing_comes_after_the_last_step(play: Start) -> None:
    assert lines(play(), "effects") == []


@pytest.mark.parametrize(("size", "says"), [((120, 36), True), ((80, 24), False)])
async def test_room_that_stays_empty_is_used_on_a_small_screen_by_what_to_do(
    run: Run, by_hand: Callable[..., object], size: tuple[int, int], says: bool
) -> None:
    async with run(by_hand, size) as running:
        running.show_step("2")
        await running.rest()
        assert any("for this step" in text for text in running.lines) is says
        rows = [line.row for line in running.panes.settings.lines]
        assert list(dict.fromkeys(row for row in rows if row)) == running.panes.settings.rows
        lines = running.panes.settings.lines
        assert says or running.panes.settings.size.height == len(lines) + 1


async def test_what_is_to_come_is_worked_out_once_for_all_steps(
    run: Run, by_hand: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, (120, 36)) as running:
        running.show_step("2")
        await running.rest()
        asked: list[object] = []
        monkeypatch.setattr(order, "next_things", asked.append)
        running.show_step("3a")
        running.show_step("5")
        await running.rest()
    assert asked == []
