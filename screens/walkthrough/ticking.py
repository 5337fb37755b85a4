"""What a person says of a step: done, in whole or in part, or not done after all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from migration.errors import PoolwalkError
from migration.guide.step import Page, PagePart, Step, StepKind
from screens.opened import Opened
from screens.stage import Stage
from screens.walkthrough.accepting import Accepting
from screens.walkthrough.settling import Settling
from screens.walkthrough.shown import Shown
from screens.walkthrough.view_state import ViewStore
from widgets.commands.own_keys import key_of
from widgets.text.checklist import part_address

if TYPE_CHECKING:
    from migration.walk.checklist import Checklist


class Ticking:
    """Ticks and takes back. `done` is told of a step once all of it is said to be done."""

    def __init__(
        self,
        stage: Stage,
        opened: Opened,
        view: ViewStore,
        shown: Shown,
        accepting: Accepting,
        settling: Settling,
        done: Callable[[str], None],
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown
        self._accepting = accepting
        self._settling = settling
        self._done = done

    def tick(self) -> None:
        """Say that the step, or the sub-point under the cursor, is done; or take that back."""
        known = self._known()
        if known is None:
            return
        checklist, page = known
        at, step = self._shown.situation(), self._view.now.step
        if at.setting is not None and self._accepting.withdraw(at.setting):
            return
        if self._settling.withdraw():
            return
        part = at.part
        undated = any(one.lacks_day for one in page.summary.parts)
        said = page.said_done or page.tick is not None
        open_ = part is None and (undated or not said)
        if (part is not None and part.part.dated and part.tick is None) or (
            open_ and at.can_tick and _happens_on_a_day(page, None)
        ):
            self.tick_with_note()
            return
        try:
            if part is not None and part.tick is not None:
                checklist.untick(step, part.part.id)
                told = f"“{part.part.text}” is not done, you say."
            elif part is None and said:
                checklist.untick(step)
                told = f"Step {step}: what was said of it is taken back."
            else:
                told = self._keep(checklist, part)
        except PoolwalkError as error:
            self._stage.say(str(error), "warning")
            return
        self._ticked(told, part if part is not None and part.tick is None else None)

    def was_read(self, step: str) -> None:
        """A step that is there to be read is done once the end of its text was seen."""
        walkthrough, page = self._opened.walkthrough, self._shown.page()
        if walkthrough is None or page is None or page.summary.step.id != step:
            return
        reads = page.summary.step.kind is StepKind.READING and page.tick is None
        if reads and not walkthrough.state.unrecordable:
            with suppress(PoolwalkError):  # it stays unread, which is not worth a word
                walkthrough.checklist.tick(step)

    def tick_with_note(self) -> None:
        """The same with a note, and with the day for what happens on one."""
        known = self._known()
        if known is None:
            return
        checklist, page = known
        at = self._shown.situation()
        if not at.can_tick:
            self._stage.say("There is nothing to tick here.")
            return
        from screens.dialogs.tick import TickDialog

        part = at.part
        tick = part.tick if part is not None else page.tick
        what = part.part.text if part is not None else named(page.summary.step).rstrip(",")
        dialog = TickDialog(
            f"Done: {what}",
            lambda note, day: self._keep(checklist, part, note, day),
            note=tick.note if tick else "",
            day=tick.day if tick else "",
            today=checklist.today() if _happens_on_a_day(page, part) else "",
        )
        self._stage.ask(dialog, lambda said: self._ticked(said, part))

    def ask(self, ids: Sequence[str]) -> None:
        """Ask whether these sub-points are done, or the step, and tick them after a yes."""
        known = self._known()
        if known is None:
            return
        checklist, page = known
        from screens.dialogs.tick import TickDialog

        step, parts = self._view.now.step, page.summary.parts
        chosen = [part for part in parts if part.part.id in ids]

        def keep(note: str, day: str) -> str:
            for part in chosen:
                checklist.tick(step, note, part=part.part.id, day=day if part.part.dated else "")
            if not chosen:
                checklist.tick(step, note)
            what = f"“{chosen[0].part.text}” is" if len(chosen) == 1 else f"Step {step} is"
            if len(chosen) > 1 and any(not part.tick for part in parts if part not in chosen):
                what = f"{len(chosen)} sub-points of step {step} are"
            return f"{what} done, you say. {key_of('tick')} takes it back."

        what = named(page.summary.step).rstrip(",")
        dialog = TickDialog(
            f"Done? {what[:1].upper()}{what[1:]}",
            keep,
            today=checklist.today() if any(part.part.dated for part in chosen) else "",
            parts=[part.part.text for part in chosen],
        )
        self._stage.ask(dialog, lambda said: self._ticked(said, None))

    def _known(self) -> tuple[Checklist, Page] | None:
        walkthrough, page = self._opened.walkthrough, self._shown.page()
        if walkthrough is None or page is None:
            self._stage.say("Nothing is known of the deployment yet.")
            return None
        return walkthrough.checklist, page

    def _keep(
        self, checklist: Checklist, part: PagePart | None, note: str = "", day: str = ""
    ) -> str:
        step = self._view.now.step
        if part is None:
            checklist.tick(step, note, day=day)
            return f"Step {step} is done, you say. {key_of('tick')} takes it back."
        checklist.tick(step, note, part=part.part.id, day=day)
        return f"“{part.part.text}” is done, you say. {key_of('tick')} takes it back."

    def _ticked(self, said: str | None, part: PagePart | None) -> None:
        """Go on to the next sub-point after the one that was ticked, and say it."""
        page = self._shown.page()
        if said is None or page is None:
            return
        if part is not None:
            parts = page.summary.parts
            place = [known.part.id for known in parts].index(part.part.id)
            following = next((known for known in parts[place + 1 :] if known.tick is None), None)
            if following is not None:
                self._view.show(replace(self._view.now, guide_row=part_address(following)))
        self._stage.say(said, "ok")
        if page.said_done or page.tick is not None:
            self._done(self._view.now.step)


def _happens_on_a_day(page: Page, part: PagePart | None) -> bool:
    """Whether the sub-point, or any of the step that is still open, needs its day."""
    if part is not None:
        return part.part.dated
    return any(one.part.dated and one.tick is None for one in page.summary.parts)


def named(step: Step) -> str:
    """A step in a question."""
    return f"step {step.id}, {step.title}," if step.id[0].isdigit() else f"“{step.title}”"
