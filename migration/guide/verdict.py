"""The verdict on the old pool, as it is told; `migration.guide.verdict_making` reaches it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Answer(StrEnum):
    """Three verdicts, never two."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"  # nothing speaks against it, but something that could is not known


QUESTION = "Can the old pool be retired?"
ANSWERS = {
    Answer.YES: "Yes, as far as AWS, the checks and the ticks show.",
    Answer.NO: "No, not yet.",
    Answer.UNKNOWN: "That cannot be said: something is not known.",
}


@dataclass(frozen=True)
class Reason:
    """One thing that speaks against it, or that is not known.

    `step` is where it is settled, `command` the id of the command that settles it there ("" it is
    settled by nothing that a person does here: others have to act), `otherwise` that of another one
    that can. `about` is what of the step the command takes, as the command line names it: a
    sub-point, a check, `client/NAME`, what has to be entered. `dated`: it takes a day too.
    """

    step: str
    text: str
    command: str = ""
    about: str = ""
    dated: bool = False
    otherwise: str = ""


@dataclass(frozen=True)
class Verdict:
    """The answer with its reasons.

    `weigh` is what nothing here can show, and only a person can judge. `rests_on` and `since` are
    there with a yes alone: what it rests on, and when the last of that came true.
    """

    answer: Answer
    against: tuple[Reason, ...] = ()
    unknown: tuple[Reason, ...] = ()
    weigh: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    since: datetime | None = None

    @property
    def sentence(self) -> str:
        """The answer in words."""
        since = f" Since {self.since:%Y-%m-%d}." if self.since else ""
        return f"{ANSWERS[self.answer]}{since}"
