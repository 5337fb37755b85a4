"""Whether what a planned write rests on was read: what is not known is not told as changed."""

from collections.abc import Iterator
from typing import Any

from migration.compare.setting import Kind, Target
from migration.deployment.whole_reading import Reading
from migration.pools.reading import Pending, Unread

_PARTS = {
    Kind.POOL: "pool",
    Kind.DOMAIN: "domain",
    Kind.PROVIDER: "providers",
    Kind.CLIENT: "clients",
    Kind.LOOK: "client_looks",
}
_BESIDE = {Kind.STACK: "skills_stack", Kind.SKILL: "alexa_linking"}


def unread_of(target: Target, reading: Reading) -> str:
    """Why it is not known how the resource stands, in either pool; empty where it is."""
    for part in _parts_of(target.kind, reading):
        if isinstance(part, Pending):
            return f"it is still being read ({part.waiting_for})"
        if isinstance(part, Unread):
            return f"could not be read: {part.reason}"
        for item in part if isinstance(part, tuple) else ():
            if isinstance(item, Unread) and target.name in {item.name, item.id}:
                return f"could not be read: {item.reason}"
    return ""


def _parts_of(kind: Kind, reading: Reading) -> Iterator[Any]:
    if kind in _PARTS:
        yield getattr(reading.new, _PARTS[kind])
        yield getattr(reading.old, _PARTS[kind])
    elif kind in _BESIDE:
        yield getattr(reading, _BESIDE[kind])
