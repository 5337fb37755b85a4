"""The report as one frozen value, from which page, ticket and JSON are written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from migration.changes.write_report import RecordedChange
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence
from migration.guide.step import StepState
from migration.guide.verdict import Verdict
from migration.journal.rehearsal_record import RehearsalRecord
from migration.pools.reading import Deployment, Role
from migration.usage.used_or_quiet import Use


@dataclass(frozen=True)
class Said:
    """A tick as it stands: what is said to be done, by whom, with note and day.

    `day` is when it happened, as YYYY-MM-DD, for what happens on one.
    """

    text: str
    who: str
    at: datetime
    note: str = ""
    day: str = ""


@dataclass(frozen=True)
class Left:
    """A setting that is not yet as it should be, in words; secrets are dots."""

    id: str
    name: str
    client: str
    now: str
    wanted: str
    reason: str


@dataclass(frozen=True)
class Checked:
    """What one check found last; `accepted` is a person's reason why it is not in the way.

    `awaits` is whom it only waits for, where it did not pass and nothing is wrong.
    """

    id: str
    step: str
    title: str
    verdict: CheckVerdict
    sentence: str
    evidence: Evidence
    at: datetime
    accepted: str = ""
    awaits: str = ""

    @property
    def standing(self) -> str:
        """Its verdict in a word, or whom it waits for."""
        return f"waits for {self.awaits}" if self.awaits else self.verdict.value

    @property
    def mark(self) -> str:
        """What its mark is looked up by: a verdict's name, or a step's state."""
        return StepState.OTHERS.value if self.awaits else self.verdict.value


@dataclass(frozen=True)
class ReportedStep:
    """A step with all that was said and found of it.

    `open` are the sub-points that nobody ticked, `left` the settings that are to do.
    `contradicted`: a check refuses what was ticked.
    """

    id: str
    title: str
    section: str
    state: StepState
    words: str
    reason: str
    said: tuple[Said, ...] = ()
    open: tuple[str, ...] = ()
    left: tuple[Left, ...] = ()
    contradicted: bool = False

    @property
    def settled(self) -> bool:
        """Whether nothing is left of it."""
        return self.state.is_settled and not self.contradicted


@dataclass(frozen=True)
class Event:
    """One line of what happened: what somebody did, and the note that they gave."""

    at: datetime
    who: str
    step: str
    text: str
    note: str = ""


@dataclass(frozen=True)
class Reasoned:
    """What a person decided is right as it is, or not in the way, and why."""

    what: str
    note: str
    who: str
    at: datetime


@dataclass(frozen=True)
class ClientUse:
    """One client, as it was counted: sums over all days, and every attempt by day."""

    pool: Role
    id: str
    name: str
    use: Use
    words: str
    signed_in: int = 0
    renewed: int = 0
    failed: int = 0  # sign-ins and renewals
    by_day: tuple[int, ...] = ()
    refused: int = 0  # of what failed, the sign-ins


@dataclass(frozen=True)
class Usage:
    """Who uses which pool. `not_told` is why nothing is known of it; then there are no clients.

    `days` are those of UTC, oldest first; each client's `by_day` stands beside them.
    """

    not_told: str = ""
    at: datetime | None = None
    quiet_days: int = 0
    days: tuple[date, ...] = ()
    clients: tuple[ClientUse, ...] = ()


@dataclass(frozen=True)
class NotRead:
    """What could not be read, so that nothing is known of it."""

    operation: str
    pool: str
    step: str
    reason: str


@dataclass(frozen=True)
class SnapshotFile:
    """A snapshot of both pools. It lies beside the record of whoever took it.

    Where that is not this machine, `who` took it and `host` is the machine; else both are empty.
    """

    name: str
    made_at: datetime
    before_first_write: bool
    who: str = ""
    host: str = ""


@dataclass(frozen=True)
class Report:
    """All that is known at `made_at`. `redacted`: no account, ids, addresses or names are in it."""

    made_at: datetime
    made_by: str
    poolwalk: str
    deployment: Deployment
    read_at: datetime | None
    verdict: Verdict
    progress: str
    next: str
    steps: tuple[ReportedStep, ...]
    titles: Mapping[str, str]  # of every step, also of those that are there only to be read
    events: tuple[Event, ...]
    changes: tuple[RecordedChange, ...]  # oldest first
    checks: tuple[Checked, ...]
    usage: Usage
    rehearsed: RehearsalRecord | None
    reasons: tuple[Reasoned, ...]
    not_read: tuple[NotRead, ...]
    snapshots: tuple[SnapshotFile, ...]
    redacted: bool = False
    practice: bool = False  # of the demo: the company and its customers are made up

    @property
    def left(self) -> tuple[ReportedStep, ...]:
        """The steps of which something is left."""
        return tuple(step for step in self.steps if not step.settled)
