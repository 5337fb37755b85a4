"""The self-test's answers, kept for each terminal."""

from dataclasses import replace
from pathlib import Path

import pytest

from tui.clipboard.road import Road
from tui.clipboard.surroundings import Around
from tui.clipboard.tested_road import NAME, recall, remember
from tui.clipboard.tmux import Tmux

HOME = Around(ssh=True, term="xterm-256color", program="iTerm2", host="192.0.2.1")


def test_an_answer_is_recalled_in_the_terminal_that_gave_it(tmp_path: Path) -> None:
    remember(tmp_path, HOME, Road.OSC52, arrived=False)
    remember(tmp_path, HOME, Road.TMUX, arrived=True)
    assert recall(tmp_path, HOME) == {Road.OSC52: False, Road.TMUX: True}


@pytest.mark.parametrize(
    "other",
    [
        replace(HOME, term="xterm"),
        replace(HOME, program="kitty"),
        replace(HOME, host="192.0.2.7"),
        replace(HOME, mosh=True),
        replace(HOME, multiplexer="tmux", tmux=Tmux("/dev/pts/1", 1, "xterm-256color")),
    ],
)
def test_another_terminal_is_not_answered_for(tmp_path: Path, other: Around) -> None:
    remember(tmp_path, HOME, Road.OSC52, arrived=False)
    assert recall(tmp_path, other) == {}


def test_the_same_terminal_is_known_again_in_another_window(tmp_path: Path) -> None:
    inside = replace(HOME, multiplexer="tmux", tmux=Tmux("/dev/pts/1", 1, "xterm-256color"))
    remember(tmp_path, inside, Road.TMUX, arrived=True)
    assert recall(tmp_path, replace(inside, tmux=Tmux("/dev/pts/9", 99, "xterm-256color"))) == {
        Road.TMUX: True
    }


def test_a_later_answer_replaces_an_earlier_one(tmp_path: Path) -> None:
    remember(tmp_path, HOME, Road.OSC52, arrived=False)
    remember(tmp_path, HOME, Road.OSC52, arrived=True)
    assert recall(tmp_path, HOME) == {Road.OSC52: True}


def test_the_file_is_private_and_names_no_machine(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    remember(folder, HOME, Road.OSC52, arrived=True)
    assert [path.name for path in folder.iterdir()] == [NAME]
    assert (folder / NAME).stat().st_mode & 0o777 == 0o600
    assert HOME.host not in (folder / NAME).read_text()


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"schema": 2, "terminals": {}}', '{"schema": 1, "terminals": 7}']
)
def test_a_file_that_makes_no_sense_is_no_answer_and_is_replaced(
    tmp_path: Path, content: str
) -> None:
    (tmp_path / NAME).write_text(content)
    assert recall(tmp_path, HOME) == {}
    remember(tmp_path, HOME, Road.OSC52, arrived=True)
    assert recall(tmp_path, HOME) == {Road.OSC52: True}
