"""What was shown of a run, held against what people decided since: a pair, a prefix, a reason.

A write lands only on the history that its author saw. So in the turn to write the plan is made anew
by the record as it was then and as it is now, of the same reading: what differs was decided since.

Gate 6 of those that `__init__.py` lists in order.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from migration.changes.change import Change, Edit
from migration.changes.edit_words import OTHERWISE_NOW, would_be
from migration.changes.planned_changes import planned
from migration.changes.run import untried, writable_and_skipped
from migration.changes.write_report import Result, WriteReport
from migration.compare.setting import Target
from migration.journal.entries import Entry, EntryKind
from migration.journal.record import Record
from migration.secret import Secret
from migration.walk.derived_state import DerivedState
from migration.walk.pages import Pages
from migration.walk.team_sentences import said_by

# What is written decides nothing about what is to be written.
_DECIDES_NOTHING = frozenset({EntryKind.INTENT, EntryKind.OUTCOME, EntryKind.HELD})
_WITH_IT = "not tried: what goes with it was decided otherwise since"


@dataclass(frozen=True)
class _Intended:
    """What would be written of one setting: where, and what goes along unseen."""

    target: Target
    edit: Edit
    hidden: Mapping[str, Secret] = field(repr=False)

    def is_the_same(self, other: "_Intended") -> bool:
        one, two = self.edit, other.edit
        where = (self.target, one.path, one.item) == (other.target, two.path, two.item)
        return where and (one.wanted, self.hidden) == (two.wanted, other.hidden)


@dataclass(frozen=True)
class _Plan:
    """All that would be written at one moment, by setting, and the steps that are left out."""

    intended: Mapping[str, _Intended]
    left_out: frozenset[str]


@dataclass
class DecisionsSince:
    """What was decided since one run was shown.

    `after` is the last entry that was known when it was shown; None: not known.
    """

    ids: Sequence[str]
    after: int | None
    pages: Pages
    entries: Callable[[], tuple[Entry, ...]]
    _judged: tuple[int, _Plan, _Plan] | None = None  # until which entry: then, and now

    def refusal(self, change: Change) -> WriteReport | None:
        """What is told instead of writing what was decided otherwise since; None: write it."""
        if self.after is None:
            return None
        new = [
            one
            for one in self.entries()
            if one.number > self.after and one.kind not in _DECIDES_NOTHING
        ]
        if not new:
            return None
        then, now = self._plans(new[-1].number, self.after)
        moved = {
            edit.setting: why
            for edit in change.edits
            if (why := _moved(change.step, edit.setting, then, now))
        }
        if not moved:
            return None
        said = "; ".join(said_by(new, {})) or "more was recorded"
        lead = f"Nothing was sent, since it was decided otherwise after it was shown: {said}."
        return WriteReport(
            stale=tuple(Result(id_, f"{lead} {why}") for id_, why in moved.items()),
            skipped=untried([id_ for id_ in change.settings if id_ not in moved], _WITH_IT),
        )

    def _plans(self, last: int, after: int) -> tuple[_Plan, _Plan]:
        if self._judged is None or self._judged[0] != last:
            record = Record.of(
                entry
                for entry in self.entries()
                if entry.number <= after or entry.kind in _DECIDES_NOTHING
            )
            now = self.pages.now()
            then = self.pages.of(replace(now.state, record=record))
            self._judged = (last, self._plan(then), self._plan(now))
        return self._judged[1:]

    def _plan(self, derived: DerivedState) -> _Plan:
        changes = changes_at(derived, self.ids)
        intended = {
            edit.setting: _Intended(change.target, edit, change.hidden)
            for change in changes
            for edit in change.edits
        }
        return _Plan(intended, derived.left_out)


def changes_at(derived: DerivedState, ids: Sequence[str]) -> tuple[Change, ...]:
    """The changes that write these settings, as far as they can be written at that moment."""
    state = derived.state
    chosen, _ = writable_and_skipped(derived.settings, ids)
    key = state.held.apple_key.private_key if state.held.apple_key else None
    return planned(chosen, state.reading, state.choices, key, state.held.logos)


def _moved(step: str, setting: str, then: _Plan, now: _Plan) -> str:
    """What would be otherwise now, in a sentence; empty where nothing would."""
    if step in now.left_out and step not in then.left_out:
        return "Its step is left out by now."
    was, would = then.intended.get(setting), now.intended.get(setting)
    if was is None and would is None:
        return ""
    if would is None:
        return "It would not be written now."
    if was is None or was.is_the_same(would):
        return "" if was is not None else OTHERWISE_NOW
    if was.target != would.target:
        return f"It would go to {would.target.kind.value} {would.target.name} now."
    return would_be(was.edit, would.edit)
