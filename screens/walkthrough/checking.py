"""Asking outside whether a step is done: in a thread, with what arrives drawn as it comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from threading import Event, Thread
from typing import TYPE_CHECKING

from textual.message import Message

from migration.checks.verdict import Finding, Verdict
from migration.errors import Cancelled, PoolwalkError
from screens.walkthrough.copying import Copying
from screens.walkthrough.moving import Moving
from widgets.text.check_names import NO_REACH, counted
from widgets.text.plain_text import plain

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.checks.check import Check
    from migration.checks.curl import Errand
    from migration.walkthrough import Walkthrough


class Checking(Copying, Moving):
    """The commands that check."""

    _stop_checks: Event  # of the run that is under way, while `checking`

    @dataclass
    class FindingArrived(Message):
        """One more check was judged."""

        asked: int
        of: int

    @dataclass
    class ChecksEnded(Message):
        """A run came to its end: `problem` says why where it could not begin, or was stopped."""

        step: str  # "" all
        checks: Sequence[Check] = ()
        found: Sequence[Finding] = ()
        problem: str = ""
        again: bool = False  # nobody asked for it

    def action_check_step(self) -> None:
        """Run the step's checks anew."""
        if self.page is not None and not self.page.can_check:
            self.say("Nothing outside can prove this step.")
        else:
            self._begin_checks(self.step)

    def action_check_all(self) -> None:
        """Run every check."""
        self._begin_checks("")

    def _begin_checks(self, step: str) -> None:
        walkthrough = self.walkthrough
        if walkthrough is None or self.page is None:
            self.say("Nothing is known of the deployment yet.")
        elif self.checking:
            self.say("Still asking: Esc stops it.")
        else:
            self.say_in_passing("Asking outside …")
            self.start_checks(walkthrough, step)

    def start_checks(self, walkthrough: Walkthrough, step: str, *, again: bool = False) -> None:
        """Ask in a thread; `again` without a word on the way."""
        self.checking = True
        self._stop_checks = stopped = Event()  # before the thread begins: Esc may come first
        self.draw_cursor()
        # A daemon: a host that hangs must not keep a person from quitting.
        run = (walkthrough, step, again, stopped)
        Thread(target=self._run_checks, args=run, daemon=True, name="poolwalk-checks").start()

    def _run_checks(self, walkthrough: Walkthrough, step: str, again: bool, stopped: Event) -> None:
        """Runs in a thread."""
        asked = 0
        checks: tuple[Check, ...] = ()

        def arrived(_: Finding) -> None:
            nonlocal asked
            asked += 1
            if not again:
                self.post_message(self.FindingArrived(asked, len(checks)))

        try:
            checks = walkthrough.checks.planned(step)
            found = walkthrough.checks.run(step, arrived, again=again, stopped=stopped)
            self.post_message(self.ChecksEnded(step, checks, found, again=again))
        except Cancelled:
            self.post_message(
                self.ChecksEnded(step, problem="Stopped: what was answered until then is kept.")
            )
        except PoolwalkError as error:
            self.post_message(self.ChecksEnded(step, problem=str(error)))
        except Exception as error:  # noqa: BLE001 - a thread's traceback would tear the screen, and could show a secret
            self.post_message(
                self.ChecksEnded(
                    step,
                    problem=(
                        f"A mistake in Poolwalk itself while checking ({type(error).__name__})."
                    ),
                )
            )

    def on_checking_finding_arrived(self, message: FindingArrived) -> None:
        """Say how far it is."""
        if self.checking:
            self.say_in_passing(
                f"Asked {message.asked} of {message.of}, each host once a second. Esc stops."
            )

    def on_checking_checks_ended(self, message: ChecksEnded) -> None:
        """Show what was found."""
        self.checking = False
        self.redraw()
        if message.problem:
            self.say(message.problem, "warning")
        elif message.again:
            return
        elif message.step:
            self.say(*self.outcome(message.step, message.found))
        else:
            from migration.checks.ways import ways
            from screens.dialogs.check_results import CheckedDialog

            self.say("")
            of_id = {finding.check: finding for finding in message.found}
            self.app.push_screen(CheckedDialog(message.found, ways(message.checks, of_id)))

    def outcome(self, step: str, found: Sequence[Finding]) -> tuple[str, str]:
        """A sentence on a step's own findings, and how it looks.

        Other steps' checks that were asked too do not count.
        """
        from migration.checks.round import unreachable

        own = [finding for finding in found if finding.step == step]
        if not own:
            return f"There is nothing to check in step {step} yet.", ""
        if unreachable(found):
            return NO_REACH, "warning"
        worst = next((finding for finding in own if finding.verdict is Verdict.REFUSED), None)
        worst = worst or next(
            (finding for finding in own if finding.verdict is Verdict.INCONCLUSIVE), None
        )
        if worst is None:
            offer = (
                ": Space ticks it"
                if step == self.step and self.situation().can_tick and not self._is_ticked()
                else ""
            )
            return f"Step {step}: {counted(own)}{offer}.", "ok"
        title = plain(worst.title)
        return (
            (
                f"Step {step}: {counted(own)}. {title[:1].upper()}{title[1:]}:"
                f" {plain(worst.sentence)}."
            ),
            "warning",
        )

    def show_finding(self, finding: Finding) -> None:
        """The evidence, and the way to ask from another machine."""
        walkthrough = self.walkthrough
        if walkthrough is None:
            return
        from screens.dialogs.evidence import FindingDialog
        from screens.dialogs.paste_answer import PasteDialog

        try:
            errand: Errand | str = walkthrough.errands.next_for(finding.check)
        except PoolwalkError as error:
            errand = str(error)

        def pasted(said: str | None) -> None:
            if said:
                self.redraw()
                self.say(said)

        def answered(paste: bool | None) -> None:
            if paste and not isinstance(errand, str):
                self.app.push_screen(PasteDialog(walkthrough, errand), pasted)

        self.app.push_screen(FindingDialog(finding, errand, self.request_copy), answered)

    def _is_ticked(self) -> bool:
        return self.page is not None and (self.page.tick is not None or self.page.said_done)

    def action_clear(self) -> None:
        """Stop asking; else what Escape does elsewhere."""
        if self.checking:
            self._stop_checks.set()
            self.say("Stopping.")
        else:
            super().action_clear()
