"""A record's items in a table: each holds the hash of the one before, so that a break shows.

The item with the number 0 is the head: it has the key by which fingerprints are made. No item holds
a secret of the deployment.
"""

import json
import secrets
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from migration.errors import StateUnusable
from migration.journal.entries import Entry, EntryKind

FORMAT = 1
HEAD = "head"
KEY_BYTES = 32
# DynamoDB takes 400 KB an item: a look's CSS, as it was and as it is, can be more.
PACKED_FROM = 50_000  # characters
LARGEST_BODY = 16_000_000  # bytes; whoever can write to the table is not trusted with memory
_MAY_BE_EMPTY = frozenset({"previous", "step", "who"})
Item = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True)
class Link:
    """One item as it was read: its number, its own id, and its hash."""

    number: int
    id: str
    hash: str


@dataclass(frozen=True)
class ChainPlace:
    """Where an item goes: the deployment, and the link that it follows. None: it is the head."""

    deployment: str
    before: Link | None

    @property
    def number(self) -> int:
        """The number of the item that goes here."""
        return 0 if self.before is None else self.before.number + 1


def new_id() -> str:
    """An entry's own id: by it a lost answer is known as one's own."""
    return secrets.token_hex(16)


def head_item(place: ChainPlace, id_: str, key: bytes, who: str, at: datetime) -> Item:
    """The head of a record. `key` is for fingerprints, and made once."""
    return _item(place, id_, {"kind": HEAD, "format": str(FORMAT), "key": key.hex()}, who, at)


def entry_item(place: ChainPlace, id_: str, entry: Entry) -> Item:
    """An entry as the table has it."""
    body = json.dumps(entry.body, sort_keys=True)
    said = {"kind": entry.kind.value, "step": entry.step}
    if len(body) > PACKED_FROM:
        said["packed"] = b64encode(zlib.compress(body.encode())).decode()
    else:
        said["body"] = body
    return _item(place, id_, said, entry.who, entry.at)


def _item(place: ChainPlace, id_: str, said: Mapping[str, str], who: str, at: datetime) -> Item:
    texts = {
        "deployment": place.deployment,
        "id": id_,
        "previous": "" if place.before is None else place.before.hash,
        "who": who,
        "at": at.isoformat(),
        **said,
    }
    # Not every server keeps an empty text: what is empty is left out.
    item = {name: {"S": _storable(text)} for name, text in texts.items() if text}
    return {**item, "sequence": {"N": str(place.number)}}


def link_of(item: Item) -> Link:
    """What the next item goes by. Every member of the item is in its hash."""
    text = json.dumps(item, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return Link(int(_of(item, "sequence", "N")), _of(item, "id"), sha256(text.encode()).hexdigest())


def followed(item: Item, place: ChainPlace) -> Link:
    """The item's link, where it is the one that has to follow. Raises `BrokenChain`."""
    try:
        link, previous = link_of(item), _of(item, "previous")
    except (KeyError, ValueError, TypeError, AttributeError):
        raise BrokenChain(f"entry {place.number} is none of Poolwalk's") from None
    if link.number != place.number:
        raise BrokenChain(f"entry {place.number} is missing")
    if previous != ("" if place.before is None else place.before.hash):
        raise BrokenChain(f"what stands before entry {place.number} is not what was recorded there")
    return link


def behind(items: Sequence[Item], known: Sequence[Link]) -> list[Item]:
    """Those behind the ones that are known, with which they begin.

    Raises `BrokenChain` where one of these stands there no more, or is not what it was.
    """
    for at, last in enumerate(known):
        name = f"entry {last.number}" if last.number else "its head"
        try:
            found = link_of(items[at]) if at < len(items) else None
        except (KeyError, ValueError, TypeError, AttributeError):
            raise BrokenChain(f"{name} is none of Poolwalk's any more") from None
        if found is None or found.number != last.number:
            raise BrokenChain(f"{name} was taken away")
        if found.hash != last.hash:
            raise BrokenChain(f"{name} is not what was recorded there")
    return list(items[len(known) :])


def key_in(head: Item) -> bytes:
    """The key for fingerprints. Raises `BrokenChain`, and `StateUnusable` for a newer format."""
    try:
        kind, format_ = _of(head, "kind"), int(_of(head, "format"))
        key = bytes.fromhex(_of(head, "key"))
    except (KeyError, ValueError, TypeError, AttributeError):
        raise BrokenChain("its head is none of Poolwalk's") from None
    if format_ > FORMAT:
        raise StateUnusable(
            f"The team's record was begun by a newer Poolwalk (format {format_}, this one knows"
            f" {FORMAT}): run that version."
        )
    if kind != HEAD or len(key) != KEY_BYTES:
        raise BrokenChain("its head is none of Poolwalk's")
    return key


def entry_in(item: Item, number: int) -> Entry:
    """The entry of an item. Raises `BrokenChain`."""
    try:
        return Entry(
            EntryKind(_of(item, "kind")),
            _of(item, "who"),
            datetime.fromisoformat(_of(item, "at")),
            _of(item, "step"),
            json.loads(_body(item)),
            number,
        )
    except (KeyError, ValueError, TypeError, AttributeError, RecursionError, zlib.error):
        raise unreadable(number) from None


def unreadable(number: int) -> "BrokenChain":
    """The error for an entry in its place that this Poolwalk does not know."""
    return BrokenChain(f"entry {number} cannot be read by this Poolwalk")


def _body(item: Item) -> str:
    if "packed" not in item:
        return _of(item, "body")
    unpacking = zlib.decompressobj()
    body = unpacking.decompress(b64decode(_of(item, "packed"), validate=True), LARGEST_BODY)
    if unpacking.unconsumed_tail:
        raise ValueError("packed")
    return body.decode()


class BrokenChain(StateUnusable):
    """What stands in the table is not what was recorded there, in words that follow "since"."""


def _of(item: Item, name: str, kind: str = "S") -> str:
    if name not in item and name in _MAY_BE_EMPTY:
        return ""
    value = item[name][kind]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _storable(text: str) -> str:
    """A text that DynamoDB takes: half of a character pair is spelled out."""
    return text.encode("utf-8", "backslashreplace").decode()
