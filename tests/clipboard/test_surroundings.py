"""What the program sees of what stands around it."""

import os
import subprocess
import sys

import pytest

from tui.clipboard.ancestors import ancestors
from tui.clipboard.surroundings import look

HERE: tuple[str, ...] = ("bash", "login")


@pytest.mark.parametrize(
    "environment",
    [
        {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"},
        {"SSH_TTY": "/dev/pts/3"},
        {"SSH_CLIENT": "", "SSH_TTY": "x"},
    ],
)
def test_ssh_is_seen_by_its_variables(environment: dict[str, str]) -> None:
    assert look(environment, HERE).ssh
    assert not look({}, HERE).ssh


def test_ssh_is_seen_where_sudo_took_its_variables() -> None:
    assert look({}, ("sudo", "bash", "sshd", "sshd", "systemd")).ssh
    assert look({}, ("bash", "sshd-session")).ssh


def test_mosh_is_seen_by_the_server_that_it_runs_under() -> None:
    assert look({}, ("bash", "mosh-server")).mosh
    assert not look({}, HERE).mosh


@pytest.mark.parametrize(
    ("above", "inner"),
    [
        (("bash", "screen", "bash", "tmux: server"), "screen"),
        (("bash", "tmux: server", "screen"), "tmux"),
    ],
)
def test_of_two_multiplexers_the_inner_one_counts(above: tuple[str, ...], inner: str) -> None:
    assert (
        look({"TMUX": "/nowhere,1,0", "STY": "1.pts.host", "PATH": ""}, above).multiplexer == inner
    )


def test_a_tmux_that_is_not_there_is_no_fact_about_it() -> None:
    around = look({"TMUX": "/nowhere,1,0", "PATH": os.environ["PATH"]}, HERE)
    assert (around.multiplexer, around.tmux) == ("tmux", None)


def test_the_host_is_the_one_that_the_person_sits_at() -> None:
    assert look({"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}, HERE).host == "192.0.2.1"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")
def test_the_programs_above_are_named_from_the_nearest_on() -> None:
    program = "from tui.clipboard.ancestors import ancestors; print(*ancestors(), sep='\\n')"
    shell = subprocess.run(
        ["bash", "-c", '"$@"; :', "bash", sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    assert shell.stdout.splitlines()[0] == "bash"
    assert shell.stdout.splitlines()[2:] == list(ancestors())
