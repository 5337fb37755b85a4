"""What the journal holds of one write: the intent before it, the outcome after it."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from migration.changes.change import Beside, Change, Document, Edit
from migration.changes.journal_form import change_body, sealed
from migration.changes.send_window import ENDLESS, SendWindow
from migration.changes.write_report import PlanMark
from migration.compare.setting import Value
from migration.errors import HistoryMoved, StateUnusable
from migration.journal import boot_clock
from migration.journal.boot_clock import this_moment
from migration.journal.entries import Entry, EntryKind, Journal
from migration.journal.writing_process import this_process
from migration.pools.documents import masked


@dataclass(frozen=True)
class Occasion:
    """For what a write is made, and by what it was judged, as numbers of the record's entries.

    `undoes` is the change that it takes back, `batch` the one that is taken back with it, and
    `judged_by` the last entry that was known when it was decided.
    """

    undoes: int | None = None
    batch: int | None = None
    judged_by: int | None = None


ITS_OWN = Occasion()  # a change for its own sake, whatever the record holds


@dataclass(frozen=True)
class WriteJournal:
    """Records the writes of one person. An intent is on disk before anything is sent.

    `run` is what the changes of one run have in common, so that all of it can be taken back at
    once; empty where a run is one change. `plan` is the reviewed plan that it carries out.
    """

    journal: Journal
    remember: Callable[[Value], None]  # keeps a value's secrets, so that it can be put back
    who: str
    clock: Callable[[], datetime]
    run: str = ""
    plan: PlanMark | None = None
    snapshot: str = ""  # the name of the one that was taken before this run, the first of all
    shared: bool = False  # with a team: an intent is the lock, and holds for a while

    @property
    def fingerprint(self) -> Callable[[str], str]:
        """How this record seals a secret."""
        return self.journal.fingerprint

    def intent(self, change: Change, occasion: Occasion = ITS_OWN) -> int:
        """Record what is about to be sent, and give the entry's number.

        Raises `StateUnusable`, and `HistoryMoved` where another entry came behind the one that it
        was judged by.
        """
        undoes = occasion.undoes
        for edit in change.edits:
            self.remember(edit.seen)
            self.remember(edit.wanted)
        body = {
            **change_body(change, self.fingerprint),
            "process": this_process(),
            "moment": this_moment(),
        }
        if undoes is not None:
            body["undoes"] = undoes
        if occasion.batch is not None:
            body["batch"] = occasion.batch
        if self.run and undoes is None:
            body["run"] = self.run
        if self.snapshot:
            body["snapshot"] = self.snapshot
        if self.plan is not None and undoes is None:
            body["plan"] = vars(self.plan)
        entry = Entry(EntryKind.INTENT, self.who, self.clock(), change.step, body)
        return self.journal.record(entry, after=occasion.judged_by)

    def by_others(self, change: Change, occasion: Occasion) -> None:
        """Record a change that somebody else made: nothing is sent. Raises `StateUnusable`."""
        seen = replace(occasion, judged_by=None)  # it is so, whatever was recorded meanwhile
        self.outcome(self.intent(change, seen), change, change.edits, {})

    def window(self) -> SendWindow:
        """The right to send for an intent that is recorded now."""
        return SendWindow.begun(boot_clock.uptime) if self.shared else ENDLESS

    def held_again(self, intent: int, step: str) -> bool:
        """Whether the intent is still this run's, after a person took their time over it.

        Others know by the entry that somebody is still at it. Raises `StateUnusable`.
        """
        while self.shared:
            entries = self.journal.entries()
            if any(
                entry.kind is EntryKind.OUTCOME and int(entry.body["intent"]) == intent
                for entry in entries
            ):
                return False
            held = Entry(EntryKind.HELD, self.who, self.clock(), step, {"intent": intent})
            with suppress(HistoryMoved):  # what was recorded meanwhile may be this one's end
                self.journal.record(held, after=entries[-1].number)
                break
        return True

    def outcome(
        self,
        intent: int,
        change: Change,
        applied: Sequence[Edit],
        failed: Mapping[str, str],
        made: Document | None = None,
        others: Sequence[Beside] = (),
        *,
        changed_at: datetime | None = None,
        may_arrive: bool = False,
        declined: bool = False,
    ) -> str:
        """Finish the record; where that fails, say so.

        The write is done, and the next start finds it by its intent. `made` is a resource that was
        made, as it reads back: undoing its creation is refused once others added to it.
        `changed_at` is AWS's own date of the resource as it was read back, by which other programs
        know an older copy. `may_arrive`: a send without an answer can still arrive, and bring the
        resource as it was then; the next write to it waits for that. `declined`: a person was
        asked, and said no.
        """
        body: dict[str, Any] = {
            "intent": intent,
            "applied": [edit.setting for edit in applied],
            "failed": dict(failed),
        }
        if may_arrive:
            body |= {"may_arrive": True, "moment": this_moment()}
        if declined:
            body["declined"] = True
        if changed_at is not None:
            body["changed_at"] = changed_at.isoformat()
        if others:
            body["beside"] = [sealed(vars(other), self.fingerprint) for other in others]
        if made is not None:
            body["made"] = sealed(masked(made), self.fingerprint)
        try:
            self.journal.record(Entry(EntryKind.OUTCOME, self.who, self.clock(), change.step, body))
        except StateUnusable as error:
            return f"The record could not be finished, the next start will. {error}"
        return ""
