"""`poolwalk snapshot` and `poolwalk diff`: both pools in a file, and what differs from it later.

Neither writes to a pool.
"""

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any

from migration.snapshot.difference import DifferenceKind, MemberChange, NotCompared, SnapshotDiff
from tui.command_line.answer_json import document_text
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, warn_of_the_record
from tui.command_line.output import Output
from tui.settings.sources import Sources, first_look
from widgets.text.plain_text import cut, plain

SAME, FAILED, DIFFERS = 0, 1, 2
LONGEST = 72  # cells of one value; --json gives it whole
MARKS = {DifferenceKind.ADDED: "+", DifferenceKind.REMOVED: "-", DifferenceKind.CHANGED: "~"}


def take(invocation: Invocation, sources: Sources) -> int:
    """Write a snapshot, print its path, and give the exit code. Raises `PoolwalkError`."""
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo) as session:
        walkthrough = session.walkthrough
        record_unread = warn_of_the_record(output, walkthrough.state)
        file = session.run(walkthrough.snapshots.take)
        unread = walkthrough.pages.unread()
        if invocation.json:
            parts = [
                {
                    "operation": part.operation,
                    "pool": part.pool,
                    "step": step,
                    "reason": part.reason,
                }
                for step, part in unread
            ]
            output.answer(document_text({"file": str(file), "unread": parts}))
        else:
            for part in dict.fromkeys(part for _, part in unread):
                output.warn(
                    f"{part.operation} could not be read, and the snapshot says so: {part.reason}"
                )
            output.answer(plain(str(file)))
        if session.begins_anew:
            output.warn("this file is gone by now: it went with the demo, as its pools did.")
        elif invocation.demo:
            output.warn("this file goes with the demo, once the terminal that began it ends it.")
    return FAILED if record_unread else SAME


def diff(invocation: Invocation, sources: Sources) -> int:
    """Compare a snapshot with now, and give the exit code. Raises `PoolwalkError`."""
    output = Output(ascii_only=first_look(sources).ascii_only)
    with opened(sources, output, demo=invocation.demo) as session:
        unread = warn_of_the_record(output, session.walkthrough.state)
        found = session.run(
            partial(session.walkthrough.snapshots.changes_since, invocation.snapshot)
        )
        output.answer(
            document_text(_document(found)) if invocation.json else "\n".join(_lines(found))
        )
        if session.begins_anew:
            output.warn("this compares with pools that the demo made anew a moment ago.")
    if unread:
        return FAILED
    return DIFFERS if found.changes else SAME


def _document(found: SnapshotDiff) -> dict[str, Any]:
    return {
        "made_at": found.made_at,
        "changes": [
            {"path": change.path, "change": change.kind, "was": change.was, "now": change.now}
            for change in found.changes
        ],
        "not_compared": [
            {"path": member.path, "reason": member.reason} for member in found.not_compared
        ],
    }


def _lines(found: SnapshotDiff) -> Iterator[str]:
    for change in found.changes:
        yield f"{MARKS[change.kind]} {plain(change.path)}: {_values(change)}"
    if found.changes:
        yield ""
    if found.not_compared:
        yield "Not compared:"
        yield from _not_compared(found.not_compared)
        yield ""
    counts = [
        f"{sum(change.kind is kind for change in found.changes)} {kind}" for kind in DifferenceKind
    ]
    counts += [f"{len(found.not_compared)} not compared"] if found.not_compared else []
    since = f"since the snapshot of {plain(found.made_at)}"
    yield f"{', '.join(counts)} {since}." if found.changes else f"Nothing differs {since}."


def _not_compared(members: Iterable[NotCompared]) -> Iterator[str]:
    """Each reason once: a thousand clients have as many secrets. --json names every member."""
    paths: dict[str, list[str]] = {}
    for member in members:
        paths.setdefault(member.reason, []).append(member.path)
    for reason, (first, *others) in paths.items():
        more = f" and {len(others)} more" if others else ""
        yield f"  {plain(first)}{more}: {plain(reason)}"


def _values(change: MemberChange) -> str:
    if change.kind is DifferenceKind.CHANGED:
        return f"{_value(change.was)} → {_value(change.now)}"
    return _value(change.now if change.kind is DifferenceKind.ADDED else change.was)


def _value(value: object) -> str:
    return cut(
        plain(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)), LONGEST
    )
