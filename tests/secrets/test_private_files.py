"""What Poolwalk writes is its owner's alone, and goes through nobody's link."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from migration.aws.call_log import CallLog
from migration.errors import BadInput, StateUnusable
from migration.journal.sqlite import SqliteJournal
from migration.private_file import NotOurs, open_private, prepare_folder
from migration.snapshot.file import write_snapshot
from tui.clipboard import value_file
from tui.clipboard.road import Road
from tui.clipboard.surroundings import Around
from tui.clipboard.tested_road import remember

SOMEBODY = 12345  # a user's number that is not ours
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")


@pytest.fixture
def no_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


MAKERS: dict[str, Callable[[Path], object]] = {
    "the record": lambda folder: SqliteJournal(folder / "record.sqlite3").close(),
    "the key": lambda folder: SqliteJournal(folder / "fingerprint.key").close(),
    "the log": lambda folder: CallLog(folder / "calls.log").close(),
    "a snapshot": lambda folder: write_snapshot(folder / "snapshot.json", {}),
    "a copied value": lambda folder: value_file.write(folder, "value", secret=False),
    "a copied secret": lambda folder: value_file.write(folder, "secret", secret=True),
    "what the self-test found": lambda folder: remember(folder, Around(), Road.OSC52, arrived=True),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_whatever_the_umask_is_its_files_are_its_owners_alone(
    tmp_path: Path, no_umask: None, maker: str
) -> None:
    folder = tmp_path / "made" / "on" / "the" / "way"
    prepare_folder(folder)
    if maker != "the key":
        MAKERS[maker](folder)
    assert {mode(path) for path in (tmp_path / "made").rglob("*") if path.is_dir()} == {0o700}
    assert mode(tmp_path / "made") == 0o700
    assert {mode(path) for path in folder.iterdir()} <= {0o600}


@pytest.mark.parametrize(
    ("name", "maker"),
    [
        ("record.sqlite3", MAKERS["the record"]),
        ("fingerprint.key", MAKERS["the record"]),
        ("calls.log", MAKERS["the log"]),
    ],
)
class TestWhatStandsThere:
    """Of each file that is gone on with, what may be in its place."""

    def test_a_link_is_not_followed(
        self, tmp_path: Path, name: str, maker: Callable[[Path], object]
    ) -> None:
        victim = tmp_path / "victim"
        victim.write_bytes(b"x" * 32)
        folder = tmp_path / "state"
        folder.mkdir()
        (folder / name).symlink_to(victim)
        with pytest.raises((StateUnusable, BadInput), match="link"):
            maker(folder)
        assert victim.read_bytes() == b"x" * 32

    def test_a_pipe_is_not_waited_for(
        self, tmp_path: Path, name: str, maker: Callable[[Path], object]
    ) -> None:
        folder = tmp_path / "state"
        folder.mkdir()
        os.mkfifo(folder / name)
        with pytest.raises((StateUnusable, BadInput), match="no ordinary file"):
            maker(folder)

    def test_a_second_name_is_refused(
        self, tmp_path: Path, name: str, maker: Callable[[Path], object]
    ) -> None:
        folder = tmp_path / "state"
        folder.mkdir()
        (tmp_path / "other").write_bytes(b"x" * 32)
        os.link(tmp_path / "other", folder / name)
        with pytest.raises((StateUnusable, BadInput), match="second name"):
            maker(folder)

    @as_root
    def test_somebody_elses_file_is_refused(
        self, tmp_path: Path, name: str, maker: Callable[[Path], object]
    ) -> None:
        folder = tmp_path / "state"
        folder.mkdir()
        (folder / name).write_bytes(b"")
        os.chown(folder / name, SOMEBODY, SOMEBODY)
        with pytest.raises((StateUnusable, BadInput), match="somebody else"):
            maker(folder)


@pytest.mark.parametrize(
    ("name", "maker"), [("record.sqlite3", MAKERS["the record"]), ("calls.log", MAKERS["the log"])]
)
def test_a_file_that_others_could_read_is_closed_to_them(
    tmp_path: Path, name: str, maker: Callable[[Path], object]
) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    (folder / name).touch()
    (folder / name).chmod(0o666)
    maker(folder)
    assert mode(folder / name) == 0o600


@as_root
def test_a_state_folder_of_somebody_else_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir(mode=0o777)
    os.chown(folder, SOMEBODY, SOMEBODY)
    with pytest.raises(StateUnusable, match=r"belongs to somebody else.*--state-folder"):
        SqliteJournal(folder / "record.sqlite3")
    assert list(folder.iterdir()) == []


def test_a_folder_that_others_could_write_is_closed_to_them(tmp_path: Path) -> None:
    folder = tmp_path / "state"
    folder.mkdir()
    folder.chmod(0o777)
    SqliteJournal(folder / "record.sqlite3").close()
    assert mode(folder) == 0o700


@pytest.mark.parametrize("bits", [0o755, 0o750, 0o711])
def test_a_folder_in_which_others_have_files_stays_as_open_as_it_is(
    tmp_path: Path, bits: int
) -> None:
    """As a home folder, or /srv: to close it would take what is theirs from them."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "index.html").touch()
    (folder / "index.html").chmod(0o644)
    folder.chmod(bits)
    for _ in range(2):
        SqliteJournal(folder / "record.sqlite3").close()
        assert mode(folder) == bits
    assert mode(folder / "record.sqlite3") == 0o600


