"""Without colours (`NO_COLOR`) shapes and weights say what colours say elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rich.style import Style
from textual.widgets import Input, OptionList
from textual.widgets.input import Selection

from migration.walkthrough import Walkthrough
from screens.dialogs.tick import TickDialog
from tests.screens.conftest import Run, Running


def looks_of(running: Running, words: str) -> Style:
    """How the first text on the screen that holds these words is drawn."""
    strips = running.app.screen._compositor.render_strips()
    found = (segment for strip in strips for segment in strip if words in segment.text)
    style = next(found).style
    assert style is not None
    return style


async def test_what_is_next_a_field_its_cursor_and_a_chosen_line_are_seen_without_colours(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with run(by_hand, (80, 24)) as running:
        assert looks_of(running, "Next:").reverse
        assert looks_of(running, "read-write").dim
        dialog = TickDialog("Done?", lambda *_: "", today="2026-11-22")
        running.app.push_screen(dialog)
        await running.until(lambda: bool(dialog.query(Input)))
        await dialog.mount(OptionList("the one", "the other"))
        await running.pilot.pause()
        hint = looks_of(running, "t for today")
        assert (hint.italic, hint.dim, hint.underline) == (True, True, True)
        field = dialog.query_one("#day", Input)
        cursor = next(iter(field.render_line(0)))
        assert cursor.style is not None
        assert cursor.style.reverse
        field.value = "2026"
        field.selection = Selection(0, 4)
        assert next(iter(field.render_line(0))).style.reverse  # type: ignore[union-attr]
        dialog.query_one(OptionList).highlighted = 1
        await running.pilot.pause()
        assert looks_of(running, "the other").underline
        assert not looks_of(running, "the one").underline
