"""What is derived from one State: summaries, tally, verdict, a step's page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property, partial

from migration.checks.check import Check
from migration.checks.check_verdict import CheckVerdict as Found
from migration.checks.finding import Finding, worst_first
from migration.checks.plan import CHECKED_STEPS
from migration.checks.propagation import Wait
from migration.compare.clients import pairs_of
from migration.compare.comparison import in_one_go
from migration.compare.setting import Setting
from migration.guide.contradiction import contradiction, whose_turn
from migration.guide.cut_over import cut_over
from migration.guide.going_live import Hour, going_live
from migration.guide.moved_clients import MovedClient, moved_clients
from migration.guide.page import Page
from migration.guide.page_making import page_of
from migration.guide.part_order import awaited_by_others
from migration.guide.progress import summarize
from migration.guide.proved_parts import asked_briefly, with_seen
from migration.guide.sign_ins_since_move import sign_ins_seen
from migration.guide.step import StepKind, StepState
from migration.guide.step_reading import unread_parts
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Tally
from migration.guide.ticks import others_turn
from migration.guide.verdict import Answer, Verdict
from migration.guide.verdict_grounds import Grounds
from migration.guide.verdict_making import retirement_verdict
from migration.pools.reading import Unread
from migration.usage.time_passed import aged
from migration.walk.check_answers import CheckAnswers
from migration.walk.last_plan import LastPlan
from migration.walk.state import State, known_of


class DerivedState:
    """All that follows from one State, worked out when it is first asked for."""

    def __init__(
        self,
        state: State,
        settings: Sequence[Setting],
        clock: Callable[[], datetime],
        plan: LastPlan,
    ) -> None:
        self.state = state
        self.settings = tuple(settings)
        self._clock = clock
        self._answers = CheckAnswers(state, self.settings, clock, plan)

    @property
    def found(self) -> Mapping[str, Finding]:
        """What each check found last, by its id, as far as it is about what is asked now."""
        return self._answers.found

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The same in the order of the plan."""
        return self._answers.in_order

    @property
    def proofs(self) -> tuple[Finding, ...]:
        """What stands of it and was not made old by a later write to what it rests on."""
        return self._answers.proofs

    @cached_property
    def summaries(self) -> tuple[StepSummary, ...]:
        """Every step as it stands, with what its checks found, also against its tick."""
        state, record = self.state, self.state.record
        found, stands = worst_first(self.findings), self._answers.standing
        ticks = with_seen(
            state.steps,
            record.ticks,
            self.settings,
            worst_first(stands.findings),
            record.settled.written,
            stands.asked,
        )
        return tuple(
            self._with_findings(summary, found)
            for summary in summarize(state.steps, self.settings, ticks, state.reading)
        )

    def _with_findings(self, summary: StepSummary, found: Sequence[Finding]) -> StepSummary:
        applies = summary.state is not StepState.NOT_APPLICABLE
        own = [finding for finding in found if finding.step == summary.step.id and applies]
        # What only waits for somebody is no worse than what is not known.
        wrong = (
            one for one in own if one.verdict is not Found.PASSED and not whose_turn(summary, one)
        )
        worst = next(wrong, own[0] if own else None)
        awaits = whose_turn(summary, worst) if worst is not None else ""
        refused = self._contradiction(summary)
        summary = replace(_no_longer_waiting(summary, self.proofs), checked=worst, awaits=awaits)
        if refused is None:
            return summary
        return replace(
            summary,
            contradicted=refused,
            reason=f"contradicted by a check: {refused.sentence}",
        )

    def whose_turn(self, finding: Finding) -> str:
        """Whom a finding only waits for; empty where it is no wait."""
        own = (one for one in self.summaries if one.step.id == finding.step)
        return next((whose_turn(summary, finding) for summary in own), "")

    def to_explain(self, check: str) -> Finding | None:
        """What a reason for a check is for: where the last answer was unclear over a refusal, that.

        None where the check has found nothing that counts now.
        """
        return self._answers.refused_before.get(check, self.found.get(check))

    def _contradiction(self, summary: StepSummary) -> Finding | None:
        """What refuses a tick, and was not explained by a person since."""
        record, stands = self.state.record, self._answers.standing
        unexplained = (
            finding
            for finding in worst_first(stands.findings)
            if (known := record.settled.explained.get(finding.check)) is None
            or not known.covers(finding)
        )
        return contradiction(summary, record.ticks.get(summary.step.id), unexplained, stands.asked)

    @cached_property
    def left_out(self) -> frozenset[str]:
        """The ids of the steps that do not apply."""
        return frozenset(
            summary.step.id
            for summary in self.summaries
            if summary.state is StepState.NOT_APPLICABLE
        )

    @cached_property
    def tally(self) -> Tally:
        """How far the whole walk has come."""
        return Tally.of(self.summaries, len(self.to_apply()))

    @cached_property
    def retirement_verdict(self) -> Verdict:
        """Whether the old pool can be retired."""
        return retirement_verdict(self.grounds)

    @cached_property
    def grounds(self) -> Grounds:
        """All that the verdict on the old pool is reached from."""
        state, record = self.state, self.state.record
        checks, no_checks = self._planned()
        return Grounds(
            summaries=self.summaries,
            reading=state.reading,
            usage=state.usage,
            quiet_days=state.request.quiet_days,
            checks=checks,
            no_checks=no_checks,
            found=self.found,
            refused_before=self._answers.refused_before,
            asked=state.asked,
            written=record.settled.written,
            explained=record.settled.explained,
            settled=record.settled.users,
            moved=self.moved,
            unused=record.settled.unused,
            let_pass=sum((one.by for one in state.passed), timedelta()),
        )

    @cached_property
    def moved(self) -> tuple[MovedClient, ...]:
        """The clients of the new pool that have to be seen to work, and since when."""
        state = self.state
        aging = partial(aged, passed=state.passed)
        written = {target: aging(one.at) for target, one in state.record.settled.written.items()}
        pairs = pairs_of(state.reading, state.choices)
        return moved_clients(state.reading, pairs, self.summaries, written, aging)

    @property
    def unused(self) -> tuple[MovedClient, ...]:
        """Moved clients to which nobody has tried to sign in since, and no reason settles that."""
        return tuple(
            seen.client
            for seen in sign_ins_seen(self.grounds)
            if seen.unused and seen.answer is not Answer.YES
        )

    def _planned(self) -> tuple[tuple[Check, ...], str]:
        """The checks of the steps that apply; or why it is not known which there are."""
        found, problem = self._answers.planned
        return tuple(check for check in found if check.step not in self.left_out), problem

    @cached_property
    def hour(self) -> Hour:
        """The hour of the cut-over: what goes live together, and whether it can."""
        stands = self._answers.standing
        return going_live(self.summaries, stands.findings, self.state.reading, stands.asked)

    def to_apply(self, step: str = "") -> tuple[str, ...]:
        """Ids of the settings that a run would write now, in order ("" of all steps).

        What becomes possible on the way is among them.
        """
        own = self.to_write if not step else [one for one in self.to_write if one.step == step]
        return in_one_go(own)

    @cached_property
    def to_write(self) -> tuple[Setting, ...]:
        """The settings that are still to be written in the steps that apply."""
        return tuple(
            setting
            for setting in self.settings
            if setting.to_write and setting.step not in self.left_out
        )

    @cached_property
    def waits(self) -> Mapping[str, Wait]:
        """The waits that are recorded, by step, also those that have had their time."""
        return self.state.record.checked.waits

    @cached_property
    def spreading(self) -> frozenset[str]:
        """The steps whose change is waited for, and which are asked again by themselves."""
        now = self._clock()
        return frozenset(step for step, wait in self.waits.items() if wait.until > now)

    def page(self, step: str) -> Page:
        """One step with its rows, values, warnings, and what its checks found."""
        summary = next(summary for summary in self.summaries if summary.step.id == step)
        tick = self.state.record.ticks.get(step)
        verdict = self.retirement_verdict if summary.step.kind is StepKind.READING else None
        found = self.findings
        wait = self.waits.get(step)
        page = page_of(summary, known_of(self.state), tick, verdict)
        built = summary.step.block is not None and summary.state is not StepState.NOT_APPLICABLE
        awaited = awaited_by_others(step, self.summaries) if built else ()
        return replace(
            page,
            warnings=(*page.warnings, *awaited),
            can_check=step in CHECKED_STEPS and summary.state is not StepState.NOT_APPLICABLE,
            checks=tuple(finding for finding in found if finding.step == step),
            contradicted=self._contradiction(summary),
            wait=wait if wait is not None and wait.until > self._clock() else None,
            usage=self.state.usage if verdict is not None else None,
            watched=self.state.watched,
            quiet_days=self.state.request.quiet_days,
            cut_over=cut_over(self.summaries) if verdict is not None else (),
            hour=(self.hour.sentence,)
            if verdict and self.hour.is_near
            else self.hour.told_of(step),
        )

    def unread(self, step: str = "") -> tuple[tuple[str, Unread], ...]:
        """What could not be read, with the step that it concerns ("" of all steps)."""
        state = self.state
        return tuple(
            found
            for found in unread_parts(state.steps, state.reading)
            if not step or found[0] == step
        )


def _no_longer_waiting(summary: StepSummary, found: Sequence[Finding]) -> StepSummary:
    """A step that waits for others until a check saw what may be theirs: now it is to be ticked."""
    turn = others_turn(summary.parts) if summary.state is StepState.OTHERS else None
    own = [finding for finding in found if finding.step == summary.step.id]
    reason = asked_briefly(turn.part, own) if turn is not None else ""
    return replace(summary, state=StepState.PARTLY, reason=reason) if reason else summary
