"""Submitting the Alexa skill for certification: asked twice, then watched to its end."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from migration.changes.write_report import Preview, WriteReport
from migration.deployment.certification import Certification, Review
from migration.errors import PoolwalkError
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Outcome, Stage, Timer
from screens.walkthrough.write_gate import WriteGate
from screens.walkthrough.write_report_telling import WriteReportTelling
from screens.walkthrough.writing import Writing

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough

_WITHDRAWS = "Once submitted, only Amazon's console can withdraw it."
EVERY = 900.0  # seconds between two looks: a review takes days
_ENDED = {
    Review.CERTIFIED: "Amazon certified the skill: it is live once you publish it in the console.",
    Review.REFUSED: "Amazon did not certify the skill: the console's tab Certification says why.",
    Review.CANCELLED: "The skill was withdrawn from its review.",
}


class Certifying:
    """Asks, submits, and tells when Amazon's review ended."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        write_gate: WriteGate,
        writing: Writing,
        telling: WriteReportTelling,
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._write_gate = write_gate
        self._writing = writing
        self._telling = telling
        self._next: Timer | None = None

    def submit(self) -> None:
        """Show what it means, ask twice, and submit."""
        walkthrough = self._write_gate.may_begin()
        if walkthrough is None:
            return
        try:
            preview = walkthrough.skill_review.preview()
        except PoolwalkError as error:
            self._stage.say(str(error), "warning")
            return
        from screens.dialogs.confirm import ConfirmDialog

        warning = f"{_WITHDRAWS} You are asked once more."
        dialog = ConfirmDialog(preview.title, preview.lines, warning, yes="Go on")
        self._stage.ask(dialog, partial(self._ask_once_more, preview))

    def _ask_once_more(self, preview: Preview, yes: bool | None) -> None:
        if not yes:
            self._stage.say("Nothing was submitted.")
            return
        from screens.dialogs.confirm import ConfirmDialog

        lines = ("The stage development, as it stands at Amazon now, goes to its review.",)
        warning = _WITHDRAWS
        dialog = ConfirmDialog("Submit it now?", lines, warning, yes="Submit")
        self._stage.ask(dialog, partial(self._answered, preview))

    def _answered(self, preview: Preview, yes: bool | None) -> None:
        if not yes:
            self._stage.say("Nothing was submitted.")
            return
        walkthrough = self._write_gate.may_begin()  # it can have become another moment
        if walkthrough is not None:
            self._write_gate.when_unlocked(walkthrough, partial(self._submit, walkthrough, preview))

    def _submit(self, walkthrough: Walkthrough, preview: Preview) -> None:
        self._writing.begin(
            "submitting the skill",
            lambda progress, _: walkthrough.skill_review.submit(preview, progress),
            partial(self._ended, preview),
        )

    def _ended(self, preview: Preview, report: WriteReport) -> None:
        self._telling.tell(report, preview.ids, "Asked for", {})
        self.watch()

    def watch(self) -> None:
        """Ask again by itself as long as Amazon reviews the skill."""
        self.stop()
        walkthrough = self._opened.walkthrough
        newest = walkthrough.skill_review.now if walkthrough is not None else None
        if walkthrough is not None and newest is not None and newest.review is Review.IN_REVIEW:
            self._next = self._stage.after(EVERY, partial(self._look, walkthrough))

    def stop(self) -> None:
        """Ask no more."""
        if self._next is not None:
            self._next.stop()
            self._next = None

    def _look(self, walkthrough: Walkthrough) -> None:
        self._next = None
        self._stage.run("asking Amazon", walkthrough.skill_review.look, self._looked)

    def _looked(self, outcome: Outcome[Certification | None]) -> None:
        if outcome.problem:  # a token lives an hour: what was known stays
            self._stage.say_in_passing(f"How the review stands is not known: {outcome.problem}")
            return
        newest = outcome.result
        if newest is not None and newest.review in _ENDED:
            self._stage.bell()
            certified = newest.review is Review.CERTIFIED
            self._stage.say(_ENDED[newest.review], "ok" if certified else "warning")
        else:
            self.watch()
