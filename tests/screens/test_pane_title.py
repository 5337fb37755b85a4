"""The line above a pane: what stands in it, and that the pane goes on below what is seen."""

import re
from collections.abc import Callable

import pytest
from rich.console import RenderableType
from textual.screen import Screen

from migration.walkthrough import Walkthrough
from tests.screens.conftest import Run, Running
from widgets.commands.situation import Pane


def below(running: Running, title: str) -> int:
    """How many lines the title of a pane says to be below; 0 where it says nothing."""
    line = next(line for line in running.lines if title in line)
    found = re.search(r"(\d+) (?:more )?(?:lines? )?▾", line)
    return int(found[1]) if found else 0


async def test_what_goes_on_below_is_said_with_its_key_until_its_end_is_seen(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24), at_next=True) as running:
        title = "▸ What to do"
        guide = running.panes.guide
        assert below(running, title) == len(guide.lines) - guide.size.height > 0
        assert "PgDn" in next(line for line in running.lines if title in line)
        before = below(running, title)
        await running.press("pagedown")
        assert 0 < below(running, title) < before
        await running.press("end")
        assert below(running, title) == 0
        await running.press("home")
        assert below(running, title) == before


async def test_the_key_stands_where_the_keys_go_and_the_remark_is_kept(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.SETTINGS, "4")
        settings, guide = (
            next(line for line in running.lines if name in line)
            for name in ("▸ 4  App clients", "What to do")
        )
        assert re.search(r"settings to do(?: …)? · (?:PgDn )?\d+ (?:more )?▾", settings)
        assert "PgDn" not in guide
        assert below(running, "What to do") > 0


async def test_of_a_remark_nothing_is_left_out_without_a_sign(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        running.show_step("6")
        for pane in (Pane.STEPS, Pane.SETTINGS):
            running.look(pane=pane)
            await running.rest()
            title = next(line for line in running.lines if "6  Skills" in line and "needs" in line)
            assert "needs 3a, 3b, 3c" in title or "needs 3a …" in title


async def test_a_long_remark_of_one_clause_is_cut_and_what_goes_on_is_told_beside_it(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        title = running.panes.guide_title
        title.show("8b  iOS · what to do", "waits for the review and release of the App Store")
        for above, below_it in ((0, 30), (5, 30), (5, 0), (0, 0)):
            title.show_hidden(above, below_it)
            said = title.build(55)[0].text
            assert "waits for the" in said
            assert "…" in said
            assert ("30 ▾" in said) is bool(below_it)
            assert ("5 above" in said) is (bool(above) and not below_it)


async def test_a_list_of_steps_that_goes_on_below_says_how_many_do(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 18)) as running:
        running.look(pane=Pane.STEPS)
        sidebar = running.panes.sidebar
        for _ in running.main.steps:
            last = running.lines[running.panes.header.height_in_lines + sidebar.size.height - 1]
            left = len(sidebar.lines) - sidebar.scroll_offset.y - sidebar.size.height
            below = re.match(r" +▾ (\d+) more ", last)
            assert int(below[1] if below else 0) == (left + 1 if left else 0) or "▸" in last[:2]
            assert any(line.startswith("▸") for line in running.lines), "the cursor is seen"
            await running.pilot.press("down")
            await running.pilot.pause()
        assert not any(re.match(r" +▾", line) for line in running.lines)


async def test_another_step_is_told_as_its_panes_will_be_before_they_have_that_height(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    # What is told twice is painted twice.
    async with run(on_aws, (80, 24)) as running:
        panes = running.panes
        for step in ("4", "2", "9", "5"):
            told: list[tuple[int, ...]] = []
            for pane in (panes.settings, panes.guide):
                pane.tells = lambda *hidden, told=told: told.append(hidden)
            height = panes.settings.size.height
            running.show_step(step)
            at_once = list(told)
            await running.rest()
            assert told == at_once, f"step {step}, from {height} lines"


async def test_a_page_on_which_a_pane_comes_or_goes_is_painted_as_it_stays(
    run: Run, on_aws: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(on_aws, (80, 24)) as running:
        app, painted = running.app, list[str]()
        display = app._display

        def displayed(screen: Screen[object], drawn: RenderableType | None) -> None:
            painted.append(running.text)
            display(screen, drawn)

        running.show_step("4")
        await running.rest()
        monkeypatch.setattr(app, "_display", displayed)
        for step, has_settings in (("effects", False), ("2", True), ("8a", False), ("also", True)):
            painted.clear()
            running.show_step(step)
            await running.rest()
            assert running.panes.settings.display is has_settings
            assert set(painted) == {running.text}, step


@pytest.mark.parametrize("theme", ["poolwalk-dark", "ansi-dark"])
async def test_a_title_is_a_band_or_a_rule_where_a_terminal_has_no_colour_for_one(
    run: Run, on_aws: Callable[..., Walkthrough], theme: str
) -> None:
    async with run(on_aws, (80, 24)) as running:
        running.app.theme = theme
        await running.rest()
        running.main.draw()
        titles = (running.panes.settings_title, running.panes.guide_title)
        ruled = ["─" in title.build(55)[0].text for title in titles]
        assert ruled == [theme.startswith("ansi")] * 2
        own = {title.styles.background == running.panes.guide.styles.background for title in titles}
        assert own == {theme.startswith("ansi")}


async def test_of_a_state_the_last_word_stays_and_what_goes_on_is_a_number_first(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        title = running.panes.guide_title
        title.set_active(True)
        title.show_hidden(0, 31)
        title.show("8b  iOS · what to do", "◐ Version 5.11 came out in the App Store on 2026-11-20")
        said = title.build(70)[0].text
        assert "◐ Version 5.11" in said
        assert "… 2026-11-20" in said
        title.show("5  E-mail", "◐ done at AWS; tick the console's part")
        assert "◐ done at AWS; tick the console's part · 31 ▾" in title.build(64)[0].text


async def test_whoever_had_the_end_of_a_text_in_view_has_read_it_wherever_they_are_now(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (80, 24)) as running:
        await running.stand_in(Pane.GUIDE, "effects")
        shown, guide = running.main.handlers.shown, running.panes.guide
        assert not shown.text_ends()
        told = [below(running, "▸ Effects")]
        while guide.scroll_offset.y + guide.size.height < len(guide.lines):
            await running.press("pagedown")
            told.append(below(running, "▸ Effects"))
        assert told == sorted(told, reverse=True), "it tells one thing"
        assert told[0] == len(guide.lines) - guide.size.height > told[-1] == 0
        assert shown.text_ends()
        await running.press("home")
        assert shown.text_ends()
        await running.press("space")
        assert "effects" in running.walkthrough.state.record.ticks
