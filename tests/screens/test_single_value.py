"""The value alone on the screen: its last line says what it is, and whether it can be used."""

import pytest

from screens.dialogs.single_value import SingleValueScreen


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
