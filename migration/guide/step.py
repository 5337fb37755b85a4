"""A step of the guide as its file gives it, and as it stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what a step rests on is loaded behind the first paint
    from datetime import datetime

    from migration.checks.verdict import Finding
    from migration.checks.wait import Wait
    from migration.compare.setting import Setting, Value
    from migration.guide.carried import Carried
    from migration.guide.verdict import Verdict
    from migration.pools.reading import Pending, Unread
    from migration.usage.client_usage import UsageReading, Watched


ALSO = "also"  # of all that no step of the guide names
EFFECTS = "effects"  # the id of the step that closes with the verdict on the old pool


class StepKind(StrEnum):
    """Where a step is done.

    `settings`: at AWS. `console`: in somebody else's console. `both`: in both.
    """

    SETTINGS = "settings"
    CONSOLE = "console"
    BOTH = "both"
    READING = "reading"  # nothing to do but to know it


class StepState(StrEnum):
    """How far a step has come."""

    DONE = "done"
    PARTLY = "partly"
    TODO = "todo"
    BLOCKED = "blocked"  # another step comes first
    OTHERS = "waits-for-others"  # what is left is somebody else's to do: a review, a certification
    NOT_APPLICABLE = "not-applicable"
    UNREAD = "unread"  # something it rests on could not be read
    WAITING = "waiting"  # something it rests on is still being read


class When(StrEnum):
    """When in the cut-over a step is done."""

    ANY_DAY = "any-day"
    ONE_HOUR = "one-hour"  # neither order of these is safe: they belong together
    AFTERWARDS = "afterwards"


class BlockForm(StrEnum):
    """The form in which all values of a step are copied at once, where their target is a file."""

    PROPERTIES = "properties"  # lines of an Android app's local.properties
    ENVIRONMENT = "environment"  # lines of the Home app's .env
    PLIST = "plist"  # entries of an iOS app's Configuration.plist


@dataclass(frozen=True)
class ValueTemplate:
    """A value to paste into a console.

    It has the field's exact name there, and its text with `{placeholders}`.
    """

    field: str
    template: str
    secret: bool = False
    # a rule's name: the value is shown, and belongs to the block, only where it holds
    applies_when: str = ""


@dataclass(frozen=True)
class Part:
    """A sub-point of a step in somebody else's console, ticked by itself.

    `dated`: it happens on a day that the person names. `by` is whose turn it is, where it is not
    the person's: "Amazon". `proved_by` is the check that looks at what it says, by its kind
    or its id; a refusal of `contradicted_by` speaks against it too, though passing proves nothing.
    """

    id: str
    text: str
    dated: bool = False
    by: str = ""
    proved_by: str = ""
    contradicted_by: str = ""

    @property
    def checks(self) -> tuple[str, ...]:
        """The checks that speak for or against what it says."""
        return tuple(filter(None, (self.proved_by, self.contradicted_by)))


@dataclass(frozen=True)
class Step:
    """One file under `assets/guide/`.

    `applies_when` is a rule's name ("" always). `needs` and `after` are ids of steps: what it
    `needs` blocks it, since AWS would refuse or nothing could be copied; what it comes `after` is
    advice. `carries` names what of AWS's settings it brings to the new pool; empty where none show
    in it. `spreads` says in words how long a change takes until it is seen everywhere. `block`
    names the form in which all values are copied at once. `keeps` says why the old pool cannot be
    retired before this step is done; empty where that does not stand in the way.
    `short` is its title in few cells, where the title is longer than 12.
    `when` is its stretch of the cut-over, `notice` what customers notice of it there, `trial` what
    to try with which account before all customers have it; both may be empty.
    """

    id: str
    title: str
    section: str
    kind: StepKind
    body: str
    carries: tuple[Carried, ...] = ()
    needs: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    applies_when: str = ""
    console: str = ""
    console_url: str = ""
    spreads: str = ""
    values: tuple[ValueTemplate, ...] = ()
    block: BlockForm | None = None
    parts: tuple[Part, ...] = ()
    keeps: str = ""
    when: When = When.ANY_DAY
    notice: str = ""
    trial: str = ""
    short: str = ""
    file: str = ""


@dataclass(frozen=True)
class PasteValue:
    """A value to paste, as it stands now.

    `value` is None while it cannot be assembled; `needs` then says what comes first. `why` says
    what decided, where a value had to be chosen among others.
    """

    field: str
    value: Value
    needs: str = ""
    secret: bool = False
    why: str = ""


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
class Tick:
    """What a person said of a step or of a sub-point.

    Done; not applicable, with the reason; or to do (TODO): applicable after all.
    """

    step: str
    verdict: StepState  # DONE, NOT_APPLICABLE or TODO
    who: str
    at: datetime
    note: str = ""
    part: str = ""
    day: str = ""  # on which a dated sub-point happened, as YYYY-MM-DD
    seen: bool = False  # nobody said it: Poolwalk saw it, and `who` did it
    number: int = field(default=0, compare=False)  # of its entry; 0 where there is none


@dataclass(frozen=True)
class PagePart:
    """A sub-point as it stands; without a tick it is still to do."""

    part: Part
    tick: Tick | None = None
    lacks_day: bool = False  # it was ticked with its step, and nobody said on which day


@dataclass(frozen=True)
class StepSummary:
    """A step as the list of steps and `plan` show it.

    `remaining` counts the settings that can or could be applied.
    """

    step: Step
    state: StepState
    reason: str
    remaining: int
    settings: tuple[Setting, ...] = ()
    parts: tuple[PagePart, ...] = ()
    contradicted: bool = False  # a check refuses what a person ticked before
    # the worst of what its checks found last; None: nothing was asked, or it does not apply
    checked: Finding | None = None


@dataclass(frozen=True)
class Stretch:
    """The steps that belong to one stretch of the cut-over, in the guide's order."""

    when: When
    steps: tuple[StepSummary, ...]


@dataclass(frozen=True)
class Fact:
    """A row to read and copy, nothing to apply: a provider's client id, a client's id."""

    label: str
    old: Value
    new: Value
    secret: bool = False


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
    # what a person may enter here besides what a setting asks for: "callback", "voice", "app-file"
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
    body: str = field(default="", repr=False)

    @property
    def said_done(self) -> bool:
        """Whether people ticked every sub-point."""
        parts = self.summary.parts
        return bool(parts) and all(part.tick for part in parts)
