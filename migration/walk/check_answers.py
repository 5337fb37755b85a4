"""What the checks of one State found, as far as it answers what is asked now."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property

from migration.checks.check import Check
from migration.checks.check_verdict import CheckVerdict
from migration.checks.console_dependencies import console_dependencies
from migration.checks.facts import Facts
from migration.checks.finding import NOT_THAT_FAR, Finding
from migration.checks.order import in_order
from migration.checks.plan import NOT_LOOKED, asked_about
from migration.compare.clients import pairs_of
from migration.compare.pairing import is_main
from migration.compare.setting import Setting
from migration.errors import MarkerMistake
from migration.guide.clear_answers import Standing, standing
from migration.guide.proved_parts import since_written
from migration.walk.check_facts import facts_of
from migration.walk.last_plan import LastPlan
from migration.walk.state import State


class CheckAnswers:
    """Worked out when it is first asked for."""

    def __init__(
        self,
        state: State,
        settings: Sequence[Setting],
        clock: Callable[[], datetime],
        plan: LastPlan,
    ) -> None:
        self._state = state
        self._settings = settings
        self._clock = clock
        self._plan = plan

    @cached_property
    def found(self) -> Mapping[str, Finding]:
        """What each check found last, by its id.

        Without what could not be asked, once what it lacked is there: nothing is known of it. And
        without what was found of another version, client or app than is asked about now.
        """
        found = self._state.findings
        if not any(finding.not_asked or finding.about for finding in found.values()):
            return found
        lacks = {check.id: check.lacks for check in self.planned[0]}
        return {
            id_: finding
            for id_, finding in found.items()
            if _still_so(finding, lacks.get(id_, finding.not_asked)) and self._is_asked_now(finding)
        }

    def _is_asked_now(self, finding: Finding) -> bool:
        return finding.is_about(self._asked_about.get(finding.check, ()))

    @cached_property
    def _asked_about(self) -> Mapping[str, tuple[str, ...]]:
        checks = self.planned[0]
        return asked_about(self._facts, checks) if checks else {}

    @cached_property
    def in_order(self) -> tuple[Finding, ...]:
        """The same in the order of the plan."""
        return self._in_order(self.found.values())

    def _in_order(self, findings: Collection[Finding]) -> tuple[Finding, ...]:
        state = self._state
        if not findings:
            return ()
        pairs = sorted(pairs_of(state.reading, state.choices), key=lambda pair: not is_main(pair))
        return in_order(findings, [pair.key for pair in pairs])

    @cached_property
    def standing(self) -> Standing:
        """The same; where the last answer was unclear, or is none any more, what was heard before.

        So it may have findings of checks of which `found` has none.
        """
        state, found = self._state, self.found
        unclear = any(one.verdict is CheckVerdict.INCONCLUSIVE for one in found.values())
        if not unclear and state.clear.keys() <= found.keys():
            return Standing(self.in_order, state.asked)
        rests_on = {check.id: check.rests_on for check in self.planned[0]}
        clear = {id_: one for id_, one in state.clear.items() if self._is_asked_now(one.finding)}
        stands = standing(
            found,
            state.asked,
            clear,
            state.record.settled.written,
            lambda check: rests_on.get(check) or console_dependencies(check),
        )
        return replace(stands, findings=self._in_order(stands.findings))

    @cached_property
    def refused_before(self) -> Mapping[str, Finding]:
        """The refusals that stand though the last answer is no refusal, by the check's id."""
        found = self.found
        return {
            one.check: one
            for one in self.standing.findings
            if one.verdict is CheckVerdict.REFUSED and one is not found.get(one.check)
        }

    @cached_property
    def proofs(self) -> tuple[Finding, ...]:
        """What stands, without what a later write to what it rests on made old."""
        stands = self.standing
        return since_written(stands.findings, self._state.record.settled.written, stands.asked)

    @cached_property
    def planned(self) -> tuple[tuple[Check, ...], str]:
        """The checks of all steps; or why it is not known which there are."""
        from migration.checks.markers import known_markers

        if self._state.deployment is None:
            return (), "Nothing is connected yet"
        try:
            markers = known_markers()
        except MarkerMistake as error:
            return (), str(error)
        return self._plan.checks(self._facts, markers), ""

    @cached_property
    def _facts(self) -> Facts:
        return facts_of(self._state, self._settings, self._clock())


def _still_so(finding: Finding, lacks: str) -> bool:
    """Whether what a check found still stands, by what the check lacks now."""
    why = finding.not_asked
    return not why or lacks in {why, NOT_LOOKED} or (not lacks and why == NOT_THAT_FAR)
