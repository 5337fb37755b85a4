"""Whatever looks like a key or a title takes a click: no part of the screen is dead to a hand."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input, TextArea

from migration.walkthrough import Walkthrough
from screens.dialogs.apple_key import AppleKeyDialog
from screens.dialogs.callback import CallbackDialog
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.dialog import Dialog
from screens.dialogs.foot import NOT_HERE, Foot
from screens.dialogs.notice import NoticeDialog
from screens.dialogs.text_question import TextQuestion
from screens.dialogs.tick import TickDialog
from screens.palette import QuietPalette
from tests.screens.conftest import Run, Running
from tests.screens.terminal import Terminal, time_of
from tests.walkthroughs import MAIN
from tui.terminal.keyboard import REST_SECONDS
from tui.terminal.question_keys import READ_SECONDS, TOO_EARLY
from widgets.commands.situation import Pane

Make = Callable[..., Walkthrough]


async def click_on(running: Running, words: str) -> None:
    """Click on words where they stand on the screen."""
    y = next(y for y, line in enumerate(running.lines) if words in line)
    await running.pilot.click(offset=(running.lines[y].index(words) + 1, y))
    await running.pilot.pause()


async def test_a_click_on_a_key_at_a_dialogs_foot_presses_it(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[bool | None] = []
    async with run(by_hand, (80, 24)) as running:
        passes = time_of(running, monkeypatch)
        for words in ("n no", "y write"):
            running.app.push_screen(
                ConfirmDialog("Write it?", ["a line"], yes="Write"), answers.append
            )
            await running.rest()
            passes(REST_SECONDS)
            await click_on(running, words)
            await running.until(lambda: running.app.screen is running.main)
    assert answers == [None, True]


QUESTIONS: dict[str, tuple[Callable[[], Screen[Any]], str]] = {
    "confirm": (lambda: ConfirmDialog("Write it?", ["a line"] * 6), "y yes"),
    "tick": (lambda: TickDialog("Done?", lambda note, day: "kept"), "Enter ticks it"),
}


@pytest.mark.parametrize("name", QUESTIONS)
async def test_a_click_on_a_question_that_nobody_can_have_read_answers_nothing(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make, yes = QUESTIONS[name]
    async with run(by_hand, (80, 24)) as running:
        question, answers = make(), list[object]()
        ask = {"apply": lambda: running.app.push_screen(question, answers.append)}
        monkeypatch.setattr(running.main, "of_command", ask)
        passes = time_of(running, monkeypatch)
        await Terminal(running).send("a")
        await click_on(running, yes)
        assert (running.app.screen, answers) == (question, [])
        assert TOO_EARLY in " ".join(running.lines_of_dialog("#dialog-said").split())
        passes(READ_SECONDS)
        await click_on(running, yes)
        await running.until(lambda: running.app.screen is running.main)
        assert len(answers) == 1


async def test_a_click_on_what_opened_by_itself_answers_nothing_before_typing_rests(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, (80, 24)) as running:
        passes = time_of(running, monkeypatch)
        notice = NoticeDialog("Somebody else changed the setting.")
        running.app.push_screen(notice)
        await running.rest()
        await click_on(running, "Enter closes")
        assert running.app.screen is notice
        passes(REST_SECONDS)
        await click_on(running, "Enter closes")
        await running.until(lambda: running.app.screen is running.main)


async def test_a_click_on_what_scrolls_scrolls_down(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, (80, 24)) as running:
        passes = time_of(running, monkeypatch)
        running.app.push_screen(NoticeDialog("Somebody else changed the setting. " * 60))
        await running.until(lambda: " more below" in running.text)
        before = running.text
        passes(REST_SECONDS)
        await click_on(running, "↑ ↓ scroll")
        assert running.text != before


async def test_a_click_on_a_panes_title_gives_it_the_keys(run: Run, by_hand: Make) -> None:
    async with run(by_hand) as running:
        panes: list[Pane] = []
        for title in ("What to do", running.panes.settings_title._heading):
            await click_on(running, title)
            panes.append(running.view.pane)
        assert panes == [Pane.GUIDE, Pane.SETTINGS]


async def test_a_click_on_a_sentence_that_is_cut_unfolds_it(run: Run, by_hand: Make) -> None:
    async with run(by_hand, (80, 24)) as running:
        running.main.say(" ".join(f"word{number}" for number in range(80)), "error")
        await running.pilot.pause()
        await click_on(running, "word3")
        await running.until(lambda: isinstance(running.app.screen, NoticeDialog))


FIELDS: dict[str, tuple[Callable[[Walkthrough], Dialog[str]], str, str]] = {
    "a key": (AppleKeyDialog, "#apple-text", "Enter in a line"),
    "callback": (lambda walk: CallbackDialog(walk, MAIN), "Input", "a then writes"),
}


@pytest.mark.parametrize("name", FIELDS)
async def test_a_click_on_a_key_that_is_text_where_the_cursor_is_writes_nothing_there(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    make, selector, words = FIELDS[name]
    async with run(by_hand, (100, 30)) as running:
        passes = time_of(running, monkeypatch)
        dialog = make(running.walkthrough)
        running.app.push_screen(dialog)
        await running.rest()
        passes(REST_SECONDS)
        field = dialog.query_one(selector)
        field.focus()
        await running.pilot.pause()
        before = typed(dialog)
        await click_on(running, words)
        assert typed(dialog) == before
        assert NOT_HERE in " ".join(running.lines_of_dialog("#dialog-said").split())


async def test_a_click_presses_a_key_that_is_the_apps_own(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, (100, 30)) as running:
        passes = time_of(running, monkeypatch)
        await Terminal(running).send("?")
        passes(REST_SECONDS)
        await click_on(running, "Ctrl-P finds")
        await running.until(lambda: isinstance(running.app.screen, QuietPalette))


def typed(dialog: Dialog[str]) -> list[str]:
    """What stands in its fields."""
    areas = [area.text for area in dialog.query(TextArea)]
    return [*(field.value for field in dialog.query(Input)), *areas]


@pytest.mark.parametrize("command", ["apply"])
async def test_a_click_on_yes_says_yes_also_where_a_person_gave_its_key_to_a_command(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    answers: list[bool | None] = []
    async with run(by_hand, (80, 24), own_keys={command: "y"}) as running:
        passes = time_of(running, monkeypatch)
        running.app.push_screen(ConfirmDialog("Write it?", ["a line"], yes="Write"), answers.append)
        await running.rest()
        passes(REST_SECONDS)
        await click_on(running, "y write")
        await running.until(lambda: running.app.screen is running.main)
    assert answers == [True]


@pytest.mark.parametrize("words", ["once typed", "Enter answers"])
async def test_a_click_on_what_enter_does_once_something_is_typed_is_answered_before_that(
    run: Run, by_hand: Make, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    async with run(by_hand, (80, 24)) as running:
        passes = time_of(running, monkeypatch)
        dialog = TextQuestion("Why?")
        running.app.push_screen(dialog)
        await running.rest()
        passes(REST_SECONDS)
        await click_on(running, words)
        assert running.app.screen is dialog
        assert "This may not stay empty" in running.lines_of_dialog("#dialog-said")


async def test_enter_is_drawn_as_a_key_before_something_is_typed_too(
    run: Run, by_hand: Make
) -> None:
    async with run(by_hand, (80, 24)) as running:
        dialog = TextQuestion("Why?")
        running.app.push_screen(dialog)
        await running.rest()
        spans = [span for line in dialog.query_one(Foot).build(70) for span in line.spans]
        assert [span.text for span in spans if span.role == "key"] == ["Esc", "Enter"]
