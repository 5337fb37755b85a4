"""Plain mode, and screens without colour.

Words or shapes tell every state apart, and the cursor is on what is selected.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest

from migration.compare.setting_state import SettingState
from migration.guide.step import StepState
from migration.walkthrough import Walkthrough
from screens.dialogs.keys import KeysDialog
from tests.screens.conftest import Run, Running
from tests.screens.test_pictures import pools
from widgets.text.ascii_filter import ascii_form
from widgets.text.line import Span, line
from widgets.text.marks import BLOCKED_MARK, SETTING_MARKS, STEP_MARKS
from widgets.text.plain_mode import MESSAGES, ROOM, ROWS, STEPS, worded

Make = Callable[..., Walkthrough]
SIGNS = re.compile("[─-▿]")  # lines, blocks, triangles


@pytest.fixture
def open_pools(by_hand: Callable[..., Walkthrough]) -> Callable[[], Walkthrough]:
    return lambda: by_hand(pools())


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 36)])
async def test_nothing_is_drawn_that_only_an_eye_can_tell_apart(
    run: Run, open_pools: Callable[[], Walkthrough], size: tuple[int, int]
) -> None:
    async with run(open_pools, size, plain=True) as running:
        for step in running.main.steps:
            running.show_step(step.id)
            await running.rest()
            assert not SIGNS.search(running.text), running.text
        running.app.push_screen(KeysDialog())
        await running.pilot.pause()
        assert not SIGNS.search("\n".join(running.lines[1:])), running.text


async def test_states_are_words(run: Run, open_pools: Callable[[], Walkthrough]) -> None:
    async with run(open_pools, (80, 50), plain=True) as running:
        running.show_step("4")
        await running.rest()
        assert re.search(r"^> (todo|partly|blocked) +4 ", running.text, re.MULTILINE)
        for said in (
            r"^.{24}  same .*old yes new yes",
            r"^.{24}  blocked .*old yes new no",
            r"^.{24}  extra .*old no  new yes",
            "new hidden",
        ):
            assert re.search(said, running.text, re.MULTILINE), running.text
        running.main.say("This is wrong.", "error")
        await running.rest()
        assert "Error:" in running.text


@pytest.mark.parametrize("form", [str, ascii_form], ids=["signs", "ascii"])
def test_every_state_has_a_shape_of_its_own(form: Callable[[str], str]) -> None:
    settings = [form(mark) for mark, _ in (*SETTING_MARKS.values(), BLOCKED_MARK)]
    steps = [form(mark) for mark, _ in STEP_MARKS.values()]
    assert len(set(settings)) == len(SettingState) + 1
    assert len(set(steps)) == len(StepState)


def test_every_state_has_a_word_of_its_own() -> None:
    for marks, words in ((SETTING_MARKS, ROWS), (STEP_MARKS, STEPS)):
        said = [
            worded([line(Span(f"{mark} "), row="x")], words)[0].text.strip()
            for mark, _ in marks.values()
        ]
        assert all(said)
        assert len(set(said)) == len(said)
    assert len(set(MESSAGES.values())) == len(MESSAGES)


def looks(running: Running, text: str) -> list[tuple[bool, ...]]:
    """How pieces of the screen that hold a text look, colours aside: bold, underlined, reversed."""
    strips = running.app.screen._compositor.render_strips()
    found: list[Any] = [piece.style for strip in strips for piece in strip if text in piece.text]
    return [
        tuple(bool(style and getattr(style, name)) for name in ("bold", "underline", "reverse"))
        for style in found
    ]


async def test_without_colours_the_selected_cell_is_reversed(
    run: Run, open_pools: Callable[[], Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with run(open_pools) as running:
        running.show_step("2")
        await running.press("left")
        assert looks(running, "acme-login")[0] == (True, False, True)
        await running.press("right")
        assert looks(running, "acme-login")[0] == (False, False, False)
        await running.press("left", "tab")
        assert looks(running, "acme-login")[0] == (False, False, False)


@pytest.mark.parametrize("plain", [False, True])
async def test_the_terminals_cursor_is_on_what_is_selected(
    run: Run, open_pools: Callable[[], Walkthrough], plain: bool
) -> None:
    async with run(open_pools, (80, 24), plain=plain) as running:
        running.show_step("2")
        await running.rest()
        x, y = running.app.cursor_position
        assert running.lines[y][x:].startswith("— press e:")
        await running.press("left")
        assert running.app.cursor_position == (x, y - 1)
        await running.press("left")
        x, y = running.app.cursor_position
        assert running.lines[y][x:].startswith("2")
        running.show_step("7a")
        await running.press("tab")
        x, y = running.app.cursor_position
        text = next(line.text for line in running.panes.guide.lines)
        assert running.lines[y][x:].startswith(text)  # nothing is selected: what is read first
        while not running.view.guide_row:
            await running.press("down")
        x, y = running.app.cursor_position
        named = running.lines[y - 1] if plain else running.lines[y][:x]  # words need more room
        assert "Your Web" in named


async def test_a_field_has_the_cursor_while_one_types(
    run: Run, open_pools: Callable[[], Walkthrough]
) -> None:
    async with run(open_pools, (80, 24)) as running:
        await running.press("slash", "a", "b")
        x, y = running.app.cursor_position
        assert running.lines[y][:x].rstrip().endswith("ab")


async def test_a_dialog_leaves_no_rest_of_what_lies_behind_beside_it(
    run: Run, open_pools: Callable[[], Walkthrough]
) -> None:
    async with run(open_pools, (120, 36), plain=True) as running:
        running.app.push_screen(KeysDialog())
        await running.pilot.pause()
        assert running.app.screen.query_one("#dialog").region.width == 120


def test_nothing_before_or_instead_of_a_value_is_a_word_and_fits_into_the_room_that_is_kept() -> (
    None
):
    for text in ("—", "— → acme-new"):
        marked = line(
            Span("+ "), Span("before "), Span(text, cell="old"), Span(" applied"), row="a"
        )
        (said,) = worded([marked], ROWS)
        assert "nothing" in said.text
        assert "—" not in said.text
        assert len(said.text) - len(marked.text) <= ROOM


def test_the_name_of_a_key_is_no_mark() -> None:
    named = line(Span("  ← h  ", "key"), "the value on the left")
    marked = line(Span("← "), "a change", row="1")
    said = [told.text for told in worded([named, marked], ROWS)]
    assert said[0] == "  ← h  the value on the left"
    assert said[1].startswith("undone ")


@pytest.mark.parametrize("plain", [False, True])
async def test_without_the_keys_a_row_has_no_sign(
    run: Run, open_pools: Callable[[], Walkthrough], plain: bool
) -> None:
    async with run(open_pools, (80, 24), plain=plain) as running:
        running.show_step("4")
        await running.press("left", "left")
        pane = running.panes.settings
        lead = pane._spans(
            next(y for y, shown in enumerate(pane.lines) if shown.row == pane.cursor)
        )
        assert (lead[0].text.strip(), lead[0].role) == ("", "")


@pytest.mark.parametrize("step", ["3a", "4"])
async def test_in_ascii_no_sign_is_taken_for_another_one(
    run: Run, open_pools: Callable[[], Walkthrough], step: str
) -> None:
    async with run(open_pools, (80, 24), ascii_only=True) as running:
        running.show_step(step)
        await running.rest()
        assert running.text.isascii()
        assert "||" not in running.text
        assert not re.search(r" \.(?: - |$)", running.lines[3]), "a cut of one point is no cut"
        running.app.push_screen(KeysDialog())
        await running.until(lambda: isinstance(running.app.screen, KeysDialog))
        assert re.search(r"Down j +The row below", running.text)
        assert "Up Down scroll" in running.text
        keys = next(shown for shown in running.lines if "Esc closes" in shown)
        assert not re.search(r" [V^<>] ", keys), "these are keys of other commands"
