"""The tour: six things to press, on one line, and no key is in its way."""

from collections.abc import Callable
from functools import partial

import pytest

from migration.guide.step import Step
from migration.walkthrough import Walkthrough
from screens.walkthrough.escape_key import stop_first
from screens.walkthrough.panes import marks_told
from screens.walkthrough.tour import STOPS, Tour
from tests.screens.conftest import ByHand, Run
from tests.screens.fake_stage import Play
from widgets.commands.table import ALL, keys_now
from widgets.panes.message_line import MessageLine
from widgets.panes.step_list import StepList

Start = Callable[..., Play]


def do(played: Play, *commands: str) -> None:
    """As the screen does: the command, then the tour is told of it."""
    for command in commands:
        played.press(command)
        played.handlers.tour.did(command)


def test_each_stop_is_done_by_its_key_and_the_last_ends_it(play: Start) -> None:
    played = play()
    do(played, "tour")
    assert played.said == "1 of 6: press Tab to go on: it goes round steps, settings, what to do."
    for number, command in enumerate(
        ("next-pane", "move-down", "show-whole", "next-thing", "filter"), 2
    ):
        played.handlers.tour.did(command)
        assert played.said.startswith(f"{number} of 6: "), command
    played.handlers.tour.did("show-keys")
    assert played.said == "The tour is over: i begins it anew."
    played.stage.say("")
    played.handlers.tour.did("next-pane")
    assert played.said == ""


def test_its_sentences_name_keys_and_fit_on_one_line(play: Start) -> None:
    played = play()
    for stop in STOPS:
        said = played.handlers.tour._filled(stop.words)
        assert "{" not in said
        assert len(f"1 of 6: {said}") <= 76
        assert stop.commands <= {command.id for command in ALL}


def test_any_other_command_does_what_it_does_and_says_what_it_says(play: Start) -> None:
    played = play()
    do(played, "tour", "only-differences")
    assert played.view.only_differences
    assert played.said.startswith("Only differences are shown. 1 of 6: ")
    played.stage.say("")
    played.handlers.tour.did("mouse")
    assert played.said.startswith("1 of 6: ")


def test_esc_ends_it_and_says_what_brings_it_back(play: Start) -> None:
    played = play()
    do(played, "tour")
    assert stop_first(played.handlers.stops)
    assert played.said == "The tour is over: i begins it anew."
    played.stage.say("")
    do(played, "next-pane")
    assert played.said == ""


def test_who_is_at_work_before_all_is_read_is_offered_none(play: Start) -> None:
    played = play()
    played.handlers.tour.did("move-down")
    played.handlers.tour.offer()
    assert played.said == ""


def test_a_sentence_that_stands_there_is_not_replaced_by_the_offer(play: Start) -> None:
    played = play()
    played.stage.say("Copied.")
    played.handlers.tour.offer()
    assert played.said == "Copied."


@pytest.mark.parametrize("offers", [True, False])
async def test_the_first_start_of_a_deployment_offers_it_and_no_later_one(
    run: Run, by_hand: Callable[..., Walkthrough], offers: bool
) -> None:
    async with run(by_hand, (80, 24), at_next=True, tour=offers) as running:
        assert ("New here? i begins a tour" in running.text) is offers
        await running.press("tab")
        assert "New here?" not in running.text
        running.main.handlers.leaving.remember_place()
        running.walkthrough.place.finish()
    async with run(by_hand, (80, 24), at_next=True, tour=offers) as running:
        assert "New here?" not in running.text


async def test_the_page_of_keys_brings_it_back(
    run: Run, by_hand: Callable[..., ByHand], steps: tuple[Step, ...]
) -> None:
    async with run(by_hand, (80, 24)) as running:
        await running.press("?")
        assert "i a tour" in running.text
        await running.press("i")
        assert "1 of 6: press Tab to go on" in running.text
        await running.press("tab")
        assert "2 of 6: press ↓ to go on" in running.text
        running.main.handlers.tour._go_to(4)
        await running.press("/")
        assert running.said.startswith("5 of 6")  # the next one could not be read below it
        await running.press("escape")
        await running.until(lambda: running.said.startswith("6 of 6"))


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
@pytest.mark.parametrize("plain", [False, True])
async def test_on_every_screen_it_is_offered_whole_and_each_mark_is_told_in_one_place(
    run: Run, by_hand: Callable[..., Walkthrough], size: tuple[int, int], *, plain: bool
) -> None:
    async with run(by_hand, size, plain=plain) as running:
        main = running.main
        main.say("")
        Tour(main.stage, keys_now, marks=partial(marks_told, main)).offer()
        await running.pilot.pause()
        line = main.query_one(MessageLine)
        assert not line.hides
        shown = " ".join(text.text.strip() for text in line.build(line.size.width))
        in_the_list = main.query_one(StepList).tells_marks
        assert ("○ to do, ◐ begun" in shown) is (not plain and not in_the_list)
        assert ("? tells all marks" in shown) is not plain
        assert not (plain and in_the_list)


def test_who_goes_to_work_is_led_no_further_and_told_so(play: Start) -> None:
    played = play()
    tour = played.handlers.tour
    tour.begin()
    for command in ("tick", "apply", "copy"):
        assert tour.speaks()
        tour.did(command)
    assert not tour.speaks()
    assert played.said == "The tour is over: i begins it anew."


def test_a_stop_stands_beside_what_its_key_was_answered(play: Start) -> None:
    played = play()
    played.handlers.tour._go_to(2)
    played.stage.say("There is nothing to open here.", "warning")
    played.handlers.tour.did("show-whole")
    assert played.said.startswith("There is nothing to open here. 4 of 6: press n to go on")


def test_the_key_of_what_is_next_goes_on_where_the_tour_speaks_of_next(play: Start) -> None:
    played = play()
    tour = played.handlers.tour
    tour._go_to(3)
    tour.did("do-next")
    assert played.said.startswith("5 of 6: ")
    tour._go_to(5)
    tour.did("do-next")
    assert played.said == "The tour is over: i begins it anew."
