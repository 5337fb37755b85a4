"""One recorded change taken back: its inverse, as far as it can still be sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from migration.changes.change import Change, Document, Guard
from migration.changes.inverse import inverse_of
from migration.changes.journal_form import sealed
from migration.changes.oauth_order import held_back
from migration.changes.planned_changes import another_key, provider_guards
from migration.changes.skill_preview import linking_hidden
from migration.changes.write_report import Result, Undoable, WriteReport
from migration.changes.writer import Writer
from migration.compare.other_differences.rules import DOMAIN_FACTS
from migration.compare.provider_identity import why_not_sent
from migration.compare.provider_steps import APPLE_TYPE, by_name
from migration.compare.setting import Kind, Target, Value
from migration.journal.entries import Entry
from migration.pools.documents import IdentityProvider, masked
from migration.walk.state import State

_SECRET_GONE = "its former secret is not kept on disk: enter it in the Cognito console"  # noqa: S105 - a sentence

# Apple's key goes to no other, whatever the old pool has by now.
_APPLES_OWN = IdentityProvider(APPLE_TYPE, APPLE_TYPE, {})


def take_back(
    undoable: Undoable,
    now: Callable[[], State],
    writer: Writer,
    guards: Sequence[Guard] = (),
    batch: int | None = None,
) -> tuple[Change | None, WriteReport]:
    """Write the inverse of one change, and account for every field that was asked for; *blocking*.

    The change is None where nothing was to be sent. What it rests on is looked at in the turn to
    write, by what the record holds `now` and by further `guards`. `batch` is the change for whose
    sake this one is taken back too. Raises a `PoolwalkError`.
    """
    state = now()
    found = [
        (entry, landed) for entry, landed in state.record.undoable if entry.number == undoable.entry
    ]
    entry, landed = found[0] if found else (None, ())
    report = WriteReport(
        skipped=tuple(
            Result(id_, "was taken back already") for id_ in undoable.ids if id_ not in landed
        )
    )
    if entry is None:
        return None, report
    change, lost = inverse_of(
        entry, [id_ for id_ in undoable.ids if id_ in landed], state.held.secrets
    )
    report += WriteReport(skipped=tuple(Result(id_, _SECRET_GONE) for id_ in lost))
    if all(edit.path for edit in change.edits):
        change = replace(change, guards=provider_guards(change.target, state.reading))
    if change.target.kind is Kind.SKILL:
        change, secretless = _with_former_secret(change, state)
        report += secretless
    if _is_apples(change.target, state) and all(edit.path for edit in change.edits):
        change, keyless = _with_apple_key(change, state)
        report += keyless
    if why := _in_the_way(change, state):
        return None, report + WriteReport(
            skipped=tuple(Result(id_, why) for id_ in change.settings)
        )
    if change.target.kind is Kind.CLIENT and change.edits:
        change, reasons = held_back(change, writer.resources.read(change.target))
        report += WriteReport(skipped=tuple(Result(id_, why) for id_, why in reasons.items()))
        change = change.with_guard(partial(_holds_it_back, change))
    if change.edits:
        looks: tuple[Guard, ...] = (
            partial(_taken_back_meanwhile, entry, change, now),
            partial(_in_the_way_now, change, now),
            partial(_added_since, entry, change, state),
        )
        change = replace(change, guards=(*change.guards, *looks, *guards))
        report = writer.write(change, undoes=undoable.entry, batch=batch) + report
    return change, report


def _with_former_secret(change: Change, state: State) -> tuple[Change, WriteReport]:
    """The change with the secret of the client that it links to again, which Cognito gives.

    Where neither pool has it, the change has no edits left, and the report says why.
    """
    (edit,) = change.edits
    former = str(edit.wanted["clientId"]) if isinstance(edit.wanted, Mapping) else ""
    hidden = linking_hidden(former, state.reading, state.choices) if former else {}
    if hidden:
        return replace(change, hidden=hidden), WriteReport()
    why = (
        "the secret that the skill had is none of either pool's, and Amazon never gave it: enter it"
        " in the Alexa developer console"
        if former
        else "there was no account linking before, and Poolwalk takes none away"
    )
    return replace(change, edits=()), WriteReport(
        skipped=tuple(Result(id_, why) for id_ in change.settings)
    )


def _is_apples(target: Target, state: State) -> bool:
    """Whether it is Apple's own provider, by its type: another one may bear the name."""
    if target.kind is not Kind.PROVIDER:
        return False
    held = (by_name(state.reading.new.providers) or {}).get(target.name)
    if isinstance(held, IdentityProvider):
        return held.type == APPLE_TYPE
    return target.name == APPLE_TYPE


