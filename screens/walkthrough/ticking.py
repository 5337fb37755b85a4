"""What a person says of a step: done, in whole or in part, or not done after all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from migration.errors import PoolwalkError
from migration.guide.page import Page
from migration.guide.part_order import awaited_by_others
from migration.guide.progress import is_met
from migration.guide.proved_parts import seen_of
from migration.guide.ticks import PagePart
from screens.opened_walkthrough import NOTHING_KNOWN, OpenedWalkthrough
from screens.stage import Stage
from screens.walkthrough.accepting import Accepting
from screens.walkthrough.pages_to_read import PagesToRead
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.tick_words import (
    as_known,
    called,
    happens_on_a_day,
    named,
    one_done,
    typed,
)
from screens.walkthrough.verdict_reasons import VerdictReasons
from screens.walkthrough.view_state import ViewStore
from widgets.text.checklist import part_address
from widgets.text.own_keys import key_of

if TYPE_CHECKING:
    from migration.walk.checklist import Checklist

_SEEN = "This was seen to be so: there is nothing to tick, or to take back."


class Ticking:
    """Ticks and takes back. `done` is told of a step once all of it is said to be done."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        view: ViewStore,
        shown: ShownPage,
        accepting: Accepting,
        verdict_reasons: VerdictReasons,
        text: PagesToRead,
        done: Callable[[str], None],
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown
        self._accepting = accepting
        self._verdict_reasons = verdict_reasons
        self._text = text
        self._done = done

    def tick(self) -> None:
        """Say that the step, or the sub-point under the cursor, is done; or take that back."""
        known = self._known()
        if known is None:
            return
        checklist, page = known
        at = self._shown.situation()
        if at.setting is not None and self._accepting.withdraw(at.setting):
            return
        if self._verdict_reasons.withdraw():
            return
        if self._text.is_shown():
            self._text.say_read()
            return
        if at.was_seen:
            self._stage.say(_SEEN)
            return
        part = at.part
        undated = any(one.lacks_day for one in page.summary.parts)
        said = page.said_done or page.tick is not None
        open_ = part is None and (undated or not said)
        if open_ and at.can_tick and page.summary.parts:
            self.ask(self._by_now(page))
            return
        asks = at.can_tick and (happens_on_a_day(page, part) or bool(self._needs(page)))
        if asks and (open_ or (part is not None and part.tick is None)):
            self.tick_with_note()
        elif said if part is None else part.tick is not None:
            self._take_back(checklist, page, part)
        else:
            self._try(partial(self._keep, checklist, page, _chosen(part)), part)

    def _take_back(self, checklist: Checklist, page: Page, part: PagePart | None) -> None:
        """Take back what was said; days and notes, which have to be typed again, after a yes."""
        step = self._view.now.step

        def take_back() -> str:
            self._text.taken_back(step)
            if part is None:
                checklist.untick(step)
                return f"{called(page.summary.step)}: what was said of it is taken back."
            checklist.untick(step, part.part.id)
            return f"“{part.part.text}” is not done, you say."

        lost = typed(page, part)
        if not lost:
            self._try(take_back, None)
            return
        from screens.dialogs.confirm import ConfirmDialog

        what = part.part.text if part is not None else named(page.summary.step).rstrip(",")
        dialog = ConfirmDialog(
            f"Take back: {what}?",
            lost,
            "These days and notes go with it. The record keeps that they were said.",
            yes="Take it back",
        )
        self._stage.ask(dialog, lambda yes: self._try(take_back, None) if yes else None)

    def _try(self, say: Callable[[], str], part: PagePart | None) -> None:
        try:
            told = say()
        except PoolwalkError as error:
            self._stage.say(str(error), "warning")
            return
        self._ticked(told, part)

    def _needs(self, page: Page) -> str:
        """What the step needs first and is not there, in a sentence; empty where nothing lacks."""
        walkthrough, step = self._opened.walkthrough, page.summary.step
        lacking = [
            one.step.id
            for one in (walkthrough.pages.summaries() if walkthrough is not None else ())
            if one.step.id in step.needs and not is_met(one)
        ]
        if not lacking and self._shown.situation().writes_first:
            return f"The new pool still lacks a part of this step: {key_of('apply')} comes first."
        if not lacking:
            return ""
        needed = " and ".join(lacking)
        return f"It needs step {needed}, which is not done: hardly any of this can be done yet."

    def _held_back(self, page: Page, chosen: Sequence[PagePart]) -> Sequence[str]:
        """What other steps wait for with this one, where its submission is among the chosen."""
        derived = self._shown.derived()
        submits = any(one.part.dated and not one.part.by for one in chosen)
        if derived is None or not submits:
            return ()
        return awaited_by_others(page.summary.step.id, derived.summaries)

    def tick_with_note(self) -> None:
        """Tick with a note, and with the day for what happens on one."""
        known = self._known()
        if known is None:
            return
        checklist, page = known
        at = self._shown.situation()
        if not at.can_tick:
            self._stage.say("There is nothing to tick here.")
            return
        if at.was_seen:
            self._stage.say(_SEEN)
            return
        part = at.part
        if part is None and any(one.tick is None for one in page.summary.parts):
            self.ask(self._by_now(page))
            return
        what = part.part.text if part is not None else named(page.summary.step).rstrip(",")
        self._ask(checklist, page, f"Done: {what}", _chosen(part), at=part)

    def ask(self, ids: Sequence[str]) -> None:
        """Ask whether these sub-points are done, or the step, and tick them after a yes."""
        known = self._known()
        if known is None:
            return
        checklist, page = known
        derived = self._shown.derived()
        chosen = [part for part in page.summary.parts if part.part.id in ids]
        what = named(page.summary.step).rstrip(",")
        self._ask(
            checklist,
            page,
            f"Done? {what[:1].upper()}{what[1:]}",
            chosen,
            listed=as_known(chosen, page, derived.proofs if derived is not None else ()),
        )

    def _ask(
        self,
        checklist: Checklist,
        page: Page,
        title: str,
        chosen: Sequence[PagePart],
        *,
        at: PagePart | None = None,
        listed: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Ask about sub-points, or the step without any.

        Where the cursor is `at` one, it goes on to the next. `listed` are those that the title
        does not name, each with what is known of it.
        """
        from screens.dialogs.tick import TickDialog

        of_all = None if chosen else page.tick  # of several each may have a note of its own
        said = at.tick if at is not None else of_all
        dated = [part.part.text for part in chosen if part.part.dated]
        dialog = TickDialog(
            title,
            partial(self._keep, checklist, page, chosen),
            note=said.note if said is not None else "",
            day=said.day if said is not None else "",
            today=checklist.today() if dated else "",
            seen_on=self._seen_on(chosen),
            parts=listed,
            happened=dated[0] if dated and listed else "",
            warning=" ".join(filter(None, (self._needs(page), *self._held_back(page, chosen)))),
            practice=page.practice,
            hour=self._shown.hour_before([part.part.id for part in chosen]),
        )
        self._stage.ask(dialog, lambda told: self._ticked(told, at))

    def _seen_on(self, chosen: Sequence[PagePart]) -> str:
        """The day on which a check saw what may be one of these; empty where none did."""
        derived, step = self._shown.derived(), self._view.now.step
        own = [one for one in (derived.proofs if derived else ()) if one.step == step]
        seen = (seen_of(one.part, own) for one in chosen if one.part.dated)
        return next((one.day for one in seen if one), "")

    def _by_now(self, page: Page) -> Sequence[str]:
        """What a person can have done of a step by now: the sub-points that are next to tick."""
        from migration.walk.next_things.in_consoles import by_now

        derived = self._shown.derived()
        return by_now(derived, page.summary) if derived is not None else ()

    def _known(self) -> tuple[Checklist, Page] | None:
        walkthrough, page = self._opened.walkthrough, self._shown.page()
        if walkthrough is None or page is None:
            self._stage.say(NOTHING_KNOWN)
            return None
        return walkthrough.checklist, page

    def _keep(
        self,
        checklist: Checklist,
        page: Page,
        chosen: Sequence[PagePart],
        note: str = "",
        day: str = "",
    ) -> str:
        """Tick sub-points, or the step without any, and say so."""
        step = page.summary.step
        if chosen:
            checklist.tick_parts(step.id, [part.part.id for part in chosen], note, day=day)
        else:
            checklist.tick(step.id, note)
        if len(chosen) == 1:
            return one_done(chosen[0])
        if chosen and any(not part.tick for part in page.summary.parts if part not in chosen):
            what = f"{len(chosen)} sub-points of step {step.id} are done, you say."
            return f"{what} {key_of('tick')} on its line takes one back."
        return f"{called(step)} is done, you say. {key_of('tick')} takes it back."

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


def _chosen(part: PagePart | None) -> Sequence[PagePart]:
    """The one sub-point that is meant; none where the step as a whole is."""
    return (part,) if part is not None else ()
