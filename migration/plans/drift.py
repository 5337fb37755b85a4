"""How each setting of a kept plan stands now: as planned, there already, changed, in the way."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from migration.changes.change import Change, Edit, holds, same
from migration.changes.edit_words import ALREADY
from migration.changes.history import kept_words
from migration.changes.journal_form import is_fingerprint, sealed
from migration.changes.planned_changes import document_of
from migration.changes.preview import skipped_reason
from migration.changes.write_report import Preview, Values
from migration.compare.open_values import last_of, told_apart
from migration.compare.setting import Setting, Target
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.plans.kept_plan import KeptChange, KeptEdit, KeptPlan, has_fingerprint, key_of
from migration.plans.unread_parts import unread_of

SHORT = 80  # characters of a value in a sentence


class Drift(StrEnum):
    """How a planned setting stands; a plan writes what is `AS_PLANNED` and nothing else."""

    AS_PLANNED = "as-planned"
    ALREADY = "already"  # the new pool holds it
    CHANGED = "changed"  # in one of both pools, since the plan was made
    IN_THE_WAY = "in-the-way"  # something stands in the way now
    NOT_COMPARABLE = "not-comparable"  # a secret, by the key of another record


@dataclass(frozen=True)
class PlannedSetting:
    """One setting of the plan, in a person's words: secrets as dots.

    `item` is what is added to a list, or taken from it. `members` are a whole resource's that is to
    be made, each by its name.
    """

    id: str
    step: str
    name: str
    before: str
    after: str
    drift: Drift
    reason: str = ""
    values: Values | None = None  # of what changed: planned old, now, and planned new
    item: str = ""
    members: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Now:
    """What the plan is held against: what would be written at this moment, and what was read."""

    preview: Preview
    settings: Mapping[str, Setting]
    reading: Reading
    fingerprint: Callable[[str], str]
    left_out: Mapping[str, str]  # steps that do not apply, each with the reason
    applied: Mapping[str, str]  # what this record changed and did not take back: by whom, and when


def drift_of(plan: KeptPlan, now: Now) -> tuple[PlannedSetting, ...]:
    """Each setting of the plan as it stands, in the plan's order."""
    present = {
        edit.setting: (change, edit) for change in now.preview.changes for edit in change.edits
    }
    documents: dict[Target, Any] = {}
    found = []
    for change in plan.changes:
        if change.target not in documents:
            documents[change.target] = sealed(
                document_of(change.target, now.reading), now.fingerprint
            )
        document = documents[change.target]
        for edit in change.edits:
            judged = _judged(plan, change, edit, present.get(edit.setting), document, now)
            found.append(_planned(change, edit, document, *judged))
    return tuple(found)


def as_planned(preview: Preview, found: Sequence[PlannedSetting]) -> Preview:
    """The part of what would be written now that stands as it was planned."""
    ids = tuple(one.id for one in found if one.drift is Drift.AS_PLANNED)
    changes = []
    for change in preview.changes:
        edits = tuple(edit for edit in change.edits if edit.setting in ids)
        if edits:
            changes.append(Change(change.step, change.target, edits, change.hidden, change.guards))
    lines = preview.lines if set(ids) == set(preview.ids) else ()
    return replace(preview, lines=lines, ids=ids, changes=tuple(changes))


def _judged(
    plan: KeptPlan,
    change: KeptChange,
    edit: KeptEdit,
    present: tuple[Change, Edit] | None,
    document: Any,
    now: Now,
) -> tuple[Drift, str]:
    setting = now.settings.get(edit.setting)
    if setting is not None and setting.state is SettingState.UNREAD:
        return Drift.IN_THE_WAY, skipped_reason(setting)
    if why := unread_of(change.target, now.reading):
        return Drift.IN_THE_WAY, why
    secret = has_fingerprint(edit.before) or has_fingerprint(edit.after) or change.hidden
    if secret and plan.key != key_of(now.fingerprint):
        return (
            Drift.NOT_COMPARABLE,
            "it goes with a secret, and the plan was made with another record, whose fingerprints"
            " cannot be compared here: apply it where it was made, or make a plan here",
        )
    kept = Edit(edit.setting, edit.path, edit.before, edit.after, edit.item)
    if present is not None:
        found, why = _against_present(change, edit, *present, now)
        if found is Drift.AS_PLANNED and change.step in now.left_out:
            return Drift.IN_THE_WAY, f"its step does not apply: {now.left_out[change.step]}"
        return found, why
    if holds(kept, document, edit.after):
        by = now.applied.get(edit.setting)
        return Drift.ALREADY, f"applied already ({by})" if by else ALREADY
    if not holds(kept, document, edit.before):
        return Drift.CHANGED, _changed(edit, _held(kept, document))
    if setting is None:
        return Drift.CHANGED, "neither pool asks for it any more: it was planned, and is gone"
    return Drift.IN_THE_WAY, skipped_reason(setting)


