"""Checks: what proves a step, asked of Cognito, Google, Apple and Amazon.

And kept beside the ticks.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from migration.checks.facts import Facts, Given
from migration.checks.plan import CHECKED_STEPS
from migration.checks.verdict import Finding, worst_first
from migration.errors import BadInput, StateUnusable
from migration.guide.contradiction import contradiction
from migration.guide.step import Page, StepState, StepSummary
from migration.journal.entries import Entry, EntryKind
from migration.walk.looking import Looking

if TYPE_CHECKING:
    from migration.checks.check import Check


class Checking(Looking):
    """Asking, and what was found."""

    def checks(self, step: str = "") -> "tuple[Check, ...]":
        """The checks of a step ("" all) with those whose answers they follow.

        In the order of the walk.

        A step that does not apply has none.

        Reads the table of markers and the token file: belongs in a worker thread. Raises
        `MarkerMistake`.
        """
        return self._planned(self._facts(), step)

    def _planned(self, facts: Facts, step: str) -> "tuple[Check, ...]":
        from migration.checks.markers import known_markers
        from migration.checks.plan import of_step, planned

        left_out = {
            summary.step.id
            for summary in self.summaries()
            if summary.state is StepState.NOT_APPLICABLE
        }
        found = planned(facts, known_markers())
        return of_step([check for check in found if check.step not in left_out], step)

    def summaries(self) -> tuple[StepSummary, ...]:
        """Every step as it stands, what its checks come to.

        And whether one contradicts its tick.
        """
        found = worst_first(self.findings().values())
        return tuple(self._with_findings(summary, found) for summary in super().summaries())

    def _with_findings(self, summary: StepSummary, found: Sequence[Finding]) -> StepSummary:
        applies = summary.state is not StepState.NOT_APPLICABLE
        worst = next(
            (finding for finding in found if finding.step == summary.step.id and applies), None
        )
        refused = contradiction(summary, self._record.ticks.get(summary.step.id), found)
        if refused is None:
            return replace(summary, checked=worst)
        return replace(
            summary,
            checked=worst,
            contradicted=True,
            reason=f"contradicted by a check: {refused.sentence}",
        )

    def page(self, step: str) -> Page:
        """One step with what its checks found."""
        page, found = super().page(step), self.findings().values()
        return replace(
            page,
            can_check=step in CHECKED_STEPS and page.summary.state is not StepState.NOT_APPLICABLE,
            checks=tuple(finding for finding in found if finding.step == step),
            contradicted=contradiction(page.summary, page.tick, found),
        )

    def findings(self) -> Mapping[str, Finding]:
        """What each check found last, by its id: in this run, or as the record has it."""
        with self._lock:
            return {**self._record.checked.findings, **self._found}

    def cancel(self) -> None:
        """Stop what is being asked, too."""
        self._no_more.set()
        super().cancel()

    def check(
        self,
        step: str,
        arrived: Callable[[Finding], None] = lambda _: None,
        *,
        again: bool = False,
        stopped: Event | None = None,
    ) -> tuple[Finding, ...]:
        """Ask a step's checks ("" all) anew; *blocking*. `arrived` is called from other threads.

        Raises `BadInput`, `Cancelled`.

        What a step's checks follow is taken from the last ten minutes, if it is known. `again`:
        nobody asked for it, so only what is found otherwise than before goes into the record. Once
        `stopped` is set, also before this began, nothing more is asked; the rest of what is read or
        written goes on.
        """
        from migration.checks.asker import Asker
        from migration.checks.markers import known_markers
        from migration.checks.plan import hosts_of
        from migration.checks.round import Round

        self._no_more = stopped = stopped or Event()
        facts, markers = self._facts(), known_markers()
        checks = self._planned(facts, step)
        asker = Asker(
            hosts_of(facts, self.request.check_hosts), markers.user_agent, markers.accept_language
        )
        anew = {check.id for check in checks if not step or check.step == step}
        found: dict[str, Finding] = {}
        round_ = Round(asker, self._queues, self._kept, self._clock, stopped, anew)
        round_.run(checks, partial(self._take_finding, found, arrived, again=again))
        return tuple(found[check.id] for check in checks)

    def _take_finding(
        self,
        found: dict[str, Finding],
        arrived: Callable[[Finding], None],
        finding: Finding,
        *,
        again: bool = False,
    ) -> None:
        with self._lock:
            before = self.findings().get(finding.check)
            found[finding.check] = finding
            self._found[finding.check] = finding
        same = (
            again
            and before is not None
            and (before.verdict, before.evidence) == (finding.verdict, finding.evidence)
        )
        if self.deployment is not None and not same:
            # what was found is shown all the same; that nothing can be recorded is said elsewhere
            with suppress(StateUnusable):
                self._journal.record(
                    Entry(
                        EntryKind.CHECKED,
                        self.deployment.who,
                        finding.at,
                        finding.step,
                        finding.body,
                    )
                )
        arrived(finding)

    def _facts(self) -> Facts:
        _, deployment = self._online()
        asked, checked = self.request, self._record.checked
        token, no_token = None, ""
        if asked.alexa_skill and asked.alexa_token_file is not None:
            from migration.checks.token_file import token_in

            try:
                token = token_in(asked.alexa_token_file)
            except BadInput as error:
                no_token = str(error).rstrip(".")  # it is Alexa's checks alone that want the token
        return Facts(
            deployment=deployment,
            reading=self.reading,
            choices=self._choices(),
            settings=self.settings(),
            now=self._clock(),
            apple_key=self._apple_key,
            began=checked.began,
            domain_made=checked.domain_made,
            given=Given(asked.ios_bundle, asked.alexa_skill, token, no_token),
        )
