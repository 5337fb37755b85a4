"""A record that three people share, read past Poolwalk's own journal, and judged.

No entry is lost, none is there twice, all see one order; whoever writes is alone at it, and sends
nothing long after it was announced.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sandbox.colleagues import add_table
from sandbox.faults import Faults
from sandbox.state import Account
from tests.simulation.line import Exchange
from tests.simulation.records import Entries, Written

TABLE = "poolwalk-team"
# Each on a machine of their own, with the hours by which its clock is wrong.
TEAM = (("ada", "Ada", 0), ("ben", "Ben", -3), ("cid", "Cid", 5))
SENDS_WITHIN = 20.0
STAYS_ALONE = 120.0
CHANGE_NOTHING = frozenset({"CreateChangeSet", "DeleteChangeSet"})  # by themselves
_UNREACHABLE = {"kind": "throttling", "service": "dynamodb"}


def make_table(account: Account) -> None:
    """The team's table, made long ago."""
    add_table(account, TABLE)


@dataclass
class SharedRecord(Entries):
    """The table's record of the deployment."""

    account: Account
    faults: Faults
    gone: bool = False

    @property
    def aside(self) -> None:
        """A table is never moved away."""
        return

    def goes(self) -> None:
        """The table answers nobody any more."""
        if not self.gone:
            self.gone = True
            self.faults.add(_UNREACHABLE)

    def put_back(self) -> None:
        """It answers again: all faults end together."""
        self.gone = False

    def items(self) -> Sequence[Mapping[str, Any]]:
        """All items of the one deployment, the head among them."""
        (table,) = self.account.tables.values()
        assert len(table.items) <= 1, "a second deployment's record was begun"
        return [
            item
            for partition in table.items.values()
            for _, item in sorted(partition.items(), key=lambda one: one[0])
        ]

    def entries(self) -> Sequence[Written]:
        return [
            Written(int(item["sequence"]["N"]), item["kind"]["S"], json.loads(item["body"]["S"]))
            for item in self.items()
            if item["sequence"]["N"] != "0"
        ]


@dataclass
class TeamJudge:
    """Holds the record of a team. `fail` takes a sentence, `seconds` is the true time."""

    record: SharedRecord
    fail: Callable[[str], None]
    seconds: Callable[[], float]
    put: dict[int, float] = field(default_factory=dict)  # when each item came to be
    said: dict[int, str] = field(default_factory=dict)  # what each run was told is recorded

    def look(self) -> None:
        """Something was sent to the table, and what is there came there, told or not."""
        for item in self.record.items():
            self.put.setdefault(int(item["sequence"]["N"]), self.seconds())

    def was_recorded(self, name: str, number: int, kind: str, body: Mapping[str, Any]) -> None:
        """A run was told that its entry has this number."""
        text = f"{kind} {json.dumps(body, sort_keys=True)}"
        if self.said.setdefault(number, text) != text:
            self.fail(f"{name} was told of entry {number}, which is another's")

    def is_sent(self, name: str, pid: int, exchange: Exchange, alive: Sequence[int]) -> None:
        """A write leaves for Cognito or CloudFormation."""
        announced = max(
            self.put.get(exchange.intent, 0.0),
            *(
                self.put[entry.number]
                for entry in self.record.entries()
                if entry.kind == "held" and entry.body["intent"] == exchange.intent
            ),
            0.0,
        )
        changes = exchange.operation not in CHANGE_NOTHING
        if changes and self.seconds() >= announced + SENDS_WITHIN:
            late = self.seconds() - announced
            self.fail(
                f"{name} sends {exchange.operation} {late:.0f} seconds after it was announced"
            )
        for other in self.record.open():
            owner = int(other.body["process"]["pid"])
            young = self.seconds() < self.put[other.number] + STAYS_ALONE
            if owner != pid and owner in alive and young:
                self.fail(f"{name} sends {exchange.operation} while another is at {other.settings}")

    def hold(self, known: Mapping[str, Sequence[tuple[int, str]]]) -> None:
        """One order without a gap, whole, and everybody knows a beginning of it."""
        items, previous = self.record.items(), ""
        for number, item in enumerate(items):
            if item["sequence"]["N"] != str(number):
                self.fail(f"entry {number} is missing")
            if item.get("previous", {"S": ""})["S"] != previous:
                self.fail(f"entry {number} does not follow the one before")
            text = json.dumps(item, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
            previous = sha256(text.encode()).hexdigest()
        ids = [item["id"]["S"] for item in items]
        if len(set(ids)) < len(ids):
            self.fail("an entry is there twice")
        there = {
            entry.number: f"{entry.kind} {json.dumps(entry.body, sort_keys=True)}"
            for entry in self.record.entries()
        }
        for number, text in self.said.items():
            if there.get(number) != text:
                self.fail(f"entry {number}, which was recorded, is lost")
        for name, entries in known.items():
            for number, kind in entries:
                if not there.get(number, "").startswith(f"{kind} "):
                    self.fail(f"{name} knows another entry {number} than the table")
