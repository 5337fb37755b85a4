"""The doctor at a real terminal: its questions, the pasted word, and a terminal left as it was."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clipboard.roads import TmuxSession
from tests.practice_aws import HUNG, ROOT
from tests.terminal.conftest import RawTerminal, Start
from tui.doctor.paste import SWITCH_OFF, SWITCH_ON
from tui.doctor.queries import QUESTION

DOCTOR = [sys.executable, "-m", "tui.main", "doctor", "--region", "us-east-1"]
QUICK = ["--skip", "login", "--skip", "deployment", "--skip", "permissions", "--skip", "messages"]
WITHOUT_AWS = {
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": "/dev/null",
    "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
}
XTERM = "\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2;52c"


def answered(terminal: RawTerminal, answer: str = XTERM) -> None:
    """The terminal answers what it is asked."""
    terminal.until(lambda _: QUESTION in terminal.written)
    terminal.send(answer)


def pasted(terminal: RawTerminal, number: int = 1) -> None:
    """The person pastes what arrived, as a terminal sends it that marks what is pasted."""
    terminal.until(
        lambda _: len(terminal.copied()) >= number and terminal.written.count(SWITCH_ON) >= number
    )
    terminal.send(f"\x1b[200~{terminal.copied()[-1]}\x1b[201~\r")


def test_a_word_that_is_pasted_back_decides_for_this_terminal(start: Start, tmp_path: Path) -> None:
    terminal = start(command=[*DOCTOR, *QUICK], **WITHOUT_AWS)
    answered(terminal)
    pasted(terminal)
    assert terminal.ended() == 0
    assert "It arrived" in terminal.written.decode()
    assert terminal.copied()[0] not in terminal.text
    assert terminal.written.endswith(b"\n")
    assert SWITCH_OFF in terminal.written
    kept = json.loads((tmp_path / "state" / "poolwalk" / "terminals.json").read_text())
    assert [answer["osc52"]["arrived"] for answer in kept["terminals"].values()] == [True]

    again = start(command=[*DOCTOR, *QUICK, "--no-paste"], **WITHOUT_AWS)
    answered(again)
    assert again.ended() == 0
    assert "the word of the self-test arrived by it in this terminal" in " ".join(
        again.text.split()
    )
    assert again.copied() == []


def test_the_terminal_is_named_by_what_it_answers(start: Start) -> None:
    terminal = start(command=[*DOCTOR, *QUICK, "--no-paste"], **WITHOUT_AWS)
    answered(terminal)
    assert terminal.ended() == 0
    shown = " ".join(terminal.written.decode().split())
    assert "XTerm(379), TERM=xterm-256color" in shown
    assert "it says that it takes a clipboard's content" in shown
    assert "disallowedWindowOps" in shown
    assert "[?64" not in shown


def test_a_terminal_that_answers_nothing_is_not_waited_for_and_stays_as_it_was(
    start: Start,
) -> None:
    terminal = start(command=[*DOCTOR, *QUICK, "--no-paste"], **WITHOUT_AWS)
    assert terminal.ended() == 0
    assert "it does not say its name" in " ".join(terminal.written.decode().split())
    assert terminal.modes() == terminal.modes_before


def test_lines_that_are_pasted_by_mistake_are_not_left_to_the_shell(
    start: Start, tmp_path: Path
) -> None:
    script = (
        f"{' '.join([*DOCTOR, *QUICK])}; echo ENDED $?; if read -r -t 1 left; then echo LEFT; else"
        " echo NOTHING; fi"
    )
    terminal = start(command=["bash", "-c", script], **WITHOUT_AWS)
    answered(terminal)
    terminal.until(lambda _: SWITCH_ON in terminal.written)
    terminal.send("\x1b[200~echo carried-out\necho once more\n\x1b[201~\r")
    terminal.until(lambda text: "NOTHING" in text or "LEFT" in text)
    assert "NOTHING" in terminal.text
    said = terminal.written.decode()
    assert "carried-out" not in said
    assert "No way to your clipboard is left" in said
    assert "ENDED 0" in said
    kept = json.loads((tmp_path / "state" / "poolwalk" / "terminals.json").read_text())
    assert [answer["osc52"]["arrived"] for answer in kept["terminals"].values()] == [False]


@pytest.mark.parametrize(
    "number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name
)
def test_whatever_ends_it_while_it_waits_leaves_the_terminal_as_it_was(
    start: Start, number: signal.Signals
) -> None:
    terminal = start(command=[*DOCTOR, *QUICK], **WITHOUT_AWS)
    answered(terminal)
    terminal.until(lambda _: SWITCH_ON in terminal.written)
    os.kill(terminal.pid, number)
    assert terminal.ended() == 130
    assert terminal.modes() == terminal.modes_before
    assert SWITCH_OFF in terminal.written


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
@pytest.mark.parametrize("set_clipboard", ["on", "external", "off"])
def test_in_tmux_the_word_goes_through_tmux_and_its_settings_are_told(
    start: Start, tmp_path: Path, set_clipboard: str
) -> None:
    inside = f"{' '.join([*DOCTOR, *QUICK])}; echo ENDED $?; read -r _"
    with TmuxSession(tmp_path, f"set -s set-clipboard {set_clipboard}") as tmux:
        terminal = start(command=tmux.around([inside]), **WITHOUT_AWS)
        terminal.until(lambda text: "Paste it here" in text)
        terminal.until(lambda _: bool(terminal.copied()))
        terminal.send(f"{terminal.copied()[-1]}\r")
        terminal.until(lambda text: "ENDED" in text)
    shown = " ".join(terminal.text.split())
    assert "ENDED 0" in shown
    assert f"set-clipboard {set_clipboard}" in shown
    assert "tmux: the word of the self-test arrived by it in this terminal" in shown


ASKING = """
import json, os, sys
from tui.clipboard.surroundings import look
from tui.doctor.multiplexer import ask_the_multiplexer
from tui.doctor.queries import ask_the_terminal
answers = ask_the_terminal(0, 1)
multiplexer = ask_the_multiplexer(look(os.environ), os.environ)
said = {"name": answers.name, "answered": answers.answered, "through": multiplexer.terminal}
open(sys.argv[1], "w").write(json.dumps(said))
"""


@pytest.fixture
def display() -> Iterator[str]:
    """An X display of its own."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "800x600x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            yield f":{told.readline().strip()}"
        server.terminate()


@pytest.mark.skipif(
    not all(map(shutil.which, ("Xvfb", "xterm", "tmux"))),
    reason="not installed: Xvfb, xterm or tmux",
)
@pytest.mark.parametrize("inside", ["", "tmux"])
def test_a_real_xterm_says_its_name_and_tmux_passes_it_on(
    display: str, tmp_path: Path, inside: str
) -> None:
    said = tmp_path / "said.json"
    asking = [sys.executable, "-c", ASKING, str(said)]
    command = (
        ["tmux", "-S", str(tmp_path / "tmux"), "-f", os.devnull, "new", shlex.join(asking)]
        if inside
        else asking
    )
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("TMUX", "STY"))
    }
    environment = {**kept, "DISPLAY": display, "PYTHONPATH": str(ROOT)}
    subprocess.run(["xterm", "-e", *command], env=environment, timeout=HUNG, check=False)
    told = json.loads(said.read_text())
    assert told["answered"]
    assert (told["through"] if inside else told["name"]).startswith("XTerm(")
