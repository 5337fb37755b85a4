"""The record of an older Poolwalk is read whole, and what it wrote can be taken back.

`records/0.1.0.sql` is what 0.1.0 recorded as it applied steps 5 and 3a of the sample deployment.
"""

import sqlite3
from pathlib import Path

from migration.journal.record import Record
from migration.journal.sqlite import SqliteJournal
from tests.journal.test_sqlite import TICK

RECORDED = Path(__file__).parent / "records" / "0.1.0.sql"
MAIL = ("5/-/EmailSubject", "5/-/EmailMessage", "5/-/ReplyToEmailAddress")


def opened(folder: Path) -> SqliteJournal:
    file = folder / "journal.sqlite3"
    database = sqlite3.connect(file)
    database.executescript(RECORDED.read_text("utf-8"))
    database.close()
    file.chmod(0o600)
    return SqliteJournal(file)


def test_what_it_wrote_can_be_taken_back(tmp_path: Path) -> None:
    record = Record.of(opened(tmp_path).entries())
    assert [settings for _, settings in record.undoable] == [MAIL, ("3a/-/Google",)]
    assert [intent.step for intent, _ in record.undoable] == ["5", "3a"]
    assert set(record.made) == {3}, "as it stood once it was made"
    assert record.unfinished == ()


def test_it_goes_on_in_the_same_file(tmp_path: Path) -> None:
    journal = opened(tmp_path)
    journal.record(TICK)
    journal.close()
    record = Record.of(SqliteJournal(tmp_path / "journal.sqlite3").entries())
    assert "1a" in record.ticks
    assert [settings for _, settings in record.undoable] == [MAIL, ("3a/-/Google",)]
