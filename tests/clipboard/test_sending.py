"""What is sent by each road, and what is said of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice_aws import HUNG
from tui.clipboard import native, tmux
from tui.clipboard.clipboard import (
    HERE,
    LAGS,
    NOT_TAKEN_BACK,
    OFF,
    SENT,
    SENT_SCREEN,
    SENT_TMUX,
    TAKEN_BACK,
    Clipboard,
)
from tui.clipboard.road import Road
from tui.clipboard.sequences import osc52, screen_wrapped, tmux_wrapped
from tui.clipboard.surroundings import look
from tui.clipboard.tested_road import remember

SSH = {"SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22", "TERM": "xterm-256color"}
LOGIN: tuple[str, ...] = ("bash", "login")


class Written(list[str]):
    """What was put on the terminal."""


Make = Callable[..., Clipboard]


@pytest.fixture(autouse=True)
def _a_tmux_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many use the machine: none of these hangs."""
    monkeypatch.setattr(tmux, "SECONDS", HUNG)


@pytest.fixture
def written() -> Written:
    return Written()


@pytest.fixture
def clipboard(written: Written, tmp_path: Path) -> Make:
    def make(
        environment: dict[str, str], setting: str = "auto", above: tuple[str, ...] = LOGIN
    ) -> Clipboard:
        return Clipboard(written.append, environment, setting, tmp_path, above)

    return make


@pytest.fixture
def desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[str], Path]:
    """A pyperclip of our own for the child.

    It keeps what is copied in a file, and behaves as the test tells it.
    """

    def make(determine: str) -> Path:
        folder, held = tmp_path / "library", tmp_path / "held"
        folder.mkdir()
        (folder / "pyperclip.py").write_text(f"""
import os, pathlib, sys, threading
held = pathlib.Path({str(held)!r})
class PyperclipException(RuntimeError): pass
def copy(text):
    os.write(2, b"Error: cannot open display\\n")
    held.write_text(text)
def paste(): return held.read_text()
def hang(text): threading.Event().wait()
def refuse(text): raise PyperclipException("no")
def determine_clipboard(): return {determine}
""")
        monkeypatch.setenv("PYTHONPATH", str(folder))
        monkeypatch.setattr(native, "SECONDS", 1.5 if "hang" in determine else HUNG)
        return held

    return make


def test_over_ssh_it_is_one_sequence_and_the_sentence_says_sent(
    clipboard: Make, written: Written
) -> None:
    sent = clipboard({**SSH, "DISPLAY": ":0"}).send("value")
    assert (sent.road, sent.sentence, sent.sent) == (Road.OSC52, SENT, True)
    assert written == [osc52("value")]


def test_a_tmux_at_the_persons_end_gets_both_forms(clipboard: Make, written: Written) -> None:
    clipboard({**SSH, "TERM": "tmux-256color"}).send("value")
    assert written == [osc52("value") + tmux_wrapped(osc52("value"))]


def test_inside_screen_it_travels_in_pieces(clipboard: Make, written: Written) -> None:
    assert clipboard({**SSH, "STY": "1.pts.host"}).send("value").sentence == SENT_SCREEN
    assert written == [screen_wrapped(osc52("value"))]


@given(st.text(max_size=2000))
def test_screen_gets_the_whole_sequence_in_pieces_that_it_takes(text: str) -> None:
    pieces = screen_wrapped(osc52(text)).split("\x1b\\")
    assert "".join(piece.removeprefix("\x1bP") for piece in pieces) == osc52(text)
    assert all(len(piece) <= 256 + 2 for piece in pieces)


def test_where_tmux_does_not_answer_nothing_is_claimed_to_be_sent(
    clipboard: Make, written: Written, tmp_path: Path
) -> None:
    sent = clipboard({**SSH, "TMUX": "/nowhere,1,0", "PATH": os.environ["PATH"]}).send("value")
    assert written == []
    assert sent.road is Road.SHOW


def fake_tmux(folder: Path, script: str) -> dict[str, str]:
    program = folder / "bin" / "tmux"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\n{script}")
    program.chmod(0o755)
    return {**SSH, "TMUX": "/a,1,0", "PATH": f"{program.parent}:{os.environ['PATH']}"}


def test_a_tmux_that_passes_through_but_knows_no_clipboard_gets_it_wrapped(
    clipboard: Make, written: Written, tmp_path: Path
) -> None:
    known = (
        'case $1 in display-message) echo "/dev/pts/1|0|vt340|1|0|0";; *) echo "Terminal 0: vt340'
        ' for /dev/pts/1, flags=0";; esac'
    )
    sent = clipboard(fake_tmux(tmp_path, known)).send("value")
    assert sent.sentence == SENT_TMUX
    assert written == [tmux_wrapped(osc52("value"))]


