"""A record whose end is cut off, wherever: the file is damaged, of its log the whole entries stand.

By day each 64th byte of the last 4 kB is tried; by night each of the log, and each 8th of the file.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from migration.errors import StateUnusable
from migration.journal.entries import Entry, EntryKind
from migration.journal.sqlite import SqliteJournal
from tests.by_night import NIGHT
from tests.journal.test_a_record_that_goes import AT

ENTRIES = 40
LAST = 4096  # bytes
NAME = "record.sqlite3"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A record that was closed, and `killed`: one whose entries are in its log, all of them."""
    journal = SqliteJournal(tmp_path / "closed" / NAME)
    for number in range(ENTRIES):
        said = {"note": "n" * 200}
        journal.record(Entry(EntryKind.TICKED, "admin", AT, str(number), said))
    shutil.copytree(tmp_path / "closed", tmp_path / "killed")
    journal.close()
    return tmp_path


def cut(folder: Path, ending: str, step: int) -> Iterator[tuple[int, Path]]:
    """The record once for each length, with that length."""
    whole = (folder / f"{NAME}{ending}").stat().st_size
    for length in range(max(whole - LAST, 1), whole, step):
        copied = shutil.copytree(folder, folder.with_name("cut"))
        os.truncate(copied / f"{NAME}{ending}", length)
        yield length, copied / NAME
        shutil.rmtree(copied)


def read(file: Path, *, only_read: bool) -> list[str]:
    with closing(SqliteJournal(file, only_read=only_read)) as journal:
        return [entry.step for entry in journal.entries()]


@pytest.mark.parametrize("only_read", [False, True])
def test_a_record_that_was_cut_off_is_told_as_damaged(home: Path, only_read: bool) -> None:
    for length, file in cut(home / "closed", "", 8 if NIGHT else 64):
        with pytest.raises(StateUnusable, match="damaged"):
            read(file, only_read=only_read)
        assert file.stat().st_size == length, "nothing of it was touched"


@pytest.mark.parametrize("only_read", [False, True])
def test_of_a_log_that_was_cut_off_every_whole_entry_stands_and_nothing_else(
    home: Path, only_read: bool
) -> None:
    """What is torn there was never said to be recorded: its entry was not on the disk yet."""
    for length, file in cut(home / "killed", "-wal", 1 if NIGHT else 64):
        found = read(file, only_read=only_read)
        assert found == [str(number) for number in range(ENTRIES - 1)], length
