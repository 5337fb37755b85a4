"""What a person settles for the verdict: who may stay behind, and a check that did not pass."""

from __future__ import annotations

from collections.abc import Callable

from migration.checks.check_verdict import CheckVerdict
from migration.checks.finding import Finding
from migration.errors import PoolwalkError
from migration.guide.left_in_old_pool import who_stays
from migration.guide.verdict import Answer
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Stage
from screens.walkthrough.accepting import KEPT
from screens.walkthrough.shown_page import ShownPage
from widgets.text.own_keys import key_of
from widgets.text.plain_text import plain

_LEFT_BEHIND = (
    "Your reason moves and deletes nobody. It says who decided that they may be left behind, and"
    " why: the record and the report show it, and the verdict then counts them as settled. Once the"
    " old pool is deleted they can only sign up anew; whether they find their devices then is not"
    " public. Say in your own words, for example, how often you told them and since when they were"
    " not seen."
)
_REFUSED_BEFORE = "The last answer is unclear; your reason is for what was refused before it"
_BECAME = {
    Answer.YES: "The verdict is yes now: it stands above, with what it rests on.",
    Answer.NO: "The verdict is no now: what speaks against it stands above.",
    Answer.UNKNOWN: "Nothing speaks against it now, but something is not known: see above.",
}


class VerdictReasons:
    """Asks for the reason, keeps it, and takes it back."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        shown: ShownPage,
        to_the_top: Callable[[], None],
    ) -> None:
        """`to_the_top` shows the page from its beginning, where the verdict stands."""
        self._stage = stage
        self._opened = opened
        self._shown = shown
        self._to_the_top = to_the_top

    def ask(self) -> bool:
        """Ask about what is under the cursor. False where there is nothing to settle."""
        walkthrough, page, check = self._opened.walkthrough, self._shown.page(), self._check()
        if walkthrough is None or page is None:
            return False
        reasons = walkthrough.reasons
        unused = () if page.verdict is None or self._users_left() else walkthrough.pages.unused()
        if unused:
            client = unused[0]

            def leave(reason: str) -> str:
                name = reasons.settle_client(client.id, reason)
                return f"Nobody uses {name}, you say. This holds until somebody tries to."

            name = client.name or client.id
            self._ask(f"Why does nobody use {name} of the new pool?", leave)
            return True
        if page.verdict is not None:

            def settle(reason: str) -> str:
                reasons.settle_users(reason)
                return f"{who_stays(walkthrough.state.reading)}: it may be deleted, you say."

            title = "Why may the old pool be deleted though it still has users?"
            stays = who_stays(walkthrough.state.reading)
            counts = (
                f" {key_of('show-usage')} (after Esc) shows when each app client was used last."
            )
            self._ask(title, settle, hint=f"{stays}. {_LEFT_BEHIND}{counts}")
            return True
        if check is not None and check.verdict is not CheckVerdict.PASSED:

            def explain(reason: str) -> str:
                reasons.explain_check(check.check, reason)
                return "Your reason is kept. It holds as long as the check finds the same."

            about = walkthrough.pages.now().to_explain(check.check) or check
            before = about.verdict is not check.verdict
            hint = f"{_REFUSED_BEFORE}: {about.sentence}. {KEPT}" if before else KEPT
            title = f"“{check.title}” did not pass: why does that not matter here?"
            self._ask(title, explain, hint=hint)
            return True
        return False

    def withdraw(self) -> bool:
        """Take back what was said of what is under the cursor. False where nothing was."""
        walkthrough, page, check = self._opened.walkthrough, self._shown.page(), self._check()
        if walkthrough is None or page is None:
            return False
        settled, before = walkthrough.state.record.settled, self._answer()
        try:
            last = max(settled.unused.values(), key=lambda one: one.at, default=None)
            users = settled.users
            if page.verdict and last and (users is None or last.at >= users.at):
                name = walkthrough.reasons.unsettle_client(last.client)
                said = f"Why nobody uses {name} is taken back."
            elif page.verdict is not None and users is not None:
                walkthrough.reasons.unsettle_users()
                said = "Why the old pool may go without its users is taken back."
            elif check is not None and check.check in settled.explained:
                walkthrough.reasons.withdraw_explanation(check.check)
                said = f"“{check.title}” is not explained any more."
            else:
                return False
        except PoolwalkError as error:
            self._stage.say(str(error), "warning")
            return True
        self._say(plain(said), before)
        return True

    def _answer(self) -> Answer | None:
        """The verdict's answer, on the page that has it."""
        page = self._shown.page()
        return page.verdict.answer if page is not None and page.verdict is not None else None

    def _say(self, said: str, before: Answer | None) -> None:
        """Say what was done, and show the verdict where that gave it another answer."""
        now = self._answer()
        if now is not None and now is not before:
            said = f"{_BECAME[now]} {said}"
            self._to_the_top()
        self._stage.say(said, "ok")

    def _users_left(self) -> bool:
        """Whether the verdict still asks about the users that the old pool still knows."""
        page = self._shown.page()
        return (
            page is not None
            and page.verdict is not None
            and any(
                (reason.step, reason.command) == (page.summary.step.id, "not-applicable")
                for reason in page.verdict.against
            )
        )

    def _check(self) -> Finding | None:
        return self._shown.situation().check

    def _ask(self, title: str, keep: Callable[[str], str], *, hint: str = KEPT) -> None:
        from screens.dialogs.text_question import YOUR_REASON, TextQuestion

        before = self._answer()

        def answered(said: str | None) -> None:
            if said is not None:
                # The check's line may have another place now; on Effects any line will do.
                where = "" if before is not None else " on its line"
                self._say(f"{said} {key_of('tick')}{where} takes it back.", before)

        dialog = TextQuestion(plain(title), hint=hint, label=YOUR_REASON, keep=keep)
        self._stage.ask(dialog, answered)
