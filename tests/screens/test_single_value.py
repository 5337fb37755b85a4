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
