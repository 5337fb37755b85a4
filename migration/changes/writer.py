"""One write to the new pool, from the read before it to the record of its outcome.

Read again, compare with what the person saw, merge, journal the intent, send everything, read back,
journal the outcome.
"""

from collections.abc import Callable
from contextlib import nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from migration.changes.change import Change, Document, beside, merged
from migration.changes.change_set_agreement import Agreement
from migration.changes.delivery import Delivered, Delivery, deliver_once
from migration.changes.edit_words import (
    ALREADY,
    OLDER,
    OTHERS_KEEP_WRITING,
    UNCERTAIN,
    all_failed,
    beside_words,
    not_shown_yet,
    stale_words,
    unknown_words,
    values_of,
)
from migration.changes.expectation import Expectation, has_landed
from migration.changes.read_back import CHANGED_AT, is_older
from migration.changes.reads_around_write import ReadsAroundWrite
from migration.changes.resources import Prepared, Resources, altered
from migration.changes.send_window import SendWindow
from migration.changes.write_journal import Occasion, WriteJournal
from migration.changes.write_outcome import Answered, account_for
from migration.changes.write_report import Result, WriteReport
from migration.compare.setting import Kind, Target
from migration.errors import (
    AwsNotReached,
    Cancelled,
    Declined,
    HistoryMoved,
    NotAgreed,
    NothingToChange,
    PoolwalkError,
    StackUpdateFailed,
    StateUnusable,
    StillChanging,
    WrittenByAnother,
)
from migration.journal.one_writer import Turn, alone
from migration.stacks.change_set import Agree, StackUpdate

# How often a write is judged anew, since others of the team recorded something in that moment.
JUDGED_AGAIN = 8


