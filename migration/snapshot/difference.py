"""What differs between a snapshot and now, by the exact path of each member."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from migration.compare.members import Leaf, leaves
from migration.compare.open_values import last_of, open_value, told_apart
from migration.snapshot.document import LEFT_OUT, UNREAD, Document

# They move by themselves, and say nothing of the configuration.
MOVING = frozenset({"LastModifiedDate", "EstimatedNumberOfUsers"})
POOLS = ("old", "new")


class DifferenceKind(StrEnum):
    """What became of a member since the snapshot."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class MemberChange:
    """One member that is not as it was.

    `path` begins with the pool, old or new; its parts are percent-encoded.
    """

    path: str
    kind: DifferenceKind
    was: Any
    now: Any


@dataclass(frozen=True)
class NotCompared:
    """A member that cannot be compared, and why."""

    path: str
    reason: str


@dataclass(frozen=True)
class SnapshotDiff:
    """Everything that differs, in the documents' order, and what could not be compared."""

    made_at: str
    changes: tuple[MemberChange, ...]
    not_compared: tuple[NotCompared, ...]


def compare_snapshots(then: Document, now: Document) -> SnapshotDiff:
    """What differs from `then` to `now`. Lists that are sets compare as sets."""
    not_compared: list[NotCompared] = []
    changes: list[MemberChange] = []
    for pool in POOLS:
        was, is_ = _comparable(then[pool], now[pool], (pool,), not_compared)
        changes += (_change(leaf, pool) for leaf in leaves(was, is_) if not leaf.same)
    return SnapshotDiff(str(then.get("made_at", "")), tuple(changes), tuple(not_compared))


def _change(leaf: Leaf, pool: str) -> MemberChange:
    kind = (
        DifferenceKind.ADDED
        if leaf.old is None
        else DifferenceKind.REMOVED
        if leaf.new is None
        else DifferenceKind.CHANGED
    )
    path = leaf.path[:-1] if leaf.path[-1] == LEFT_OUT else leaf.path  # a secret that came or went
    values = (leaf.old, leaf.new)
    was, now = told_apart(values, (open_value(last_of(leaf.path), value) for value in values))
    return MemberChange(_address((pool, *path, *leaf.keys)), kind, was, now)


def _comparable(
    was: Mapping[str, Any],
    now: Mapping[str, Any],
    path: tuple[str, ...],
    not_compared: list[NotCompared],
) -> tuple[Document, Document]:
    """Both structures without what moves by itself and what cannot be compared; that is told."""
    kept: tuple[Document, Document] = ({}, {})
    for name in {**was, **now}:
        before, after = was.get(name), now.get(name)
        if name in MOVING:
            continue
        if reason := next(_reasons(before, after), ""):
            not_compared.append(NotCompared(_address((*path, name)), reason))
            continue
        if isinstance(before, Mapping) and isinstance(after, Mapping):
            before, after = _comparable(before, after, (*path, name), not_compared)
        for side, value in zip(kept, (before, after), strict=True):
            if value is not None:
                side[name] = value
    return kept


def _reasons(was: Any, now: Any) -> Iterator[str]:
    for value, when in ((was, "in the snapshot"), (now, "now")):
        if isinstance(value, Mapping) and set(value) == {UNREAD}:
            unread = value[UNREAD]
            reason = unread.get("reason", "") if isinstance(unread, Mapping) else ""
            yield f"not read {when}: {reason}"
    if all(isinstance(value, Mapping) and set(value) == {LEFT_OUT} for value in (was, now)):
        yield "a secret, which snapshots leave out"


def _address(parts: tuple[str, ...]) -> str:
    return "/".join(quote(part, safe="", errors="surrogatepass") for part in parts)
