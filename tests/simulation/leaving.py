"""What has to be so as a write leaves, by the record's own lines and what its run read last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.simulation.documents import Leaf, Leaves, Resource, below, leaves
from tests.simulation.line import Exchange
from tests.simulation.records import Entries, Written

# What AWS says of a member that nobody set, once the structure around it is sent.
_UNSET = {
    ("EmailConfiguration", "EmailSendingAccount"): "COGNITO_DEFAULT",
    ("VerificationMessageTemplate", "DefaultEmailOption"): "CONFIRM_WITH_CODE",
    ("ManagedLoginVersion",): 1,
}


@dataclass
class Leaving:
    """`on_its_way` is what was sent, had no answer, and can still arrive; each with its record."""

    on_its_way: list[tuple[Entries, Exchange]] = field(default_factory=list)

    def mistakes(
        self, record: Entries, intent: Written, exchange: Exchange, about: Resource
    ) -> Iterator[str]:
        """What is not so: a sentence's rest for each."""
        for other_record, other in self.on_its_way:
            if (
                other_record is record
                and other.about == about
                and other.intent != intent.number
                and other.intent in record.intents()
                and about[1] != "stack"
            ):
                yield f"while its {other.operation} for entry {other.intent} can still arrive"
        for edit in intent.body["edits"] if about[1] != "stack" else ():
            if not _is_as_said(edit, exchange.base):
                yield f"over what somebody changed of {edit['setting']} since it was seen"

    def arrived(self, exchange: Exchange) -> None:
        """It is not on its way any more."""
        self.on_its_way = [one for one in self.on_its_way if one[1] is not exchange]


def _is_as_said(edit: Mapping[str, Any], base: Leaves) -> bool:
    """Whether the run read what its intent says was there; a secret's fingerprint tells nothing."""
    path, before = tuple(edit["path"]), edit["before"]
    if edit["item"]:
        return ((*path, f"={edit['item']}") in base) is bool(before)
    if not path:
        return bool(base) is (before is not None)
    if _has_fingerprint(before):
        return True
    return _set(dict(leaves(before, path))) == _set(below(base, (path,)))


def _set(held: Mapping[Leaf, Any]) -> Leaves:
    return {leaf: value for leaf, value in held.items() if _UNSET.get(leaf) != value}


def _has_fingerprint(value: Any) -> bool:
    if isinstance(value, Mapping):
        return "fingerprint" in value or any(map(_has_fingerprint, value.values()))
    return isinstance(value, list) and any(map(_has_fingerprint, value))