def test_an_old_tmux_that_sends_no_buffer_on_gets_it_wrapped(
    clipboard: Make, written: Written, tmp_path: Path
) -> None:
    old = """
case $1 in
    display-message) echo "/dev/pts/1|0|xterm|||";;
    show-messages) printf 'Terminal 0: xterm for /dev/pts/1, flags=0\\n 1: Ms: (string) x\\n';;
    *) echo "unknown option -- w" >&2; exit 1;;
esac
"""
    assert clipboard(fake_tmux(tmp_path, old)).send("value").sentence == SENT_TMUX
    assert written == [tmux_wrapped(osc52("value"))]


def test_what_tmux_throws_away_is_sent_again_and_never_called_sent(
    clipboard: Make, written: Written, tmp_path: Path
) -> None:
    discarding = f"""
count={tmp_path}/count
case "$1 $2 $3" in
    "display-message -p -c") echo "0|$(cat $count 2>/dev/null || echo 0)";;
    display-message*) echo "/dev/pts/1|0|xterm|0|0|0";;
    show-messages*) printf 'Terminal 0: xterm for /dev/pts/1, flags=0\\n 1: Ms: (string) x\\n';;
    load-buffer*)
        cat >> {tmp_path}/loaded; echo >> {tmp_path}/loaded
        echo $(($(cat $count 2>/dev/null || echo 0) + 9000)) > $count;;
esac
"""
    sent = clipboard(fake_tmux(tmp_path, discarding), "tmux").send("value")
    assert not sent.sent
    assert "threw the value away" in sent.sentence
    assert (tmp_path / "loaded").read_text() == "value\n" * 3


@pytest.mark.parametrize("above", [("bash", "mosh-server")])
def test_what_is_too_long_for_mosh_lies_in_a_private_file_and_the_sentence_says_why(
    clipboard: Make, written: Written, above: tuple[str, ...]
) -> None:
    sent = clipboard(SSH, above=above).send("x" * 12_281)
    assert written == []
    assert sent.path is not None
    assert sent.path.stat().st_mode & 0o777 == 0o600
    assert "12,281 bytes are more than mosh carries (12,280)" in sent.sentence
    assert str(sent.path) in sent.sentence


