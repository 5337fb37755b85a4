"""What became of a write that was answered: which settings landed, and why the others did not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from migration.aws.model_rules import BrokenRule
from migration.changes.change import Beside, Change, Document, Edit
from migration.changes.delivery import Delivered
from migration.changes.domain_status import FAILED, why_it_does_not_stand
from migration.changes.edit_words import beside_words, stale_words, values_of
from migration.changes.expectation import Expectation
from migration.changes.made_resource import MAPPED, as_made
from migration.changes.read_back import changed_at
from migration.changes.write_journal import WriteJournal
from migration.changes.write_report import Result, WriteReport
from migration.errors import AccessRefused, NoCredentials


@dataclass(frozen=True)
class Answered:
    """One write, its answer, and what its resource held when it was read back.

    `intent` is the number of its entry in the record. `others` is what somebody else changed
    beside it meanwhile, `broken` the rules of AWS that what was sent breaks.
    """

    change: Change
    intent: int
    sent: Delivered
    after: Document | None
    applied: tuple[Edit, ...]
    others: Sequence[Beside]
    broken: Sequence[BrokenRule]


def account_for(answered: Answered, journal: WriteJournal, expectation: Expectation) -> WriteReport:
    """Record what is known of it, and tell it."""
    change, sent, after, applied = (
        answered.change,
        answered.sent,
        answered.after,
        answered.applied,
    )
    lacking = [edit for edit in change.edits if edit not in applied]
    standing = ""
    if answered.broken:
        standing = f"What stands there already breaks a rule of AWS: {answered.broken[0]}."
    words = beside_words(answered.others)
    forbidden = change.forbidden(after) if sent.error else ""
    refused = " ".join(filter(None, (str(sent.error or ""), standing, forbidden, words)))
    barred = isinstance(sent.error, AccessRefused | NoCredentials)
    stale = tuple(
        Result(edit.setting, f"{stale_words(edit, after)} {refused}", values_of(edit, after))
        for edit in lacking
        if expectation.is_stale(edit, after)
    )
    failed = tuple(
        Result(edit.setting, refused, barred=barred)
        for edit in lacking
        if edit.setting not in {result.id for result in stale}
    )
    asked = next((edit.wanted for edit in applied if not edit.path and edit.wanted), None)
    # A machine can sleep before it reads back what it made, and others add to it meanwhile.
    kept = as_made(after, asked, MAPPED) if after and isinstance(asked, Mapping) else None
    reasons = {result.id: result.reason for result in (*stale, *failed)}
    unrecorded = journal.outcome(
        answered.intent,
        change,
        applied,
        reasons,
        kept,
        answered.others,
        changed_at=changed_at(after),
        may_arrive=sent.may_arrive,
    )
    useless = why_it_does_not_stand(change.target, after)
    if useless and after and after.get("Status") == FAILED:
        # It stands, so that it can be undone; nobody can use it.
        failed = (*failed, *(Result(edit.setting, useless) for edit in applied))
        return WriteReport(failed=failed, stale=stale)
    note = " ".join(filter(None, (useless, words, standing, unrecorded)))
    return WriteReport(
        applied=tuple(Result(edit.setting, note) for edit in applied),
        failed=failed,
        stale=stale,
    )
