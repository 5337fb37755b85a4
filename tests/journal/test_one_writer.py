"""Of all processes of this machine, one alone writes to a deployment."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest

from migration.errors import Cancelled, StateUnusable, WrittenByAnother
from migration.journal.one_writer import OneWriter, _address, _name
from migration.journal.writing_process import this_place

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HOLDING = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from migration.journal.one_writer import OneWriter, _address, _name
clock = lambda: datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
with OneWriter(Path(sys.argv[1]), sys.argv[2], "arn:ann", clock).turn(lambda _: None, print):
    print("writing", flush=True)
    sys.stdin.read()
"""


def writer(folder: Path, key: str = "", who: str = "arn:ben") -> OneWriter:
    folder.mkdir(exist_ok=True)
    seconds = iter(range(0, 1_000_000, 10))
    return OneWriter(
        folder / "acme.sqlite3", key or str(folder), who, lambda: AT, lambda: next(seconds)
    )


def ignore(_: object) -> None:
    """Neither waits nor tells."""


@pytest.fixture
def holding(tmp_path: Path) -> Iterator[Callable[[Path, str], subprocess.Popen[str]]]:
    """Starts another process that writes, as ann."""
    made: list[subprocess.Popen[str]] = []

    def start(folder: Path, key: str) -> subprocess.Popen[str]:
        folder.mkdir(exist_ok=True)
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDING, str(folder / "acme.sqlite3"), key],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        made.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        return process

    yield start
    for process in made:
        process.kill()
        with suppress(ValueError):  # who closed its input already
            process.communicate()


def test_another_process_is_waited_for_and_named(
    tmp_path: Path, holding: Callable[[Path, str], subprocess.Popen[str]]
) -> None:
    other = holding(tmp_path, str(tmp_path))
    told: list[str] = []

    def until_it_ends(_: float) -> None:
        assert other.stdin is not None
        other.stdin.close()
        other.wait(60)

    with writer(tmp_path).turn(until_it_ends, told.append):
        pass
    (sentence,) = told
    assert f"arn:ann (process {other.pid}, since 2026-11-22T02:00:00 UTC)" in sentence


def test_waiting_ends_with_who_it_was_and_nothing_of_ours_stays(
    tmp_path: Path, holding: Callable[[Path, str], subprocess.Popen[str]]
) -> None:
    other = holding(tmp_path, str(tmp_path))
    with (
        pytest.raises(WrittenByAnother, match=rf"arn:ann \(process {other.pid}"),
        writer(tmp_path).turn(ignore, ignore),
    ):
        pytest.fail("written beside another one")
    assert len(list(tmp_path.iterdir())) == 1


def test_what_a_killed_process_left_is_taken_over_at_once(
    tmp_path: Path, holding: Callable[[Path, str], subprocess.Popen[str]]
) -> None:
    other = holding(tmp_path, str(tmp_path))
    os.kill(other.pid, signal.SIGKILL)
    other.wait(60)
    assert list(tmp_path.iterdir())
    with writer(tmp_path).turn(lambda _: pytest.fail("waited for the dead"), ignore):
        pass
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="only there processes meet beside the folder")
def test_a_process_with_a_state_folder_of_its_own_is_waited_for_too(
    tmp_path: Path, holding: Callable[[Path, str], subprocess.Popen[str]]
) -> None:
    other = holding(tmp_path / "ann", "deployment")
    with (
        pytest.raises(WrittenByAnother, match=f"process {other.pid} of the user"),
        writer(tmp_path / "ben", "deployment").turn(ignore, ignore),
    ):
        pytest.fail("written beside another one")
    with writer(tmp_path / "ben", "another deployment").turn(ignore, ignore):
        pass


