"""A page that is there to be read: it counts as read at its end, and says so."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from migration.errors import PoolwalkError
from migration.guide.next_thing import NextThing
from migration.guide.step import Step
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Stage, Timer
from screens.walkthrough.cursor_target import at_target, target_of
from screens.walkthrough.shown_page import ShownPage
from screens.walkthrough.view_state import ViewState, ViewStore
from widgets.commands.situation import Pane
from widgets.text.own_keys import key_of
from widgets.text.reading_progress import TextPlace
from widgets.text.text_to_read import is_to_be_read

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.guide.page import Page
    from migration.walkthrough import Walkthrough

STAYS_SECONDS = 3.0  # from when the end of a text was seen: whoever leaves sooner has not read it


class PagesToRead:
    """Reads on, and ticks what was read.

    Its end has to stand on the screen, and the person to press a key for it, or to have stayed
    there before going to another step. It is never ticked while somebody reads: what is next would
    change under their hands.
    """

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        view: ViewStore,
        shown: ShownPage,
        page_down: Callable[[], None],
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._shown = shown
        self._page_down = page_down
        self._stays: Timer | None = None
        self._stayed_at = ""  # the step at whose text's end the person stayed
        self._taken_back: set[str] = set()  # the steps that a person unticked: they say when

    def is_shown(self) -> bool:
        """Whether the page in front is one to read, and unread."""
        return self._page() is not None

    def end_shown(self, step: str) -> None:
        """The end of a text came into view: it is read by whoever stays."""
        if self._stays is not None:
            self._stays.stop()
        if step in self._taken_back:
            return
        self._stays = self._stage.after(STAYS_SECONDS, partial(self._stayed, step))

    def read_on(self, thing: NextThing) -> None:
        """Go to where the text begins; from there a page further, and at its end it is read."""
        derived = self._shown.derived()
        on_page = self._view.now.step == thing.step
        here = on_page and self._view.now.pane is Pane.GUIDE
        place = self._shown.text_place()
        if on_page and self._shown.text_ends():
            self.say_read()
        elif derived is not None and (not here or place in {TextPlace.ELSEWHERE, TextPlace.BEYOND}):
            self._view.show(at_target(self._view.now, target_of(derived, thing), derived))
        else:
            self._page_down()

    def say_read(self) -> None:
        """The key that ticks: the text is read, where its end is seen."""
        page = self._page()
        if page is None:
            return
        if not self._shown.text_ends():
            self._stage.say(_not_at_its_end(self._shown.text_place()), holds=self.is_shown)
            return
        self._tick(page)

    def _stayed(self, step: str) -> None:
        self._stays = None
        if self._view.now.step == step and self.is_shown() and self._shown.text_ends():
            self._stayed_at = step

    def view_changed(self, before: ViewState, after: ViewState) -> None:
        """Whoever goes to another step after having stayed at the end has read it."""
        if before.step == after.step:
            return
        stayed_at, self._stayed_at = self._stayed_at, ""
        walkthrough = self._opened.walkthrough
        if not stayed_at or walkthrough is None or stayed_at in walkthrough.state.record.ticks:
            return
        with suppress(PoolwalkError):  # it stays unread, which is not worth a word
            self._keep(walkthrough, walkthrough.state.step(stayed_at))

    def taken_back(self, step: str) -> None:
        """A person said that it is not read after all: nothing ticks it but a key."""
        self._taken_back.add(step)
        self._stayed_at = ""

    def _tick(self, page: Page) -> None:
        walkthrough = self._opened.walkthrough
        try:
            if walkthrough is not None:
                self._keep(walkthrough, page.summary.step)
        except PoolwalkError as error:
            self._stage.say(str(error), "warning")

    def _keep(self, walkthrough: Walkthrough, step: Step) -> None:
        if walkthrough.state.unrecordable:
            return
        walkthrough.checklist.tick(step.id)
        here = self._view.now.step == step.id
        back = f" {key_of('tick')} takes it back." if here else ""
        self._stage.say(f"“{step.title}” is read as far as its mark, and ticked.{back}", "ok")

    def _page(self) -> Page | None:
        page = self._shown.page()
        return page if page is not None and is_to_be_read(page) else None


def _not_at_its_end(place: TextPlace) -> str:
    """Of a text whose end is not in view: where that is, and what leads there."""
    if place is TextPlace.BEYOND:
        back, top = key_of("page-up"), key_of("go-first")
        return f"This page is ticked at the mark above: {back} goes back to it, {top} to the top."
    end, on = key_of("go-last"), key_of("page-down")
    return f"This page is ticked at the end of its text: {on} reads on, {end} goes there."
