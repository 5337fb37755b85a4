"""All that the verdict on the old pool is reached from, at one moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from migration.checks.check import Check
from migration.checks.check_verdict import CheckVerdict
from migration.checks.console_dependencies import touches
from migration.checks.finding import Finding
from migration.compare.setting import Target
from migration.deployment.whole_reading import Reading
from migration.guide.moved_clients import MovedClient
from migration.guide.settled_by_reason import CheckExplained, ClientUnused, UsersSettled
from migration.guide.step_summary import StepSummary
from migration.guide.ticks import Tick
from migration.pools.reading import Pending, Unread
from migration.usage.client_usage import UsageReading

NOT_KNOWN = -1  # of an entry's number: clocks alone then tell what came first


@dataclass(frozen=True, order=True)
class Recorded:
    """When something was recorded and by whom.

    `number` is its entry's, or that of the last one before it: 0 where the record was empty.
    """

    at: datetime
    number: int = NOT_KNOWN
    who: str = field(default="", compare=False)

    def is_later_than(self, other: "Recorded") -> bool:
        """Whether it came after: of two people by the record's order, since their clocks differ."""
        if self.who != other.who and NOT_KNOWN not in {self.number, other.number}:
            return self.number > other.number
        return self > other


def when_found(finding: Finding, asked: Mapping[str, Recorded]) -> Recorded:
    """When it was found: as the record has it, or found again after an entry, or by the clock.

    What was found again as before is not recorded again: it is newer than its entry.
    """
    when = asked.get(finding.check)
    return when if when is not None and when.at == finding.at else Recorded(finding.at)


def when_asked(finding: Finding, asked: Mapping[str, Recorded]) -> Recorded:
    """When a proof was asked for: its number is the last entry known when the question was sent.

    What another of the team recorded since is not in the answer, though the answer's own entry
    comes later still. By that number it is held against everybody's: two machines can share a login
    and no clock.
    """
    when = when_found(finding, asked)
    return when if finding.after is None else Recorded(when.at, finding.after)


def outdated(
    finding: Finding,
    rests_on: Iterable[Target],
    written: Mapping[Target, Recorded],
    asked: Mapping[str, Recorded],
) -> bool:
    """Whether something that it rests on was written after it was found."""
    when, rests = when_asked(finding, asked), tuple(rests_on)
    return any(at.is_later_than(when) and touches(target, rests) for target, at in written.items())


def when_said(tick: Tick) -> Recorded:
    """When a person ticked it."""
    return Recorded(tick.at, tick.number or NOT_KNOWN, tick.who)


@dataclass(frozen=True)
class Grounds:
    """What is known. `checks` are those of the steps that apply, whether they were made or not.

    `no_checks` is why it is not known which checks there are ("" it is). `found` has what each
    check found last, `refused_before` the refusal that stands where that is unclear, `asked` when
    what was found last was recorded, `written` when each resource was last written to. `moved` are
    the clients of the new pool that have to be seen to work; `unused` has the reasons for those
    that nobody uses, by the client's id. `let_pass` is time that a demo made up: what was done
    before counts as done so much earlier.
    """

    summaries: Sequence[StepSummary]
    reading: Reading
    usage: UsageReading | Unread | Pending = field(default_factory=lambda: Pending("GetMetricData"))
    quiet_days: int = 30
    checks: Sequence[Check] = ()
    no_checks: str = ""
    found: Mapping[str, Finding] = field(default_factory=dict)
    refused_before: Mapping[str, Finding] = field(default_factory=dict)
    asked: Mapping[str, Recorded] = field(default_factory=dict)
    written: Mapping[Target, Recorded] = field(default_factory=dict)
    explained: Mapping[str, CheckExplained] = field(default_factory=dict)
    settled: UsersSettled | None = None
    moved: Sequence[MovedClient] = ()
    unused: Mapping[str, ClientUnused] = field(default_factory=dict)
    let_pass: timedelta = timedelta()

    def explanation(self, finding: Finding) -> CheckExplained | None:
        """The reason that a person gave for what a check finds.

        Where that is unclear and a refusal stands, the reason for that: a bad line explains none.
        """
        known = self.explained.get(finding.check)
        if finding.verdict is CheckVerdict.INCONCLUSIVE:
            finding = self.refused_before.get(finding.check, finding)
        return known if known is not None and known.covers(finding) else None
