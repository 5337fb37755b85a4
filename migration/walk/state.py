"""All that is known of a deployment at one moment, as one frozen value.

Nothing here asks anybody: what is read, entered or recorded makes a new State of the one before.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial

from migration.apple_key import AppleKey
from migration.changes.change import Document
from migration.changes.journal_form import Memory
from migration.changes.recovery import Recovered
from migration.checks.finding import Finding
from migration.checks.first_seen import with_first_seen
from migration.compare.choices import Choices
from migration.compare.second_apps import said_to_be_own
from migration.compare.setting import Target
from migration.deployment.whole_reading import Reading
from migration.deployment_request import READ_ONLY_FLAG, Request
from migration.errors import NotConnected
from migration.guide.clear_answers import ClearAnswer
from migration.guide.placeholder_values import Known
from migration.guide.step import Step, StepState
from migration.guide.ticks import finished, overruled
from migration.guide.verdict_grounds import NOT_KNOWN, Recorded
from migration.journal.record import Record
from migration.pools.reading import Deployment, Pending, Unread
from migration.usage.client_usage import UsageReading, Watched
from migration.usage.time_passed import TimePassed


def asked_for(request: Request) -> str:
    """The sentence on who asked that nothing be written, and what ends that; empty: nobody did."""
    if not request.read_only:
        return ""
    if request.read_only_from == READ_ONLY_FLAG:
        return f"Read-only was asked for: start without {READ_ONLY_FLAG} to write."
    return (
        f"Read-only was asked for by {request.read_only_from}: take that away to write, or start"
        " with --no-read-only."
    )


@dataclass(frozen=True)
class Held:
    """What is kept in memory only, and is gone with the program."""

    apple_key: AppleKey | None = None
    logos: Mapping[str, bytes] = field(
        default_factory=dict, repr=False
    )  # by the step that sends it
    secrets: Memory = field(default_factory=Memory)  # former secrets, by their fingerprint
    # values that went to the clipboard: step, field, and the fingerprint of the value
    copied: frozenset[tuple[str, str, str]] = field(default_factory=frozenset, repr=False)
    reported: int = 0  # the record's last entry when a Yes was reported; 0: none was
    name_typed: bool = False  # the protected deployment's, in this run


@dataclass(frozen=True)
class State:
    """One moment. `deployment` is None until both pools were found.

    `landed` are the resources that writes read back since the last reading began: they are newer
    than what that reading brings. `read_at` is when everything that is attached had been read.
    `fingerprint` is how the journal tells whether two secrets are the same.
    """

    request: Request
    steps: tuple[Step, ...]
    fingerprint: Callable[[str], str] = field(repr=False)
    deployment: Deployment | None = None
    reading: Reading = field(default_factory=Reading, repr=False)
    read_at: datetime | None = None
    read_after: int = NOT_KNOWN  # the last entry that was known when the reading began
    # read last of all, since no step rests on it
    usage: UsageReading | Unread | Pending = field(
        default_factory=lambda: Pending("GetMetricData"), repr=False
    )
    passed: tuple[TimePassed, ...] = ()  # in the demo alone, where time can be let pass
    watched: Watched | Unread | None = None  # since a client of the new pool was written to
    landed: Mapping[Target, Document | None] = field(default_factory=dict, repr=False)
    record: Record = field(default_factory=lambda: Record.of(()), repr=False)
    # Pairs that the settings ask for, and that are not held to both pools and recorded yet.
    asked_pairs: tuple[tuple[str, str], ...] = ()
    recovered: tuple[Recovered, ...] = ()  # writes whose outcome had to be found out
    found: Mapping[str, Finding] = field(
        default_factory=dict
    )  # by checks of this run, by their ids
    # the last entry that was known when each of them was found
    found_after: Mapping[str, int] = field(default_factory=dict)
    # of these, what was clear last (`is_clear`), recorded or found again as it is
    found_clear: Mapping[str, ClearAnswer] = field(default_factory=dict)
    held: Held = field(default_factory=Held)
    read_only_reason: str = ""  # why nothing is written; empty where it is
    unrecordable: str = ""  # why nothing can be recorded; empty where it can
    record_unread: str = ""  # why nothing is known of what was recorded; empty where it is known

    @property
    def read_only(self) -> bool:
        """Whether nothing is written."""
        return bool(self.read_only_reason)

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """What each check found last, by its id: in this run, or as the record has it."""
        checked = self.record.checked
        return {
            check: with_first_seen(finding, checked.first_seen)
            for check, finding in {**checked.findings, **self._own_findings()}.items()
        }

    @cached_property
    def asked(self) -> Mapping[str, Recorded]:
        """When what each check found last was recorded, or was found again as it is recorded."""
        asked = self.record.checked.asked
        again = {
            check: Recorded(finding.at, self.found_after.get(check, NOT_KNOWN), self.who)
            for check, finding in self._own_findings().items()
            if check not in asked or asked[check].at != finding.at
        }
        return {**asked, **again}

    @cached_property
    def clear(self) -> Mapping[str, ClearAnswer]:
        """What each check found last of which the answer was clear, and when."""
        checked = self.record.checked
        own = {
            check: answer
            for check, answer in self.found_clear.items()
            if (known := checked.clear.get(check)) is None
            or (
                known.finding.at != answer.finding.at
                and _is_newer(answer.finding, answer.recorded.number, known.recorded)
            )
        }
        return {
            check: replace(answer, finding=with_first_seen(answer.finding, checked.first_seen))
            for check, answer in {**checked.clear, **own}.items()
        }

    def _own_findings(self) -> Mapping[str, Finding]:
        """What this run found, but where another of the team found something since."""
        asked, after = self.record.checked.asked, self.found_after
        return {
            check: finding
            for check, finding in self.found.items()
            if check not in asked
            or asked[check].at == finding.at
            or _is_newer(finding, after.get(check, asked[check].number), asked[check])
        }

    @property
    def last_entry(self) -> int:
        """The last entry that is known; 0 where the record is empty, `NOT_KNOWN` if unread."""
        return NOT_KNOWN if self.record_unread else self.record.last

    @property
    def region(self) -> str:
        """The deployment's region, once it is known."""
        return self.deployment.region if self.deployment else ""

    @property
    def who(self) -> str:
        """Who is logged in, once that is known."""
        return self.deployment.who if self.deployment else ""

    @property
    def name(self) -> str:
        """What a person calls the deployment: its name in config.toml, else its account."""
        return self.request.name or (self.deployment.account if self.deployment else "")

    @property
    def locked(self) -> bool:
        """Whether only an approved plan is written, until the deployment's name is typed."""
        return self.request.protected and not self.held.name_typed

    @cached_property
    def choices(self) -> Choices:
        """What the person entered or said, as far as it decides what the new pool should hold."""
        record, key = self.record, self.held.apple_key
        # What was asked for is in the record, where a later word overrules it; an unusable record
        # holds nothing.
        recorded = record.pairs or dict(self.request.pairs)
        asked = dict(self.asked_pairs)
        left_out = StepState.NOT_APPLICABLE
        return Choices(
            prefix=record.prefix,
            apple_key_id=key.key_id if key else "",
            logos=frozenset(self.held.logos),
            pairs={old: new for old, new in recorded.items() if old not in asked} | asked,
            callbacks=record.callbacks,
            skill_fields=record.skill_fields,
            finished=finished(self.steps, record.ticks),
            left_out=frozenset(
                step for step, tick in record.ticks.items() if tick.verdict is left_out
            ),
            own=said_to_be_own(self.reading, record.accepted),
        )

    def step(self, step: str) -> Step:
        """The step of an id."""
        return next(known for known in self.steps if known.id == step)

    def online(self) -> Deployment:
        """The deployment, where it is known. Raises `NotConnected`."""
        if self.deployment is None:
            raise NotConnected
        return self.deployment


