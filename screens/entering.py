"""What a person enters or says: step 2's prefix, step 3b's key, a pair of app clients, done, and not applicable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from migration.compare.setting import Setting
from migration.errors import PoolwalkError
from screens.writing import Writing
from widgets.plain_text import plain

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.mobile.comparison import AppComparison
    from migration.walkthrough import Walkthrough


KEPT = "It goes into the journal, for whoever asks later."


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
            from screens.prefix import PrefixDialog

            self.app.push_screen(PrefixDialog(walkthrough), self._entered)
        elif wanted == "apple-key":
            from screens.apple_key import AppleKeyDialog

            self.app.push_screen(AppleKeyDialog(walkthrough), self._entered)
        elif wanted == "voice":
            from screens.voice import VoiceDialog

            self.app.push_screen(VoiceDialog(walkthrough), self._entered)
        elif wanted == "app-file":
            from screens.app_file import AppFileDialog

            self.app.push_screen(AppFileDialog(walkthrough, self._app_files.get(self.step, "")), self._compare_app_file)
        else:
            self.say("There is nothing to enter in this step.")

    def _compare_app_file(self, compared: AppComparison | None) -> None:
        if compared is None:
            return
        from screens.app_file import AppComparisonDialog

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
        from screens.pair import PairDialog

        self.app.push_screen(PairDialog(walkthrough, old), self._entered)

    def action_tick(self) -> None:
        """Say that the step is done, or take that back."""
        walkthrough = self._open_walkthrough()
        if walkthrough is None:
            return
        setting = self.situation().setting
        try:
            if setting is not None and walkthrough.accepted(setting.id):
                walkthrough.withdraw(setting.id)
                said = f"“{setting.label}” is not accepted any more."
            elif self.page is not None and self.page.tick is not None:
                walkthrough.untick(self.step)
                said = f"Step {self.step}: what was said of it is taken back."
            else:
                walkthrough.tick(self.step)
                said = f"Step {self.step} is done, you say. Space takes it back."
        except PoolwalkError as error:
            self.say(str(error), "warning")
            return
        self.redraw()
        self.say(said, "ok")

    def action_not_applicable(self) -> None:
        """Ask why the step does not apply here, or why one that a rule leaves out does.

        On a difference that Poolwalk does not write: why it is right as it is.
        """
        walkthrough = self._open_walkthrough()
        if walkthrough is None:
            return
        from screens.ask import AskDialog

        step, setting = self.step, self.situation().setting
        if setting is not None and walkthrough.can_accept(setting):
            self._accept(walkthrough, setting)
            return
        if setting is not None and step == "also":
            self.say("This row needs no reason: put the cursor on one that differs (n).")
            return

        left_out = self.page is not None and bool(self.page.left_out)
        keep, said = (walkthrough.applies, "applies") if left_out else (walkthrough.not_applicable, "does not apply")

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            try:
                keep(step, reason)
            except PoolwalkError as error:
                self.say(str(error), "error")
                return
            self.redraw()
            self.say(f"Step {step} {said}: {reason.strip()}. Space takes it back.", "ok")

        question = "apply here after all" if left_out else "not apply here"
        self.app.push_screen(AskDialog(f"Why does {self._named(step)} {question}?", hint=KEPT, required=True), answered)

    def _named(self, step: str) -> str:
        title = next(known.title for known in self.steps if known.id == step)
        return f"step {step}, {title}," if step[0].isdigit() else f"“{title}”"

    def _accept(self, walkthrough: Walkthrough, setting: Setting) -> None:
        from screens.ask import AskDialog

        rows = [row for step, row in self.differences() if step == self.step]
        place = rows.index(setting.id) if setting.id in rows else 0
        left = [row for row in rows if row != setting.id]

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            try:
                walkthrough.accept(setting.id, reason)
            except PoolwalkError as error:
                self.say(str(error), "error")
                return
            self.redraw()
            if left:
                self.show_step(self.step, left[min(place, len(left) - 1)])
            self.say(f"“{setting.label}” is accepted until one of its values changes. Space on its row takes it back.", "ok")

        title = f"Why is it right that “{plain(setting.label)}” differs?"
        self.app.push_screen(AskDialog(title, hint=KEPT, required=True), answered)
