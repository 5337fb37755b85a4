"""A plan as its file has it: each write with both values, and a secret as its fingerprint."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from migration.changes.change import Change, same
from migration.changes.journal_form import change_body, is_fingerprint, sealed
from migration.compare.setting import Kind, Target
from migration.journal.plan_record import Signature
from migration.pools.reading import Deployment
from migration.utc import in_utc, is_a_moment

_OF_THE_KEY = "a plan of Poolwalk's"  # whose fingerprint tells one key from another


@dataclass(frozen=True)
class KeptEdit:
    """One member of one resource; `before` and `after` are JSON, a secret in them a fingerprint."""

    setting: str
    path: tuple[str, ...]
    item: str
    before: Any
    after: Any

    def is_the_same(self, other: "KeptEdit") -> bool:
        """Whether both say the same of the same member; to AWS unset and empty are one."""
        place = (self.setting, self.path, self.item)
        return (
            place == (other.setting, other.path, other.item)
            and same(self.before, other.before)
            and same(self.after, other.after)
        )


@dataclass(frozen=True)
class KeptChange:
    """One write; `hidden` are fingerprints of what goes along and no document shows."""

    step: str
    target: Target
    edits: tuple[KeptEdit, ...]
    hidden: Mapping[str, Any]


@dataclass(frozen=True)
class KeptPlan:
    """What the file holds. `body` is all that its hash is of: everything but the approvals."""

    body: Mapping[str, Any] = field(repr=False)
    made: Signature
    changes: tuple[KeptChange, ...]
    # as the file itself says: whoever can write the file can write that
    approved: tuple[Signature, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """The hash by which a record knows this plan."""
        return sha256_of(self.body)

    @property
    def key(self) -> str:
        """Which key its fingerprints were made with."""
        return str(self.body["key"])

    @property
    def settings(self) -> tuple[str, ...]:
        """Ids of the settings that it writes, in order."""
        return tuple(edit.setting for change in self.changes for edit in change.edits)

    def holds(self, change: Change, fingerprint: Callable[[str], str]) -> bool:
        """Whether a write is, member by member, one of this plan's, or a part of one."""
        asked = _change_of(_body_of(change, fingerprint))
        return any(
            (known.step, known.target, known.hidden) == (asked.step, asked.target, asked.hidden)
            and all(any(edit.is_the_same(one) for one in known.edits) for edit in asked.edits)
            for known in self.changes
        )


def plan_of(
    changes: Sequence[Change],
    deployment: Deployment,
    made: Signature,
    fingerprint: Callable[[str], str],
) -> KeptPlan:
    """The plan of these writes."""
    body = {
        "deployment": deployment.document,
        "made": {"who": made.who, "at": in_utc(made.at)},
        "key": key_of(fingerprint),
        "changes": [_body_of(change, fingerprint) for change in changes],
    }
    return plan_from(json.loads(json.dumps(body)))


def plan_from(body: Mapping[str, Any], approved: Sequence[Mapping[str, Any]] = ()) -> KeptPlan:
    """The plan of a file's content.

    Raises `KeyError`, `TypeError` or `ValueError` where that is no plan.
    """
    for part in (
        body["deployment"],
        body["deployment"]["old_pool"],
        body["deployment"]["new_pool"],
    ):
        if not isinstance(part, Mapping):
            raise TypeError(part)
    return KeptPlan(
        body,
        _signature(body["made"]),
        tuple(_change_of(change) for change in body["changes"]),
        tuple(_signature(one) for one in approved),
    )


def key_of(fingerprint: Callable[[str], str]) -> str:
    """Which key fingerprints are made with: by the fingerprint of a text that is no secret."""
    return fingerprint(_OF_THE_KEY)[:16]


def sha256_of(body: Any) -> str:
    """The hash of a plan, whatever the order and the spaces in its file."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def has_fingerprint(value: Any) -> bool:
    """Whether a secret stands anywhere in a kept value."""
    if is_fingerprint(value):
        return True
    if isinstance(value, Mapping):
        return any(has_fingerprint(item) for item in value.values())
    return isinstance(value, list) and any(has_fingerprint(item) for item in value)


def _body_of(change: Change, fingerprint: Callable[[str], str]) -> dict[str, Any]:
    return {
        "step": change.step,
        **change_body(change, fingerprint),
        "hidden": sealed(change.hidden, fingerprint),
    }


def _signature(said: Mapping[str, Any]) -> Signature:
    at = datetime.fromisoformat(_text(said["at"]))
    if not is_a_moment(at):
        raise ValueError(said["at"])
    return Signature(_text(said["who"]), at)


def _change_of(body: Mapping[str, Any]) -> KeptChange:
    target = Target(Kind(body["target"]["kind"]), _text(body["target"]["name"]))
    hidden = dict(body["hidden"])
    return KeptChange(
        _text(body["step"]), target, tuple(_edit_of(edit) for edit in body["edits"]), hidden
    )


def _edit_of(body: Mapping[str, Any]) -> KeptEdit:
    path = tuple(_text(part) for part in body["path"])
    return KeptEdit(
        _text(body["setting"]), path, _text(body["item"]), body["before"], body["after"]
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
