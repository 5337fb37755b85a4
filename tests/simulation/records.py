"""The records as they lie in their files, read past Poolwalk's own journal."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Written:
    """One entry of a record."""

    number: int
    kind: str
    body: Mapping[str, Any]

    @property
    def settings(self) -> tuple[str, ...]:
        """What an intent is about."""
        return tuple(str(edit["setting"]) for edit in self.body["edits"])

    @property
    def target(self) -> tuple[str, str]:
        return str(self.body["target"]["kind"]), str(self.body["target"]["name"])

    @property
    def undoes(self) -> int | None:
        return self.body.get("undoes")


class Entries:
    """A record's entries, and what they add up to."""

    def entries(self) -> Sequence[Written]:
        """Every entry, oldest first."""
        raise NotImplementedError

    def text(self) -> str:
        """All that it says."""
        return "\n".join(json.dumps(entry.body) for entry in self.entries())

    def intents(self) -> Mapping[int, Written]:
        return {entry.number: entry for entry in self.entries() if entry.kind == "intent"}

    def outcomes(self) -> Mapping[int, Sequence[Written]]:
        """What each intent ended as, by the intent's number."""
        found: dict[int, list[Written]] = {}
        for entry in self.entries():
            if entry.kind == "outcome":
                found.setdefault(int(entry.body["intent"]), []).append(entry)
        return found

    def undoable(self, last: int) -> Mapping[int, set[str]]:
        """Of each intent, the settings that landed and were not taken back until an entry."""
        intents = self.intents()
        landed: dict[int, set[str]] = {}
        ended = [
            [outcome for outcome in outcomes if outcome.number <= last]
            for outcomes in self.outcomes().values()
        ]
        for outcomes in ended:
            for outcome in outcomes:
                intent = intents[int(outcome.body["intent"])]
                applied = set(outcome.body["applied"])
                if intent.undoes is None:
                    landed[intent.number] = applied
        for outcomes in ended:
            for outcome in outcomes:
                intent = intents[int(outcome.body["intent"])]
                if intent.undoes is not None:
                    landed[intent.undoes] -= set(outcome.body["applied"])
        return {number: ids for number, ids in landed.items() if ids}

    def open(self) -> Sequence[Written]:
        """Intents whose end nobody recorded."""
        ended = self.outcomes()
        return [intent for number, intent in self.intents().items() if number not in ended]


@dataclass
class StateFolder(Entries):
    """A state folder; its record can be moved away and put back."""

    path: Path
    aside: Path | None = None

    @property
    def file(self) -> Path | None:
        found = sorted((self.aside or self.path).glob("*.sqlite3"))
        return found[0] if found else None

    def goes(self) -> None:
        """Somebody moves the whole folder away."""
        if self.aside is None and self.path.exists():
            self.aside = self.path.with_name(f"{self.path.name}-moved")
            self.path.rename(self.aside)

    def put_back(self) -> None:
        """The folder is where it was; what was made in its place meanwhile comes along."""
        if self.aside is not None:
            for made in self.path.iterdir() if self.path.exists() else ():
                assert made.suffix != ".sqlite3", "a second record was begun"
                made.rename(self.aside / made.name)
            if self.path.exists():
                self.path.rmdir()
            self.aside.rename(self.path)
            self.aside = None

    def entries(self) -> Sequence[Written]:
        """Every entry, oldest first."""
        if self.file is None:
            return ()
        database = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        try:
            rows = database.execute("SELECT number, kind, body FROM entry ORDER BY number")
            return [Written(number, kind, json.loads(body)) for number, kind, body in rows]
        finally:
            database.close()
