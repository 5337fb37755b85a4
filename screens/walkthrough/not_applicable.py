"""That a step does not apply here, or that one does which a rule leaves out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from migration.guide.carried_settings import ACCEPTED
from migration.guide.progress import is_met
from migration.guide.step import Step, StepState
from screens.opened_walkthrough import NOTHING_KNOWN, OpenedWalkthrough
from screens.stage import Stage
from screens.walkthrough.accepting import KEPT, Accepting
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.tick_words import named
from screens.walkthrough.verdict_reasons import VerdictReasons
from widgets.text.own_keys import key_of

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough


class NotApplicable:
    """Asks for the reason, and keeps it."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        shown: ShownPage,
        accepting: Accepting,
        verdict_reasons: VerdictReasons,
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._shown = shown
        self._accepting = accepting
        self._verdict_reasons = verdict_reasons

    def ask(self) -> None:
        """Why the step does not apply, or does.

        On a difference that Poolwalk does not write: why it is right as it is. On Effects and on a
        check: what settles it for the verdict.
        """
        walkthrough, page = self._opened.walkthrough, self._shown.page()
        if walkthrough is None or page is None:
            self._stage.say(NOTHING_KNOWN)
            return
        if self._verdict_reasons.ask():
            return
        step, setting = page.summary.step, self._shown.situation().setting
        if setting is not None and self._accepting.can_accept(setting):
            self._accepting.ask(setting)
            return
        if setting is not None and ACCEPTED.intersection(step.carries):
            self._stage.say("This row needs no reason: put the cursor on one that differs (n).")
            return
        from screens.dialogs.text_question import YOUR_REASON, TextQuestion

        checklist, hint = walkthrough.checklist, KEPT
        if page.left_out:
            keep, said, question = checklist.applies, "applies", "apply here after all"
        else:
            keep, said, question = checklist.not_applicable, "does not apply", "not apply here"
            hint = " ".join(filter(None, (_who_needs(walkthrough, step), KEPT)))

        def kept(reason: str) -> str:
            keep(step.id, reason)
            return f"Step {step.id} {said}: {reason.strip()}. {key_of('tick')} takes it back."

        title = f"Why does {named(step)} {question}?"
        dialog = TextQuestion(title, hint=hint, label=YOUR_REASON, keep=kept)
        self._stage.ask(dialog, lambda told: self._stage.say(told, "ok") if told else None)


def _who_needs(walkthrough: Walkthrough, step: Step) -> str:
    """The steps that need this one, and what becomes of them without it; empty where none does."""
    summaries = walkthrough.pages.summaries()
    who = [
        one.step.id
        for one in summaries
        if step.id in one.step.needs and one.state is not StepState.NOT_APPLICABLE
    ]
    if not who:
        return ""
    need = "need" if len(who) > 1 else "needs"
    own = next(one for one in summaries if one.step.id == step.id)
    if is_met(replace(own, state=StepState.NOT_APPLICABLE)):
        return f"{', '.join(who)} {need} this step, and can be done without it from then on."
    return (
        f"{', '.join(who)} {need} this step and cannot be done without it, whatever is said here:"
        " nobody can log in where there is no login page."
    )
