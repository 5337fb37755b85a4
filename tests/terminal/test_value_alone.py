"""A value alone on the screen, in a real terminal.

It is one line to select, and the mouse is the person's.
"""

import subprocess
from pathlib import Path
from shutil import which

import pytest

from tests.clipboard.roads import TmuxSession, wait
from tests.terminal.conftest import DEMO, Start, to_the_domain
from tui.terminal.keyboard import REST_SECONDS

ADDRESS = "https://dashboard.example/" + "a-long-way/" * 40  # six lines of a terminal

BELOW = 2  # rows below the message: what is next, and the keys
MESSAGE_AND_BELOW = BELOW + 1

pytestmark = pytest.mark.skipif(which("tmux") is None, reason="not installed: tmux")


def _without_message(screen: str) -> list[str]:
    """The rows of a screen but for its message, where it is said by now what was shown."""
    rows = screen.splitlines()
    return rows[:-MESSAGE_AND_BELOW] + rows[-BELOW:]


def test_a_long_value_is_one_line_to_the_terminal_and_the_mouse_is_released_meanwhile(
    start: Start, tmp_path: Path
) -> None:
    with TmuxSession(tmp_path) as tmux:
        terminal = start(
            command=tmux.around([*DEMO, "--clipboard", "show", "--dashboard-url", ADDRESS])
        )
        to_the_domain(terminal)

        def says(*command: str) -> str:
            ended = subprocess.run(
                ["tmux", "-S", str(tmp_path / "tmux"), *command],
                capture_output=True,
                text=True,
                check=True,
            )
            return ended.stdout

        before = _without_message(says("capture-pane", "-p"))
        assert says("display-message", "-p", "#{mouse_any_flag}").strip() == "1"
        terminal.send("o")
        terminal.until(lambda text: "select it here" in text)
        assert says("display-message", "-p", "#{mouse_any_flag}").strip() == "0"
        wait(
            lambda: ADDRESS in map(str.rstrip, says("capture-pane", "-p", "-J").splitlines()),
            "the address on one line",
        )
        terminal.listen(REST_SECONDS)  # it came by itself, once the value was on its way
        terminal.send("\r")
        wait(
            lambda: (
                terminal.listen(0.05) >= 0
                and _without_message(says("capture-pane", "-p")) == before
            ),
            "the screen as it was",
        )
        assert says("display-message", "-p", "#{mouse_any_flag}").strip() == "1"
