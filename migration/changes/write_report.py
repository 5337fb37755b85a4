"""What became of each setting that somebody asked to apply: exact, also after a partial failure."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from migration.changes.change import Change
from migration.plain_text import short_who

RECOVERED = "the program ended on the way; the pool was asked later"


@dataclass(frozen=True)
class Values:
    """What a setting was seen to hold, what it holds now, and what it was meant to hold.

    Each is whole, in a person's words, with secrets as dots; "" is nothing.
    """

    seen: str
    now: str
    intended: str


@dataclass(frozen=True)
class Result:
    """One setting and why it ended as it did; `reason` is empty for what was simply applied.

    `values` are there for what is stale, and for what AWS accepted and does not show. `untried`: it
    could have been written, and the run ended or something before it failed. `unknown`: of what
    failed, whether it arrived cannot be said yet. `barred`: whoever is logged in may not write it,
    or the login is over. `declined`: a person was asked, and said no.
    """

    id: str
    reason: str = ""
    values: Values | None = None
    untried: bool = False
    unknown: bool = False
    barred: bool = False
    declined: bool = False


def declined_among(results: Iterable[Result]) -> tuple[tuple[Result, ...], tuple[Result, ...]]:
    """What really failed, and what a person said no to."""
    both = tuple(results)
    failed = tuple(result for result in both if not result.declined)
    return failed, tuple(result for result in both if result.declined)


@dataclass(frozen=True)
class WriteReport:
    """Every setting asked for stands in exactly one of the four lists."""

    applied: tuple[Result, ...] = ()
    failed: tuple[Result, ...] = ()
    stale: tuple[Result, ...] = ()
    skipped: tuple[Result, ...] = ()

    def __add__(self, other: "WriteReport") -> "WriteReport":
        return WriteReport(
            self.applied + other.applied,
            self.failed + other.failed,
            self.stale + other.stale,
            self.skipped + other.skipped,
        )


GROUP = "▸ "  # so a line of a Preview begins that names the app client of the lines after it


@dataclass(frozen=True)
class Preview:
    """What applying would send, in lines for a person, before anything is sent."""

    title: str
    lines: tuple[str, ...]
    irreversible: bool  # cannot be taken back without harm: asks first
    ids: tuple[str, ...]
    harm: str = ""  # which harm taking it back would do, of what is irreversible
    creates: bool = False  # makes a domain or a provider: shown before it is sent
    reversal: str = ""  # how it is taken back, in a sentence; empty where it cannot be, or is told
    # exactly what is written if the person agrees
    changes: tuple[Change, ...] = field(default=(), repr=False)
    # the last entry of the record by which it was made; None: not by the record
    after: int | None = None

    @property
    def warning(self) -> str:
        """What is said before the yes; empty where it can be taken back."""
        if not self.irreversible:
            return ""
        return f"This cannot be taken back without harm{f': {self.harm}' if self.harm else ''}."


@dataclass(frozen=True)
class Undoable:
    """The last change that can be undone, in words.

    `asks`: undoing it removes something, so the person is asked first. `run` is what all changes of
    one run have in common; empty where it was a change by itself.
    """

    entry: int  # the journal's number of the intent
    ids: tuple[str, ...]
    title: str
    lines: tuple[str, ...]
    asks: bool
    run: str = ""

    @property
    def step(self) -> str:
        """The id of the step that it changed."""
        return self.ids[0].partition("/")[0]


@dataclass(frozen=True)
class FieldChange:
    """One setting in a recorded change, in words: secrets as dots. `state` is what became of it."""

    id: str
    name: str
    before: str
    after: str
    state: str  # applied, lasting (cannot be taken back), undone, failed, unfinished
    reason: str = ""
    declined: bool = False  # of what failed: a person was asked, and said no

    @property
    def word(self) -> str:
        """What became of it, as a person reads it."""
        return "declined" if self.declined else self.state


@dataclass(frozen=True)
class PlanMark:
    """The reviewed plan that a write came from: its hash, who made it, and who approved it."""

    sha256: str
    made_by: str
    approved_by: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Whose plan it was, and who approved it."""
        approved = " and ".join(short_who(who) for who in self.approved_by)
        said = f"approved by {approved}" if approved else "approved by nobody"
        return f"from the plan of {short_who(self.made_by)}, {said}"


@dataclass(frozen=True)
class RecordedChange:
    """One write in the record.

    `undoes` is the number of the change that it took back. `recovered`: the program ended on the
    way, and a later start asked the pool what became of it. `beside` is what changed with it though
    nobody asked for that here, each in words.
    """

    entry: int
    at: datetime
    who: str
    step: str
    fields: tuple[FieldChange, ...]
    undoes: int | None = None
    recovered: bool = False
    beside: tuple[str, ...] = ()
    plan: PlanMark | None = None  # None: written without one
