"""What the checks of a step leave to do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from migration.checks.check import Check
from migration.checks.finding import Finding
from migration.compare.setting import Target
from migration.guide.contradiction import awaited
from migration.guide.next_thing import NextKind, NextThing
from migration.guide.proof import doubts, rests_on, unasked, unsettled
from migration.guide.step import StepState
from migration.guide.step_summary import StepSummary
from migration.guide.verdict_grounds import Grounds
from migration.walk.derived_state import DerivedState


class OpenChecks:
    """What the checks of each step leave to do; worked out when it is first asked for."""

    def __init__(self, derived: DerivedState) -> None:
        self._derived = derived

    @cached_property
    def _left(self) -> Mapping[str, set[Target | None]]:
        """What is still to be written, by step."""
        left: dict[str, set[Target | None]] = {}
        for setting in self._derived.to_write:
            left.setdefault(setting.step, set()).add(setting.target)
        return left

    @cached_property
    def _doubts(self) -> tuple[tuple[Finding, Check | None, bool], ...]:
        return tuple(doubts(self._derived.grounds))

    @cached_property
    def _grounds(self) -> Grounds:
        """Without the checks that rest on what is still to be written: they cannot pass yet."""
        grounds = self._derived.grounds
        left = set().union(*self._left.values())
        return replace(
            grounds, checks=tuple(check for check in grounds.checks if not rests_on(check, left))
        )

    @cached_property
    def _unasked(self) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
        return unasked(self._grounds)

    @cached_property
    def _unsettled(self) -> tuple[Finding, ...]:
        return unsettled(self._grounds)

    def before_a_tick(self, summary: StepSummary) -> tuple[NextThing, ...] | None:
        """What comes before a tick of a step of which a check did not pass; None where nothing.

        Empty where that check waits for what another step still has to write, or for what spreads.
        """
        step, derived = summary.step.id, self._derived
        own = (one for one in self._doubts if one[0].step == step)
        open_ = [one for one in own if not awaited(summary, one[0])]
        if not open_:
            return None
        if step in derived.spreading:
            return ()
        left = set().union(*self._left.values())
        open_ = [one for one in open_ if one[1] is None or not rests_on(one[1], left)]
        if any(not fresh for _, _, fresh in open_):
            text = "ask the check again: it did not pass before the last change"
            thing = NextThing(NextKind.CHECK, step, text, "check-step", brief="ask the check again")
            return (thing,)
        return tuple(_to_look_at(finding) for finding, _, _ in open_)

    def before_a_late_tick(
        self, summary: StepSummary, parts: Sequence[str]
    ) -> tuple[NextThing, ...]:
        """The checks that come before the tick of a sub-point that comes after another step.

        Nobody makes a login there before it is known that the pool's part of it works.
        """
        late = any(one.part.id in parts and one.part.after for one in summary.parts)
        return tuple(self._to_ask(summary.step.id)) if late else ()

    def waiting_for(self, step: str) -> tuple[str, ...]:
        """The steps of which a check did not pass and waits for what this step writes."""
        derived, left = self._derived, self._left.get(step, set())
        return tuple(
            summary.step.id
            for summary in derived.summaries
            if summary.step.id != step and summary.state is not StepState.NOT_APPLICABLE
            for finding, check, _ in self._doubts
            if finding.step == summary.step.id and check is not None
            if rests_on(check, left) and not awaited(summary, finding)
        )

    def of_step(self, summary: StepSummary) -> Iterator[NextThing]:
        """Ask what was never asked since the last change; look at what did not pass."""
        step, derived = summary.step.id, self._derived
        if summary.remaining or step in derived.spreading:
            return
        yield from self._to_ask(step)
        for finding in self._unsettled:
            if finding.step == step and not awaited(summary, finding):
                yield _to_look_at(finding)

    def _to_ask(self, step: str) -> Iterator[NextThing]:
        never, old = self._unasked
        titles = [*never.get(step, ()), *old.get(step, ())]
        if titles and step not in self._derived.spreading:
            one = len(titles) == 1
            what = f"check “{titles[0]}”" if one else f"ask the step's {len(titles)} checks"
            brief = "ask the step's check" if one else ""
            yield NextThing(NextKind.CHECK, step, what, "check-step", brief=brief)


def _to_look_at(finding: Finding) -> NextThing:
    return NextThing(
        NextKind.LOOK,
        finding.step,
        f"look at a check that did not pass, “{finding.title}”",
        "show-whole",
        check=finding.check,
        brief="look at a check's answer",
    )
