"""The one thing that is next, as it is told; `migration.walk.next_things.order` finds it."""

from dataclasses import dataclass
from enum import StrEnum


class NextKind(StrEnum):
    """What sort of thing is next; the names stand in `poolwalk next --json`."""

    READ = "read"  # a page, before anything is written
    ENTER = "enter"
    PAIR = "pair"
    APPLY = "apply"
    COPY = "copy"
    TICK = "tick"
    SUBMIT = "submit"  # the Alexa skill, for certification
    CHECK = "check"
    LOOK = "look"  # at a check that did not pass
    ACCEPT = "accept"
    READ_AGAIN = "read-again"
    SETTLE = "settle"  # who is left in the old pool
    WAIT = "wait"  # for somebody else, or for something to come true
    VERDICT = "verdict"  # the old pool can be retired


@dataclass(frozen=True)
class NextThing:
    """One thing to do: what, in words, and where.

    `command` is the id of the command that does it ("" nothing is to be done). `row` is the setting
    under which it stands, `settings` all that it would write or accept, `value` the field of the
    value to copy, `parts` the sub-points to tick, `check` the check to look at. `brief` is the text
    in at most about 26 cells, for a narrow line ("" it has no shorter form).
    """

    kind: NextKind
    step: str
    text: str
    command: str = ""
    row: str = ""
    settings: tuple[str, ...] = ()
    value: str = ""
    parts: tuple[str, ...] = ()
    check: str = ""
    brief: str = ""

    @property
    def sentence(self) -> str:
        """The thing with the step that it belongs to."""
        return f"{self.text} ({self.step})" if self.step[:1].isdigit() else self.text
