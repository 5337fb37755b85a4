"""A step as it stands, in short: for the list of steps and for `plan`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # what a step rests on is loaded behind the first paint
    from migration.checks.finding import Finding
    from migration.compare.setting import Setting
    from migration.guide.step import Step, StepState
    from migration.guide.ticks import PagePart


@dataclass(frozen=True)
class StepSummary:
    """A step as the list of steps and `plan` show it.

    `remaining` counts the settings that can or could be applied.
    """

    step: Step
    state: StepState
    reason: str
    remaining: int
    settings: tuple[Setting, ...] = ()
    parts: tuple[PagePart, ...] = ()
    contradicted: Finding | None = None  # what refuses what a person ticked before
    # the worst of what its checks found last; None: nothing was asked, or it does not apply
    checked: Finding | None = None
    awaits: str = ""  # whom that finding only waits for: then nothing is wrong
