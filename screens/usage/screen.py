"""Who uses which pool: each client of the old one beside its new one, asked while it is open."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path, PurePath
from typing import ClassVar

from textual.binding import BindingType

from screens.page_frame import PageFrame, scrolling
from screens.usage.watch import UsageWatch
from widgets.commands.usage_page import USAGE, UsageSituation, usage_bindings
from widgets.panes.header import HeaderFacts
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line
from widgets.text.plain_mode import is_plain


class UsageScreen(PageFrame[UsageSituation]):
    """Covers the main screen; CloudWatch is asked every five minutes as long as it does.

    `ask` runs in a thread. `lines` are what is known, for a width, with charts or in words.
    `on_every_page` are handlers by the ids of their commands.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*usage_bindings()]
    OFFERS = USAGE
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(str(files("assets") / "styles" / "usage.tcss"))
    ]

    def __init__(
        self,
        *,
        header: Callable[[], HeaderFacts],
        ask: Callable[[], None],
        lines: Callable[[int, bool], Sequence[Line]],
        on_every_page: Mapping[str, Callable[[], None]],
    ) -> None:
        pane = TextPane(lambda width: lines(width, is_plain(self)), id="usage")
        super().__init__(header=header, pane=pane, at_first=UsageSituation())
        self.pane = pane
        self.usage_watch = UsageWatch(self.stage, ask, self._told)
        self.of_command = {
            **on_every_page,
            **scrolling(pane),
            "ask-again": self._ask_again,
            "close-usage": self.go_back,
        }

    def begin(self) -> None:
        """Ask."""
        self._ask_again()

    def on_unmount(self) -> None:
        """Nobody watches any more."""
        self.usage_watch.stop()

    def heading(self) -> tuple[str, str]:
        """How often it is asked, or that it is being asked."""
        state = "asking CloudWatch …" if self.usage_watch.busy else "asked every 5 minutes"
        return "Who uses which pool", state

    def situation(self) -> UsageSituation:
        """Where the person is, for the table of commands."""
        return UsageSituation(busy=self.usage_watch.busy)

    def draw_pane(self) -> None:
        """Draw each client's use."""
        self.pane.redraw()

    def _ask_again(self) -> None:
        self.usage_watch.ask_again()
        self.draw()

    def _told(self, problem: str) -> bool:
        self.draw()
        if problem:
            self.say(problem, "error")
        return True
