"""Taking a change back: its inverse, from the journal's own record of what was there before.

What can be taken back, and in which order: `migration/walk/undo_order.py` and
`migration/walk/undo.py`; what cannot, and why: `migration/compare/irreversible.py`; the keys:
`screens/walkthrough/undoing.py`, `screens/record/reverting.py`.
"""

from collections.abc import Iterator, Mapping, Sequence

from migration.changes.change import Change, Edit
from migration.changes.edit_words import becoming
from migration.changes.journal_form import Memory, unsealed_change
from migration.changes.write_report import Undoable
from migration.compare.irreversible import why_irreversible
from migration.compare.member_names import known_words
from migration.compare.open_values import last_of
from migration.compare.setting import Kind, setting_parts
from migration.deployment.alexa_linking import HIDDEN
from migration.journal.entries import Entry


def inverse(change: Change, settings: Sequence[str] | None = None) -> Change:
    """The change that puts back what this one changed; `settings` limits it to some of them."""
    kept = [edit for edit in change.edits if settings is None or edit.setting in settings]
    edits = tuple(Edit(edit.setting, edit.path, edit.wanted, edit.seen, edit.item) for edit in kept)
    return Change(change.step, change.target, edits, change.hidden, change.guards)


def undoable_of(entry: Entry, ids: Sequence[str], memory: Memory) -> Undoable:
    """An intent that landed, in words: what taking it back would do."""
    change, lost = unsealed_change(entry.step, entry.body, memory)
    back = inverse(change, ids)
    lines = [line for edit in back.edits for line in _lines(edit, edit.setting in lost)]
    removes = any(not edit.path and edit.wanted is None for edit in back.edits)
    if removes and change.target.kind is Kind.DOMAIN:
        lines.append("Sign-in pages at this domain stop at once, and anybody may take the prefix.")
    if removes and change.target.kind is Kind.PROVIDER:
        lines.append("Nobody can sign in with this provider at the new pool any more.")
    if change.target.kind is Kind.SKILL:
        lines.append(f"{' and '.join(HIDDEN)} go along as entered; what is not entered is removed.")
    for edit in change.edits:
        if edit.setting not in ids and (why := why_irreversible(edit.setting)):
            lines.append(f"{known_words(setting_parts(edit.setting)[-1])} stays: {why}")
    return Undoable(
        entry.number,
        tuple(edit.setting for edit in back.edits),
        f"Undo {_names(ids)}",
        tuple(lines),
        asks=removes,
        run=str(entry.body.get("run", "")),
    )


def inverse_of(entry: Entry, ids: Sequence[str], memory: Memory) -> tuple[Change, tuple[str, ...]]:
    """The change that takes it back, and the settings whose former secret is not in memory."""
    change, lost = unsealed_change(entry.step, entry.body, memory)
    return inverse(change, [id_ for id_ in ids if id_ not in lost]), tuple(
        id_ for id_ in ids if id_ in lost
    )


def _names(ids: Sequence[str]) -> str:
    step, *_, last = setting_parts(ids[0])
    return (
        f"{known_words(last)} (step {step})"
        if len(ids) == 1
        else f"{len(ids)} settings of step {step}"
    )


def _lines(edit: Edit, lost: bool) -> Iterator[str]:
    name = ".".join(edit.path) or known_words(setting_parts(edit.setting)[-1])
    if lost:
        yield f"{name}: its former secret is not kept on disk; enter it in the Cognito console"
    elif edit.item:
        yield f"{name}: {'add' if edit.wanted else 'take away'} {edit.item} again"
    elif edit.wanted is None:
        yield f"{name}: taken away again"
    elif isinstance(edit.seen, Mapping) and isinstance(edit.wanted, Mapping):
        for member in dict.fromkeys([*edit.wanted, *edit.seen]):
            if edit.seen.get(member) != edit.wanted.get(member):
                held = becoming(member, edit.seen.get(member), edit.wanted.get(member))
                yield f"{name}.{member}: {held}"
    else:
        yield f"{name}: {becoming(last_of(edit.path), edit.seen, edit.wanted)}"
