"""The frame of a dialog on a small terminal: title, field and keys stay, and one bar scrolls."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from textual.command import CommandList
from textual.geometry import Size

from screens.dialogs.accept import AcceptDialog, Scope
from screens.dialogs.foot import Foot
from screens.dialogs.frame import Frame, ScrollingPart
from screens.palette import QuietPalette
from tests.screens.conftest import ByHand, Run, Running
from tests.screens.every_screen import opened_page, ten_differences
from tests.screens.geometry import faults
from widgets.panes.message_line import MessageLine
from widgets.panes.sentence import Sentence
from widgets.panes.text_pane import TextPane

SIZES = [(80, 24), (60, 16)]


def words(running: Running) -> str:
    """The words of the dialog that is in front, as they stand in its picture beside its bar."""
    x, y, width, height = running.app.screen.query_one(Frame).region
    lines = [shown[x + 1 : x + width - 3] for shown in running.lines[y + 1 : y + height - 1]]
    return " ".join(" ".join(lines).split())


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_ten_rows_are_right_from_the_first_picture_on_and_other_rows_begin_at_their_top(
    run: Run,
    by_hand: Callable[..., ByHand],
    size: tuple[int, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pictures: list[str] = []
    async with run(by_hand, size) as running:
        app, display = running.app, running.app._display

        def displayed(screen: Any, renderable: Any) -> None:
            display(screen, renderable)
            if screen is dialog and screen.query(Frame):
                pictures.append(words(running))

        monkeypatch.setattr(app, "_display", displayed)
        dialog = ten_differences()
        app.push_screen(dialog)
        await running.until(lambda: bool(dialog.query(Frame)) and "↑ ↓ scroll, " in words(running))
        assert faults(app, ()) == []
        for _ in range(8):
            await running.pilot.press("pagedown")
        scrolling = [*dialog.query(ScrollingPart), dialog.query_one(TextPane)]
        assert any(part.scroll_offset.y for part in scrolling)
        await running.pilot.press("tab")
        await running.pilot.pause()
        assert not any(part.scroll_offset.y for part in scrolling)
        shown = [picture for picture in pictures if "Why is it right" in picture]
        assert "number 3" in " ".join(shown)
        assert "both pools stay as they are, and your reason is kept" in shown[0]
        for picture in shown:
            assert picture.startswith("Why is it right that these differ?")
            assert re.search(
                r"Your reason (This is the end of it\. )?Esc leaves · once typed, Enter acc",
                picture,
            )

        hint = next(iter(dialog.query(".dialog-told").results(Sentence)))
        before = hint.render_line(0).text.rstrip()
        monkeypatch.setattr(Sentence, "size", Size(30, 20))  # and nobody told it
        drawn = [hint.render_line(y).text.rstrip() for y in range(20)]
        assert drawn[0] != before
        assert " ".join(" ".join(drawn).split()) == hint.text


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_at_its_end_and_once_something_is_typed_the_line_of_keys_takes_the_lines_it_took(
    run: Run, by_hand: Callable[..., ByHand], size: tuple[int, int]
) -> None:
    async with run(by_hand, size) as running:
        dialog = ten_differences()
        running.app.push_screen(dialog)
        await running.until(lambda: bool(dialog.query(Frame)) and " more below" in words(running))
        frame, foot = dialog.query_one(Frame), dialog.query_one(Foot)
        before = frame.region, foot.region
        keys = running.lines_of_dialog("#dialog-keys")
        assert "once typed, Enter accepts" in " ".join(keys.split())
        while " more below" in words(running):
            await running.pilot.press("pagedown")
            await running.pilot.pause()
        assert (frame.region, foot.region) == before
        await running.pilot.press("w", "h", "y")
        await running.pilot.pause()
        assert "once typed" not in words(running)
        assert "Enter accepts" in words(running)
        assert (frame.region, foot.region) == before


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (120, 36)])
async def test_how_much_stands_below_is_told_of_the_rows_that_stand_there(
    run: Run, by_hand: Callable[..., ByHand], size: tuple[int, int]
) -> None:
    scopes = [
        Scope(f"{rows} rows", tuple(map(str, range(rows))), ("a name: a value " * 9,) * rows)
        for rows in (6, 10, 3, 1)
    ]
    async with run(by_hand, size) as running:
        dialog = AcceptDialog("Why?", scopes, "What a reason is. " * 20, lambda _: "")
        running.app.push_screen(dialog)
        told = []
        for _ in range(9):
            await running.rest()
            parts = [*dialog.query(ScrollingPart), dialog.query_one(TextPane)]
            below = sum(part.max_scroll_y for part in parts)
            told.append(below)
            assert (f"{below} more below" in running.lines_of_dialog("#dialog-keys")) is bool(below)
            await running.press("tab")
        assert told[:4] == told[4:8]


async def test_below_what_the_palette_found_nothing_of_the_screen_behind_it_is_left(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand, (120, 36)) as running:
        running.show_step("4")
        running.main.say("")
        await running.rest()
        async with opened_page(running, QuietPalette):
            found = running.app.screen.query_one(CommandList).region
            following = next(at for at, shown in enumerate(running.lines) if "Next:" in shown)
            assert found.bottom < following - 1
            assert not "".join(running.lines[found.bottom : following]).strip()
            running.main.say("No line of that is taken.", "warning")
            await running.pilot.pause()
            left = [shown.strip() for shown in running.lines[found.bottom : following]]
            assert [shown for shown in left if shown] == ["! No line of that is taken."]


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (120, 36)])
async def test_what_is_said_stands_whole_below_the_palette_or_not_at_all(
    run: Run, by_hand: Callable[..., ByHand], size: tuple[int, int]
) -> None:
    async with run(by_hand, size) as running:
        running.main.say("In two lines or three: " + "what a person reads of it, " * 4)
        await running.rest()
        line = running.main.query_one(MessageLine)
        assert line.region.height > 1
        async with opened_page(running, QuietPalette):
            await running.pilot.press("backspace", "backspace", "backspace")
            found = running.app.screen.query_one(CommandList)
            await running.until(lambda: found.region.height > 3)
            assert found.region.bottom <= line.region.y
            assert "In two lines or three" in running.text