@pytest.mark.parametrize("bits", [0o1777, 0o777, 0o775])
def test_a_folder_in_which_others_write_files_is_refused_and_stays_as_it_is(
    tmp_path: Path, bits: int
) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    (folder / "theirs").touch()
    (folder / "theirs").chmod(0o644)
    folder.chmod(bits)
    with pytest.raises(StateUnusable, match=r"others can write in it.*--state-folder"):
        SqliteJournal(folder / "record.sqlite3")
    assert mode(folder) == bits
    assert [path.name for path in folder.iterdir()] == ["theirs"]


def test_a_device_is_no_log(tmp_path: Path) -> None:
    for device in ("/dev/zero", "/dev/null", "/dev/tty"):
        with pytest.raises(BadInput, match="--log-file"):
            CallLog(Path(device))


def test_what_a_killed_run_left_of_a_snapshot_is_no_obstacle(tmp_path: Path) -> None:
    (tmp_path / f".snapshot.json.{os.getpid()}").symlink_to(tmp_path / "victim")
    write_snapshot(tmp_path / "snapshot.json", {"schema": 1})
    assert not (tmp_path / "victim").exists()


def test_the_file_of_a_secret_says_since_when_and_whose_it_is(tmp_path: Path) -> None:
    before = datetime.now(UTC)
    path = value_file.write(tmp_path, "a secret", secret=True)
    days = {f"copied-secret-{moment:%Y%m%dT}" for moment in (before, datetime.now(UTC))}
    assert any(path.name.startswith(day) for day in days)
    assert f"-{os.getpid()}-" in path.name
    value_file.remove_secrets_of_ended_runs(tmp_path)
    assert path.read_text() == "a secret"
    value_file.remove_secret(tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name",
    [
        "copied-secret.txt",
        "copied-secret-20261126T061314Z-4194305-123.txt",
        f"copied-secret-20261126T061314Z-{os.getpid()}-1.txt",  # its number is another's by now
        "copied-secret-odd.txt",
    ],
    ids=["of another version", "of a process that ended", "of a number used again", "odd"],
)
def test_a_secret_that_a_killed_run_left_goes_at_the_next_start(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("a secret")
    (tmp_path / "copied.txt").write_text("no secret")
    value_file.remove_secrets_of_ended_runs(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["copied.txt"]


def test_any_command_takes_it_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tui.main import main

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    left = tmp_path / "copied-secret-20261126T061314Z-4194305-123.txt"
    left.write_text("a secret")
    main(["plan", "--state-folder", str(tmp_path), "--region", "cn-north-1"])
    assert not left.exists()


def test_opening_a_file_that_is_no_plain_one_says_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    with pytest.raises(NotOurs, match=r"link") as refused:
        open_private(tmp_path / "link", os.O_CREAT | os.O_WRONLY)
    assert refused.value.strerror == "it is a link, and links are not followed"
    assert not (tmp_path / "nowhere").exists()
