"""The one road of every write.

Read again, compare with what the person saw, merge, journal the intent, send everything, read back,
journal the outcome.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from migration.aws.secret_members import is_secret
from migration.changes.change import Change, Document, Edit, collateral, holds, merged, plain
from migration.changes.report import Report, Result, Values
from migration.changes.resources import Prepared, Resources, altered
from migration.changes.sealed import change_body, is_fingerprint, sealed
from migration.compare.setting import Kind, Target, Value
from migration.errors import (
    AwsRefused,
    AwsUnreachable,
    Cancelled,
    NotAgreed,
    NothingToChange,
    PoolwalkError,
    StateUnusable,
    StillChanging,
)
from migration.journal.entries import Entry, EntryKind, Journal
from migration.journal.process import this_process
from migration.pools.documents import masked
from migration.secret import MASK, Secret
from migration.stacks.change_set import Agree, StackUpdate

# Seconds between reading back again, while AWS accepted a write and does not show it yet.
SETTLING = (0.3, 0.7, 1.5, 2.5)
# Seconds before the one further try of a client that names a provider made a moment ago.
_PROVIDER_SETTLES = 1.5


@dataclass(frozen=True)
class Writer:
    """Writes changes to the new pool. `wait` sleeps that many seconds, or raises `Cancelled`.

    `agree` is shown what updating a stack would do, and says whether it shall; None: nobody can be
    asked.
    """

    resources: Resources
    journal: Journal
    remember: Callable[[Value], None]  # keeps a value's secrets, so that it can be put back
    who: str
    clock: Callable[[], datetime]
    wait: Callable[[float], None]
    progress: Callable[[str], None]
    # told what each resource holds after a write
    read_back: Callable[[Target, Document | None], None]
    stopped: Callable[[], bool]  # whether the person asked to stop: nothing new is begun then
    agree: Agree | None = None

    def write(self, change: Change, undoes: int | None = None) -> Report:
        """Apply one change and say what became of each of its settings.

        Raises `StateUnusable` before anything was sent.
        """
        try:
            before = self.resources.read(change.target)
        except PoolwalkError as error:
            return _all_failed(change.edits, str(error))
        stale = [edit for edit in change.edits if self._is_stale(edit, before)]
        already = [
            edit
            for edit in change.edits
            if edit not in stale and self._holds(edit, before, edit.wanted)
        ]
        stuck_behind = {edit.setting for edit in stale}
        waiting = [
            edit
            for edit in change.edits
            if edit not in (*stale, *already) and not stuck_behind.isdisjoint(edit.needs)
        ]
        open_edits = tuple(
            edit for edit in change.edits if edit not in (*stale, *already, *waiting)
        )
        report = Report(
            applied=tuple(Result(edit.setting, "was so already") for edit in already),
            stale=tuple(
                Result(edit.setting, _stale(edit, before), values_of(edit, before))
                for edit in stale
            ),
            skipped=tuple(
                Result(
                    edit.setting, "not tried: what it needs was changed by somebody", untried=True
                )
                for edit in waiting
            ),
        )
        if already and undoes is not None:
            # Somebody put it back elsewhere: recorded as undone, or it would stand in the way of
            # every undo before it.
            done = replace(change, edits=tuple(already))
            self._record_outcome(self._record_intent(done, undoes), done, already, {})
        if open_edits:
            report += self._send(replace(change, edits=open_edits), before, undoes)
        return report

    def _send(self, change: Change, before: Document | None, undoes: int | None) -> Report:
        prepared = self.resources.prepare(
            change.target, before, merged(before, change.edits), change.hidden
        )
        broken = self.resources.broken(prepared)
        if own := [rule for rule in broken if altered(rule, change.edits, prepared.request)]:
            return _all_failed(change.edits, f"Not sent, since AWS would refuse it: {own[0]}.")
        intent = self._record_intent(change, undoes)
        refusal: PoolwalkError | None = None
        try:
            before = self._write(change, before, prepared)
        except (NotAgreed, NothingToChange, StillChanging) as error:
            return self._without_reading_back(change, intent, error)
        except PoolwalkError as error:
            refusal = error
        try:
            after, stuck = self._read_back(
                change, patient=refusal is None or isinstance(refusal, AwsUnreachable)
            )
        except PoolwalkError as error:
            # No outcome is recorded: the next reading asks the pool and finishes the record.
            return _all_failed(
                change.edits,
                f"{refusal or error} Whether it arrived is not known: read again (r), which finds"
                " out.",
            )
        self.read_back(change.target, after)
        applied = tuple(edit for edit in change.edits if edit in stuck)
        lacking = [edit for edit in change.edits if edit not in stuck]
        standing = f"What stands there already breaks a rule of AWS: {broken[0]}." if broken else ""
        refused = " ".join(filter(None, (str(refusal or ""), standing)))
        failed = tuple(
            Result(edit.setting, refused) if refusal else _not_stuck(edit, after)
            for edit in lacking
        )
        made = after if any(not edit.path and edit.wanted is not None for edit in applied) else None
        reasons = {result.id: result.reason for result in failed}
        unrecorded = self._record_outcome(intent, change, applied, reasons, made)
        others = collateral(before, after, change.edits) if refusal is None else ()
        note = (
            f"Look at it: {', '.join(others)} changed too, which nobody asked for."
            if others
            else ""
        )
        note = " ".join(filter(None, (note, standing, unrecorded)))
        return Report(
            applied=tuple(Result(edit.setting, note) for edit in applied),
            failed=failed,
        )

    def _without_reading_back(self, change: Change, intent: int, ended: PoolwalkError) -> Report:
        """Account for a stack's update that was not carried out, or whose end is not known."""
        if isinstance(ended, StillChanging):
            # No outcome is recorded: the next reading asks the stack and finishes the record.
            return _all_failed(change.edits, str(ended))
        if isinstance(ended, NothingToChange):
            note = self._record_outcome(intent, change, change.edits, {})
            return Report(
                applied=tuple(
                    Result(edit.setting, f"{ended} {note}".strip()) for edit in change.edits
                )
            )
        self._record_outcome(intent, change, (), {id_: str(ended) for id_ in change.settings})
        return _all_failed(change.edits, str(ended))

    def _write(
        self, change: Change, before: Document | None, prepared: Prepared
    ) -> Document | None:
        """Send it, and return what the resource held just before.

        For a stack it returns once the update has ended.
        """
        if change.target.kind is Kind.STACK:
            update = StackUpdate(
                self.resources.connection, prepared.request, self.wait, self.progress, self.agree
            )
            update.carry_out()
            return before
        try:
            self.resources.send(prepared)
        except AwsRefused as error:
            # Just after a provider was made, AWS can refuse a client that names it once. Others may
            # have written meanwhile.
            if change.target.kind is not Kind.CLIENT or "provider" not in str(error).lower():
                raise
            self.wait(_PROVIDER_SETTLES)
            before = self.resources.read(change.target)
            if any(self._is_stale(edit, before) for edit in change.edits):
                raise
            again = self.resources.prepare(
                change.target, before, merged(before, change.edits), change.hidden
            )
            self.resources.send(again)
        return before

    def _holds(self, edit: Edit, document: Document | None, value: Value) -> bool:
        """Whether the resource holds the value.

        A secret that is not in memory any more is compared by its fingerprint.
        """
        if is_fingerprint(value):
            held = edit.held_by(document)
            return isinstance(held, str) and sealed(Secret(held), self.journal.fingerprint) == value
        return holds(edit, document, value)

    def _is_stale(self, edit: Edit, document: Document | None) -> bool:
        return not self._holds(edit, document, edit.seen) and not self._holds(
            edit, document, edit.wanted
        )

    def _read_back(self, change: Change, *, patient: bool) -> tuple[Document | None, list[Edit]]:
        """What the resource holds now, and which edits it shows.

        It is read again a few times while an edit is not shown yet.
        """
        for pause in (*(SETTLING if patient else ()), None):
            document = self.resources.read(change.target)
            stuck = [edit for edit in change.edits if holds(edit, document, edit.wanted)]
            if len(stuck) == len(change.edits) or pause is None:
                return document, stuck
            self.progress(
                "AWS accepted it and does not show it yet: reading again for up to"
                f" {sum(SETTLING):.0f} seconds"
            )
            with suppress(Cancelled):  # stopping shortens the wait, never the last look
                self.wait(pause)
        raise AssertionError

    def _record_intent(self, change: Change, undoes: int | None) -> int:
        for edit in change.edits:
            self.remember(edit.seen)
            self.remember(edit.wanted)
        body = {**change_body(change, self.journal.fingerprint), "process": this_process()}
        if undoes is not None:
            body["undoes"] = undoes
        return self.journal.record(
            Entry(EntryKind.INTENT, self.who, self.clock(), change.step, body)
        )

    def _record_outcome(
        self,
        intent: int,
        change: Change,
        applied: Sequence[Edit],
        failed: Mapping[str, str],
        made: Document | None = None,
    ) -> str:
        """Finish the record; where that fails, say so.

        The write is done, and the next start finds it by its intent. `made` is a resource that was
        made, as it reads back: undoing its creation is refused once others added to it.
        """
        body: dict[str, Any] = {
            "intent": intent,
            "applied": [edit.setting for edit in applied],
            "failed": dict(failed),
        }
        if made is not None:
            body["made"] = sealed(masked(made), self.journal.fingerprint)
        try:
            self.journal.record(Entry(EntryKind.OUTCOME, self.who, self.clock(), change.step, body))
        except StateUnusable as error:
            return f"The record could not be finished, the next start will. {error}"
        return ""


