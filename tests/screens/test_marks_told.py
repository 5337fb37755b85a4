"""What a mark means is read where it stands, as long as there is room."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len

from migration.checks.check_verdict import CheckVerdict
from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.guide.page import NEW_SIDE, OLD_SIDE
from migration.guide.skills_rows import SIDES as STACK
from migration.walkthrough import Walkthrough
from tests.screens.conftest import Run, Running
from tests.screens.every_screen import FINDING
from widgets.commands.situation import Pane
from widgets.panes.message_line import MessageLine
from widgets.panes.step_list import NAMED
from widgets.text.legend import LEGEND, OF_SETTINGS
from widgets.text.line import Line, Span
from widgets.text.marks import STATE_WORDS
from widgets.text.row_marks import row_marks

Make = Callable[..., Walkthrough]


def below_the_steps(running: Running) -> dict[str, str]:
    """The marks that are told below the list, with their words."""
    lines = running.panes.sidebar.lines
    last = max(at for at, shown in enumerate(lines) if shown.row)
    told = (shown.text.partition(" ") for shown in lines[last + 1 :] if shown.text)
    return {mark: words for mark, _, words in told}


async def test_below_the_steps_each_mark_of_theirs_is_told_and_no_other(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws, (120, 36)) as running:
        before = below_the_steps(running)
        rows = [shown for shown in running.panes.sidebar.lines if shown.row]
        assert set(before) == {shown.spans[0].text.strip() for shown in rows}
        assert "✓" not in before
        running.walkthrough.checklist.tick("1a")
        await running.rest()
        assert below_the_steps(running) == {**before, "✓": "done"}


@pytest.mark.parametrize("given", [{}, {"plain": True}], ids=["small", "plain"])
async def test_where_a_step_would_give_way_or_words_stand_nothing_is_told_below_the_steps(
    run: Run, on_aws: Make, given: dict[str, bool]
) -> None:
    async with run(on_aws, (120, 36) if given else (80, 24), **given) as running:
        assert below_the_steps(running) == {}
        assert not running.panes.sidebar.tells_marks


async def test_the_cursor_passes_by_what_is_told(run: Run, on_aws: Make) -> None:
    async with run(on_aws, (120, 36)) as running:
        assert running.panes.sidebar.tells_marks
        assert running.panes.sidebar.rows == [step.id for step in running.main.steps]


def rare_row(running: Running, state: SettingState) -> tuple[str, Setting]:
    """A step that has a setting in a state, and that setting."""
    derived = running.main.opened.derived()
    assert derived is not None
    return next(
        (summary.step.id, setting)
        for summary in derived.summaries
        for setting in summary.settings
        if setting.state is state
    )


@pytest.mark.parametrize("state", [SettingState.EXPECTED, SettingState.EXTRA])
async def test_on_a_row_whose_mark_few_have_the_free_line_tells_it(
    run: Run, on_aws: Make, state: SettingState
) -> None:
    async with run(on_aws, (80, 24)) as running:
        step, setting = rare_row(running, state)
        running.show_step(step)
        running.look(pane=Pane.SETTINGS, chosen_look=False, rows={step: setting.id})
        await running.rest()
        line = running.main.query_one(MessageLine)
        told = line.build(80)[0].text
        if running.panes.settings.tells_marks:
            assert STATE_WORDS[state] in running.text
            assert told == ""
        else:
            assert STATE_WORDS[state] in told
        await running.pilot.resize_terminal(120, 50)
        await running.rest()
        assert running.text.count(STATE_WORDS[state]) == 1  # now below the rows, and there alone
        await running.pilot.resize_terminal(80, 24)
        await running.rest()
        assert line.build(80)[0].text == told
        running.main.say("Something else.")
        assert "Something else." in line.build(80)[0].text
        running.main.say("")
        running.look(pane=Pane.STEPS)
        await running.rest()
        assert line.build(80)[0].text == ""


async def test_below_the_rows_each_of_their_marks_is_told(run: Run, on_aws: Make) -> None:
    async with run(on_aws, (120, 50)) as running:
        running.show_step("2")
        await running.rest()
        lines = running.panes.settings.lines
        marks = {shown.spans[0].text.strip() for shown in lines if shown.row} - {""}
        meanings = {one.mark: one.meaning for one in OF_SETTINGS}
        assert marks
        for mark in marks:
            assert f"{mark} {meanings[mark]}" in running.text


def test_no_two_marks_of_one_place_look_alike_in_ascii_either() -> None:
    for marks in LEGEND.values():
        for forms in ([one.mark for one in marks], [one.ascii for one in marks]):
            assert len(set(forms)) == len(forms), forms


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        (NAMED, "✓✗?◷ right: checks"),
        (25, "✓✗?◷ right: checks"),
        (30, "✓ ✗ ? ◷ at the right: checks"),
    ],
)
async def test_what_the_marks_of_the_checks_are_is_told_whole_however_narrow(
    run: Run, on_aws: Make, cells: int, told: str
) -> None:
    async with run(on_aws, (120, 50)) as running:
        sidebar, summaries = running.panes.sidebar, list(running.panes.sidebar._summaries)
        found = [*((verdict, "") for verdict in CheckVerdict), (CheckVerdict.REFUSED, "Amazon")]
        for at, (verdict, awaits) in enumerate(found):
            checked = replace(FINDING, verdict=verdict)
            summaries[at] = replace(summaries[at], checked=checked, awaits=awaits)
        sidebar.show(summaries)
        assert sidebar._built(cells)[-1].text == told
        assert cell_len(told) <= cells


def test_where_the_columns_are_one_stack_no_second_pool_is_told_of() -> None:
    rows = [Line((Span("= "), Span("StageName")), "6/-/StageName")]
    (stack,) = row_marks(rows, 80, STACK)
    (pools,) = row_marks(rows, 80, (OLD_SIDE, NEW_SIDE))
    assert stack.text == "= the same now and after"
    assert pools.text == f"= {STATE_WORDS[SettingState.SAME]}"
