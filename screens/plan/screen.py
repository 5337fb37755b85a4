"""A plan's page: what it would write, how each of that stands now, and its reviewers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from screens.page_frame import PageFrame, scrolling
from screens.plan.review import Begin, PlanReview
from widgets.commands.plan_page import PLAN, PlanSituation, plan_bindings
from widgets.panes.header import HeaderFacts
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line
from widgets.text.plain_mode import is_plain
from widgets.text.plain_text import plain
from widgets.text.plan_lines import plan_lines

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.plans import OpenPlan
    from migration.walkthrough import Walkthrough


class PlanScreen(PageFrame[PlanSituation]):
    """Covers the main screen, which writes for it.

    `writing` says whether a write is under way; `stop_writing` is False where nothing is.
    `on_every_page` are handlers by the ids of their commands.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*plan_bindings()]
    OFFERS = PLAN
    READ_FIRST = frozenset({"command('approve-plan')", "command('apply-plan')"})
    CSS_PATH: ClassVar[list[str | PurePath]] = [Path(str(files("assets") / "styles" / "plan.tcss"))]

    def __init__(
        self,
        *,
        header: Callable[[], HeaderFacts],
        walkthrough: Walkthrough,
        opened: OpenPlan,
        write: Begin,
        writing: Callable[[], bool],
        stop_writing: Callable[[], bool],
        on_every_page: Mapping[str, Callable[[], None]],
    ) -> None:
        self.pane = TextPane(self._lines, id="plan")
        super().__init__(header=header, pane=self.pane, at_first=PlanSituation())
        self._walkthrough = walkthrough
        self._writing = writing
        self._stop_writing = stop_writing
        self.review = PlanReview(self.stage, walkthrough, opened, write=write, changed=self.draw)
        self.of_command = {
            **on_every_page,
            **scrolling(self.pane),
            "approve-plan": self.review.approve,
            "apply-plan": self.review.apply,
            "close-plan": self._close,
        }

    def heading(self) -> tuple[str, str]:
        """Which file it is, and its hash."""
        opened = self.review.opened
        return "A plan", f"{plain(opened.file)} · {opened.plan.sha256[:12]}…"

    def situation(self) -> PlanSituation:
        """Where the person is, for the table of commands."""
        return PlanSituation(
            to_apply=self.review.to_apply,
            own=self.review.own,
            read_only=self._walkthrough.state.read_only,
            writing=self._writing(),
        )

    def draw_pane(self) -> None:
        """Hold it against what is known now, and draw it."""
        self.review.look_again()
        self.pane.redraw()

    def _lines(self, width: int) -> Sequence[Line]:
        return plan_lines(self.review.opened, width, words=is_plain(self))

    def _close(self) -> None:
        """Stop what is under way; else go back."""
        if not self._stop_writing():
            self.go_back()
