"""What a rehearsal found: each write's verdict, what was not rehearsed, checks, beliefs.

Frozen values; `told` functions get them as they come.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from migration.changes.change import Beside
from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.compare.setting import Kind
from migration.journal.rehearsal_record import rehearsal_in_words


class Action(StrEnum):
    """What a write did to its resource."""

    MADE = "made"
    CHANGED = "changed"
    DELETED = "deleted"
    LOOKED_AT = "looked at"  # a stack's update, by a change set that was dropped


@dataclass(frozen=True)
class WriteVerdict:
    """One write to the new copy, held against what was predicted of it.

    `label` names the resource for a person, `members` are what was to change, by their paths with
    dots. `deviations` are members that came out otherwise (`was` is what was predicted), `refused`
    is why it did not come through. `back`: it took another one back.
    """

    step: str
    kind: Kind
    action: Action
    label: str
    members: tuple[str, ...]
    deviations: tuple[Beside, ...] = ()
    refused: str = ""
    back: bool = False

    @property
    def as_predicted(self) -> bool:
        """Whether AWS did what was predicted, and nothing beside."""
        return not self.deviations and not self.refused


@dataclass(frozen=True)
class UnpredictedResource:
    """A resource of the new copy that did not stand as predicted when the whole was looked at."""

    kind: str  # a `Kind`, or what else a pool has
    label: str
    deviations: tuple[Beside, ...]
    back: bool = False  # looked at after everything was taken back


@dataclass(frozen=True)
class NotRehearsed:
    """What was left out: `what` it is, and `why`, in AWS's words where it refused.

    `needed`: production will need it, so that the rehearsal proves less than all. `operation` is
    the one that was refused, or would have been sent.
    """

    what: str
    why: str
    step: str = ""
    needed: bool = True
    operation: str = ""


class Belief(StrEnum):
    """What became of a belief that was asked for."""

    AS_BELIEVED = "as believed"
    OTHERWISE = "otherwise"
    NOT_DECIDED = "not decided"


@dataclass(frozen=True)
class ProbeAnswer:
    """One belief of the practice AWS, asked of this AWS; `answer` is what it said or did."""

    id: str
    belief: Belief
    answer: str = ""


@dataclass(frozen=True)
class Doing:
    """What is being done now, and how much of all is done: from 0 to 1."""

    sentence: str
    share: float


Told = Doing | WriteVerdict | UnpredictedResource | NotRehearsed | Finding | ProbeAnswer
Tell = Callable[[Told], None]


@dataclass(frozen=True)
class Result:
    """All of a rehearsal. `left` are sentences about copies that still stand."""

    id: str
    writes: tuple[WriteVerdict, ...] = ()
    standing: tuple[UnpredictedResource, ...] = ()
    not_rehearsed: tuple[NotRehearsed, ...] = ()
    checks: tuple[Finding, ...] = ()
    probes: tuple[ProbeAnswer, ...] = ()
    left: tuple[str, ...] = ()
    stopped: bool = False

    @property
    def as_predicted(self) -> int:
        """How many writes came out as predicted."""
        return sum(write.as_predicted for write in self.writes)

    @property
    def otherwise(self) -> bool:
        """Whether AWS did anything otherwise than predicted, or than is believed of it."""
        refused = any(finding.verdict is CheckVerdict.REFUSED for finding in self.checks)
        unlike = self.as_predicted < len(self.writes) or bool(self.standing)
        return unlike or refused or bool(self.beliefs.get(Belief.OTHERWISE))

    @property
    def incomplete(self) -> bool:
        """Whether something that production will need was not rehearsed, or is not known."""
        return bool(self._inconclusive) or any(item.needed for item in self.not_rehearsed)

    @property
    def beliefs(self) -> Mapping[Belief, int]:
        """How many of the beliefs that were asked for came out how."""
        return Counter(answer.belief for answer in self.probes)

    @property
    def sentence(self) -> str:
        """What it comes to, in one line."""
        return rehearsal_in_words(self.body)

    @property
    def body(self) -> dict[str, Any]:
        """What the deployment's record keeps of it."""
        return {
            "rehearsal": self.id,
            "writes": len(self.writes),
            "as_predicted": self.as_predicted,
            "taken_back": sum(write.back for write in self.writes),
            "not_rehearsed": sum(item.needed for item in self.not_rehearsed),
            "otherwise": self.otherwise,
            "inconclusive": len(self._inconclusive),
            "beliefs": {belief.value: count for belief, count in self.beliefs.items()},
            "lacking": [f"{item.what}: {item.why}" for item in self.not_rehearsed if item.needed],
            "deviating": list(self._deviating()),
        }

    @property
    def _inconclusive(self) -> tuple[Finding, ...]:
        return tuple(one for one in self.checks if one.verdict is CheckVerdict.INCONCLUSIVE)

    def _deviating(self) -> Iterator[str]:
        """What came out otherwise or is not known, a line each."""
        for write in self.writes:
            if not write.as_predicted:
                members = ", ".join(dict.fromkeys(one.member for one in write.deviations))
                said = write.refused or members or "it is not as predicted"
                back = "taken back, " if write.back else ""
                yield f"{write.step} {back}{write.label}, {write.action.value}: {said}"
        for one in self.standing:
            members = ", ".join(dict.fromkeys(other.member for other in one.deviations))
            when = "after everything was taken back" if one.back else "once all was written"
            yield f"{one.kind} {one.label}, {when}: {members or 'it is not as predicted'}"
        for finding in self.checks:
            if finding.verdict is CheckVerdict.REFUSED:
                yield f"{finding.step} {finding.title}, refused: {finding.sentence}"
        if unclear := self._inconclusive:
            first = f"{unclear[0].title}: {unclear[0].sentence}"
            which = "the first " if len(unclear) > 1 else ""
            yield f"checks that are inconclusive: {len(unclear)}, {which}{first}"
        for answer in self.probes:
            if answer.belief is Belief.OTHERWISE:
                yield f"belief {answer.id}, {answer.belief.value}: {answer.answer}"


@dataclass
class Findings:
    """Gathers what comes in and passes it on."""

    tell: Tell
    id: str = ""
    writes: list[WriteVerdict] = field(default_factory=list)
    standing: list[UnpredictedResource] = field(default_factory=list)
    not_rehearsed: list[NotRehearsed] = field(default_factory=list)
    checks: list[Finding] = field(default_factory=list)
    probes: list[ProbeAnswer] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def take(self, told: Told) -> None:
        """Take in one more finding."""
        match told:
            case WriteVerdict():
                self.writes.append(told)
            case UnpredictedResource():
                self.standing.append(told)
            case NotRehearsed():
                if told in self.not_rehearsed:
                    return
                self.not_rehearsed.append(told)
            case Finding():
                self.checks.append(told)
            case ProbeAnswer():
                self.probes.append(told)
        self.tell(told)

    def take_all(self, told: Sequence[Told]) -> None:
        """Several."""
        for one in told:
            self.take(one)

    def result(self, *, stopped: bool = False) -> Result:
        """The whole result."""
        return Result(
            self.id,
            tuple(self.writes),
            tuple(self.standing),
            tuple(self.not_rehearsed),
            tuple(self.checks),
            tuple(self.probes),
            tuple(self.left),
            stopped,
        )
