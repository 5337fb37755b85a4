"""What can happen to a run of Poolwalk between two of its calls."""

from dataclasses import dataclass, field
from typing import Any


class Killed(BaseException):
    """The program is gone, between one call and the next; nothing of the engine may catch it."""


@dataclass(frozen=True)
class Interruption:
    """At the point of that number something happens.

    `what` is one of `kill`, `stop`, `outsider`, `colleague`, `record goes`, `sleep`; `which`
    chooses among what there is of it.
    """

    point: int
    what: str
    which: int = 0


@dataclass(frozen=True)
class Fault:
    """What becomes of some calls of a run, once `skip` of them have passed.

    `kind` is one of `sandbox/faults.py`, or `late`: no answer comes, and AWS acts `seconds` later.
    """

    kind: str
    skip: int = 0
    count: int = 1
    writes_alone: bool = True
    more: dict[str, Any] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True)
class BadLuck:
    """All that happens during one action.

    `contested`: each time that the run waits, somebody changes in the console what it sent to last;
    and where it is killed, what it had been about to set. `at` one moment that has a name
    something happens, whatever its number: what a write needs was `read`, its `intent` is recorded,
    it was `sent`, a `yes` was said.
    """

    interruptions: tuple[Interruption, ...] = ()
    faults: tuple[Fault, ...] = ()
    contested: bool = False
    at: tuple[str, Interruption] | None = None


NONE = BadLuck()
