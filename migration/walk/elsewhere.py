"""Checks asked from another machine, by hand.

A line to run there, and its answer judged by the same code.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from migration.checks.exchange import Answer, Probe
from migration.checks.verdict import Evidence, Finding, Judgement, Verdict
from migration.errors import BadInput
from migration.guide.step import Step
from migration.request import Request
from migration.walk.checking import Checking
from migration.web_address import is_ordinary

if TYPE_CHECKING:
    from migration.checks.check import Check, CheckKind
    from migration.checks.curl import Errand


class Elsewhere(Checking):
    """For a machine without a way out."""

    def __init__(
        self,
        request: Request,
        steps: Sequence[Step],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        super().__init__(request, steps, clock)
        self._pasted: dict[str, Answer] = {}  # answers that lead on, by check
        self._pasted_guards: dict[CheckKind, Judgement] = {}

    def errand(self, check_id: str) -> "Errand":
        """What to run elsewhere next for a check.

        First the check before it, then the wrong address, then the check itself.

        Raises `BadInput` where nothing can be asked yet, and says what it lacks.
        """
        from migration.checks.curl import errand
        from migration.checks.markers import known_markers

        checks = {check.id: check for check in self.checks()}
        if check_id not in checks:
            raise BadInput("This check is not asked any more: what it was about has changed.")
        check, markers = checks[check_id], known_markers()
        if check.lacks:
            raise BadInput(f"Nothing can be asked yet: {check.lacks}.")
        if check.after and check.after not in self._pasted:
            return errand(checks[check.after], self._probe(checks[check.after]), markers)
        probe = self._probe(check)
        guards = check.guarded and check.kind not in self._pasted_guards
        return errand(check, probe.with_wrong_uri() if guards else probe, markers, guard=guards)

    def take_pasted(self, errand: "Errand", text: str) -> Finding | None:
        """Judge what an errand brought.

        None where it was the wrong address and was refused, as it must be.

        Raises `BadInput` where the text is no answer.
        """
        from migration.checks.judgement import evidence_of
        from migration.checks.pasted_answer import pasted_answer
        from migration.checks.round import blindness

        check = errand.check
        answer = pasted_answer(text, errand.probe)
        judgement = check.judge(answer)
        evidence = evidence_of(answer, judgement.code, pasted=True)
        if errand.guard:
            blind = blindness(check.host, judgement)
            if blind is None:
                self._pasted_guards[check.kind] = judgement
                return None
            judgement = blind
        elif check.after == "" and judgement.verdict is Verdict.PASSED:
            self._pasted[check.id] = answer
        return self._found_by_hand(check, judgement, evidence)

    def _probe(self, check: "Check") -> Probe:
        """What a check asks, or where the pasted answer of the check before it leads."""
        if check.probe is not None:
            return check.probe
        probe = Probe(self._pasted[check.after].location)
        if probe.host != check.host or not is_ordinary(probe.url):
            raise BadInput("The login leads to another host: nothing more is asked on this way.")
        return probe

    def _found_by_hand(self, check: "Check", judgement: Judgement, evidence: Evidence) -> Finding:
        finding = Finding(
            check.id,
            check.step,
            check.title,
            judgement.verdict,
            judgement.sentence,
            evidence,
            self._clock(),
        )
        self._take_finding({}, lambda _: None, finding)
        self._fold()
        return finding
