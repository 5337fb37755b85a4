"""Checks for a machine without a way out: a line to run elsewhere, and its answer pasted back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Evidence, Finding, Judgement
from migration.checks.question_and_answer import Answer, Probe
from migration.errors import BadInput
from migration.walk.checks import Checks
from migration.walk.logbook import Logbook
from migration.web_address import is_ordinary

if TYPE_CHECKING:  # loaded with the first check
    from migration.checks.check import Check
    from migration.checks.curl import Errand
    from migration.checks.kind import CheckKind


class CurlChecks:
    """What to run elsewhere; the answer is judged by the same code as one of our own."""

    def __init__(self, checks: Checks, logbook: Logbook, clock: Callable[[], datetime]) -> None:
        self._checks = checks
        self._logbook = logbook
        self._clock = clock
        self._pasted: dict[str, Answer] = {}  # answers that lead on, by check
        self._guards: dict[CheckKind, Judgement] = {}  # wrong addresses that were refused

    def next_for(self, check_id: str) -> "Errand":
        """What to run next on another machine for a check.

        First the check before it, then the wrong address, then the check itself. Raises `BadInput`
        where nothing can be asked yet, and says what it lacks.
        """
        from migration.checks.curl import errand
        from migration.checks.markers import known_markers

        checks = {check.id: check for check in self._checks.planned()}
        if check_id not in checks:
            raise BadInput("This check is not asked any more: what it was about has changed.")
        check, markers = checks[check_id], known_markers()
        if check.lacks:
            raise BadInput(f"Nothing can be asked yet: {check.lacks}.")
        if check.then is not None:
            raise BadInput(
                "This check asks twice, with a key that never leaves this machine: let the machine"
                " reach the store, or look there yourself."
            )
        if check.after and check.after not in self._pasted:
            before = checks[check.after]
            led = errand(before, self._probe(before), markers, self._clock())
            return replace(led, after=self._checks.last_entry)
        probe = self._probe(check)
        guards = check.guarded and check.kind not in self._guards
        asked = probe.with_wrong_uri() if guards else probe
        due = errand(check, asked, markers, self._clock(), guard=guards)
        return replace(due, after=self._checks.last_entry)

    def take_pasted(self, errand: "Errand", text: str) -> Finding | None:
        """Judge what an errand brought.

        None where it was the wrong address and was refused, as it must be. Raises `BadInput` where
        the text is no answer.
        """
        from migration.checks.check_run import blindness
        from migration.checks.judgement import evidence_of
        from migration.checks.pasted_answer import pasted_answer

        check = errand.check
        answer = pasted_answer(text, errand.probe)
        judgement = check.judge(answer)
        evidence = evidence_of(answer, judgement.code, pasted=True)
        if errand.guard:
            blind = blindness(check.host, judgement)
            if blind is None:
                self._guards[check.kind] = judgement
                return None
            judgement = blind
        elif check.after == "" and judgement.verdict is CheckVerdict.PASSED:
            self._pasted[check.id] = answer
        return self._found(errand, judgement, evidence)

    def _probe(self, check: "Check") -> Probe:
        """What a check asks, or where the pasted answer of the check before it leads."""
        if check.probe is not None:
            return check.probe
        probe = Probe(self._pasted[check.after].location)
        if probe.host != check.host or not is_ordinary(probe.url):
            raise BadInput("The login leads to another host: nothing more is asked on this way.")
        return probe

    def _found(self, errand: "Errand", judgement: Judgement, evidence: Evidence) -> Finding:
        """What was written since the line was given out need not be in its answer."""
        from migration.checks.check_run import finding_of

        finding = finding_of(errand.check, judgement, evidence, errand.at, errand.after)
        self._checks.take(finding)
        self._logbook.fold()
        return finding
