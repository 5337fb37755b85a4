"""What others of a team did arrives: their entries, what they wrote, and who is at work."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from migration.changes.change import Document
from migration.compare.setting import Kind, Target
from migration.errors import PoolwalkError
from migration.journal.entries import Entry, EntryKind
from migration.journal.writing_process import this_process
from migration.walk.late_answers import with_landed
from migration.walk.logbook import Logbook
from migration.walk.login import Login
from migration.walk.new_pool_resources import resources_of
from migration.walk.others_at_work import others_at_work
from migration.walk.reader import Reader
from migration.walk.state import State
from migration.walk.store import Store
from migration.walk.team_sentences import said_by


@dataclass(frozen=True)
class Arrived:
    """What came: a sentence for each person who did something, and for each write under way."""

    deeds: tuple[str, ...] = ()
    at_work: tuple[str, ...] = ()


class TeamArrivals:
    """Asks the team's table what is new, by one query, and reads what others wrote."""

    def __init__(
        self,
        store: Store,
        login: Login,
        logbook: Logbook,
        reader: Reader,
        clock: Callable[[], datetime],
    ) -> None:
        self._clock = clock
        # The last entry that was told. Not the last that is known: a tick of one's own takes in
        # what others did before it, and that is still to be told and read.
        self._told = 0
        self._store = store
        self._login = login
        self._logbook = logbook
        self._reader = reader

    @property
    def come(self) -> bool:
        """Whether there are others whose doing can arrive."""
        return self._logbook.shared

    def at_work(self) -> tuple[str, ...]:
        """A sentence for each write of others that is under way, as it is known. Quick."""
        state = self._store.state
        open_ = state.record.unfinished if self.come else ()
        return others_at_work(open_, state.who, self._clock())

    def look(self) -> Arrived:
        """Take in what is new; *blocking*. Raises `StateUnusable`.

        Of each resource that others wrote to, what it holds now is read: one call for each.
        """
        self._logbook.fold()
        entries = self._logbook.entries
        intents = {entry.number: entry for entry in entries if entry.kind is EntryKind.INTENT}
        told = max(self._told, self._logbook.begun_with or 0)
        new = [one for one in entries if one.number > told and not self._is_own(one, intents)]
        self._told = max(told, self._store.state.record.last)
        self._read(_written(new, intents))
        return Arrived(said_by(new, intents), self.at_work())

    def _is_own(self, entry: Entry, intents: Mapping[int, Entry]) -> bool:
        """Whether this run recorded it."""
        named = entry.body.get("intent", 0) if entry.kind is not EntryKind.INTENT else entry.number
        intent = intents.get(int(named))
        by_us = intent is not None and intent.body.get("process") == this_process()
        return by_us or entry.number in self._logbook.own

    def _read(self, targets: Sequence[Target]) -> None:
        """What cannot be read stays as it was: reading again shows it."""
        if not targets or self._login.connection is None:
            return
        resources = resources_of(self._login.connection, self._store.state)
        for target in targets:
            known = self._store.state.landed.get(target)
            with suppress(PoolwalkError):
                document = resources.read(target)
                self._store.change(partial(_unless_written, known, target, document))
        if any(target.kind is Kind.STACK for target in targets):
            self._reader.read_after_stack_update()


def _unless_written(
    known: Document | None, target: Target, document: Document | None, state: State
) -> State:
    """The state with what was read, unless a write of this run read it back meanwhile."""
    newer = state.landed.get(target) is not known
    return state if newer else with_landed(state, target, document)


def _written(new: Iterable[Entry], intents: Mapping[int, Entry]) -> list[Target]:
    found: dict[Target, None] = {}
    for entry in new:
        if entry.kind is EntryKind.OUTCOME and entry.body.get("applied"):
            intent = intents.get(int(entry.body["intent"]))
            named = intent.body["target"] if intent is not None else {}
            if named and named["kind"] != Kind.CERTIFICATION:
                found[Target(Kind(named["kind"]), str(named["name"]))] = None
    return list(found)
