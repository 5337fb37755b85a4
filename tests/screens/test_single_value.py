"""The value alone on the screen: its last line says what it is, and whether it can be used."""

from collections.abc import Callable

import pytest

from screens.dialogs.single_value import SingleValueScreen
from tests.screens.conftest import ByHand, Run


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


async def test_the_key_that_led_here_leads_back_once_the_value_can_have_been_seen(
    run: Run, by_hand: Callable[..., ByHand]
) -> None:
    async with run(by_hand) as running:
        shown = SingleValueScreen("https://acme.example", "Return URLs", lambda _: None)
        running.app.push_screen(shown)
        await running.rest()
        shown._seen = False
        await running.press("full_stop")
        assert running.app.screen is shown  # a second quick press
        shown._wake()
        await running.press("full_stop")
        await running.until(lambda: running.app.screen is running.main)