def test_who_stops_waiting_leaves_nothing_behind(
    tmp_path: Path, holding: Callable[[Path, str], subprocess.Popen[str]]
) -> None:
    holding(tmp_path, str(tmp_path))

    def stop(_: float) -> None:
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled), writer(tmp_path).turn(stop, ignore):
        pytest.fail("written beside another one")
    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ({"host": "another-bastion"}, "on another-bastion"),
        ({"namespace": "pid:[1]"}, "arn:cat"),  # another container
    ],
)
def test_a_process_that_cannot_be_seen_from_here_is_not_taken_for_dead(
    tmp_path: Path, place: dict[str, str], words: str
) -> None:
    laid = tmp_path / ".acme.sqlite3.writing-0000"
    theirs = {**asdict(this_place()), "pid": 2**22 - 1, **place}
    laid.write_text(json.dumps({"who": "arn:cat", "since": AT.isoformat(), "place": theirs}))
    with pytest.raises(WrittenByAnother) as refused, writer(tmp_path).turn(ignore, ignore):
        pytest.fail("written beside another one")
    assert words in str(refused.value)
    assert f"remove {laid}" in str(refused.value)


@pytest.mark.parametrize(
    "place",
    [
        {"boot": "a boot before this one"},
        {"started": "1", "pid": os.getppid()},  # the number is another's by now
        {"pid": 2**22 - 1},
    ],
)
def test_a_process_that_has_ended_is_taken_over(tmp_path: Path, place: dict[str, object]) -> None:
    theirs = {**asdict(this_place()), "pid": os.getppid(), **place}
    laid = tmp_path / ".acme.sqlite3.writing-0000"
    laid.write_text(json.dumps({"who": "arn:cat", "since": AT.isoformat(), "place": theirs}))
    with writer(tmp_path).turn(lambda _: pytest.fail("waited for the dead"), ignore):
        assert not laid.exists()


@pytest.mark.parametrize("content", ["", "null", "[]", "{", '{"who": 1, "place": {"pid": -1}}'])
def test_a_file_that_says_nothing_is_not_taken_for_a_dead_process(
    tmp_path: Path, content: str
) -> None:
    laid = tmp_path / ".acme.sqlite3.writing-0000"
    laid.write_text(content)
    with (
        pytest.raises(WrittenByAnother, match="remove"),
        writer(tmp_path).turn(ignore, ignore),
    ):
        pytest.fail("written beside another one")
    assert laid.exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is open")
@pytest.mark.parametrize(
    "lay",
    [Path.mkdir, os.mkfifo, lambda file: file.symlink_to("/dev/zero")],
    ids=["folder", "pipe", "link"],
)
def test_what_is_no_file_is_waited_for_with_nothing_kept_open(
    tmp_path: Path, lay: Callable[[Path], object]
) -> None:
    lay(tmp_path / ".acme.sqlite3.writing-0000")
    before = len(os.listdir("/proc/self/fd"))
    with (
        pytest.raises(WrittenByAnother, match="remove"),
        writer(tmp_path).turn(ignore, ignore),
    ):
        pytest.fail("written beside another one")
    assert len(os.listdir("/proc/self/fd")) == before


def test_many_at_once_are_never_two(tmp_path: Path) -> None:
    inside: list[int] = []
    most: list[int] = []

    def write() -> None:
        one = OneWriter(tmp_path / "acme.sqlite3", str(tmp_path), "arn:ann", lambda: AT)
        for _ in range(5):
            with one.turn(lambda _: time.sleep(0.001), ignore):
                inside.append(1)
                most.append(len(inside))
                time.sleep(0.001)
                inside.pop()

    threads = [Thread(target=write) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 30


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    gone = writer(tmp_path / "state")
    (tmp_path / "state").rmdir()
    with pytest.raises(StateUnusable, match="takes no file"), gone.turn(ignore, ignore):
        pytest.fail("written without a turn")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has such a meeting place")
def test_whoever_holds_the_meeting_place_is_named_and_nothing_is_sent(tmp_path: Path) -> None:
    import pwd

    mine = writer(tmp_path)
    with socket.socket(socket.AF_UNIX) as taken:  # as any user of the machine can
        taken.bind(_address(mine.key))
        taken.listen()
        told: list[str] = []
        with (
            pytest.raises(WrittenByAnother, match="Nothing was sent") as error,
            mine.turn(ignore, told.append),
        ):
            raise AssertionError
    user = pwd.getpwuid(os.getuid()).pw_name
    for words in (str(error.value), told[0]):
        assert f"process {os.getpid()} of the user {user}" in words
        assert "if that is no Poolwalk, somebody holds you up" in words
    assert not list(tmp_path.glob(".*.writing-*"))


def test_a_user_without_a_name_is_named_by_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_: int) -> object:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    assert _name(4711) == "the user with the number 4711"
