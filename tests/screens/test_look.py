"""What the screen looks like at every width: names, counts, the bar, the pane that has the keys."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from migration.walkthrough import Walkthrough
from screens.walkthrough.panes import TIGHT
from tests.by_night import every
from tests.screens.conftest import Run, Running
from tests.walkthroughs import MAIN, NEW_MAIN
from widgets.commands.situation import Pane
from widgets.panes.cursor_row import EDGE, GUTTER
from widgets.panes.step_list import WIDE
from widgets.text.line import WIDEST

WIDTHS = every(3, [60, 75, 99, 80, 76, 100, 110, 109, 120, 160])


async def resized(running: Running, width: int, height: int = 30) -> None:
    await running.pilot.resize_terminal(width, height)
    await running.until(lambda: running.app.size.width == width)
    await running.rest()


def steps_have_their_names(running: Running, width: int) -> None:
    """A step's name stands whole in its row, and apart from how many settings are left."""
    for step in running.main.steps:
        row = next(line for line in running.panes.sidebar.lines if line.row == step.id)
        named = " ".join(row.text.split())
        if width >= TIGHT:
            assert (step.short or step.title) in named or step.title in named
        assert re.fullmatch(r".*\D \d+|.*\D\d?[a-z]?\s*", row.text.replace(step.id, "", 1)), (
            row.text
        )


def headings_stand_over_several_steps(running: Running) -> None:
    sections = Counter(step.section for step in running.main.steps)
    lines = running.panes.sidebar.lines
    last = max(at for at, line in enumerate(lines) if line.row)  # below it marks are told
    shown = [line.text.strip() for line in lines[:last] if not line.row]
    wide = running.panes.sidebar.line_width - GUTTER >= WIDE
    assert shown == ([section for section, steps in sections.items() if steps > 1] if wide else [])


def the_header_says_where_and_how_far(running: Running) -> None:
    assert running.lines[0].startswith(" Poolwalk  ")
    assert re.search("[█░]{5,}", "\n".join(running.lines[:3]))
    assert "read-write" in "\n".join(running.lines[:3])


async def test_at_every_width_steps_have_names_and_the_header_its_bar(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), (80, 30)) as running:
        # the address of an emulator, which is never cut, is not in the header of a deployment
        running.walkthrough.store.change(
            lambda now: replace(now, deployment=replace(now.online(), endpoint=""))
        )
        running.show_step("4")
        for width in WIDTHS:
            await resized(running, width)
            the_header_says_where_and_how_far(running)
            steps_have_their_names(running, width)
            headings_stand_over_several_steps(running)
            for line in running.panes.guide.lines:
                assert len(line.text) <= WIDEST


async def test_the_pane_that_has_the_keys_shows_it_and_the_others_do_not(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), (120, 36)) as running:
        running.show_step("4")
        for pane in (Pane.SETTINGS, Pane.GUIDE):
            running.look(pane=pane)
            await running.pilot.pause()
            titles = {Pane.SETTINGS: "4  App clients", Pane.GUIDE: "What to do"}
            for of, title in titles.items():
                named = re.compile(f"[─▸ ] {title} ")
                line = next(line for line in running.lines if named.search(line))
                assert (f"▸ {title}" in line) is (of is pane)
                edged = {running.panes.of_pane[of]._spans(y)[0].text[0] for y in range(4)}
                assert (EDGE in edged) is (of is pane)


async def test_the_side_that_changes_leads_and_what_is_the_same_steps_back(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), (120, 36)) as running:
        running.show_step("4")
        await running.rest()
        lines = running.panes.settings.lines
        roles = {
            line.spans[0].text.strip(): [span.role for span in line.spans if span.cell]
            for line in lines
            if line.row
        }
        assert roles["+"] == ["", "todo"]
        assert roles["="] == ["faint", "faint"]
        groups = [
            at for at, line in enumerate(lines) if line.spans and line.spans[0].role == "heading"
        ]
        assert len(groups) > 2
        assert all(not lines[at - 1].spans for at in groups[1:]), "groups breathe"


async def test_a_page_that_lacks_a_line_of_being_whole_has_one_of_what_to_do(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), (80, 24)) as running:
        running.show_step("1b")
        await running.rest()
        assert "The dashboard's stack" in running.text
        assert re.search(r"Skills +2\.9\.0 ", running.text), running.text


async def test_whose_column_is_which_is_seen_however_far_its_rows_are_scrolled(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), (120, 36)) as running:
        running.show_step("4")
        await running.rest()
        pane = running.panes.settings
        top = pane.region.y
        assert "New · Email & Phone" in running.lines[top]
        for key in ("end", "pageup", "home"):
            await running.press(key)
            assert "Old · Email" in running.lines[top]
            assert "New · Email & Phone" in running.lines[top]
            assert any("▸" in text for text in running.lines[top + 1 : pane.region.bottom])
        await running.press("end")
        assert pane.scroll_offset.y > 0
        before = pane.cursor
        await running.pilot.click(pane, offset=(40, 0))
        assert pane.cursor == before, "what stands below the names is not seen"


async def test_a_pane_has_a_rule_above_it_where_the_theme_has_no_band_for_it(
    run: Run, by_hand: Callable[..., Walkthrough]
) -> None:
    async with run(by_hand, (100, 30)) as running:
        for theme, ruled in (("solarized-dark", True), ("dracula", False)):
            running.app.theme = theme
            await running.pilot.pause()
            title = next(text for text in running.lines if "What to do" in text)
            assert ("What to do ──" in title) is ruled, theme
