"""Addresses are the terminal's hyperlinks, and what cannot be one is text.

No browser is opened on this machine.
"""

import webbrowser
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.strip import Strip

from migration.walkthrough import Walkthrough
from screens.dialogs.notice import NoticeDialog
from tests.screens.conftest import Run, Running
from widgets.text.guide_text import guide_lines
from widgets.text.line import wrap_spans
from widgets.text.links import LONGEST, linked, takes_links, target

CONSOLE = (
    "https://us-east-1.console.aws.amazon.com/cognito/v2/idp/user-pools?region=us-east-1#/domain"
)


@pytest.mark.parametrize(
    "address", [CONSOLE, "http://127.0.0.1:8080/", "https://a.example:8443/x;y=1%20z?q="]
)
def test_an_address_of_the_web_can_be_a_link(address: str) -> None:
    assert target(address) == address


@pytest.mark.parametrize(
    "address",
    [
        *(
            "",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "ftp://a.example/",
            "//a.example/",
            "https://",
            "https:///x",
        ),
        *(
            "https://a.example/\x1b]8;;",
            "https://a.example/\x07",
            "https://a.example/\n",
            "https://a.example/ b",
            'https://a"b',
        ),
        *(
            "https://accounts.google.com@evil.example/",
            "https://a.example:0/",
            "https://a.example:99999/",
            "https://аpple.com/",
        ),
        f"https://a.example/{'x' * LONGEST}",
    ],
)
def test_anything_else_cannot(address: str) -> None:
    assert target(address) == ""


@given(st.text())
def test_no_text_makes_a_link_that_is_not_shown_as_it_is(text: str) -> None:
    spans = linked(text)
    assert "".join(span.text for span in spans) == text
    assert all(
        span.link in ("", span.text) and span.link.isprintable() and span.link.isascii()
        for span in spans
    )


def test_a_sentence_keeps_its_full_stop_and_its_quotes_to_itself() -> None:
    assert [
        span.link for span in linked(f"Open “{CONSOLE}”, or http://a.example/b.") if span.link
    ] == [
        CONSOLE,
        "http://a.example/b",
    ]


def test_an_address_that_was_cut_is_no_link() -> None:
    assert [span.link for span in linked("Copied https://a.exam…")] == ["", "", ""]


def test_each_piece_of_a_broken_address_leads_to_all_of_it() -> None:
    lines = wrap_spans(linked(CONSOLE), 30)
    assert len(lines) > 2
    assert {span.link for spans in lines for span in spans} == {CONSOLE}


def test_a_link_of_a_step_is_one_and_a_value_to_paste_is_not() -> None:
    (shown,) = guide_lines(
        "Go to [the console](https://a.example/) and paste `https://b.example/`.", 100
    )
    assert [(span.text, span.link) for span in shown.spans if "example" in span.text] == [
        ("https://a.example/", "https://a.example/"),
        ("https://b.example/", ""),
    ]


@pytest.mark.parametrize(
    ("term", "takes"),
    [
        (name, True)
        for name in (
            "xterm-256color",
            "screen-256color",
            "tmux-256color",
            "foot",
            "xterm-kitty",
            "",
        )
    ]
    + [(name, False) for name in ("linux", "vt100", "vt220", "ansi", "eterm-color")],
)
def test_a_terminal_that_would_print_links_gets_none(term: str, takes: bool) -> None:
    assert takes_links({"TERM": term}) is takes


def links_of(strips: list[Strip]) -> set[str]:
    return {
        segment.style.link
        for strip in strips
        for segment in strip
        if segment.style and segment.style.link
    }


def drawn(running: Running) -> list[Strip]:
    return running.app.screen._compositor.render_strips()


TALL = (120, 60)  # cells: the whole page of a console


async def at_a_console(running: Running) -> str:
    running.show_step("7a")
    await running.pilot.pause()
    assert running.page is not None
    return running.page.console_url


async def test_the_steps_console_is_a_link(run: Run, by_hand: Callable[..., Walkthrough]) -> None:
    async with run(by_hand, TALL) as running:
        address = await at_a_console(running)
        assert links_of(drawn(running)) == {address}


@pytest.mark.parametrize("term", ["linux", "vt100"])
async def test_and_text_where_the_terminal_would_print_it(
    run: Run, by_hand: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch, term: str
) -> None:
    monkeypatch.setenv("TERM", term)
    async with run(by_hand, TALL) as running:
        address = await at_a_console(running)
        assert address in running.text
        assert links_of(drawn(running)) == set()


async def test_a_long_notice_has_its_links(run: Run, by_hand: Callable[..., Walkthrough]) -> None:
    async with run(by_hand) as running:
        await running.app.push_screen(NoticeDialog(f"Ask at {CONSOLE}."))
        await running.pilot.pause()
        assert links_of(drawn(running)) == {CONSOLE}


@pytest.fixture
def no_browser(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The browsers that were opened on this machine."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda url, *_, **__: opened.append(url))
    return opened


async def test_whatever_would_open_a_browser_here_copies_the_address(
    run: Run, by_hand: Callable[..., Walkthrough], no_browser: list[str]
) -> None:
    async with run(by_hand) as running:
        running.app.open_url(CONSOLE)
        await running.until(lambda: CONSOLE in running.said)
        assert running.said.startswith("Sent to your terminal")
        assert no_browser == []


async def test_a_click_that_the_terminal_leaves_to_us_copies_the_address(
    run: Run, by_hand: Callable[..., Walkthrough], no_browser: list[str]
) -> None:
    async with run(by_hand, TALL) as running:
        address = await at_a_console(running)
        y = next(number for number, line in enumerate(running.lines) if address in line)
        await running.pilot.click(offset=(running.lines[y].index(address) + 2, y))
        await running.until(lambda: address in running.said)
        assert no_browser == []


async def test_o_shows_and_copies_the_address(
    run: Run, by_hand: Callable[..., Walkthrough], no_browser: list[str]
) -> None:
    async with run(by_hand, TALL) as running:
        address = await at_a_console(running)
        await running.press("o")
        await running.until(lambda: address in running.said)
        assert no_browser == []
