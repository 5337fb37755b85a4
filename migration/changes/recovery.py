"""A write whose outcome was not recorded: the program ended on the way, or no answer came.

The pool, or the stack, says whether it was done: the journal holds the intent without an outcome.
Nothing is written again; the record is finished with what is there now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from migration.changes.change import Edit, holds
from migration.changes.journal_form import sealed
from migration.changes.made_resource import ADDED_TO, as_made
from migration.changes.read_back import changed_at
from migration.changes.resources import Resources
from migration.compare.member_names import in_words
from migration.compare.setting import Kind, Target, setting_parts
from migration.errors import PoolwalkError
from migration.journal.entries import Entry
from migration.number_words import number_of
from migration.plain_text import plain
from migration.pools.documents import masked

# Not "it was not written": somebody may have put it back before anybody looked.
NOT_LANDED = "it is as it was before: apply it again if you still want it"
NOT_UPDATED = (
    "the stack is as it was before, though a change set may wait in CloudFormation, which changes"
    " nothing by itself: apply it again (a), which makes one of its own"
)
NAMED = 3  # members in a sentence
NEITHER = (
    "the program ended while it was written, and it holds neither what it held nor what was sent:"
    " look at it"
)


@dataclass(frozen=True)
class Recovered:
    """What became of a write of which nobody recorded the outcome."""

    intent: Entry
    landed: tuple[str, ...]  # ids of settings
    lost: Mapping[str, str]  # ids of settings, each with what to know of it
    # AWS still changes the stack: how it ends is not known, and the record not finished
    under_way: bool = False
    # a resource that was made, sealed, as far as it is what was sent or what AWS derives from it
    made: Mapping[str, Any] | None = None
    changed_at: datetime | None = None  # AWS's own date of the resource, as it was looked at
    # seconds until it is looked at again: AWS may still be at what was sent a moment ago
    waits: float = 0.0
    own: bool = False  # of this very run, which had no answer that counts
    by: str = ""  # who wrote it, where that was another of the team

    @property
    def sentence(self) -> str:
        """What became of the write: at the next start, or once this run knows more."""
        when = f"{self.intent.at:%Y-%m-%d %H:%M} UTC"
        if self.under_way:
            return (
                f"AWS is still at the stack's update{self._of_whom} of {when}: read again (r) in a"
                " minute to see how it ended."
            )
        what = in_short([*self.landed, *self.lost])
        known = (
            f"Whether a write of {when} arrived was not known ({what})"
            if self.own
            else f"A write{self._of_whom} of {when} was under way when the program ended ({what})"
        )
        if self.waits:
            return (
                f"{known}, and it may still arrive: it is looked at again in {self.waits:.0f}"
                " seconds."
            )
        begun = f"{known}. The new pool was asked"
        if self.intent.body["target"]["kind"] == Kind.STACK:
            update = f"the stack's update{self._of_whom} of {when}"
            begun = f"Nobody saw how {update} ended. The stack was asked"
        if not self.lost:
            return f"{begun}: it landed. Nothing was sent again."
        if not self.landed:
            return f"{begun}: {next(iter(self.lost.values()))}."
        landed = number_of(len(self.landed), "setting")
        return f"{begun}: {landed} landed, {len(self.lost)} did not."

    @property
    def _of_whom(self) -> str:
        return f" by {plain(self.by)}" if self.by else ""


def in_short(ids: Sequence[str]) -> str:
    """The settings of one change in a few words.

    They name the step, the app client or provider, and the members.
    """
    parts = [setting_parts(id_) for id_ in ids]
    names = list(dict.fromkeys(in_words(member) for _, _, member, *_ in parts))
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    place = " ".join(part for part in parts[0][:2] if part != "-")
    return f"step {place}: {', '.join(names[:NAMED])}{more}"


def recovered(
    intent: Entry, resources: Resources, fingerprint: Callable[[str], str]
) -> Recovered | None:
    """Compare the intent with the resource as it is now; None where the resource could not be read.

    Without a reading nothing can be said yet.
    """
    target = Target(Kind(intent.body["target"]["kind"]), str(intent.body["target"]["name"]))
    try:
        document = resources.read(target)
    except PoolwalkError:
        return None
    if (
        target.kind is Kind.STACK
        and document is not None
        and str(document["StackStatus"]).endswith("_IN_PROGRESS")
    ):
        return Recovered(intent, (), {}, under_way=True)
    # Both sides sealed: a secret that is not in memory any more is compared by its fingerprint.
    now = None if document is None else sealed(masked(document), fingerprint)
    edits = intent.body["edits"]
    landed: list[str] = []
    lost: dict[str, str] = {}
    for edit in map(_edit, edits):
        if holds(edit, now, edit.wanted):
            landed.append(edit.setting)
        else:
            unchanged = NOT_UPDATED if target.kind is Kind.STACK else NOT_LANDED
            lost[edit.setting] = unchanged if holds(edit, now, edit.seen) else NEITHER
    sent = next((edit["after"] for edit in edits if not edit["path"] and edit["after"]), None)
    made = as_made(now, sent, ADDED_TO) if now is not None and sent is not None else None
    return Recovered(intent, tuple(landed), lost, made=made, changed_at=changed_at(document))


def _edit(kept: Mapping[str, Any]) -> Edit:
    return Edit(
        str(kept["setting"]), tuple(kept["path"]), kept["before"], kept["after"], str(kept["item"])
    )