def _all_failed(edits: Sequence[Edit], why: str) -> Report:
    return Report(failed=tuple(Result(edit.setting, why) for edit in edits))


def _stale(edit: Edit, document: Document | None) -> str:
    seen, now, wanted = (
        _shown(edit, value) for value in (edit.seen, edit.held_by(document), edit.wanted)
    )
    return (
        f"Changed by somebody since it was read: seen {seen}, now {now}, intended {wanted}. Read"
        " again (r), then decide."
    )


def _not_stuck(edit: Edit, document: Document | None) -> Result:
    held, wanted = _shown(edit, edit.held_by(document)), _shown(edit, edit.wanted)
    why = f"AWS accepted it but does not show it: it should hold {wanted} and holds {held}."
    return Result(edit.setting, why, values_of(edit, document))


def values_of(edit: Edit, document: Document | None) -> Values:
    """An edit's three values whole, for a person to compare."""
    held: Any = edit.held_by(document)
    meant = edit.wanted if isinstance(edit.wanted, Mapping) else edit.seen
    if not edit.path and isinstance(held, Mapping) and isinstance(meant, Mapping):
        # without what AWS derives
        held = {name: value for name, value in held.items() if name in meant}
    return Values(_whole(edit, edit.seen), _whole(edit, held), _whole(edit, edit.wanted))


def _whole(edit: Edit, value: Value) -> str:
    if value is None or (edit.item and not value):
        return ""
    if edit.item:
        return edit.item
    if _is_secret(edit):
        return MASK
    shown = masked(value) if isinstance(value, Mapping) else value
    return (
        shown
        if isinstance(shown, str)
        else json.dumps(plain(shown, reveal=False), indent=2, ensure_ascii=False, default=str)
    )


def _shown(edit: Edit, value: object) -> str:
    """A value in a sentence: short, and a secret as dots whatever it came as."""
    if value is None or value is False:
        return "nothing"
    if value is True and edit.item:
        return f"“{edit.item}”"
    if not edit.path:
        return "something"
    if _is_secret(edit):
        return "another secret"
    text = str(plain(value, reveal=False))
    return f"“{text[:80]}…”" if len(text) > 80 else f"“{text}”"


def _is_secret(edit: Edit) -> bool:
    return is_secret(edit.path)
