"""What the checks of a step leave to do."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from migration.guide.contradiction import awaited
from migration.guide.grounds import Grounds
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.proof import rests_on, unasked, unsettled
from migration.guide.step import StepSummary
from migration.walk.moment import Moment


class OpenChecks:
    """What the checks of each step leave to do; worked out when it is first asked for."""

    def __init__(self, moment: Moment) -> None:
        self._moment = moment

    @cached_property
    def _grounds(self) -> Grounds:
        """Without the checks that rest on what is still to be written: they cannot pass yet."""
        moment = self._moment
        grounds = moment.grounds
        left = {
            setting.target
            for setting in moment.settings
            if setting.to_write and setting.step not in moment.left_out
        }
        return replace(
            grounds, checks=tuple(check for check in grounds.checks if not rests_on(check, left))
        )

    def of_step(self, summary: StepSummary) -> Iterator[NextThing]:
        """Ask what was never asked since the last change; look at what did not pass."""
        step, moment = summary.step.id, self._moment
        if summary.remaining or step in moment.spreading:
            return
        grounds = self._grounds
        never, old = unasked(grounds)
        titles = [*never.get(step, ()), *old.get(step, ())]
        if titles:
            what = f"check “{titles[0]}”" if len(titles) == 1 else f"ask its {len(titles)} checks"
            brief = "" if len(titles) > 1 else "ask its check"
            yield NextThing(NextKind.CHECK, step, what, "check-step", brief=brief)
        for finding in unsettled(grounds):
            if finding.step == step and not awaited(summary, finding):
                yield NextThing(
                    NextKind.LOOK,
                    step,
                    f"look at a check that did not pass, “{finding.title}”",
                    "show-whole",
                    check=finding.check,
                    brief="look at a check's answer",
                )
