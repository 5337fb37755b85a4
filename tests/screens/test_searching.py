"""The next difference over all steps, only differences, what holds a word; how the cursor moves."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from migration.walkthrough import Walkthrough
from screens.dialogs.search import SearchDialog
from tests.screens.conftest import Run, reading
from tests.screens.fake_stage import FakeRows, Play
from widgets.commands.situation import Pane
from widgets.text.search_lines import holding

Start = Callable[..., Play]


def here(played: Play) -> tuple[str, str]:
    return played.view.step, played.view.row


def test_only_differences_are_said_and_taken_back(play: Start) -> None:
    played = play()
    played.stand_on("4", played.handlers.shown.differences()[0][1])
    every = played.handlers.shown.rows()
    played.press("only-differences")
    assert played.said == "Only differences are shown."
    assert len(played.handlers.shown.rows()) < len(every)
    played.stage.say("")
    played.press("clear")
    assert played.handlers.shown.rows() == every


# --- what holds a word ----------------------------------------------------------------------------
def search(played: Play) -> SearchDialog:
    played.press("filter")
    dialog = played.stage.dialog
    assert isinstance(dialog, SearchDialog)
    return dialog


def test_a_search_finds_rows_of_all_steps_by_name_and_value_grouped_by_step(play: Start) -> None:
    found = holding(search(play())._rows, "Cli")
    steps = [row.step for row in found]
    assert len(set(steps)) > 1
    assert steps == sorted(steps, key=list(dict.fromkeys(steps)).index)
    assert [(row.step, row.name, row.value) for row in holding(found, "b.EX call")] == [
        ("4 App clients · rainmaker-user-pool-client", "callback URLs", "https://b.example/")
    ]
    assert holding(found, "  ") == []


@pytest.mark.parametrize(
    ("typed", "step"),
    [("8a", "8a"), ("7A", "7a"), ("9", "9"), ("andr", "8a"), ("8a android", "8a")],
)
def test_a_steps_id_or_the_begin_of_its_title_finds_the_step_first(
    play: Start, typed: str, step: str
) -> None:
    played = play()
    first, *_ = holding(search(played)._rows, typed)
    played.stage.answer(first.address)
    assert (played.view.step, played.view.pane) == (step, Pane.STEPS)


def test_the_id_of_each_step_finds_that_step_first(play: Start) -> None:
    played = play()
    rows = search(played)._rows
    ids = [step.id for step in played.walkthrough.state.steps]
    first = {typed: holding(rows, typed)[0].address for id_ in ids for typed in (id_, id_.upper())}
    assert first == {typed: f"{typed.lower()} {Pane.STEPS.value} " for typed in first}


def test_who_chooses_a_row_stands_on_it_though_it_was_hidden_and_who_leaves_stays(
    play: Start,
) -> None:
    played = play()
    played.stand_on("5")
    played.press("only-differences")
    before = played.view
    same = next(row for row in holding(search(played)._rows, "https://a.example/"))
    played.stage.answer(None)
    assert played.view == before
    search(played)
    played.stage.answer(same.address)
    assert (played.view.step, played.view.pane) == ("4", Pane.SETTINGS)
    assert played.view.row in played.handlers.shown.rows()
    assert "a.example" in played.view.row


def test_no_secret_is_found_by_its_value(play: Start) -> None:
    made = reading({"ClientSecret": "hunter2"}, {"ClientSecret": "hunter3"})
    rows = search(play(made))._rows
    assert holding(rows, "hunter") == []
    assert holding(rows, "secret")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_is_found_shows_as_one_types_and_enter_goes_there(
    run: Run, by_hand: Callable[..., Walkthrough], size: tuple[int, int]
) -> None:
    async with run(by_hand, size) as running:
        await running.pilot.press("/", *"example")
        await running.pilot.pause()
        assert "4 App clients · rainmaker" in running.text
        assert any("▸" in line and "a.example" in line for line in running.lines)
        await running.pilot.press("down")
        await running.pilot.pause()
        assert any("▸" in line and "b.example" in line for line in running.lines)
        await running.pilot.press(*"zzz", "enter")
        assert "No row holds it." in running.text
        await running.pilot.press("backspace", "backspace", "backspace", "down", "enter")
        await running.rest()
        assert "b.example" in running.view.row
        assert any("▸" in line and "b.example" in line for line in running.lines)


# --- moving ---------------------------------------------------------------------------------------
def test_left_and_right_go_from_steps_to_new_and_back_by_way_of_old(play: Start) -> None:
    played = play()
    played.stand_on("4", column="new")
    places = []
    for way in ("left", "right", "left", "right", "left", "left", "left", "right"):
        played.press(f"move-{way}")
        places.append((played.view.pane, played.view.column))
    old, new, steps = (Pane.SETTINGS, "old"), (Pane.SETTINGS, "new"), (Pane.STEPS, "new")
    assert places == [steps, new, old, new, old, steps, steps, new]


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
