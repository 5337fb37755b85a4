"""What of the record can be taken back, and in which order."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from math import inf

from migration.changes.inverse import undoable_of
from migration.changes.write_report import Undoable
from migration.compare.setting import Kind, Target
from migration.journal.entries import Entry
from migration.journal.record import Record
from migration.pools.documents import AppClient
from migration.pools.reading import Pending, Unread
from migration.walk.provider_removal import naming, removed_provider
from migration.walk.state import State


def undoables(state: State, step: str = "", since: datetime | None = None) -> tuple[Undoable, ...]:
    """Every change that can be undone, newest first.

    `step` limits it to one ("" all), `since` to those made at or after a moment.
    """
    # The order is the record's: a clock that was set back must not leave a later change.
    first = 0 if since is None else _first_entry(state, since)
    chosen = [
        _with_clients_told(undoable_of(entry, ids, state.held.secrets), entry, ids, state)
        for entry, ids in state.record.undoable
        if (not step or entry.step == step) and entry.number >= first
    ]
    return tuple(sorted(chosen, key=lambda undoable: -undoable.entry))


def undoable_fields(state: State, entry: int, ids: Sequence[str]) -> Undoable | None:
    """Some fields of one recorded change, as far as they landed and were not undone."""
    for recorded, landed in state.record.undoable:
        kept = [id_ for id_ in landed if id_ in ids]
        if recorded.number == entry and kept:
            undoable = undoable_of(recorded, kept, state.held.secrets)
            return _with_clients_told(undoable, recorded, kept, state)
    return None


def in_order(record: Record, chosen: Sequence[Undoable]) -> tuple[Undoable, ...]:
    """In the order in which AWS takes them back: newest first, but what is of the domain last.

    A login page's look can be taken back only while there is a domain. A provider goes once the
    skills stack's clients do not name it, also where it was made anew after the stack's update.
    """
    kinds = {entry.number: entry.body["target"]["kind"] for entry, _ in record.undoable}
    of_stack = [place for place, one in enumerate(chosen) if kinds.get(one.entry) == Kind.STACK]
    last = max(of_stack, default=-1)

    def turn(placed: tuple[int, Undoable]) -> tuple[bool, bool, bool]:
        place, one = placed
        kind = kinds.get(one.entry)
        behind = place > last
        return kind == Kind.DOMAIN, behind, not behind and kind == Kind.PROVIDER

    return tuple(one for _, one in sorted(enumerate(chosen), key=turn))


def newer_than(record: Record, undoable: Undoable) -> str:
    """Why a change is not the last one any more; empty where it still is."""
    newer = [entry for entry, _ in record.undoable if entry.number > undoable.entry]
    if not newer:
        return ""
    return (
        f"Nothing was sent: another run changed more since (step {newer[-1].step}), so that this is"
        " not the last change any more. Look at the record (U), then undo again."
    )


def targets_of(record: Record, chosen: Sequence[Undoable]) -> list[Target]:
    """The resources that these changes wrote to."""
    numbers = {undoable.entry for undoable in chosen}
    return [
        Target(Kind(entry.body["target"]["kind"]), str(entry.body["target"]["name"]))
        for entry, _ in record.undoable
        if entry.number in numbers
    ]


def _first_entry(state: State, since: datetime) -> int | float:
    """The number of the first change at or after a moment; above all where there is none.

    The clock of another of the team can be far ahead: what was recorded before one's own last
    change before that moment was before it, too.
    """
    entries = [entry for entry, _ in state.record.undoable]
    since_then = [entry for entry in entries if entry.at >= since]
    own = [entry for entry in entries if entry.who == state.who]
    first = min((entry.number for entry in own if entry in since_then), default=inf)
    before = (entry.number for entry in own if entry.at < since and entry.number < first)
    last = max(before, default=0)
    return min((entry.number for entry in since_then if entry.number > last), default=inf)


def _with_clients_told(
    undoable: Undoable, entry: Entry, ids: Sequence[str], state: State
) -> Undoable:
    """An undoable with what becomes of the app clients that name the provider that it deletes."""
    provider, clients = removed_provider(entry, ids), state.reading.new.clients
    if not provider or isinstance(clients, Unread | Pending):
        return undoable
    read = [client for client in clients if isinstance(client, AppClient)]
    found = naming(provider, read, state.record)
    more = (found.refusal,) if found.refusal else tuple(name.line for name in found.ours)
    return replace(undoable, lines=(*undoable.lines, *more))
