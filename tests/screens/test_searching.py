"""The next difference over all steps, only differences, a filter; and how the cursor moves."""

from collections.abc import Callable
from dataclasses import replace

from tests.screens.fake_stage import FakeRows, Play
from widgets.commands.situation import Pane

Start = Callable[..., Play]


def here(played: Play) -> tuple[str, str]:
    return played.view.step, played.view.row


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
