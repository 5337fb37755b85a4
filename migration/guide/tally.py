"""How far the whole walk has come, counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from migration.guide.carried_settings import ACCEPTED
from migration.guide.step import StepKind, StepState
from migration.number_words import number_of

if TYPE_CHECKING:  # what is counted is loaded behind the first paint
    from migration.compare.setting import Setting
    from migration.guide.step import Step
    from migration.guide.step_summary import StepSummary


def settings_to_do(number: int) -> str:
    """So many settings, with what they are: a number alone could be one of steps."""
    return f"{number_of(number, 'setting')} to do"


class Left(StrEnum):
    """What a setting that is not as it should be is counted as."""

    TO_DO = "to do"  # Poolwalk writes it, now or after what it needs first
    BLOCKED = "blocked"  # Poolwalk cannot write it as things stand, or never does
    TO_ACCEPT = "to accept"  # a person changes it elsewhere, or says why it is right


@dataclass(frozen=True)
class Counts:
    """The settings that are left, counted once and called the same everywhere.

    `waiting` are those among `to_do` that are carried over only after another step.
    """

    to_do: int = 0
    waiting: int = 0
    blocked: int = 0
    to_accept: int = 0

    @classmethod
    def of(cls, summaries: Iterable[StepSummary]) -> Counts:
        """Count the settings of steps; a step that does not apply has none left."""
        counted = [
            (left, setting)
            for summary in summaries
            if summary.state is not StepState.NOT_APPLICABLE
            for setting in summary.settings
            if (left := left_as(summary.step, setting)) is not None
        ]
        kinds = [left for left, _ in counted]
        return cls(
            kinds.count(Left.TO_DO),
            sum(bool(setting.waits_for) for left, setting in counted if left is Left.TO_DO),
            kinds.count(Left.BLOCKED),
            kinds.count(Left.TO_ACCEPT),
        )

    def in_words(self) -> str:
        """The counts that are not zero, and always what is to do."""
        wait = f", {self.waiting} of them waiting" if self.waiting else ""
        blocked = f", {self.blocked} blocked" if self.blocked else ""
        accept = f", {self.to_accept} to accept" if self.to_accept else ""
        return f"{self.to_do} to do{wait}{blocked}{accept}"


def left_as(step: Step, setting: Setting) -> Left | None:
    """What a step's setting is counted as; None where nothing is left of it here."""
    if not setting.to_do or setting.left_to:
        return None
    if setting.acceptable or ACCEPTED.intersection(step.carries):
        return Left.TO_ACCEPT
    if setting.target is None or (setting.blocked and not setting.frees_itself):
        return Left.BLOCKED
    return Left.TO_DO


@dataclass(frozen=True)
class Tally:
    """Counts over all steps.

    Steps that are done, of those that apply; settings that a run would write now; steps that
    somebody else holds up; what is left of the settings.
    """

    done: int
    steps: int
    to_apply: int
    others: int
    not_applicable: int
    left: Counts = Counts()

    @property
    def others_in_words(self) -> str:
        """How many steps somebody else holds up; empty where there is none."""
        if not self.others:
            return ""
        return f"{self.others} wait{'s' if self.others == 1 else ''} for others"

    @property
    def left_out_in_words(self) -> str:
        """How many steps do not apply here; empty where all do."""
        if not self.not_applicable:
            return ""
        return f"{self.not_applicable} {'does' if self.not_applicable == 1 else 'do'} not apply"

    @property
    def steps_in_words(self) -> str:
        """How far the steps are: "9 of 15 steps done, 1 waits for others, 1 does not apply"."""
        done = f"{self.done} of {self.steps} steps done"
        return ", ".join(filter(None, (done, self.others_in_words, self.left_out_in_words)))

    @classmethod
    def of(cls, summaries: Sequence[StepSummary], to_apply: int) -> Tally:
        """Count the steps.

        One that is there only to be read does not count, and neither does a tick that a check
        contradicts.
        """
        counted = [summary for summary in summaries if summary.step.kind is not StepKind.READING]
        states = [summary.state for summary in counted]
        left_out = states.count(StepState.NOT_APPLICABLE)
        done = sum(
            summary.state is StepState.DONE and summary.contradicted is None for summary in counted
        )
        others = states.count(StepState.OTHERS)
        return cls(done, len(states) - left_out, to_apply, others, left_out, Counts.of(summaries))
