"""A step of the guide as its file gives it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from migration.guide.carried_settings import Carried

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

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do: all of it is done, or it does not apply."""
        return self in {StepState.DONE, StepState.NOT_APPLICABLE}


# How far a step has come, in words.
STEP_WORDS = {
    StepState.DONE: "done",
    StepState.PARTLY: "partly done",
    StepState.TODO: "to do",
    StepState.BLOCKED: "another step comes first",
    StepState.OTHERS: "somebody else has to act",
    StepState.NOT_APPLICABLE: "does not apply",
    StepState.UNREAD: "something could not be read",
    StepState.WAITING: "still being read",
}


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

    It has the field's exact name there, and its text with `{placeholders}`. `use` says what it is
    for, where it is not pasted.
    """

    field: str
    template: str
    secret: bool = False
    # a rule's name: the value is shown, and belongs to the block, only where it holds
    applies_when: str = ""
    use: str = ""


@dataclass(frozen=True)
class Part:
    """A sub-point of a step in somebody else's console, ticked by itself.

    `dated`: it happens on a day that the person names.
    `by`: whose turn it is, where it is not the person's: "Amazon".
    `proved_by`: the check that looks at what it says, by its kind or its id.
    `contradicted_by`: a check that speaks against it when it is refused. When it passes, that
    proves nothing.
    `once_seen`: what is asked once that check found anything.
    `after`: ids of steps, later ones too. Before these it cannot be so.
    `last`: nothing holds back what it sets going. So it comes when nothing else is left to do.
    """

    id: str
    text: str
    dated: bool = False
    by: str = ""
    proved_by: str = ""
    contradicted_by: str = ""
    once_seen: str = ""
    after: tuple[str, ...] = ()
    last: bool = False

    @property
    def checks(self) -> tuple[str, ...]:
        """The checks that speak for or against what it says."""
        return tuple(filter(None, (self.proved_by, self.contradicted_by)))


@dataclass(frozen=True)
class Step:
    """One file under `assets/guide/`. A text that is empty stands for nothing to say.

    What it is called:
    `title`: at most 16 characters. `short`: at most 12 cells, where the title is longer.
    `also_called`: words by which the palette finds it too, and does not show.

    When it can be done:
    `applies_when`: a rule's name; empty: always.
    `needs`: ids of the steps that block it. AWS would refuse it before them, or there would be
    nothing to copy.
    `after`: ids of the steps that had better come first. This is advice.
    `when`: its stretch of the cut-over.

    What is done:
    `carries`: what of AWS's settings it brings to the new pool; empty where none show in it.
    `values`: what is pasted into its console.
    `block`: the form in which all values are copied at once.
    `parts`: what is ticked by itself.

    What is said of it:
    `spreads`: how long a change takes until it is seen everywhere.
    `keeps`: why the old pool cannot be retired before this step is done. Empty: it can.
    `notice`: what customers notice of it in the cut-over.
    `trial`: what to try, with which account, before all customers have it.
    `practice`: what the demo says of it, behind "In this made-up company". Empty: what it says of
    every console.
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
    practice: str = ""
    short: str = ""
    also_called: str = ""
