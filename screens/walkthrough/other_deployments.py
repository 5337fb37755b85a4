"""What was decided on another deployment, shown and then taken over to this one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from migration.errors import BadInput
from migration.number_words import number_of
from screens.opened_walkthrough import NOTHING_KNOWN, OpenedWalkthrough
from screens.stage import Outcome, Stage
from screens.walkthrough.shown_page import ShownPage

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.decisions_taken_over import Decision
    from migration.walkthrough import Walkthrough


DECIDED = (
    "Nothing is written at AWS: each is a decision in the record, and can be changed in its step."
)


class OtherDeployments:
    """Asks from which, shows what, and records it after a yes."""

    def __init__(self, stage: Stage, opened: OpenedWalkthrough, shown: ShownPage) -> None:
        self._stage = stage
        self._opened = opened
        self._shown = shown

    def take_over(self) -> None:
        """Ask for the name of the other one, unless there is only one."""
        walkthrough = self._opened.walkthrough
        if walkthrough is None or self._shown.page() is None:
            self._stage.say(NOTHING_KNOWN)
            return
        others = tuple(walkthrough.state.request.others)
        if not others:
            self._stage.say("config.toml has no other deployment to take anything over from.")
        elif len(others) == 1:
            self._look(walkthrough, others[0])
        else:
            from screens.dialogs.text_question import TextQuestion

            hint = f"One of {', '.join(others)}; what was decided there is shown first."
            title = "Take over from which deployment?"
            dialog = TextQuestion(title, hint=hint, keep=partial(_one_of, others))
            self._stage.ask(dialog, lambda name: self._look(walkthrough, name) if name else None)

    def _look(self, walkthrough: Walkthrough, name: str) -> None:
        self._stage.run(
            "looking at the other record",
            partial(walkthrough.decisions.of, name),
            partial(self._show, walkthrough, name),
        )

    def _show(
        self, walkthrough: Walkthrough, name: str, outcome: Outcome[tuple[Decision, ...]]
    ) -> None:
        if outcome.result is None:
            self._stage.say(outcome.problem, "error")
            return
        from migration.walk.decisions_taken_over import counted
        from widgets.text.decision_words import decision_lines

        found = outcome.result
        taken = counted(found)["taken"]
        if not taken:
            self._stage.say(f"Nothing of {name} is to be taken over that is not so here already.")
            return
        from screens.dialogs.confirm import ConfirmDialog

        title = f"Take {number_of(taken, 'decision')} over from {name}?"
        dialog = ConfirmDialog(title, decision_lines(found), yes="Take over", reversal=DECIDED)
        self._stage.ask(dialog, partial(self._answered, walkthrough, name, found))

    def _answered(
        self, walkthrough: Walkthrough, name: str, found: Sequence[Decision], yes: bool | None
    ) -> None:
        if yes:
            self._stage.run(
                "taking it over",
                lambda: walkthrough.decisions.take(name, found),
                partial(self._told, name),
            )
        else:
            self._stage.say("Nothing was taken over.")

    def _told(self, name: str, outcome: Outcome[tuple[Decision, ...]]) -> None:
        if outcome.result is None:
            self._stage.say(outcome.problem, "error")
            return
        from migration.walk.decisions_taken_over import counted

        counts = counted(outcome.result)
        left = f"; {counts['left']} left as it is here" if counts["left"] else ""
        self._stage.say(f"{counts['taken']} taken over from {name}{left}.", "ok")


def _one_of(names: Sequence[str], typed: str) -> str:
    """The deployment that was named; raises where there is none of that name."""
    if typed.strip() not in names:
        one = f"type one of {', '.join(names)}"
        raise BadInput(f"There is nothing to take over from {typed.strip()}: {one}.")
    return typed.strip()
