"""A change as the journal keeps it, and back.

The journal keeps a secret as a fingerprint; the secret itself comes back from memory only.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from migration.changes.change import Change, Edit
from migration.compare.setting import Kind, Target, Value
from migration.secret import Secret

FINGERPRINT = "fingerprint"


def sealed(value: Any, fingerprint: Callable[[str], str]) -> Any:
    """JSON in which every secret is `{"fingerprint": …}`."""
    if isinstance(value, Secret):
        return {FINGERPRINT: fingerprint(value.reveal())}
    if isinstance(value, Mapping):
        return {key: sealed(item, fingerprint) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [sealed(item, fingerprint) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def change_body(change: Change, fingerprint: Callable[[str], str]) -> dict[str, Any]:
    """The body of an intent: which resource, and each member before and after."""
    return {
        "target": {"kind": change.target.kind.value, "name": change.target.name},
        "edits": [
            {
                "setting": edit.setting,
                "path": list(edit.path),
                "item": edit.item,
                "before": sealed(edit.seen, fingerprint),
                "after": sealed(edit.wanted, fingerprint),
            }
            for edit in change.edits
        ],
    }


@dataclass(frozen=True)
class Memory:
    """Secrets of this run by their fingerprint: what the journal must not keep."""

    by_fingerprint: Mapping[str, Secret] = field(default_factory=dict)

    def with_secrets(self, other: "Memory") -> "Memory":
        """The secrets of both together."""
        return Memory({**self.by_fingerprint, **other.by_fingerprint})


def secrets_in(value: Any, fingerprint: Callable[[str], str]) -> Memory:
    """Every secret in a value, whatever depth it stands at."""
    if isinstance(value, Secret):
        return Memory({fingerprint(value.reveal()): value})
    found = Memory()
    for item in _parts(value):
        found = found.with_secrets(secrets_in(item, fingerprint))
    return found


def unsealed_change(
    step: str, body: Mapping[str, Any], memory: Memory
) -> tuple[Change, tuple[str, ...]]:
    """The change of an intent, and the settings whose former secret is not in memory any more."""
    target = Target(Kind(body["target"]["kind"]), str(body["target"]["name"]))
    edits, lost = [], []
    for kept in body["edits"]:
        before, after = _unsealed(kept["before"], memory), _unsealed(kept["after"], memory)
        if _lacks(before):
            lost.append(str(kept["setting"]))
        edits.append(
            Edit(
                str(kept["setting"]),
                tuple(kept["path"]),
                before,
                _without_lost(after),
                str(kept["item"]),
            )
        )
    return Change(step, target, tuple(edits)), tuple(lost)


def _unsealed(value: Any, memory: Memory) -> Any:
    if isinstance(value, Mapping):
        if is_fingerprint(value):
            return memory.by_fingerprint.get(str(value[FINGERPRINT]), value)
        return {key: _unsealed(item, memory) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_unsealed(item, memory) for item in value]
    return value


def _lacks(value: Any) -> bool:
    return is_fingerprint(value) or any(_lacks(item) for item in _parts(value))


def _parts(value: Any) -> Iterable[Any]:
    """The values within a structure or a list."""
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _without_lost(value: Value) -> Value:
    """What a resource must still hold for its creation to be undone.

    A secret that is not in memory is left out: it cannot be compared.
    """
    if isinstance(value, Mapping):
        return (
            value
            if is_fingerprint(value)
            else {k: _without_lost(item) for k, item in value.items() if not is_fingerprint(item)}
        )
    return value


def is_fingerprint(value: Any) -> bool:
    """Whether a value of the journal stands for a secret."""
    return isinstance(value, Mapping) and set(value) == {FINGERPRINT}
