"""The value alone on the screen: its last line says what it is, and whether it can be used."""

from collections.abc import Callable

import pytest

from screens.dialogs.single_value import SingleValueScreen, parts
from tests.screens.conftest import ByHand, Run
from tests.screens.terminal import Terminal, time_of
from tui.terminal.keyboard import REST_SECONDS


@pytest.mark.parametrize(
    ("text", "usable"),
    [
        ("https://acme.example", True),
        ("<dict>\n\t<key>a</key>\n\t\t<integer>2</integer>\n</dict>\n", True),
        ("a\tb", False),
        ("a\x1b[2Jb", False),
    ],
)
def test_what_a_line_is_indented_by_is_no_part_of_a_value_and_what_hides_in_it_is(
    text: str, usable: bool
) -> None:
    foot = SingleValueScreen(text, "Client ID", lambda _: None)._what_to_do()
    assert ("select it here" in foot) is usable
    assert ("do not use it" in foot) is not usable


def test_a_part_of_a_long_value_always_has_something_to_select() -> None:
    assert parts("one\ntwo\n", 80, 2) == ["one\r\ntwo"]
    assert parts("one\ntwo\nthree\n", 80, 2) == ["one\r\ntwo", "three"]
    assert parts("\n", 80, 2) == [""]


async def test_the_key_that_led_here_leads_back_once_the_value_can_have_been_seen(
    run: Run, by_hand: Callable[..., ByHand], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with run(by_hand, settled=True) as running:
        passes, terminal = time_of(running, monkeypatch), Terminal(running)
        shown = SingleValueScreen("https://acme.example", "Return URLs", lambda _: None)
        running.app.push_screen(shown)  # the value was on its way in a thread
        await running.rest()
        await terminal.send(".")
        assert running.app.screen is shown  # a second quick press
        passes(REST_SECONDS)
        await terminal.send(".")
        assert running.app.screen_stack == [running.main]


async def test_a_key_that_does_nothing_leaves_the_value_and_what_is_selected_of_it(
    run: Run, by_hand: Callable[..., ByHand], monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    async with run(by_hand, (80, 24)) as running:
        passes, terminal = time_of(running, monkeypatch), Terminal(running)
        running.app.push_screen(SingleValueScreen("acme", "the name", written.append))
        await running.rest()
        passes(REST_SECONDS)
        written.clear()
        await terminal.send("z", "z", "z")
        (line,) = written
        assert line.startswith("\x1b[24;1H")
        assert "\x1b[2J" not in line
        assert "“z” does nothing here" in line


async def test_on_a_narrow_screen_how_to_leave_stands_before_what_became_of_a_key(
    run: Run, by_hand: Callable[..., ByHand], monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    async with run(by_hand, (40, 24)) as running:
        passes, terminal = time_of(running, monkeypatch), Terminal(running)
        running.app.push_screen(SingleValueScreen("acme " * 600, "names", written.append, 60))
        await running.rest()
        passes(REST_SECONDS)
        await terminal.send("\x1b[H")
        assert "Enter or . back | This is the first pa…" in written[-1]
