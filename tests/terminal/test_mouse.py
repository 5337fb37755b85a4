"""The mouse works, can be left to the terminal by a setting and a key, and nothing needs it."""

import pytest

from tests.terminal.conftest import RawTerminal, Start, settled, to_the_domain

TAKEN, LEFT = b"\x1b[?1003h", b"\x1b[?1003l"


def click(terminal: RawTerminal, text: str, button: int = 0) -> None:
    """Press and let go a button on a text; 64 and 65 are the wheel, up and down."""
    y, shown = next(
        (y, shown) for y, shown in enumerate(terminal.text.splitlines()) if text in shown
    )
    x = shown.index(text)
    terminal.send(
        f"\x1b[<{button};{x + 1};{y + 1}M"
        + ("" if button >= 64 else f"\x1b[<{button};{x + 1};{y + 1}m")
    )


@pytest.fixture
def demo(start: Start) -> RawTerminal:
    terminal = start()
    to_the_domain(terminal)
    terminal.quiet()
    return terminal


def test_a_click_chooses_the_pane_and_the_row(demo: RawTerminal) -> None:
    click(demo, "3c")
    demo.until(lambda text: "▸ 3c" not in text and "  3c  GitHub" in text)
    click(demo, "old openid")
    demo.until(lambda text: "▸ 3c  GitHub" in text and "▸   scopes" in text)


def test_the_wheel_scrolls(demo: RawTerminal) -> None:
    assert "4. Press a, read what will be created" not in demo.text.splitlines()[12]
    first = demo.text
    click(demo, "The new pool needs", button=65)
    demo.quiet()
    assert demo.text != first
    click(demo, "What to do", button=64)
    assert "What to do" in demo.text


def test_m_leaves_the_mouse_to_the_terminal_and_takes_it_back(demo: RawTerminal) -> None:
    demo.send("M")
    demo.until(lambda text: "Your terminal has the mouse" in text)
    assert demo.written.rindex(LEFT) > demo.written.rindex(TAKEN)
    demo.send("M")
    demo.until(lambda text: "moves the cursor again" in text)
    assert demo.written.rindex(TAKEN) > demo.written.rindex(LEFT)


@pytest.mark.parametrize("how", ["option", "variable"])
def test_a_setting_leaves_it_to_the_terminal_from_the_start(start: Start, how: str) -> None:
    terminal = start("--mouse", "off") if how == "option" else start(POOLWALK_MOUSE="off")
    terminal.until(settled)
    terminal.quiet()
    assert TAKEN not in terminal.written
    terminal.send("M")
    terminal.until(lambda text: "moves the cursor again" in text)
    assert TAKEN in terminal.written
