"""The verdict on the old pool, as it is told; `migration.guide.retirement` reaches it."""

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """Three verdicts, never two."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # nothing speaks against it, but something that could is not read


@dataclass(frozen=True)
class Reason:
    """One thing that speaks against it, or that is not known, and the step where it is mended."""

    step: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """`weigh` is what nothing here can show, and only a person can judge."""

    answer: Answer
    against: tuple[Reason, ...] = ()
    unknown: tuple[Reason, ...] = ()
    weigh: tuple[str, ...] = ()
