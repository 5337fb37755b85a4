"""What can be done with an open plan: approve it, write what stands as planned."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from migration.changes.write_report import WriteReport
from migration.errors import PoolwalkError
from migration.number_words import number_of
from migration.plans.approval import why_not_by
from migration.plans.drift import Drift
from screens.stage import Outcome, Stage
from widgets.text.plain_text import short_who
from widgets.text.plan_lines import counted, value_words

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.plans import OpenPlan
    from migration.walkthrough import Walkthrough

TAKEN_BACK = "Once written, it can be taken back on the main screen (u)."
APPROVED = (
    "An approval stays in the record and cannot be taken back. It counts for this plan alone: a"
    " plan that is made anew needs another."
)

# Writes on the main screen's road, which begins, tells of progress, and says how it ended.
Begin = Callable[["OpenPlan", Callable[[WriteReport], None]], None]


class PlanReview:
    """One plan that is open, held against what is known at each moment.

    `write` is the main screen's road of writes; `changed` draws the page.
    """

    def __init__(
        self,
        stage: Stage,
        walkthrough: Walkthrough,
        opened: OpenPlan,
        *,
        write: Begin,
        changed: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._walkthrough = walkthrough
        self._write = write
        self._changed = changed
        self.opened = opened
        self._seen: object = None  # the State that it was held against last

    def look_again(self) -> None:
        """Hold it against what is known now, where that is something else than before."""
        state = self._walkthrough.state
        if state is not self._seen:
            self.opened, self._seen = self._walkthrough.plans.again(self.opened), state

    @property
    def own(self) -> bool:
        """Whether whoever is here made the plan, or approved it already."""
        state = self._walkthrough.state
        return bool(why_not_by(state.who, self.opened.plan, state.record.plans))

    @property
    def to_apply(self) -> int:
        """How many of its settings stand as planned."""
        return self.opened.count(Drift.AS_PLANNED)

    def approve(self) -> None:
        """Ask, and record the approval."""
        state = self._walkthrough.state
        if why := why_not_by(state.who, self.opened.plan, state.record.plans):
            self._stage.say(why)
            return
        from screens.dialogs.confirm import ConfirmDialog

        lines = [counted(self.opened), f"It is recorded that you approve it: {state.who}"]
        dialog = ConfirmDialog(
            f"Approve this plan as {short_who(state.who)}?", lines, yes="Approve", reversal=APPROVED
        )
        self._stage.ask(dialog, self._approve)

    def _approve(self, yes: bool | None) -> None:
        if not yes:
            self._stage.say("Nothing was approved.")
            return
        opened = self.opened
        self._stage.run(
            "approving the plan", lambda: self._walkthrough.plans.approve(opened), self._approved
        )

    def _approved(self, outcome: Outcome[OpenPlan]) -> None:
        if outcome.result is None:
            self._stage.say(outcome.problem, "error")
        else:
            self.opened = outcome.result
            self._stage.say("Approved: it is in the record, and the file tells it.", "ok")
        self._changed()

    def apply(self) -> None:
        """List what will be written, and write it after a yes."""
        try:
            preview = self._walkthrough.plans.preview(self.opened.plan)
        except PoolwalkError as error:
            self._stage.say(str(error), "error")
            return
        if not preview.ids:
            self._stage.say("Nothing of this plan is to apply now: its rows say why.")
            return
        from screens.dialogs.confirm import ConfirmDialog

        listed = [
            value_words(setting)
            for setting in self.opened.settings
            if setting.drift is Drift.AS_PLANNED
        ]
        title = f"Apply {number_of(len(preview.ids), 'setting')} as planned?"
        reversal = "" if preview.warning else TAKEN_BACK
        dialog = ConfirmDialog(title, listed, preview.warning, yes="Apply", reversal=reversal)
        self._stage.ask(dialog, self._begin)

    def _begin(self, yes: bool | None) -> None:
        if yes:
            self._write(self.opened, lambda _: self._changed())
        else:
            self._stage.say("Nothing was written.")
