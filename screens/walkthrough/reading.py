"""Opening the deployment and reading it, behind the first paint and in a thread.

The screen never waits for the network.
"""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message

from migration.errors import Cancelled, PoolwalkError
from migration.guide.step import StepState
from migration.pools.reading import Unread
from screens.walkthrough.view import WalkthroughView
from widgets.commands.situation import Pane

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough

TOGETHER = 0.05  # seconds: answers that arrive within this time are drawn at once


class Reading(WalkthroughView):
    """Connects, reads, and draws what arrives."""

    @dataclass
    class Connected(Message):
        """Both pools were found."""

        walkthrough: Walkthrough

    @dataclass
    class PartArrived(Message):
        """One more part of a pool was read, or refused."""

    @dataclass
    class ReadingEnded(Message):
        """Every part was read or refused; or it failed, and `problem` says why and what to do."""

        problem: str = ""

    _drawing_due = False
    _recovered_told = 0  # writes of an earlier run that were accounted for and told
    _opening: Walkthrough | None = None
    _code: Future[str] | None = None

    def on_mount(self) -> None:
        """Begin once the first paint is out."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        if self.reading_parts:
            return
        self.reading_parts = True
        self.waiting = "logging in to AWS"
        self.redraw()
        # A daemon: a call that hangs must not keep a person from quitting.
        Thread(target=self._open_and_read, daemon=True, name="poolwalk-reading").start()

    def _open_and_read(self) -> None:
        """Log in where that is not done yet, then read everything. Runs in a thread."""
        walkthrough, problem = self.walkthrough, ""
        try:
            if walkthrough is None:
                walkthrough = self._opening = self.open_walkthrough()
                walkthrough.connect(self._ask_mfa_code)
                self.post_message(self.Connected(walkthrough))
            walkthrough.reader.read(self._arrived)
        except Cancelled:
            problem = "Stopped before everything was read: press r to read again."
        except PoolwalkError as error:
            problem = str(error)
        except Exception as error:  # noqa: BLE001 - a thread's traceback would tear the screen, and could show a secret
            problem = (
                f"A mistake in Poolwalk itself while reading ({type(error).__name__}); what was"
                " applied is recorded."
            )
        self.post_message(self.ReadingEnded(problem))

    def _arrived(self) -> None:
        self.post_message(self.PartArrived())

    def on_reading_connected(self, message: Connected) -> None:
        """The deployment is known: show it, before anything of it was read."""
        self.walkthrough = message.walkthrough
        self._opening = None
        self.redraw()
        if message.walkthrough.state.read_only and message.walkthrough.state.read_only_reason:
            self.say(message.walkthrough.state.read_only_reason, "warning")

    def on_reading_part_arrived(self) -> None:
        """Draw soon; what arrives until then is drawn with it."""
        if not self._drawing_due:
            self._drawing_due = True
            self.set_timer(TOGETHER, self._draw_arrived)

    def _draw_arrived(self) -> None:
        self._drawing_due = False
        self._find_place()
        self.redraw()

    def on_reading_reading_ended(self, message: ReadingEnded) -> None:
        """Everything is there, or what is missing is said in place."""
        self.reading_parts = False
        if self.walkthrough is None:
            if self._opening is not None:
                self._opening.close()
                self._opening = None
            self.waiting, self.failed = (
                f"{message.problem} Press r to try again; D checks everything.",
                True,
            )
            self.redraw()
            return
        self.clear_remark()
        self._find_place()
        self.redraw()
        if message.problem:
            self.say(message.problem, "error")
        elif recovered := self.walkthrough.state.recovered[self._recovered_told :]:
            self._recovered_told += len(recovered)
            self.say(
                " ".join([*(found.sentence for found in recovered), "U shows the record."]),
                "warning",
            )
        elif unread := self.walkthrough.pages.unread():
            calls = list(dict.fromkeys(_call(found) for _, found in unread))
            self.say(
                f"Could not be read: {', '.join(calls)}. Their rows say why; r reads again.",
                "warning",
            )

    placed = False  # whether the cursor was put where it starts

    def _find_place(self) -> None:
        """Where the person was the last time, or the first thing to do.

        Unless somebody moved already.

        As soon as nothing that it depends on is awaited: what is read last concerns the last steps.
        """
        if self.placed or self.walkthrough is None:
            return
        # In this order: what arrives in between can move the place, and must not make an early
        # guess look certain.
        summaries = self.walkthrough.pages.summaries()
        step, row = self.walkthrough.place.start()
        at = [summary.step.id for summary in summaries].index(step)
        # A step without settings can stand there for want of a better one: then all have to be
        # known.
        rests_on = summaries[: at + 1] if summaries[at].settings else summaries
        if self.reading_parts and any(summary.state is StepState.WAITING for summary in rests_on):
            return
        self.placed = True
        if self.pane is not Pane.STEPS or self.step != self.steps[0].id:
            return
        if not row:
            todo = [
                setting.id for summary in summaries for setting in summary.settings if setting.to_do
            ]
            row = next((address for address in todo if address.startswith(f"{step}/")), "")
        self.pane = Pane.SETTINGS
        self.show_step(step, row)

    def action_read_again(self) -> None:
        """Read both pools again; or try again to open them."""
        if self.reading_parts:
            self.say("Still reading.")
        else:
            self._begin()

    # --- a role that wants an MFA code ------------------------------------------------------------
    def _ask_mfa_code(self, device: str) -> str:
        """Ask the person, from the thread that logs in.

        Raises `Cancelled` when they will not say.
        """
        self._code = Future()
        self.app.call_from_thread(self._show_mfa_dialog, device)
        code = self._code.result()
        if not code:
            message = "No MFA code was entered"
            raise Cancelled(message)
        return code

    def _show_mfa_dialog(self, device: str) -> None:
        from screens.dialogs.ask import AskDialog

        future = self._code

        def answered(code: str | None) -> None:
            if future is not None and not future.done():
                future.set_result((code or "").strip())

        self.app.push_screen(
            AskDialog(
                f"MFA code of {device}",
                hint="The profile's role wants it.",
                required=True,
                secret=True,
            ),
            answered,
        )

    def stop_waiting(self) -> None:
        """Let go of what is being read or asked for; a write that was sent is finished."""
        if self._code is not None and not self._code.done():
            self._code.set_result("")
        for walkthrough in (self._opening, self.walkthrough):
            if walkthrough is not None:
                walkthrough.cancel()


def _call(unread: Unread) -> str:
    """A call that was not answered, in a few words."""
    return " ".join(
        [unread.operation, *([f"of the {unread.pool} pool"] if unread.pool else []), unread.name]
    ).strip()
