"""An intended write to one resource.

It names the members, what each is expected to hold before, and what it should hold after.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from migration.compare.setting import Target, Value
from migration.errors import PoolwalkError
from migration.pools.documents import masked
from migration.secret import Secret

Document = dict[str, Any]

# AWS mirrors the e-mail template into the two members that it replaced; re-sent, a mirror would put
# a removed text back.
_MIRRORS = {"EmailMessage": "EmailVerificationMessage", "EmailSubject": "EmailVerificationSubject"}
_MOVING = frozenset(
    {
        "LastModifiedDate",
        "EstimatedNumberOfUsers",
        "ImageUrl",
        "StackStatus",
        "LastUpdatedTime",
        "ETag",  # of a skill's account linking
        # of a domain, while AWS makes or changes it
        *("Status", "Version", "CloudFrontDistribution", "S3Bucket"),
        *_MIRRORS.values(),
    }
)

# What AWS says of a member that nobody set, once the structure around it is sent: unset is this.
UNSET: Mapping[tuple[str, ...], Value] = MappingProxyType(
    {
        ("EmailConfiguration", "EmailSendingAccount"): "COGNITO_DEFAULT",
        ("VerificationMessageTemplate", "DefaultEmailOption"): "CONFIRM_WITH_CODE",
        ("ManagedLoginVersion",): 1,
    }
)


@dataclass(frozen=True)
class Edit:
    """One member of one resource.

    `path` leads to the member in the Describe document; the empty path is the whole resource. With
    `item`, the member is a list that is a set, and `seen` and `wanted` say whether the item is in
    it. None is "not there".
    """

    setting: str
    path: tuple[str, ...]
    seen: Value
    wanted: Value
    item: str = ""
    needs: tuple[str, ...] = ()  # settings without which AWS would not take this one

    def held_by(self, document: Mapping[str, Any] | None) -> Value:
        """What the resource holds now of this member, in the terms of `seen` and `wanted`."""
        if not self.path:
            return document
        value: Any = document
        for key in self.path:
            value = value.get(key) if isinstance(value, Mapping) else None
        if self.item:
            return self.item in (value or ())
        return None if value in ("", {}, []) else value


# Why nothing may be sent, by the resource as it was read just before; "" where nothing forbids it.
Guard = Callable[[Document | None], str]


@dataclass(frozen=True)
class Change:
    """One write to one resource of the new pool.

    `step` and the edits' settings tell the journal what it was for.

    `hidden` are details that a request needs and that no document shows: Apple's private key. Each
    of `guards` looks at the resource in the turn to write, before every send.
    """

    step: str
    target: Target
    edits: tuple[Edit, ...]
    hidden: Mapping[str, Secret] = field(default_factory=dict, repr=False)
    guards: tuple[Guard, ...] = field(default=(), repr=False, compare=False)

    def forbidden(self, document: Document | None) -> str:
        """Why it may not be sent to the resource as it is; empty where it may."""
        try:
            return next(filter(None, (guard(document) for guard in self.guards)), "")
        except PoolwalkError as error:  # what a guard has to know could not be read
            return f"Nothing was sent: {error}"

    def with_guard(self, guard: Guard) -> "Change":
        """The change with one more condition."""
        return replace(self, guards=(*self.guards, guard))

    @property
    def settings(self) -> tuple[str, ...]:
        """Ids of the settings that this change carries over."""
        return tuple(edit.setting for edit in self.edits)


def plain(value: Any, *, reveal: bool = True) -> Any:
    """A value as JSON has it.

    Tuples become lists, read-only mappings dictionaries, and secrets are revealed or written as
    dots.
    """
    if isinstance(value, Secret):
        return value.reveal() if reveal else str(value)
    if isinstance(value, Mapping):
        return {key: plain(item, reveal=reveal) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item, reveal=reveal) for item in value]
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two values are the same to AWS: unset, empty and absent are one."""
    return bool((plain(one) or None) == (plain(other) or None))


def holds(edit: Edit, document: Document | None, value: Value) -> bool:
    """Whether the resource holds this value (an edit's `seen` or `wanted`).

    A whole resource holds what it was made from when every member that was sent reads back; what
    AWS derives beside it does not count.
    """
    held = edit.held_by(document)
    if edit.path in UNSET and document is not None:
        unset = UNSET[edit.path]
        return same(unset if held is None else held, unset if value is None else value)
    if edit.path or value is None or held is None:
        return same(held, value)
    return _covers(held, plain(value))


def _covers(held: Any, sent: Any) -> bool:
    if isinstance(sent, Mapping):
        return isinstance(held, Mapping) and all(
            _covers(held.get(key), item) for key, item in sent.items()
        )
    return same(held, sent)


def merged(document: Document | None, edits: Sequence[Edit]) -> Document | None:
    """The resource as it should be: the document as it is now, with only these members changed.

    None: the resource is to be removed.
    """
    after = deepcopy(document) if document is not None else None
    for edit in edits:
        if not edit.path:
            after = None if edit.wanted is None else {**plain(edit.wanted)}
            continue
        if after is None:
            after = {}
        _place(after, edit)
        if edit.path[0] == "VerificationMessageTemplate":
            after.pop(_MIRRORS.get(edit.path[-1], ""), None)
    return after


def _place(document: Document, edit: Edit) -> None:
    owner = document
    for key in edit.path[:-1]:
        owner = owner.setdefault(key, {})
    last = edit.path[-1]
    if edit.item:
        others = [item for item in owner.get(last) or () if item != edit.item]
        present = edit.item in (owner.get(last) or ())
        if edit.wanted and not present:
            owner[last] = [*others, edit.item]
        elif present and not edit.wanted:
            owner[last] = others
            if not others:
                del owner[last]
    elif edit.wanted is None and edit.path in UNSET:
        owner[last] = UNSET[edit.path]
    elif edit.wanted is None:
        owner.pop(last, None)
    else:
        owner[last] = plain(edit.wanted)


@dataclass(frozen=True)
class Beside:
    """A member that changed while a write was under way, though no edit asked for it.

    AWS reset it, or somebody else changed it. `member` is its path with dots; None is "not there",
    and secrets are `Secret`s.
    """

    member: str
    was: Any
    now: Any


def beside(
    before: Document | None, after: Document | None, edits: Sequence[Edit]
) -> tuple[Beside, ...]:
    """What changed from `before` to `after` beside the edits, member by member."""
    if before is None or after is None:
        return ()
    expected = merged(before, edits) or {}
    return tuple(_differing(expected, after, ()))


def _differing(
    expected: Mapping[str, Any], held: Mapping[str, Any], path: tuple[str, ...]
) -> Iterator[Beside]:
    for name in sorted({**expected, **held}):
        was, now = expected.get(name), held.get(name)
        if name in _MOVING or same(_as_sets(was), _as_sets(now)):
            continue
        if isinstance(was, Mapping) and isinstance(now, Mapping):
            yield from _differing(was, now, (*path, name))
        else:
            kept = (_kept((*path, name), value or None) for value in (was, now))
            yield Beside(".".join((*path, name)), *kept)


def _kept(path: tuple[str, ...], value: Any) -> Any:
    """A value at a path, masked as it is in its document."""
    for name in reversed(path):
        value = {name: value}
    held: Any = masked(value)
    for name in path:
        held = held[name]
    return held


def _as_sets(value: Any) -> Any:
    """A member ready to compare: AWS may give a list of strings back in another order."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return sorted(value)
    if isinstance(value, Mapping):
        return {
            key: _as_sets(item) for key, item in value.items() if item not in ("", {}, [], None)
        }
    return value
