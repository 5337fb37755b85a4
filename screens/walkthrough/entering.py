"""What a person enters or says: step 2's prefix, step 3b's key, a pair of app clients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.walkthrough.writing import Writing

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.mobile.comparison import AppComparison
    from migration.walkthrough import Walkthrough


class Entering(Writing):
    """The commands whose answer is kept in the journal, or in memory for a secret key."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._app_files: dict[str, str] = {}  # the path that was named last, by step

    def _open_walkthrough(self) -> Walkthrough | None:
        if self.walkthrough is None or self.page is None:
            self.say("Nothing is known of the deployment yet.")
            return None
        return self.walkthrough

    def action_enter_value(self) -> None:
        """Ask for what this step needs from a person."""
        walkthrough = self._open_walkthrough()
        if walkthrough is None:
            return
        wanted = self.situation().can_enter
        if wanted == "domain":
            from screens.dialogs.prefix import PrefixDialog

            self.app.push_screen(PrefixDialog(walkthrough), self._entered)
        elif wanted == "apple-key":
            from screens.dialogs.apple_key import AppleKeyDialog

            self.app.push_screen(AppleKeyDialog(walkthrough), self._entered)
        elif wanted == "logo":
            from screens.dialogs.logo import LogoDialog

            self.app.push_screen(LogoDialog(walkthrough, self.step), self._entered)
        elif wanted == "voice":
            from screens.dialogs.voice import VoiceDialog

            self.app.push_screen(VoiceDialog(walkthrough), self._entered)
        elif wanted == "app-file":
            from screens.dialogs.app_file import AppFileDialog

            self.app.push_screen(
                AppFileDialog(walkthrough, self._app_files.get(self.step, "")),
                self._compare_app_file,
            )
        else:
            self.say("There is nothing to enter in this step.")

    def _compare_app_file(self, compared: AppComparison | None) -> None:
        if compared is None:
            return
        from screens.dialogs.app_file import AppComparisonDialog

        self._app_files[compared.step] = compared.path
        self.app.push_screen(AppComparisonDialog(compared))

    def _entered(self, sentence: str | None) -> None:
        self.redraw()
        if sentence:
            self.say(sentence, "ok")

    def action_pair(self) -> None:
        """Ask which new app client an old one became."""
        walkthrough = self._open_walkthrough()
        if walkthrough is None:
            return
        old = self.situation().pair
        if not old:
            self.say("App clients are paired in step 4.")
            return
        from screens.dialogs.pair import PairDialog

        self.app.push_screen(PairDialog(walkthrough, old), self._entered)