def _is_newer(finding: Finding, after: int, recorded: Recorded) -> bool:
    """Whether this run found it after what the record has; by the clock where `after` is unknown.

    `after` is the last entry that was known then.
    """
    return finding.at > recorded.at if after == NOT_KNOWN else recorded.number <= after


def picture_of(request: Request) -> Callable[[str], bytes]:
    """What fetches the picture at an address. The practice AWS is asked for its own alone."""
    from migration.login_page_logo import picture_at

    return partial(
        picture_at,
        elsewhere=request.check_hosts,
        nobody_else=request.practice,
    )


def known_of(state: State) -> Known:
    """What the values of the guide's steps are filled in from."""
    return Known(
        state.reading,
        state.choices,
        state.deployment,
        state.request.dashboard_url,
        overruled(state.steps, state.record.ticks),
        state.record.voice,
        state.request.practice,
    )


def with_held(
    state: State,
    *,
    apple_key: AppleKey | None = None,
    logos: Mapping[str, bytes] | None = None,
    secrets: Memory | None = None,
) -> State:
    """The state that holds more in memory; what is not named stays."""
    held = state.held
    return replace(
        state,
        held=replace(
            held,
            apple_key=apple_key or held.apple_key,
            logos=held.logos if logos is None else {**held.logos, **logos},
            secrets=held.secrets if secrets is None else held.secrets.with_secrets(secrets),
        ),
    )
