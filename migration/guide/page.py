"""What the screen shows of a step: its rows under headings, values to paste, what is to be known.

`page_making.py` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration.checks.finding import Finding
    from migration.checks.propagation import Wait
    from migration.compare.setting import Setting, Value
    from migration.guide.cut_over import Stretch
    from migration.guide.step_summary import StepSummary
    from migration.guide.ticks import Tick
    from migration.guide.verdict import Verdict
    from migration.pools.reading import Pending, Unread
    from migration.usage.client_usage import UsageReading, Watched


@dataclass(frozen=True)
class PasteValue:
    """A value to paste, as it stands now.

    `value` is None while it cannot be assembled; `needs` then says what comes first. `why` says
    what decided, where a value had to be chosen among others, and `use` what it is for, where it is
    not pasted.
    """

    field: str
    value: Value
    needs: str = ""
    secret: bool = False
    why: str = ""
    use: str = ""


@dataclass(frozen=True)
class Confirmation:
    """A statement that the guide ends a step with.

    It is True or False as read, or None where it cannot be known. `after` is the step that brings
    it, where that is a later one: until then it is no failure.
    """

    text: str
    holds: bool | None
    after: str = ""


@dataclass(frozen=True)
class Fact:
    """A row to read and copy, nothing to apply: a provider's client id, a client's id.

    `member` is AWS's name of it, where it has one.
    """

    label: str
    old: Value
    new: Value
    member: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under one heading: a provider, a pair of clients.

    `note` says what a person must know of the whole group.
    """

    title: str
    old_name: str = ""
    new_name: str = ""
    note: str = ""
    # the old client's name, where the group is a pair that can be confirmed with `p`
    client: str = ""
    rows: tuple[Setting | Fact, ...] = ()


@dataclass(frozen=True)
class Side:
    """What one column of a page's rows is.

    Its words stand at the column's head, in a sentence, and before a value where there is no
    column.
    """

    head: str
    name: str
    short: str


# The pools as RainMaker's dashboard calls them.
OLD_SIDE = Side("Old · Email", "Old pool", "old")
NEW_SIDE = Side("New · Email & Phone", "New pool", "new")


@dataclass(frozen=True)
class Page:
    """All that the screen shows of one step."""

    summary: StepSummary
    groups: tuple[Group, ...] = ()
    sides: tuple[Side, Side] = (OLD_SIDE, NEW_SIDE)
    values: tuple[PasteValue, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    warnings: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()  # what is still being read, in words
    tick: Tick | None = None
    verdict: Verdict | None = None
    left_out: str = ""  # why a rule leaves the step out; empty where a person overruled it
    console_url: str = ""
    # what a person may enter here besides what a setting asks for: "callback", "token-url",
    # "app-file"
    asks: str = ""
    can_check: bool = False  # something outside can prove the step
    checks: tuple[Finding, ...] = ()  # what was found of it last
    wait: Wait | None = None  # a change is waited for to spread
    contradicted: Finding | None = None  # what refuses what a person ticked before
    # who uses which pool, on the page that closes with the verdict, and after how many days without
    # any use a client is quiet
    usage: UsageReading | Unread | Pending | None = None
    watched: Watched | Unread | None = None
    quiet_days: int = 0
    cut_over: tuple[Stretch, ...] = ()  # the plan, on the page that closes with the verdict
    # how far the hour of the cut-over is, on the pages of its steps and the plan's
    hour: tuple[str, ...] = ()
    practice: str = ""  # what the demo says in place, in a sentence; empty elsewhere
    body: str = field(default="", repr=False)

    @property
    def has_rows(self) -> bool:
        """Whether it has rows of both pools, or will have once they are read."""
        return bool(self.groups or self.waiting)

    @property
    def said_done(self) -> bool:
        """Whether people ticked every sub-point."""
        parts = self.summary.parts
        return bool(parts) and all(part.tick for part in parts)
