"""Whether a value really arrives: real terminals, real multiplexers, real SSH."""

from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest

from tests.clipboard.matrix import Arrived
from tests.clipboard.roads import (
    SSHD,
    Pty,
    Screen,
    TmuxSession,
    over_mosh,
    over_ssh,
    plain_environment,
    sshd,
    wait,
)
from tests.terminal.conftest import DEMO, TO_THE_DOMAIN, settled
from tui.clipboard.clipboard import SENT_TMUX

pytestmark = pytest.mark.xdist_group("clipboards")

TELL_XTERM = r"set -as terminal-overrides ',xterm*:Ms=\E]52;c;%p2%s\007'"
SIZES = {"40 B": 40, "4 kB": 4_000, "64 kB": 64_000}


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [
        name for name in programs if which(name) is None and not (name == "sshd" and SSHD.exists())
    ]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


X = ("Xvfb", "xterm", "xclip")


def text_of(size: int) -> str:
    """A text of that many bytes, in which every place differs from its neighbours.

    It has characters beyond ASCII.
    """
    return ("é" + "".join(f"{number:05d}/" for number in range(size)))[: size - 1]


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short path: a socket's has at most 107 characters."""
    return tmp_path_factory.mktemp("way")


def inside(tmux: TmuxSession, ssh: list[str]) -> Callable[[list[str]], list[str]]:
    """A tmux on the server."""
    return lambda command: over_ssh(ssh)(tmux.around(command))


def everything_arrives(
    way: Pty | Screen,
    name: str,
    arrived: Arrived,
    sizes: dict[str, int] = SIZES,
    by: str = "",
    setting: str = "auto",
) -> None:
    """Every size, and the last value again after something else was copied."""
    text = ""
    for column, size in sizes.items():
        text = text_of(size)
        assert len(text.encode()) == size
        said = way.send(text, setting)
        assert by in said["sentence"]
        wait(lambda: way.holds() == text, f"{name}: {column}; {said}")  # noqa: B023
        arrived(name, column, "arrives")
    way.put("BETWEEN")
    said = way.send(text, setting)
    wait(lambda: way.holds() == text, f"{name}: the same again; {said}")
    arrived(name, "again", "arrives")


def test_in_a_plain_terminal(folder: Path, arrived: Arrived) -> None:
    ssh = plain_environment(SSH_CONNECTION="192.0.2.1 50000 192.0.2.2 22")
    with Pty(folder, list, ssh) as way:
        everything_arrives(way, "terminal", arrived, by="(OSC 52)")


@needs("tmux")
@pytest.mark.parametrize("passthrough", ["on", "off"])
@pytest.mark.parametrize("clipboard", ["on", "external", "off"])
def test_through_tmux(folder: Path, arrived: Arrived, clipboard: str, passthrough: str) -> None:
    lines = (f"set -g set-clipboard {clipboard}", f"set -g allow-passthrough {passthrough}")
    with TmuxSession(folder, *lines) as tmux, Pty(folder, tmux.around, plain_environment()) as way:
        everything_arrives(
            way,
            f"tmux, set-clipboard {clipboard}, passthrough {passthrough}",
            arrived,
            by="through tmux",
        )
        assert tmux.buffers() == ""


@needs("tmux")
@pytest.mark.parametrize("passthrough", ["on", "off"])
def test_through_a_tmux_that_knows_no_clipboard_of_its_terminal(
    folder: Path, arrived: Arrived, passthrough: str
) -> None:
    name = f"tmux without a clipboard, passthrough {passthrough}"
    lines = ("set -as terminal-overrides ',*:Ms@'", f"set -g allow-passthrough {passthrough}")
    with TmuxSession(folder, *lines) as tmux, Pty(folder, tmux.around, plain_environment()) as way:
        if passthrough == "on":
            everything_arrives(way, name, arrived, by="through tmux")
        else:
            said = way.send("value")
            assert said["road"] == "show"
            assert way.holds() == ""
            arrived(name, "40 B", "shown")
        assert tmux.buffers() == ""


@needs("screen")
def test_through_screen(folder: Path, arrived: Arrived) -> None:
    sockets = folder / "sockets"
    sockets.mkdir(mode=0o700)
    environment = plain_environment(SCREENDIR=str(sockets))
    with Pty(folder, lambda command: ["screen", "-c", "/dev/null", *command], environment) as way:
        everything_arrives(way, "screen", arrived, by="through screen")


@needs(*X)
def test_on_this_machines_desktop(folder: Path, arrived: Arrived) -> None:
    with Screen(folder, list) as way:
        everything_arrives(
            way, "desktop, by xclip", arrived, by="this machine's clipboard", setting="native"
        )


@needs(*X)
@pytest.mark.parametrize("ended", ["by itself", "by the system"])
def test_a_secret_on_this_machines_desktop_ends_with_the_program(folder: Path, ended: str) -> None:
    with Screen(folder, list) as way:
        way.send("hunter2", "native", secret=True)
        wait(lambda: way.holds() == "hunter2", "the secret")
        if ended == "by itself":
            way.send("", "native", clear=True)
        else:
            way.lose_the_program()
        wait(lambda: way.holds() == "", "an empty clipboard")
        wait(lambda: way.programs("xclip") == [], "the end of every xclip")


@needs("sshd", *X)
def test_over_ssh_into_an_xterm_that_allows_it(folder: Path, arrived: Arrived) -> None:
    with sshd(folder) as ssh, Screen(folder, over_ssh(ssh)) as way:
        everything_arrives(way, "ssh, xterm that allows it", arrived, by="(OSC 52)")