@dataclass(frozen=True)
class Writer:
    """Writes changes to the new pool. `wait` sleeps that many seconds, or raises `Cancelled`.

    `agree` is shown what updating a stack would do, and says whether it shall; None: nobody can be
    asked.
    """

    resources: Resources
    journal: WriteJournal
    wait: Callable[[float], None]
    progress: Callable[[str], None]
    landed: Callable[[Target, Document | None], None]  # told what each holds after a write
    stopped: Callable[[], bool]  # whether the person asked to stop: nothing new is begun then
    agree: Agree | None = None
    turn: Turn = alone  # held from the read before a write to the record of its outcome
    # waits, in that turn, until nothing that was sent to a resource before can still arrive; gives
    # the number of the last entry by which it is judged from there on
    settled: Callable[[Target], int | None] = lambda _: None
    # what a resource held when it was read back last, None where that was never done
    known: Callable[[Target], Document | None] = lambda _: None
    # the same, by AWS's own date, of what any program with this record wrote
    changed_at: Callable[[Target], datetime | None] = lambda _: None
    can_be_put_back: bool = False  # an AWS on somebody's machine, which a record may outlive
    # what is told instead of writing, after that wait: it was decided otherwise since it was shown
    refusal: Callable[[Change], WriteReport | None] = lambda _: None

    @property
    def _expectation(self) -> Expectation:
        return Expectation(self.journal.fingerprint)

    @property
    def _reads(self) -> ReadsAroundWrite:
        return ReadsAroundWrite(self.resources, self.wait, self.progress)

    def write(
        self, change: Change, undoes: int | None = None, batch: int | None = None
    ) -> WriteReport:
        """Apply one change and say what became of each of its settings.

        Raises `StateUnusable` before anything was sent.
        """
        try:
            for _ in range(JUDGED_AGAIN):
                with suppress(HistoryMoved), self.turn(self.wait, self.progress):
                    occasion = Occasion(undoes, batch, self.settled(change.target))
                    refused = self.refusal(change)
                    return refused or self._write_alone(change, occasion)
            raise WrittenByAnother(OTHERS_KEEP_WRITING)
        except WrittenByAnother as error:
            return all_failed(change.edits, str(error))
        except Cancelled:
            stopped = (Result(id_, "not tried: stopped", untried=True) for id_ in change.settings)
            return WriteReport(skipped=tuple(stopped))

    def _write_alone(self, change: Change, occasion: Occasion) -> WriteReport:
        recorded = {CHANGED_AT: self.changed_at(change.target)}

        def older(now: Document | None) -> str:
            by_others = is_older(now, recorded) and not self.can_be_put_back
            return OLDER if by_others or is_older(now, self.known(change.target)) else ""

        try:
            before, read_at = self._reads.before(change.target, older, recorded)
        except Cancelled:
            raise
        except PoolwalkError as error:
            return all_failed(change.edits, str(error))
        change = change.with_guard(older)  # it holds too where it is read again to be sent again
        if why := change.forbidden(before):
            return WriteReport(stale=tuple(Result(id_, why) for id_ in change.settings))
        found = self._expectation.found(change, before)
        report = WriteReport(
            applied=tuple(Result(edit.setting, ALREADY) for edit in found.already),
            stale=tuple(
                Result(edit.setting, stale_words(edit, before), values_of(edit, before))
                for edit in found.stale
            ),
            skipped=tuple(
                Result(
                    edit.setting, "not tried: what it needs was changed by somebody", untried=True
                )
                for edit in found.waiting
            ),
        )
        if found.already and occasion.undoes is None:
            self.landed(change.target, before)  # what somebody else applied is shown at once
        if found.open:
            rest = replace(change, edits=found.open)
            report += self._send(rest, before, read_at, occasion)
        if found.already and occasion.undoes is not None:
            # Somebody put it back: recorded as undone, or it would stand in the way of every undo
            # before it. It comes behind what is sent, which is told though this fails.
            with suppress(StateUnusable) if found.open else nullcontext():
                self.journal.by_others(replace(change, edits=found.already), occasion)
        return report

    def _send(
        self, change: Change, before: Document | None, read_at: float, occasion: Occasion
    ) -> WriteReport:
        window = self.journal.window()  # before its intent: it ends before others may go on
        wanted = merged(before, change.edits)
        try:
            prepared = self.resources.prepare(change.target, before, wanted, change.hidden)
        except PoolwalkError as error:
            return all_failed(change.edits, f"Nothing was sent: {error}")
        if unknown := self.resources.unknown(prepared, before, wanted):
            return all_failed(change.edits, unknown_words(unknown))
        broken = self.resources.broken(prepared)
        if own := [rule for rule in broken if altered(rule, change.edits, prepared.request)]:
            return all_failed(change.edits, f"Not sent, since AWS would refuse it: {own[0]}.")
        intent = self.journal.intent(change, occasion)
        try:
            sent = self._deliver(change, before, prepared, intent, window.of_reading(read_at))
        except (NotAgreed, NothingToChange, StillChanging) as error:
            return self._without_reading_back(change, intent, error)
        if isinstance(sent.error, AwsNotReached) and not sent.unanswered:
            sent = replace(sent, error=AwsNotReached(f"Nothing was sent: {sent.error}"))
        try:
            after, stuck = self._reads.back(
                change, patient=sent.error is None or sent.unanswered > 0
            )
        except PoolwalkError as error:
            begun = sent.unanswered or isinstance(sent.error, StackUpdateFailed)
            if sent.error is not None and not begun:  # nothing of it was carried out
                return self._without_reading_back(change, intent, sent.error)
            # No outcome is recorded: the next reading asks the pool and finishes the record.
            return all_failed(change.edits, f"{sent.error or error} {UNCERTAIN}", unknown=True)
        self.landed(change.target, after)
        applied = tuple(edit for edit in change.edits if edit in stuck)
        others = beside(sent.before, after, applied)
        # What must never be sent twice is not called failed while it may only be slow to show.
        slow = change.target.kind is Kind.CERTIFICATION and sent.error is None
        if (sent.unanswered or slow) and len(applied) < len(change.edits):
            said = str(sent.error or "It was accepted and does not show yet.")
            why = " ".join(filter(None, (said, UNCERTAIN, beside_words(others))))
            return all_failed(change.edits, why, unknown=True)
        if sent.error is None and len(applied) < len(change.edits):
            return not_shown_yet(change, applied, after, others)
        answered = Answered(change, intent, sent, after, applied, others, broken)
        return account_for(answered, self.journal, self._expectation)

    def _without_reading_back(
        self, change: Change, intent: int, ended: PoolwalkError
    ) -> WriteReport:
        """Account for what was not carried out, or for a stack's update whose end is unknown."""
        if isinstance(ended, StillChanging):
            # No outcome is recorded: the next reading asks the stack and finishes the record.
            return all_failed(change.edits, str(ended), unknown=True)
        if isinstance(ended, NothingToChange):
            note = self.journal.outcome(intent, change, change.edits, {})
            told = f"{ended} {note}".strip()
            return WriteReport(applied=tuple(Result(edit.setting, told) for edit in change.edits))
        no, failed = isinstance(ended, Declined), {id_: str(ended) for id_ in change.settings}
        self.journal.outcome(intent, change, (), failed, declined=no)
        return all_failed(change.edits, str(ended), declined=no)

    def _deliver(
        self,
        change: Change,
        before: Document | None,
        prepared: Prepared,
        intent: int,
        window: SendWindow,
    ) -> Delivered:
        """Send it; of a stack, return once its update has ended."""
        if change.target.kind is Kind.STACK:
            agreement = Agreement(self.journal, self.progress, change.step, intent)
            update = StackUpdate(
                self.resources.connection,
                prepared.request,
                self.wait,
                self.progress,
                partial(agreement.given, self.agree) if self.agree else None,
                lambda: agreement.window.must_be_open(),  # noqa: PLW0108 the yes brings another
            )
            try:
                update.carry_out()
            except (NotAgreed, NothingToChange, StillChanging):
                raise
            except PoolwalkError as error:
                return Delivered(before, error)
            return Delivered(before)
        if change.target.kind is Kind.CERTIFICATION:
            return deliver_once(self.resources, before, prepared, window)
        delivery = Delivery(
            self.resources,
            self.wait,
            self.progress,
            has_landed,
            self._expectation.is_stale_change,
            window,
        )
        return delivery.deliver(change, before, prepared)
