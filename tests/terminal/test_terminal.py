"""In a real terminal: what it costs, what it leaves behind, and what reaches the clipboard."""

import os
import re
import shutil
import signal
import subprocess
import termios
from pathlib import Path

import pytest

from tests.bench.terminal import ProgramEnded
from tests.by_night import every
from tests.terminal.conftest import DEMO, TO_THE_DOMAIN, RawTerminal, Start, settled, to_the_domain

PAGES = 20  # of any pane at 80 × 24


def wait_for(terminal: RawTerminal, text: str) -> None:
    terminal.until(lambda shown: text in shown)


def scroll_up_to(terminal: RawTerminal, text: str) -> None:
    """By pages, from the end."""
    for _ in range(PAGES):
        if text in terminal.text:
            return
        terminal.press("\x1b[5~")
    raise AssertionError(f"{text} is on no page")


def leave(terminal: RawTerminal) -> int:
    terminal.send("q")
    return terminal.ended()


def is_as_before(terminal: RawTerminal) -> bool:
    """Whether the terminal is as before.

    The other screen was left, cursor and mouse were given back, and keys are echoed again.
    """
    left = all(
        sequence in terminal.written for sequence in (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l")
    )
    return left and terminal.modes()[3] & termios.ECHO == terminal.modes_before[3] & termios.ECHO


@pytest.mark.from_nothing
def test_the_first_paint_stands_before_the_deployment_is_known(start: Start) -> None:
    terminal = start()
    wait_for(terminal, "1a")
    first = terminal.text
    assert "us-east-1_NewPool02" not in first
    terminal.until(settled)


@pytest.mark.long
@pytest.mark.from_nothing
def test_keys_are_cheap_and_rest_is_free(start: Start) -> None:
    terminal = start()
    terminal.until(settled)
    terminal.quiet()
    while "▸ 4  App clients" not in terminal.text:
        terminal.press("n")
    arrows = [terminal.press("\x1b[B")[0] for _ in range(3)]
    assert all(0 < cost <= 150 for cost in arrows), arrows
    tabs = [terminal.press("\t")[0] for _ in range(3)]
    assert all(0 < cost <= 700 for cost in tabs), tabs
    assert terminal.listen(2) == 0


@pytest.mark.long
def test_an_open_dialog_rests_too(start: Start) -> None:
    terminal = start()
    to_the_domain(terminal)
    for keys, shown in (("e", "AWS knows nobody who has it"), ("\x10", "a step, a setting")):
        terminal.send(keys)
        wait_for(terminal, shown)
        terminal.quiet()
        assert terminal.listen(2) == 0
        terminal.press("\x1b")


def test_where_no_shell_is_above_ctrl_z_stops_nothing_and_q_gives_the_terminal_back_as_it_was(
    start: Start,
) -> None:
    terminal = start()  # it leads its session, as under “ssh -t” with a command
    terminal.until(settled)
    terminal.quiet()
    terminal.send("\x1a")
    wait_for(terminal, "Nothing here could bring Poolwalk back")
    assert leave(terminal) == 0
    assert is_as_before(terminal)


def test_a_polite_kill_gives_the_terminal_back_too(start: Start) -> None:
    terminal = start()
    terminal.until(settled)
    os.kill(terminal.pid, signal.SIGTERM)
    terminal.ended()
    assert is_as_before(terminal)


@pytest.mark.from_nothing
def test_quitting_does_not_wait_for_an_aws_that_does_not_answer(start: Start) -> None:
    terminal = start()
    wait_for(terminal, "1a")
    terminal.send("q")
    terminal.ended()
    assert terminal.rested < 5
    assert is_as_before(terminal)


def test_after_ctrl_z_and_fg_everything_stands_there_again_a_half_typed_field_too(
    start: Start,
) -> None:
    terminal = start(command=["bash", "-i"], PS1="$ ")
    # What runs it waits for it in the same job, as make does.
    terminal.send(f"sh -c '{' '.join(DEMO)}; true'\n")
    terminal.until(settled)
    terminal.quiet()
    before = terminal.text
    terminal.send("\x1a")
    wait_for(terminal, "Stopped")
    terminal.send("fg\n")
    terminal.until(settled)
    terminal.quiet()
    assert terminal.text == before
    terminal.press("/")
    terminal.press("Goog")
    before = terminal.text
    assert "Goog" in before
    terminal.send("\x1a")
    wait_for(terminal, "Stopped")
    terminal.send("fg\n")
    terminal.until(lambda text: "Stopped" not in text)
    terminal.quiet()
    assert terminal.text == before
    terminal.press("\x03")
    assert leave_to_shell(terminal)


def leave_to_shell(terminal: RawTerminal) -> bool:
    terminal.send("q")
    terminal.quiet()
    terminal.send("exit\n")
    try:
        terminal.ended()
    except ProgramEnded:
        return True
    return True


def test_over_ssh_a_copy_is_one_osc_52_with_the_exact_value(start: Start) -> None:
    terminal = start()
    to_the_domain(terminal)
    terminal.send("c")
    wait_for(terminal, "Sent to your terminal (OSC 52)")
    assert terminal.copied() == ["acme-login"]


def test_inside_screen_the_sequence_travels_in_chunks(start: Start) -> None:
    terminal = start(STY="1.pts.host")
    to_the_domain(terminal)
    terminal.send("c")
    wait_for(terminal, "through screen")
    assert b"\x1bP\x1b]52;c;" in terminal.written


@pytest.mark.parametrize(
    "term", every(2, ["xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100"])
)
def test_every_terminal_shows_the_walk_and_is_given_back(start: Start, term: str) -> None:
    terminal = start(term=term)
    terminal.until(settled)
    assert b"38;2;" not in terminal.written
    assert leave(terminal) == 0
    assert is_as_before(terminal)


@pytest.mark.parametrize("size", [(60, 20), (300, 80)])
def test_small_and_large_windows_show_the_walk(start: Start, size: tuple[int, int]) -> None:
    terminal = start()
    terminal.until(settled)
    terminal.resize(*size)
    terminal.until(
        lambda text: (
            "us-east-1_NewPool02" in text
            and "What to do" in text
            and "? keys" in text.splitlines()[-1]
        ),
    )
    terminal.quiet()
    assert all(len(shown) == size[0] for shown in terminal.text.splitlines())
    assert "? keys" in terminal.text.splitlines()[-1]


def test_a_terminal_that_cannot_place_its_cursor_gets_a_sentence_and_another_command(
    start: Start,
) -> None:
    terminal = start(term="dumb")
    assert terminal.ended() == 1
    assert "poolwalk plan" in terminal.text
    assert b"\x1b" not in terminal.written


def test_without_colours_not_one_is_written(start: Start) -> None:
    terminal = start(NO_COLOR="1")
    terminal.until(settled)
    terminal.press("\t?")
    sequences = {
        number
        for found in re.findall(rb"\x1b\[([0-9;]*)m", terminal.written)
        for number in found.split(b";")
    }
    bold, dim, underlined, reverse = b"1", b"2", b"4", b"7"
    none_of_them = {b"", b"0", b"22", b"24", b"27", b"39", b"49"}
    assert sequences <= {bold, dim, underlined, reverse} | none_of_them, sequences


def test_a_light_background_is_seen(start: Start) -> None:
    terminal = start(COLORFGBG="0;15")
    terminal.until(settled)
    assert b"48;5;231" in terminal.written


def test_in_plain_mode_the_terminals_own_cursor_shows(start: Start) -> None:
    terminal = start("--plain")
    terminal.until(settled)
    terminal.send(TO_THE_DOMAIN)
    terminal.until(lambda text: "> blocked  domain" in text)
    terminal.quiet()
    assert not terminal.cursor_hidden
    x, y = terminal.cursor
    assert terminal.text.splitlines()[y][x:].startswith("acme-login")


def test_ascii_alone_is_written_where_utf8_is_not_spoken(start: Start) -> None:
    terminal = start(LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    terminal.until(lambda text: "to do" in text and "reading" not in text)
    terminal.send(TO_THE_DOMAIN)
    terminal.until(lambda text: "> @ domain" in text)
    assert terminal.written.isascii()
    assert "\\u" not in terminal.text


@pytest.mark.parametrize(
    "term", ["xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100"]
)
def test_a_console_is_a_hyperlink_unless_the_terminal_would_print_it(
    start: Start, term: str
) -> None:
    terminal = start(term=term)
    to_the_domain(terminal)
    terminal.press("\x1b[D\x1b[B\t\tG")
    scroll_up_to(terminal, "https://console.cloud.google.com")
    link = rb"\x1b]8;id=\d+;https://console\.cloud\.google\.com/auth/clients\x1b\\"
    assert bool(re.search(link, terminal.written)) is (term not in {"linux", "vt100"})


def test_sixteen_colours_are_the_terminals_own(start: Start) -> None:
    terminal = start(term="linux")
    terminal.until(settled)
    assert b"38;5;" not in terminal.written
    assert b"38;2;" not in terminal.written


tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


@tmux
@pytest.mark.parametrize("clipboard", ["on", "external"])
def test_through_tmux_the_value_reaches_the_outer_terminal_and_no_buffer_keeps_it(
    start: Start, tmp_path: Path, clipboard: str
) -> None:
    socket = str(tmp_path / "tmux")
    config = tmp_path / "tmux.conf"
    config.write_text(
        f"set -g set-clipboard {clipboard}\nset -as terminal-features ',xterm*:clipboard'\nset -g"
        " status off\n",
        encoding="utf-8",
    )
    command = ["tmux", "-S", socket, "-f", str(config), "new-session", *DEMO]
    terminal = start(command=command)
    try:
        to_the_domain(terminal)
        terminal.send("c")
        wait_for(terminal, "through tmux")
        terminal.quiet()
        assert terminal.copied()[-1] == "acme-login"
        buffers = subprocess.run(
            ["tmux", "-S", socket, "list-buffers"], capture_output=True, text=True, check=True
        )
        assert buffers.stdout == ""
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], check=False)
