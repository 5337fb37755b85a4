"""The deployment's journal, and the record in State that follows from it."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from migration.deployment_request import PAIR_FLAG
from migration.errors import (
    BadInput,
    HistoryMoved,
    RecordUnanswered,
    StateBusy,
    StateUnusable,
)
from migration.journal.entries import Entry, EntryKind, Journal
from migration.journal.local_record import has_entries, holds_something
from migration.journal.note_rules import judge_words
from migration.journal.one_writer import OneWriter, Turn, alone
from migration.journal.record import Record
from migration.journal.state_folder import journal_file, state_folder
from migration.journal.unrecorded_journal import UnrecordedJournal
from migration.pools.reading import Deployment
from migration.walk.emptied_record import must_not_be_emptied
from migration.walk.state import State
from migration.walk.store import Store

if TYPE_CHECKING:  # boto3 is loaded with it, in the thread that logs in
    from migration.aws.connection import Connection


class Logbook:
    """Notes what was said and done, and keeps State's record up to date.

    Before the deployment is known, and where its file cannot be used, nothing can be noted.
    """

    def __init__(self, store: Store, journal: Journal, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock
        self.entries: tuple[Entry, ...] = ()  # as State's record was folded from them
        # the last entry that was there when the record was read first; None: it was not yet
        self.begun_with: int | None = None
        self.own: set[int] = set()  # the numbers of what was noted here
        self.journal = journal
        self.turn: Turn = alone  # to write to the deployment: of all processes, one at a time
        self._answers_later = False  # what cannot be used now may be usable the next time
        self.on_answer: Callable[[], None] = lambda: None  # told when that is so, and was read
        self.waits = False  # whether `note` may take its time, since no screen stands still for it

    @property
    def shared(self) -> bool:
        """Whether a team shares the record."""
        return bool(self._store.state.request.team_table)

    def open(self, deployment: Deployment, connection: "Connection | None" = None) -> None:
        """Open the journal of a deployment: a file here, or the team's table, by way of AWS.

        Where it cannot be used, State becomes read-only and says why. Where it can be read at
        least, what it holds is known; else State says that the record is unread.
        """
        if self.shared and connection is not None:
            self._open_table(deployment, connection)
            return
        from migration.journal.sqlite import SqliteJournal

        request = self._store.state.request
        file = journal_file(state_folder(request.state_folder), deployment)
        try:
            must_not_be_emptied(file, deployment)
            journal = SqliteJournal(file)
            journal.on_failure = self._stop_writing
            self.turn = self._told(
                OneWriter(file, _key(deployment), deployment.who, self._clock).turn
            )
            self._use(journal, deployment)
            self._ask_pairs()
        except StateUnusable as error:
            why = f"Nothing is written, since nothing can be recorded. {error}"
            try:
                self._use(SqliteJournal(file, only_read=True), deployment)
            except StateUnusable:
                self._use(UnrecordedJournal(str(error)), deployment)
                if holds_something(file):
                    self._store.change(lambda state: replace(state, record_unread=why))
            self._store.change(partial(_unrecordable, why=why))

    def _open_table(self, deployment: Deployment, connection: "Connection") -> None:
        from migration.aws.team_table import TeamTable
        from migration.journal.dynamodb import DynamoDbJournal

        request = self._store.state.request
        file = journal_file(state_folder(request.state_folder), deployment)
        if has_entries(file):
            why = (
                f"Nothing is written, since this machine has a record of its own ({file}) that the"
                " team's does not hold: “poolwalk team join” takes it there."
            )
            self._use(UnrecordedJournal(why), deployment)
            self._store.change(lambda state: replace(state, record_unread=why))
            self._store.change(partial(_unrecordable, why=why))
            return
        table = TeamTable(connection, request.team_table)
        journal = DynamoDbJournal.of(table, deployment, self._clock)
        journal.on_failure = self._stop_writing
        # In a team nobody can take turns: an intent without an outcome is the turn.
        self.turn = self._told(alone)
        try:
            self._use(journal, deployment)
        except StateUnusable as error:
            why = f"Nothing is written, since the team's record cannot be read. {error}"
            self._store.change(lambda state: replace(state, record_unread=why))
            if not self._store.state.unrecordable:
                self._store.change(partial(_unrecordable, why=why))
            return
        self._ask_pairs()

    def _ask_pairs(self) -> None:
        """Let the pairs that were asked for count, unless the record has them.

        They are recorded once they are held to both pools. In a team what stands in one person's
        settings does not overrule what another decided since.
        """
        request, known = self._store.state.request, self._store.state.record.pairs
        typed = not self.shared or request.pairs_from == PAIR_FLAG
        asked = tuple(
            (old, new)
            for old, new in request.pairs
            if known.get(old) != new and (old not in known or typed)
        )
        self._store.change(lambda state: replace(state, asked_pairs=asked))

    def keep_pairs(self) -> None:
        """Record the pairs that were asked for: both pools have their app clients.

        Where nothing can be recorded they count in this run alone.
        """
        state = self._store.state
        if self.shared and state.request.read_only:
            return
        with suppress(StateUnusable):  # it has been said
            for old, new in state.asked_pairs:
                self.record(EntryKind.PAIRED, self._clock(), "4", {"old": old, "new": new})
                self.fold()
            self.drop_pairs()

    def drop_pairs(self, old: str = "") -> None:
        """Let a pair that the settings ask for count no more, or all of them.

        It is recorded, will not do, or a person said otherwise since.
        """

        def dropped(state: State) -> State:
            left = tuple(pair for pair in state.asked_pairs if old and pair[0] != old)
            return replace(state, asked_pairs=left)

        self._store.change(dropped)

    def _use(self, journal: Journal, deployment: Deployment) -> None:
        self.journal.close()
        self.journal, self.entries = journal, ()
        self.begun_with, self.own = None, set()
        self._store.change(
            lambda state: replace(state, deployment=deployment, fingerprint=journal.fingerprint)
        )
        self.fold()

    def set_aside(self) -> Path | None:
        """Move the record away whole; a new one begins at the next start. *Blocking*.

        Returns where it is now; None: there was none. Raises `StateUnusable`, and `StateBusy` while
        another program has it open.
        """
        from migration.journal.set_aside import set_aside

        state = self._store.state
        if self.shared:
            raise BadInput(
                "The team's record is never set aside. Leave --team-table out to set aside the one"
                " on this machine."
            )
        self.journal.close()
        self.journal = UnrecordedJournal("The record was set aside: start again.")
        folder = state_folder(state.request.state_folder)
        return set_aside(journal_file(folder, state.online()), self._clock())

    def record(
        self,
        kind: EntryKind,
        at: datetime,
        step: str,
        body: Mapping[str, Any],
        *,
        patient: bool = True,
        after: int | None = None,
    ) -> Entry:
        """Append an entry of this moment or another, and give it; `fold` takes it in.

        `after` is the last entry by which it was judged. Raises `StateUnusable`.
        """
        entry = Entry(kind, self._store.state.who, at, step, body)
        number = self.journal.record(entry, patient=patient, after=after)
        self.own.add(number)
        return replace(entry, number=number)

    def note(self, kind: EntryKind, step: str, body: Mapping[str, Any]) -> Entry:
        """Append an entry, take it into State at once, and give it.

        Quick: where another program holds the file, or the team's table takes its time, that is
        said instead of waiting for it. Raises `StateUnusable`, and `BadInput` where a person's own
        words are none that it keeps (`journal/note_rules.py`).
        """
        judge_words(str(body.get("note", "")))
        entry = self.record(kind, self._clock(), step, body, patient=self.waits)
        self.fold(patient=self.waits)
        return entry

    def fold(self, *, patient: bool = True) -> None:
        """Take what was recorded into State. Raises `StateUnusable`."""
        # Not under the Store's lock: it can take long.
        entries = self.journal.entries(patient=patient)
        if answers := patient and self._answers_later:
            self._answers_later = False
            self._store.change(_usable_again)
        # Around each write it is read several times, and mostly says what it said before.
        known = entries and entries == self.entries
        record = self._store.state.record if known else Record.of(entries)
        if patient and self.begun_with is None:
            self.begun_with = record.last

        def folded(state: State) -> State:
            if len(entries) < len(self.entries):  # another thread was later, and has both entries
                return state
            self.entries = entries
            # Reading the same again changes nothing: who listens would read it without an end.
            return state if record == state.record else replace(state, record=record)

        self._store.change(folded)
        if answers:
            self.on_answer()

    def fold_after_writing(self) -> None:
        """Take in what was recorded; where it cannot be read, nothing more is written."""
        try:
            self.fold()
        except StateUnusable as error:
            self._stop_writing(error)

    def _told(self, turn: Turn) -> Turn:
        """The same turn to write; where the record fails in it, nothing more is written."""

        @contextmanager
        def watched(
            wait: Callable[[float], None], progress: Callable[[str], None]
        ) -> Iterator[None]:
            try:
                with turn(wait, progress):
                    self.fold()  # who had the turn before may have written
                    yield
            except (StateBusy, HistoryMoved):
                raise
            except StateUnusable as error:
                self._stop_writing(error)
                raise

        return watched

    def _stop_writing(self, error: StateUnusable) -> None:
        """Make this run read-only from here on, since it can record nothing."""
        why = f"Nothing more is written, since nothing can be recorded. {error}"
        self._answers_later = isinstance(error, RecordUnanswered)
        self._store.change(partial(_unrecordable, why=why))

    def close(self) -> None:
        """Let go of the journal's file, or of the table."""
        self.journal.close()


def _unrecordable(state: State, why: str) -> State:
    """The State of a run that can record nothing, and `why`: it is read-only."""
    return replace(state, unrecordable=why, read_only_reason=state.read_only_reason or why)


def _usable_again(state: State) -> State:
    """The State once the team's table answers again: read-only only where that was asked for."""
    ours = state.read_only_reason == state.unrecordable
    reason = "" if ours else state.read_only_reason
    return replace(state, unrecordable="", record_unread="", read_only_reason=reason)


def _key(deployment: Deployment) -> str:
    """A name for the new pool that no other account, region or endpoint shares."""
    apart = (deployment.account, deployment.region, deployment.endpoint, deployment.new_pool.id)
    return "\n".join(apart)