def _against_present(
    change: KeptChange, edit: KeptEdit, present_change: Change, present: Edit, now: Now
) -> tuple[Drift, str]:
    """What would be written now beside what was planned."""
    place = (present_change.step, present_change.target, present.path, present.item)
    if place != (change.step, change.target, edit.path, edit.item):
        return (
            Drift.CHANGED,
            f"it was planned for {_named(change.target)}, and would go to"
            f" {_named(present_change.target)} now",
        )
    seen = sealed(present.seen, now.fingerprint)
    wanted = sealed(present.wanted, now.fingerprint)
    if not same(seen, edit.before):
        return Drift.CHANGED, _changed(edit, seen)
    if not same(wanted, edit.after):
        planned, by_now = _all_short(edit, edit.after, wanted)
        return (
            Drift.CHANGED,
            f"the old pool, or what was entered, changed since the plan: planned was"
            f" {planned}, and by now it would be {by_now}",
        )
    if sealed(present_change.hidden, now.fingerprint) != change.hidden:
        return (
            Drift.CHANGED,
            "what goes along with it in secret is another one than in the plan",
        )
    return Drift.AS_PLANNED, ""


def _changed(edit: KeptEdit, held: Any) -> str:
    before, after, now = _all_short(edit, edit.before, edit.after, held)
    return f"changed since the plan: then {before}, planned {after}, now {now}"


def _planned(
    change: KeptChange, edit: KeptEdit, document: Any, drift: Drift, reason: str
) -> PlannedSetting:
    kept = Edit(edit.setting, edit.path, edit.before, edit.after, edit.item)
    member, values = last_of(edit.path), (edit.before, _held(kept, document), edit.after)
    whole = ("" if one in (None, False) else kept_words(one, edit.item, member) for one in values)
    sides = (edit.before, edit.after)
    before, after = told_apart(sides, (kept_words(one, edit.item, member) for one in sides))
    return PlannedSetting(
        edit.setting,
        change.step,
        edit.item or ".".join(edit.path) or change.target.name,
        before,
        after,
        drift,
        reason,
        Values(*told_apart(values, whole)) if drift is Drift.CHANGED else None,
        edit.item,
        () if edit.path else tuple(_members(edit.after)),
    )


def _members(value: Any, within: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(value, Mapping):
        return
    for name, part in value.items():
        if isinstance(part, Mapping) and not is_fingerprint(part):
            yield from _members(part, f"{within}{name}.")
        else:
            yield f"{within}{name}", kept_words(part, "", name)


def _held(edit: Edit, document: Any) -> Any:
    """What the resource holds; of a whole one, without what AWS derives."""
    held: Any = edit.held_by(document)
    if not edit.path and isinstance(held, Mapping) and isinstance(edit.wanted, Mapping):
        return {name: value for name, value in held.items() if name in edit.wanted}
    return held


def _all_short(edit: KeptEdit, *values: Any) -> tuple[Any, ...]:
    return told_apart(values, (_short(edit, value) for value in values))


def _short(edit: KeptEdit, value: Any) -> str:
    if value in (None, False, "", [], {}):
        return "nothing"
    text = kept_words(value, edit.item, last_of(edit.path))
    return f"“{text[:SHORT]}…”" if len(text) > SHORT else f"“{text}”"


def _named(target: Target) -> str:
    return f"{target.kind.value} {target.name}".strip()
