"""The record that a team shares: its table made, looked at, joined and left."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from migration.changes.journal_form import FINGERPRINT
from migration.errors import BadInput, Cancelled
from migration.journal.entries import Entry
from migration.journal.record import Record
from migration.journal.state_folder import journal_file, state_folder
from migration.journal.transfer import bring, lacking
from migration.walk.login import Login
from migration.walk.others_at_work import is_of_others, others_at_work, sentence
from migration.walk.store import Store

if TYPE_CHECKING:  # what they load is not needed before the first paint
    from migration.journal.dynamodb import DynamoDbJournal
    from migration.journal.sqlite import SqliteJournal

Progress = Callable[[str], None]

WILL_MAKE = (
    "billed by use (on demand), a cent or so for a whole migration",
    "encrypted with your account's key for DynamoDB (aws/dynamodb)",
    "can be put back to any second of the last 35 days (point-in-time recovery)",
    "protected against deletion",
    "keyed by deployment and sequence: one item for each entry of a record",
)


@dataclass(frozen=True)
class Member:
    """Somebody who recorded something: who, and the last thing that it was."""

    who: str
    last: Entry


@dataclass(frozen=True)
class TeamStatus:
    """How a team's record stands. `members` are by who was there last.

    `at_work` has a sentence for each write that is under way, `left` for each whose program ended
    here on the way; `own` counts what this machine's own record has and the team's lacks.
    """

    table: str
    entries: int
    members: tuple[Member, ...]
    at_work: tuple[str, ...]
    left: tuple[str, ...]
    own: int


@dataclass(frozen=True)
class Moved:
    """What came of joining or leaving. `file` is where this machine's own record is now.

    `foreign_key`: fingerprints of secrets in what was brought were made with another key, and match
    nothing over there.
    """

    brought: int
    file: Path | None
    foreign_key: bool = False


class TeamRecord:
    """Makes the table, tells of it, and takes a record there and back."""

    def __init__(self, store: Store, login: Login, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._login = login
        self._clock = clock
        self._stopped = Event()

    def stop(self) -> None:
        """Wait for nothing any more."""
        self._stopped.set()

    def create(self, progress: Progress) -> bool:
        """Make the table; *blocking*. Whether it was not there before.

        Raises `BadInput` where none is named or it is of another kind, and a `PoolwalkError`.
        """
        from migration.aws.team_table_making import make_table

        return make_table(self._login.online(), self.table, self._wait, progress)

    def status(self) -> TeamStatus:
        """How the record stands; *blocking*. Raises `StateUnusable`, and `BadInput`."""
        table = self.table
        entries = self._shared(None).entries()
        last = {entry.who: entry for entry in entries}
        members = sorted(last.items(), key=lambda each: each[1].number, reverse=True)
        state, unfinished = self._store.state, Record.of(entries).unfinished
        with _own(self._file()) as own:
            lacks = lacking(own.entries(), entries) if own is not None else 0
        return TeamStatus(
            table,
            len(entries),
            tuple(Member(who, entry) for who, entry in members),
            others_at_work(unfinished, state.who, self._clock()),
            tuple(sentence(one, self._clock()) for one in unfinished if not is_of_others(one)),
            lacks,
        )

    def join(self, progress: Progress) -> Moved:
        """Take this machine's own record to the table, and set it aside; *blocking*.

        The first who joins brings the key for fingerprints along. Raises `BadInput`,
        `StateUnusable`, and `StateBusy` while another program has the own record open: then joining
        once more brings what is left.
        """
        from migration.journal.set_aside import set_aside

        file = self._file()
        with _own(file) as own:
            shared = self._shared(own.key if own is not None else None)
            shared.entries()
            if own is None:
                return Moved(0, None)
            foreign = shared.begun and shared.key != own.key
            entries = own.entries()
            brought = bring(entries, shared, _counted(progress, "to the team's table"))
            foreign = foreign and any(_sealed(entry) for entry in entries)
        return Moved(brought, set_aside(file, self._clock()), foreign)

    def leave(self, progress: Progress) -> Moved:
        """Bring the team's record to this machine; *blocking*. The table stays as it is.

        Raises `BadInput`, and `StateUnusable`.
        """
        from migration.journal.fingerprint_key import keep_key_of
        from migration.journal.sqlite import SqliteJournal

        shared, file = self._shared(None), self._file()
        entries = shared.entries()
        if not entries:
            raise BadInput("The team's table holds nothing of this deployment yet.")
        with _own(file) as own:
            if own is not None and lacking(own.entries(), entries):
                raise BadInput(
                    f"This machine has a record of its own ({file}) that the team's lacks: take it"
                    " there first, with “poolwalk team join”."
                )
        keep_key_of(file, shared.key)
        here = SqliteJournal(file)
        try:
            brought = bring(entries, here, _counted(progress, "to this machine"))
        finally:
            here.close()
        return Moved(brought, file)

    def _shared(self, key: bytes | None) -> "DynamoDbJournal":
        from migration.aws.team_table import TeamTable
        from migration.journal.dynamodb import DynamoDbJournal

        deployment = self._store.state.online()
        table = TeamTable(self._login.online(), self.table)
        return DynamoDbJournal.of(table, deployment, self._clock, key)

    @property
    def table(self) -> str:
        """The table's name. Raises `BadInput` where none is named."""
        name = self._store.state.request.team_table
        if not name:
            raise BadInput(
                "No table is named: give --team-table NAME, or set team_table in config.toml."
            )
        return name

    def _file(self) -> Path:
        state = self._store.state
        return journal_file(state_folder(state.request.state_folder), state.online())

    def _wait(self, seconds: float) -> None:
        if self._stopped.wait(seconds):
            raise Cancelled("Stopped.")


@contextmanager
def _own(file: Path) -> "Iterator[SqliteJournal | None]":
    """The own record of this machine for as long as the block lasts; None: it has none."""
    if not file.exists():
        yield None
        return
    from migration.journal.sqlite import SqliteJournal

    journal = SqliteJournal(file)
    try:
        yield journal
    finally:
        journal.close()


def _sealed(entry: Entry) -> bool:
    """Whether a fingerprint of a secret is in it."""
    return f'"{FINGERPRINT}":' in json.dumps(entry.body)


def _counted(progress: Progress, where: str) -> Callable[[int, int], None]:
    return partial(_tell, progress, where)


def _tell(progress: Progress, where: str, done: int, of: int) -> None:
    progress(f"Bringing the record {where}: {done} of {of}")
