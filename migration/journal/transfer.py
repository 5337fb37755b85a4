"""Entries taken from one journal to another: from this machine to the team's table, and back.

What the other has already is known by its content, so that nothing is lost and nothing is there
twice, however often it is done and wherever it stopped. An entry that names another one names it by
its number over there.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from migration.journal.entries import Entry, Journal

# The members of a body that hold the number of another entry.
_REFERENCES = ("intent", "undoes", "batch", "after")


def bring(
    entries: Sequence[Entry], to: Journal, progress: Callable[[int, int], None] | None = None
) -> int:
    """Record what the other journal lacks, in its order; *blocking*. How many that were.

    Raises `StateUnusable`: what was brought until then is there, and the rest is brought the next
    time.
    """
    there = dict(zip(identities(held := to.entries()), (e.number for e in held), strict=True))
    numbers: dict[int, int] = {}
    brought = 0
    for done, (entry, identity) in enumerate(zip(entries, identities(entries), strict=True)):
        if identity not in there:
            there[identity] = to.record(
                replace(entry, body=_referring(entry.body, numbers), number=0)
            )
            brought += 1
        numbers[entry.number] = there[identity]
        if progress:
            progress(done + 1, len(entries))
    return brought


def lacking(entries: Sequence[Entry], held: Sequence[Entry]) -> int:
    """How many of these the other journal lacks."""
    there = set(identities(held))
    return sum(identity not in there for identity in identities(entries))


def identities(entries: Sequence[Entry]) -> list[str]:
    """What each entry is, whatever its number: alike ones are told apart by their order."""
    by_number: dict[int, str] = {}
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        text = json.dumps(
            [
                entry.kind,
                entry.who,
                entry.at.isoformat(),
                entry.step,
                _referring(entry.body, by_number),
            ],
            sort_keys=True,
        )
        digest = sha256(text.encode()).hexdigest()
        seen[digest] += 1
        identity = f"{digest}-{seen[digest]}"
        by_number[entry.number] = identity
        found.append(identity)
    return found


def _referring(body: Mapping[str, Any], by: Mapping[int, Any]) -> dict[str, Any]:
    """A body in which other entries are named otherwise, where that is known."""
    return {
        name: by.get(value, value) if name in _REFERENCES else value for name, value in body.items()
    }