def test_a_file_below_ones_home_is_named_from_there(
    clipboard: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert (
        clipboard(SSH, "file").send("value").sentence
        == "Written to ~/copied.txt, which only you can read"
    )


def test_the_setting_is_obeyed_and_says_so_where_it_leads_nowhere(
    clipboard: Make, written: Written
) -> None:
    assert clipboard(SSH, "none").send("value").sentence == OFF
    assert clipboard(SSH, "file").send("value").road is Road.FILE
    wrong = clipboard(SSH, "screen").send("value")
    assert (wrong.sent, written) == (False, [])
    assert wrong.sentence == "Not copied by screen: Poolwalk does not run inside screen"


def test_the_setting_is_obeyed_where_auto_would_know_better(
    clipboard: Make, written: Written
) -> None:
    assert clipboard({**SSH, "STY": "1.pts.host"}, "osc52").send("value").sentence == SENT
    assert written == [osc52("value")]


def test_a_road_that_the_self_test_found_closed_is_not_taken(
    clipboard: Make, written: Written, tmp_path: Path
) -> None:
    remember(tmp_path, look(SSH, LOGIN), Road.OSC52, arrived=False)
    assert clipboard(SSH).send("value").road is Road.SHOW
    assert clipboard(SSH).send("more than one screen" * 100).road is Road.FILE
    assert written == []


# --- this machine's desktop -----------------------------------------------------------------------
def test_at_this_machine_its_own_clipboard_is_used_and_its_errors_stay_off_the_screen(
    clipboard: Make,
    written: Written,
    desktop: Callable[[str], Path],
    capfd: pytest.CaptureFixture[str],
) -> None:
    held = desktop("copy, paste")
    assert clipboard({"DISPLAY": ":0"}).send("value").sentence == HERE
    assert (held.read_text(), written) == ("value", [])
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("determine", ["copy, None", "refuse, paste", "hang, paste", "hang(0)"])
def test_where_the_desktop_takes_nothing_or_hangs_the_terminal_is_asked(
    clipboard: Make, written: Written, desktop: Callable[[str], Path], determine: str
) -> None:
    desktop(determine)
    assert clipboard({"DISPLAY": ":0", "TERM": "xterm"}).send("value").sentence == SENT
    assert written == [osc52("value")]


# --- secrets --------------------------------------------------------------------------------------
def test_a_secret_is_taken_back_by_a_text_that_covers_it_and_an_empty_one(
    clipboard: Make, written: Written
) -> None:
    way = clipboard(SSH)
    assert way.send("hunter2", secret=True).taken_back
    assert way.clear() == "Your terminal was told to empty its clipboard"
    assert written[1:] == [osc52(" ") + osc52("")]
    assert way.clear() == ""
    assert len(written) == 2


def tmux_that_breaks(folder: Path) -> tuple[dict[str, str], Path]:
    """A tmux that takes everything, until the file that is given with it is there."""
    broken = folder / "broken"
    script = f"""
[ "$1" = load-buffer ] && [ -e {broken} ] && exit 1
case "$1 $2 $3" in
    "display-message -p -c") echo "$(cat {folder}/written 2>/dev/null || echo 0)|0";;
    display-message*) echo "/dev/pts/1|0|xterm|0|0|0";;
    show-messages*) printf 'Terminal 0: xterm for /dev/pts/1, flags=0\\n 1: Ms: (string) x\\n';;
    load-buffer*)
        cat > {folder}/held
        before=$(cat {folder}/written 2>/dev/null || echo 0)
        echo $((before + 9000)) > {folder}/written;;
esac
"""
    return fake_tmux(folder, script), broken


def test_a_secret_that_a_later_value_did_not_cover_is_still_taken_back(
    clipboard: Make, tmp_path: Path
) -> None:
    environment, broken = tmux_that_breaks(tmp_path)
    way = clipboard(environment, "tmux")
    assert way.send("hunter2", secret=True).taken_back
    broken.touch()
    assert not way.send("a name").sent
    broken.unlink()
    assert way.clear() == TAKEN_BACK[Road.TMUX]
    assert (tmp_path / "held").read_text() == " "


def test_a_secret_that_could_not_be_taken_back_is_said_to_lie_there_and_tried_again(
    clipboard: Make, tmp_path: Path
) -> None:
    environment, broken = tmux_that_breaks(tmp_path)
    way = clipboard(environment, "tmux")
    way.send("hunter2", secret=True)
    broken.touch()
    assert way.clear() == NOT_TAKEN_BACK
    assert (tmp_path / "held").read_text() == "hunter2"
    broken.unlink()
    assert way.clear() == TAKEN_BACK[Road.TMUX]


def test_a_secret_that_tmux_took_before_it_fell_silent_is_held_to_be_taken_back(
    clipboard: Make, tmp_path: Path
) -> None:
    script = f"""
case "$1 $2 $3" in
    "display-message -p -c") [ -e {tmp_path}/held ] && exit 1; echo "0|0";;
    display-message*) echo "/dev/pts/1|0|xterm|0|0|0";;
    show-messages*) printf 'Terminal 0: xterm for /dev/pts/1, flags=0\\n 1: Ms: (string) x\\n';;
    load-buffer*) cat > {tmp_path}/held;;
esac
"""
    sent = clipboard(fake_tmux(tmp_path, script), "tmux").send("hunter2", secret=True)
    assert (sent.sentence, sent.taken_back) == (LAGS, True)


def test_a_file_with_a_secret_that_cannot_be_removed_is_no_crash(
    clipboard: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    way = clipboard(SSH, "file")
    way.send("hunter2", secret=True)

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    assert way.clear() == NOT_TAKEN_BACK


def test_what_is_no_secret_is_left_where_it_is(clipboard: Make, written: Written) -> None:
    way = clipboard(SSH)
    way.send("hunter2", secret=True)
    assert not way.send("a name").taken_back
    assert way.clear() == ""
    assert written == [osc52("hunter2"), osc52("a name")]


def test_a_secret_in_a_file_goes_when_it_is_taken_back_or_when_something_else_is_copied(
    clipboard: Make,
) -> None:
    way = clipboard(SSH, "file")
    for take_back in (way.clear, lambda: way.send("a name")):
        path = way.send("hunter2", secret=True).path
        assert path is not None
        assert path.read_text() == "hunter2"
        take_back()
        assert not path.exists()


def test_a_secret_on_the_desktop_is_taken_back_unless_somebody_copied_since(
    clipboard: Make, desktop: Callable[[str], Path]
) -> None:
    held = desktop("copy, paste")
    way = clipboard({"DISPLAY": ":0"})
    way.send("hunter2", secret=True)
    assert held.read_text() == "hunter2"
    way.clear()
    assert held.read_text() == ""
    way.send("hunter2", secret=True)
    held.write_text("somebody's")
    way.clear()
    assert held.read_text() == "somebody's"


def test_a_file_that_somebody_put_in_the_way_is_not_written_through(
    clipboard: Make, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").write_text("theirs")
    (tmp_path / "copied-secret.txt").symlink_to(tmp_path / "elsewhere")
    path = clipboard(SSH, "file").send("hunter2", secret=True).path
    assert path is not None
    assert not path.is_symlink()
    assert (tmp_path / "elsewhere").read_text() == "theirs"