def _in_the_way(change: Change, state: State) -> str:
    """Why AWS would not take it as things stand; empty where nothing is known to be in the way."""
    removes = any(not edit.path and edit.wanted is None for edit in change.edits)
    if change.target.kind is Kind.DOMAIN and removes:
        looks = {
            entry.step
            for entry, _ in state.record.undoable
            if entry.body["target"]["kind"] == Kind.LOOK
        }
        if looks:
            return (
                "the login page's look was set at this domain, and AWS takes it back only while"
                f" there is one: undo it first (step {', '.join(sorted(looks))})"
            )
    if change.target.kind is Kind.LOOK and state.reading.new.domain is None:
        return (
            "AWS changes a login page's look only while there is a domain: make it first (step 2)"
        )
    return ""


def _with_apple_key(change: Change, state: State) -> tuple[Change, WriteReport]:
    """The change with Apple's private key, which an update of that provider sends again.

    Without the key that belongs to the id that will stand, the change has no edits left, and the
    report says what to supply.
    """
    wanted = next(
        (edit.wanted for edit in change.edits if edit.path[-1] == "key_id"), _apple_key_id(state)
    )
    key = state.held.apple_key
    if key is not None and key.key_id == wanted:
        guarded = change.with_guard(partial(why_not_sent, _APPLES_OWN))
        if not any(edit.path[-1] == "key_id" for edit in change.edits):
            guarded = guarded.with_guard(partial(another_key, key.key_id))
        return replace(guarded, hidden={"private_key": key.private_key}), WriteReport()
    why = f"this sends Apple's private key again: supply the .p8 of key {wanted} first (e)"
    return replace(change, edits=()), WriteReport(
        skipped=tuple(Result(id_, why) for id_ in change.settings)
    )


def _apple_key_id(state: State) -> Value:
    """The id of the key that the new pool's provider has."""
    provider = (by_name(state.reading.new.providers) or {}).get(APPLE_TYPE)
    return provider.details.get("key_id") if isinstance(provider, IdentityProvider) else None


def _in_the_way_now(change: Change, now: Callable[[], State], _: Document | None) -> str:
    return _in_the_way(change, now())


def _taken_back_meanwhile(
    entry: Entry, change: Change, now: Callable[[], State], _: Document | None
) -> str:
    """Whether another run with the same record was first."""
    still = {known.number: landed for known, landed in now().record.undoable}.get(entry.number, ())
    if set(change.settings) <= set(still):
        return ""
    return "Nothing was sent: it was taken back meanwhile, by another run of Poolwalk."


def _holds_it_back(change: Change, document: Document | None) -> str:
    """Why AWS would refuse what it would have taken a moment ago."""
    _, reasons = held_back(change, document)
    why = next(iter(reasons.values()), "")
    return f"Nothing was sent: changed by somebody since, {why}" if why else ""


def _added_since(entry: Entry, change: Change, state: State, now: Document | None) -> str:
    """Why a resource that was made is not removed: others have changed it since.

    Empty: nobody has, as far as is known.
    """
    made = state.record.made.get(entry.number)
    if made is None or all(edit.path for edit in change.edits):
        return ""
    held = {} if now is None else sealed(masked(now), state.fingerprint)
    names = [
        name
        for name in {**made, **held}
        if name not in DOMAIN_FACTS and made.get(name) != held.get(name)
    ]
    if now is None or not names:
        return ""
    return (
        f"Changed by somebody since it was made: {', '.join(names)}. Take it away in the Cognito"
        " console if you mean it."
    )
