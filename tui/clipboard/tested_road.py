"""What the self-test found out: by which roads a word arrived in this terminal, and by which not.

It is one private file in the state folder. A terminal is known by what it says of itself and by the
machine that it is reached from, of which a hash is kept.
"""

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from migration.errors import BadInput
from migration.ordinary_file import content_of
from migration.private_file import open_private, prepare_folder
from tui.clipboard.road import Road
from tui.clipboard.surroundings import Around

NAME = "terminals.json"
_SCHEMA = 1
_LARGEST = 1_000_000  # bytes


def terminal(around: Around) -> str:
    """The terminal's name in the file.

    It stays the same as long as the same kind of terminal is reached in the same way.
    """
    outer = around.tmux.terminal if around.tmux is not None else ""
    facts = (around.term, around.program, around.multiplexer, outer, str(around.mosh), around.host)
    return sha256("\n".join(facts).encode()).hexdigest()[:16]


def recall(folder: Path, around: Around) -> Mapping[Road, bool]:
    """By which roads the word arrived.

    Empty where this terminal was never tested, or the file cannot be read.
    """
    answers = _load(folder / NAME).get(terminal(around))
    known = {road.value: road for road in Road}
    if not isinstance(answers, dict):
        return {}
    return {
        known[name]: bool(answer["arrived"])
        for name, answer in answers.items()
        if name in known and isinstance(answer, dict) and "arrived" in answer
    }


def remember(folder: Path, around: Around, road: Road, *, arrived: bool) -> None:
    """Keep an answer for this terminal.

    Raises `StateUnusable`, or `OSError` where the file cannot be written.
    """
    terminals = _load(folder / NAME)
    answers = terminals.setdefault(terminal(around), {})
    answers[road.value] = {
        "arrived": arrived,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    _save(folder, terminals)


def _load(path: Path) -> dict[str, Any]:
    try:
        kept = json.loads(content_of(str(path), _LARGEST))
    except (BadInput, ValueError, RecursionError):
        return {}
    terminals = (
        kept.get("terminals") if isinstance(kept, dict) and kept.get("schema") == _SCHEMA else None
    )
    return (
        {name: answers for name, answers in terminals.items() if isinstance(answers, dict)}
        if isinstance(terminals, dict)
        else {}
    )


def _save(folder: Path, terminals: Mapping[str, Any]) -> None:
    prepare_folder(folder)
    part = folder / f"{NAME}.{os.getpid()}"
    part.unlink(missing_ok=True)
    with os.fdopen(
        open_private(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL), "w", encoding="utf-8"
    ) as file:
        json.dump({"schema": _SCHEMA, "terminals": terminals}, file, indent=1)
    part.replace(folder / NAME)