@needs("sshd", "tmux", *X)
def test_over_ssh_and_through_tmux_into_an_xterm_that_is_told_which_clipboard(
    folder: Path, arrived: Arrived
) -> None:
    with (
        TmuxSession(folder, TELL_XTERM) as tmux,
        sshd(folder) as ssh,
        Screen(folder, inside(tmux, ssh)) as way,
    ):
        everything_arrives(way, "ssh, tmux with Ms for c, xterm", arrived, by="through tmux")
        assert tmux.buffers() == ""


@needs("sshd", "tmux", *X)
def test_tmux_names_no_clipboard_and_xterm_then_takes_its_primary_selection(
    folder: Path, arrived: Arrived
) -> None:
    with TmuxSession(folder) as tmux, sshd(folder) as ssh, Screen(folder, inside(tmux, ssh)) as way:
        text = text_of(4_000)
        way.send(text)
        wait(lambda: way.read("primary") == text, "the text in PRIMARY")
        assert way.holds() == "BEFORE"
        arrived("ssh, tmux with its defaults, xterm", "4 kB", "PRIMARY")


@needs("sshd", *X)
def test_an_xterm_with_its_defaults_takes_nothing(folder: Path, arrived: Arrived) -> None:
    with sshd(folder) as ssh, Screen(folder, over_ssh(ssh), options=()) as way:
        assert "Sent to your terminal" in way.send(text_of(40), settled=True)["sentence"]
        assert (way.holds(), way.read("primary")) == ("BEFORE", "")
        arrived("ssh, xterm with its defaults", "40 B", "nothing")


@needs("sshd", "mosh", *X)
def test_over_mosh_into_an_xterm(folder: Path, arrived: Arrived) -> None:
    name = "mosh, xterm that allows it"
    with sshd(folder) as ssh, Screen(folder, over_mosh(ssh)) as way:
        everything_arrives(
            way, name, arrived, {"40 B": 40, "4 kB": 4_000, "12,280 B": 12_280}, by="(OSC 52)"
        )
        said = way.send(text_of(64_000))
        assert "more than mosh carries (12,280)" in said["sentence"]
        arrived(name, "64 kB", "in a file")


@needs("tmux")
def test_what_a_lagging_terminal_does_not_get_is_not_called_sent(folder: Path) -> None:
    with TmuxSession(folder) as tmux, Pty(folder, tmux.around, plain_environment()) as way:
        text = text_of(4_000)
        said = way.send_over_a_slow_line(text, "tmux", flood=20_000)
        if said["sent"]:
            wait(lambda: way.holds() == text, "what was called sent")
        else:
            assert "tmux threw the value away" in said["sentence"]
        assert tmux.buffers() == ""
        # Once the line is free again, it takes the next one.
        way.terminal.quiet()
        assert way.send(text + "!")["sentence"] == SENT_TMUX
        wait(lambda: way.holds() == text + "!", "the next one")


# --- secrets, taken back --------------------------------------------------------------------------
def is_taken_back(way: Pty | Screen, blank: str) -> None:
    way.send("hunter2", secret=True)
    wait(lambda: way.holds() == "hunter2", "the secret")
    way.send("", clear=True)
    wait(lambda: way.holds() == blank, "a clipboard without it")


@needs("sshd", *X)
def test_over_ssh_a_secret_is_taken_back(folder: Path) -> None:
    with sshd(folder) as ssh, Screen(folder, over_ssh(ssh)) as way:
        is_taken_back(way, "")


@needs("sshd", "mosh", *X)
def test_over_mosh_a_secret_is_taken_back(folder: Path) -> None:
    with sshd(folder) as ssh, Screen(folder, over_mosh(ssh)) as way:
        is_taken_back(way, "")


@needs("tmux")
def test_through_tmux_a_secret_is_covered_and_no_buffer_has_it(folder: Path) -> None:
    with TmuxSession(folder) as tmux, Pty(folder, tmux.around, plain_environment()) as way:
        is_taken_back(way, " ")
        assert tmux.buffers() == ""


# --- the whole program ----------------------------------------------------------------------------
@needs("sshd", "tmux", *X)
def test_the_program_itself_over_ssh_and_through_tmux_to_the_clipboard_of_an_xterm(
    folder: Path,
) -> None:
    demo = ["env", f"XDG_STATE_HOME={folder}/state", *DEMO, "--clipboard-seconds", "3"]
    with (
        TmuxSession(folder, TELL_XTERM) as tmux,
        sshd(folder) as ssh,
        Screen(folder, inside(tmux, ssh), program=demo) as way,
    ):
        wait(
            lambda: (folder / "tmux").exists() and settled(tmux.shows()),
            f"the demo: {tmux.shows()}",
        )
        tmux.press(*TO_THE_DOMAIN)
        wait(lambda: "▸ 2  Domain" in tmux.shows(), "the domain")
        tmux.press("c")
        wait(lambda: way.holds() == "acme-login", "the domain's prefix on the clipboard")
        wait(lambda: "Sent to your terminal through tmux" in tmux.shows(), "the sentence")
        tmux.press("Left", "Down")
        wait(lambda: "3a  Google" in tmux.shows(), "step 3a")
        tmux.press("l")
        wait(lambda: move_to_the_secret(tmux), "the secret's row")
        tmux.press("c")
        wait(lambda: way.holds() not in {"acme-login", ""}, "a secret on the clipboard")
        wait(lambda: way.holds() == " ", "a clipboard without it")
        assert tmux.buffers() == ""


def move_to_the_secret(tmux: TmuxSession) -> bool:
    """Whether the cursor stands on it; else one row on."""
    if any("▸" in row and "client" in row and "••••" in row for row in tmux.shows().splitlines()):
        return True
    before = tmux.shows()
    tmux.press("j")
    wait(lambda: tmux.shows() != before, "the next row")
    return False
