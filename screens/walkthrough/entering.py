"""What only a person knows: a prefix, a key, a logo, a callback, an app's file, a pair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.opened_walkthrough import NOTHING_KNOWN, OpenedWalkthrough
from screens.stage import Stage
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewStore

if TYPE_CHECKING:  # loaded when it is asked for
    from migration.mobile.app_file_comparison import AppComparison
    from migration.walkthrough import Walkthrough
    from screens.dialogs.dialog import Dialog


class Entering:
    """Asks for it. The answer is kept in the journal, or in memory for a secret key."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        view: ViewStore,
        shown: ShownPage,
        *,
        demo: bool,
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown
        self._demo = demo
        self._app_files: dict[str, str] = {}  # the path that was named last, by step

    def enter(self) -> None:
        """Ask for what this step needs from a person."""
        walkthrough = self._known()
        if walkthrough is None:
            return
        wanted = self._shown.situation().can_enter
        if wanted == "app-file":
            from screens.dialogs.app_file import AppFileDialog

            path = self._app_files.get(self._view.now.step, "")
            self._stage.ask(AppFileDialog(walkthrough, path), self._compare_app_file)
        elif wanted == "callback":
            self._ask_for_callback(walkthrough)
        elif wanted:
            dialog = _dialog(wanted, walkthrough, self._view.now.step, demo=self._demo)
            self._stage.ask(dialog, self._entered)
        else:
            self._stage.say("Nothing is left to enter in this step.")

    def pair(self) -> None:
        """Ask which new app client an old one became."""
        walkthrough = self._known()
        if walkthrough is None:
            return
        old = self._shown.situation().pair
        if not old:
            self._stage.say("App clients are paired in step 4.")
            return
        from screens.dialogs.pair import PairDialog

        self._stage.ask(PairDialog(walkthrough, old), self._entered)

    def _ask_for_callback(self, walkthrough: Walkthrough) -> None:
        at = self._shown.situation()
        if not at.pair:
            self._stage.say("No app client of the new pool is known yet: pair one first (p).")
            return
        from screens.dialogs.callback import CallbackDialog

        item = at.setting.item if at.setting is not None else ""
        entered = item if item in walkthrough.callbacks.entered(at.pair) else ""
        dialog = CallbackDialog(walkthrough, at.pair, entered)
        self._stage.ask(dialog, self._callback_entered)

    def _callback_entered(self, added: str | None) -> None:
        if added:
            self._view.show(self._view.now.at_step(self._view.now.step, added))
            self._stage.say("It is wanted on the new client now: a adds it there.", "ok")
        elif added is not None:
            self._stage.say("It is wanted no more.", "ok")

    def _known(self) -> Walkthrough | None:
        if self._shown.page() is None:
            self._stage.say(NOTHING_KNOWN)
            return None
        return self._opened.walkthrough

    def _compare_app_file(self, compared: AppComparison | None) -> None:
        if compared is None:
            return
        from screens.dialogs.app_file import AppComparisonDialog

        self._app_files[compared.step] = compared.path
        self._stage.ask(AppComparisonDialog(compared))

    def _entered(self, sentence: str | None) -> None:
        if sentence:
            self._stage.say(sentence, "ok")


def _dialog(wanted: str, walkthrough: Walkthrough, step: str, *, demo: bool) -> Dialog[str]:
    """The dialog for what a setting or a page asks for (`Situation.can_enter`)."""
    if wanted == "domain":
        from screens.dialogs.prefix import PrefixDialog

        return PrefixDialog(walkthrough)
    if wanted == "apple-key":
        from screens.dialogs.apple_key import AppleKeyDialog

        return AppleKeyDialog(walkthrough, demo=demo)
    if wanted == "skill-fields":
        from screens.dialogs.skill_fields import SkillFieldsDialog

        return SkillFieldsDialog(walkthrough)
    if wanted == "logo":
        from screens.dialogs.logo import LogoDialog

        return LogoDialog(walkthrough, step)
    from screens.dialogs.token_url import TokenUrlDialog

    return TokenUrlDialog(walkthrough)
