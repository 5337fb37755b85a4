"""What a person says: done, in whole or in part, not applicable, applicable after all.

And why a difference is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from migration.compare.setting import Setting
from migration.errors import PoolwalkError
from migration.guide.step import PagePart
from screens.walkthrough.entering import Entering
from widgets.text.checklist import part_address
from widgets.text.plain_text import plain

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough

KEPT = "It is kept in the record, for whoever asks later."


class Ticking(Entering):
    """The commands of the checklist."""

    def action_tick(self) -> None:
        """Say that the step, or the sub-point under the cursor, is done; or take that back."""
        walkthrough = self._open_walkthrough()
        if walkthrough is None or self.page is None:
            return
        setting, part = self.situation().setting, self.situation().part
        try:
            if setting is not None and walkthrough.entries.accepted(setting.id):
                walkthrough.entries.withdraw(setting.id)
                said = f"“{setting.label}” is not accepted any more."
            elif part is not None and part.tick is not None:
                walkthrough.checklist.untick(self.step, part.part.id)
                said = f"“{part.part.text}” is not done, you say."
            elif part is not None and part.part.dated:
                self.action_tick_with_note()
                return
            elif part is not None:
                said = self._keep_tick(walkthrough, part)
            elif self.page.said_done or self.page.tick is not None:
                walkthrough.checklist.untick(self.step)
                said = f"Step {self.step}: what was said of it is taken back."
            else:
                said = self._keep_tick(walkthrough, None)
        except PoolwalkError as error:
            self.say(str(error), "warning")
            return
        self._ticked(said, part if part is not None and part.tick is None else None)

    def action_tick_with_note(self) -> None:
        """The same with a note, and with the day for what happens on one."""
        walkthrough = self._open_walkthrough()
        if walkthrough is None or self.page is None:
            return
        part = self.situation().part
        if not self.situation().can_tick:
            self.say("There is nothing to tick here.")
            return
        from screens.dialogs.tick import TickDialog

        known = part.tick if part is not None else self.page.tick
        day = (known.day if known else "") or walkthrough.checklist.today()
        dialog = TickDialog(
            f"Done: {part.part.text if part is not None else self._named(self.step).rstrip(',')}",
            lambda note, day: self._keep_tick(walkthrough, part, note, day),
            note=known.note if known else "",
            day=day if part is not None and part.part.dated else "",
        )
        self.app.push_screen(dialog, lambda said: self._ticked(said, part))

    def _keep_tick(
        self, walkthrough: Walkthrough, part: PagePart | None, note: str = "", day: str = ""
    ) -> str:
        if part is None:
            walkthrough.checklist.tick(self.step, note)
            return f"Step {self.step} is done, you say. Space takes it back."
        walkthrough.checklist.tick(self.step, note, part=part.part.id, day=day)
        return f"“{part.part.text}” is done, you say. Space takes it back."

    def _ticked(self, said: str | None, part: PagePart | None) -> None:
        """Draw it, and go on to the next sub-point after the one that was ticked."""
        if said is None:
            return
        self.redraw()
        if part is not None and self.page is not None:
            parts = self.page.summary.parts
            place = [known.part.id for known in parts].index(part.part.id)
            following = next((known for known in parts[place + 1 :] if known.tick is None), None)
            if following is not None:
                self.guide.move_to(part_address(following))
        self.draw_cursor()
        self.say(said, "ok")

    def action_not_applicable(self) -> None:
        """Ask why the step does not apply here, or why one that a rule leaves out does.

        On a difference that Poolwalk does not write: why it is right as it is.
        """
        walkthrough = self._open_walkthrough()
        if walkthrough is None:
            return
        from screens.dialogs.ask import AskDialog

        step, setting = self.step, self.situation().setting
        if setting is not None and walkthrough.entries.can_accept(setting):
            self._accept(walkthrough, setting)
            return
        if setting is not None and step == "also":
            self.say("This row needs no reason: put the cursor on one that differs (n).")
            return

        left_out = self.page is not None and bool(self.page.left_out)
        keep, said = (
            (walkthrough.checklist.applies, "applies")
            if left_out
            else (walkthrough.checklist.not_applicable, "does not apply")
        )

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
        self.app.push_screen(
            AskDialog(f"Why does {self._named(step)} {question}?", hint=KEPT, required=True),
            answered,
        )

    def _named(self, step: str) -> str:
        title = next(known.title for known in self.steps if known.id == step)
        return f"step {step}, {title}," if step[0].isdigit() else f"“{title}”"

    def _accept(self, walkthrough: Walkthrough, setting: Setting) -> None:
        from screens.dialogs.ask import AskDialog

        rows = [row for step, row in self.differences() if step == self.step]
        place = rows.index(setting.id) if setting.id in rows else 0
        left = [row for row in rows if row != setting.id]

        def answered(reason: str | None) -> None:
            if reason is None:
                return
            try:
                walkthrough.entries.accept(setting.id, reason)
            except PoolwalkError as error:
                self.say(str(error), "error")
                return
            self.redraw()
            if left:
                self.show_step(self.step, left[min(place, len(left) - 1)])
            self.say(
                f"“{setting.label}” is accepted until one of its values changes. Space on its row"
                " takes it back.",
                "ok",
            )

        title = f"Why is it right that “{plain(setting.label)}” differs?"
        self.app.push_screen(AskDialog(title, hint=KEPT, required=True), answered)
