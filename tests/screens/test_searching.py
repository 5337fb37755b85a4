"""The next difference over all steps, only differences, a filter; and how the cursor moves."""

from collections.abc import Callable
from dataclasses import replace

from tests.screens.conftest import reading
from tests.screens.fake_stage import FakeRows, Play
from tests.screens.test_pictures import pools
from widgets.commands.situation import Pane

Start = Callable[..., Play]


def here(played: Play) -> tuple[str, str]:
    return played.view.step, played.view.row


def test_n_visits_every_difference_once_and_comes_round_and_N_goes_back(  # noqa: N802
    play: Start,
) -> None:
    played = play(pools())
    expected = played.handlers.shown.differences()
    assert len({step for step, _ in expected}) > 2
    played.stand_on(*expected[0])
    seen = []
    for _ in expected:
        seen.append(here(played))
        played.press("next-difference")
    assert seen == expected
    assert here(played) == expected[0]
    played.press("previous-difference")
    assert here(played) == expected[-1]
    assert played.view.pane is Pane.SETTINGS


def test_n_goes_on_from_a_step_without_differences(play: Start) -> None:
    played = play(pools())
    differences = played.handlers.shown.differences()
    played.stand_on("1a")
    played.press("next-difference")
    assert here(played) == differences[0]
    last_step = played.walkthrough.state.steps[-1].id
    played.stand_on(last_step)
    played.press("previous-difference")
    assert here(played) == differences[-1]


def test_n_goes_to_the_difference_below_a_row_that_is_none(play: Start) -> None:
    played = play(pools())
    rows_of_4 = [row for step, row in played.handlers.shown.differences() if step == "4"]
    played.stand_on("4", "4/x/y")
    all_rows = played.handlers.shown.rows()
    at = all_rows.index(rows_of_4[1])
    between = next(row for row in reversed(all_rows[:at]) if row not in rows_of_4)
    played.stand_on("4", between)
    played.press("next-difference")
    below = [row for row in all_rows[all_rows.index(between) :] if row in rows_of_4]
    assert here(played) == ("4", below[0])


def test_without_differences_n_says_so(play: Start) -> None:
    same = {"CallbackURLs": ["https://a.example/"]}
    played = play(reading(same, same))
    played.handlers.shown.differences = list  # type: ignore[method-assign]
    played.press("next-difference")
    assert played.said == "No difference is left to carry over."


def test_only_differences_and_a_filter_are_said_and_taken_back(play: Start) -> None:
    played = play()
    played.stand_on("4", played.handlers.shown.differences()[0][1])
    every = played.handlers.shown.rows()
    played.press("only-differences")
    assert played.said == "Only differences are shown."
    assert len(played.handlers.shown.rows()) < len(every)
    played.press("filter")
    played.stage.answer(" b.EX ")
    assert played.view.filter == "b.EX"
    assert len(played.handlers.shown.rows()) == 1
    played.press("filter")
    played.stage.answer(None)
    assert played.view.filter == "b.EX"
    played.stage.say("")
    played.press("clear")
    assert played.handlers.shown.rows() == every


def test_a_filter_does_not_stand_in_the_way_of_n(play: Start) -> None:
    played = play(pools())
    played.views.show(replace(played.view, filter="nothing holds this"))
    played.press("next-difference")
    assert played.view.filter == ""


# --- moving ---------------------------------------------------------------------------------------
def test_left_and_right_go_from_steps_to_old_to_new_and_back(play: Start) -> None:
    played = play()
    played.stand_on("4")
    places = []
    for way in ("left", "right", "right", "right", "left", "left", "left"):
        played.press(f"move-{way}")
        places.append((played.view.pane, played.view.column))
    old, new, steps = (Pane.SETTINGS, "old"), (Pane.SETTINGS, "new"), (Pane.STEPS, "old")
    assert places == [steps, old, new, new, old, steps, steps]


def test_tab_goes_round_the_panes_that_are_there(play: Start) -> None:
    played = play()
    played.stand_on("4")
    for _ in range(3):
        played.press("next-pane")
    assert played.view.pane is Pane.STEPS
    played.rows[Pane.SETTINGS].display = False
    seen = []
    for _ in range(3):
        played.press("previous-pane")
        seen.append(played.view.pane)
    assert seen == [Pane.GUIDE, Pane.STEPS, Pane.GUIDE]


def test_going_to_what_to_do_selects_its_first_row(play: Start) -> None:
    played = play()
    played.rows = {**played.rows, Pane.GUIDE: FakeRows(["value:a", "value:b"])}
    played.stand_on("3a")
    played.press("previous-pane")
    assert (played.view.pane, played.view.guide_row) == (Pane.GUIDE, "value:a")


def test_the_step_shown_follows_the_cursor_in_the_list_of_steps(play: Start) -> None:
    played = play()
    ids = [step.id for step in played.walkthrough.state.steps]
    played.rows = {**played.rows, Pane.STEPS: FakeRows(ids)}
    played.stand_on(ids[0])
    for step in ids[1:]:
        played.press("move-down")
        assert played.view.step == step
    played.press("go-first")
    assert played.view.step == ids[0]


def test_each_step_keeps_its_row_and_a_secret_is_covered_when_one_moves(play: Start) -> None:
    played = play()
    row = next(row for step, row in played.handlers.shown.differences() if step == "4")
    played.stand_on("4", row)
    played.views.show(replace(played.view, revealed=row))
    played.stand_on("5")
    assert played.view.revealed == ""
    played.stand_on("4")
    assert played.view.row == row
    for command in ("move-left", "move-right", "next-pane"):
        played.stand_on("4", row)
        played.views.show(replace(played.view, revealed=row))
        played.press(command)
        assert played.view.revealed == "", command
