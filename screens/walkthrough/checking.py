"""Asking outside whether a step is done: in the background, one run at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding, settled, worst_first
from migration.errors import Cancelled
from migration.guide.proved_parts import asked_of
from screens.opened_walkthrough import NOTHING_KNOWN, OpenedWalkthrough
from screens.stage import Outcome, Stage
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewStore
from widgets.text.check_names import NO_REACH, counted, verdict_word
from widgets.text.own_keys import key_of
from widgets.text.plain_text import plain

if TYPE_CHECKING:  # loaded with the first check
    from migration.checks.check import Check
    from migration.walkthrough import Walkthrough


@dataclass(frozen=True)
class CheckRun:
    """A run of checks. `step`: "" all. `again`: nobody asked for it."""

    step: str
    again: bool = False
    checks: Sequence[Check] = ()
    found: Sequence[Finding] = ()
    stopped: bool = False


class Checking:
    """Runs checks, and says what they found. `ended` is told of each run, and of a problem."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        view: ViewStore,
        shown: ShownPage,
        ended: Callable[[CheckRun, str], None],
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown
        self._told = ended
        self._stop = Event()  # of the run that is under way

    def check_step(self) -> None:
        """Run the step's checks anew."""
        page = self._shown.page()
        if page is not None and not page.can_check:
            self._stage.say("Nothing outside can prove this step.")
        else:
            self._begin(self._view.now.step)

    def check_all(self) -> None:
        """Run every check."""
        self._begin("")

    def under_way(self) -> bool:
        """Whether somebody is being asked."""
        return self._view.now.checking

    def stop(self) -> None:
        """Ask nothing more."""
        self._stop.set()
        self._stage.say("Stopping.")

    def _begin(self, step: str) -> None:
        if self._shown.page() is None:
            self._stage.say(NOTHING_KNOWN)
        elif self.under_way():
            self._stage.say(f"Still asking: {key_of('clear')} stops it.", holds=self.under_way)
        else:
            self._stage.say_in_passing("Asking outside …")
            self.start(step)

    def start(self, step: str, *, again: bool = False) -> None:
        """Ask in the background; `again` without a word on the way."""
        walkthrough = self._opened.walkthrough
        if walkthrough is None:
            return
        self._stop = stop = Event()  # before the thread begins: Esc may come first
        self._view.show(replace(self._view.now, checking=True, checked_step=step))
        work = partial(self._ask, walkthrough, CheckRun(step, again), stop)
        self._stage.run("checking", work, partial(self._ended, CheckRun(step, again)))

    def _ask(self, walkthrough: Walkthrough, run: CheckRun, stop: Event) -> CheckRun:
        """Runs in a thread."""
        checks = walkthrough.checks.planned(run.step)
        own = sum(check.step == run.step or not run.step for check in checks)
        arrived_so_far: list[Finding] = []

        def arrived(finding: Finding) -> None:
            if run.again or (run.step and finding.step != run.step):
                return  # what was asked on the way is another step's
            arrived_so_far.append(finding)
            self._stage.on_screen(partial(self._progressed, tuple(arrived_so_far), own))

        try:
            found = walkthrough.checks.run(run.step, arrived, again=run.again, stopped=stop)
        except Cancelled:
            return replace(run, stopped=True)
        return replace(run, checks=checks, found=found)

    def _progressed(self, found: Sequence[Finding], of: int) -> None:
        """How far it has come, with the last that did not pass: nobody waits for the rest of it."""
        if not self.under_way():
            return
        worst = next(
            (one for one in worst_first(reversed(found)) if not self._whose_turn(one)), found[-1]
        )
        verdict = verdict_word(worst, self._whose_turn(worst)).capitalize()
        words = f" {verdict} (step {plain(worst.step)}): {plain(worst.title)}."
        self._stage.say_in_passing(
            f"Asked {len(found)} of {of}; {key_of('clear')} stops."
            + (words if worst.verdict is not CheckVerdict.PASSED else "")
        )

    def _ended(self, asked: CheckRun, outcome: Outcome[CheckRun]) -> None:
        run = outcome.result or asked
        problem = outcome.problem
        if run.stopped:
            problem = "Stopped: what was answered until then is kept."
        self._view.show(replace(self._view.now, checking=False))
        if problem:
            self._stage.say(problem, "warning")
        elif run.step and not run.again:
            found = self._worst_of(run.step)
            holds = partial(self._still_worst, run.step, found)
            self._stage.say(*self.words(run), holds=holds)
        elif not run.step:
            from migration.checks.login_ways import ways
            from screens.dialogs.check_results import CheckResultsDialog

            self._stage.say("")
            of_id = {finding.check: finding for finding in run.found}
            dialog = CheckResultsDialog(run.found, ways(run.checks, of_id), self._whose_turn)
            self._stage.ask(dialog)
        self._told(run, problem)

    def _whose_turn(self, finding: Finding) -> str:
        """Whom a finding only waits for; empty where it is no wait."""
        derived = self._shown.derived()
        return derived.whose_turn(finding) if derived is not None else ""

    def _worst_of(self, step: str) -> Finding | None:
        derived = self._shown.derived()
        summaries = derived.summaries if derived is not None else ()
        return next((one.checked for one in summaries if one.step.id == step), None)

    def _still_worst(self, step: str, found: Finding | None) -> bool:
        """Whether nothing else was found of the step meanwhile."""
        return self._worst_of(step) == found

    def words(self, run: CheckRun) -> tuple[str, str]:
        """A sentence on a step's own findings, and how it looks.

        Other steps' checks that were asked too do not count.
        """
        from migration.checks.check_run import unreachable

        step = run.step
        own = [finding for finding in run.found if finding.step == step]
        if not own:
            return f"There is nothing to check in step {step} yet.", ""
        if unreachable(run.found):
            return NO_REACH, "warning"
        if by := self._waits_for(own):
            passed = [finding for finding in own if finding.verdict is CheckVerdict.PASSED]
            sure = f"{counted(passed)}. " if passed else ""
            return (
                f"Step {step}: {sure}{'W' if sure else 'w'}hat did not pass yet waits for {by}.",
                ("ok" if sure else ""),
            )
        waiting = [finding for finding in own if self._whose_turn(finding)]
        worst = next(
            (
                finding
                for finding in worst_first(own)
                if finding.verdict is not CheckVerdict.PASSED and finding not in waiting
            ),
            None,
        )
        if worst is None:
            return f"Step {step}: {counted(own, waiting)}{self._offer(step, own)}.", "ok"
        told = f"“{plain(worst.title)}”: {plain(worst.sentence)}."
        return f"Step {step}: {counted(own, waiting)}. {told}", "warning"

    def _waits_for(self, own: Sequence[Finding]) -> str:
        """Who has to act first, where nothing else did not pass; "" where something else is so."""
        whom = [self._whose_turn(one) for one in own if one.verdict is not CheckVerdict.PASSED]
        return whom[0] if whom and all(whom) else ""

    def _offer(self, step: str, own: Sequence[Finding]) -> str:
        """What the checks proved of the step's sub-points, and what is left for a person to say.

        What they proved is ticked by that; other checks of a step prove something else of it.
        """
        page = self._shown.page()
        here = step == self._view.now.step and self._shown.situation().can_tick
        if page is None or not here or page.tick is not None:
            return ""
        parts = [one for one in page.summary.parts if not one.part.by]
        proved = [one for one in parts if settled(own, frozenset({one.part.proved_by} - {""}))]
        others = [one.part.text for one in parts if one.tick is None]
        following = next((one for one in page.summary.parts if one.tick is None), None)
        if following is not None and (asks := asked_of(following.part, own)):
            return f". {asks} Then {key_of('tick')}"
        if not proved:
            return ""
        if not others:
            return ". Nothing is left to tick here"
        open_ = ", ".join(f"“{text}”" for text in others)
        told = f". Proved: {len(proved)} of {len(parts)} sub-points"
        where = f" at {page.summary.step.console}" if page.summary.step.console else ""
        return f"{told}. Look{where or ' yourself'}: {open_}; then {key_of('tick')}"
