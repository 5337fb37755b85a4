"""Who uses which pool: each client of the old one beside its new one, asked while it is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path, PurePath
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from screens.dismissal import Dismissal
from screens.full_screen import ScreenStage
from screens.usage.watch import UsageWatch
from widgets.commands.command import Command
from widgets.commands.pages import USAGE, usage_bindings
from widgets.commands.situation import UsageSituation
from widgets.commands.table import ALL
from widgets.panes.drawing import COMPONENTS
from widgets.panes.header import Header, HeaderFacts
from widgets.panes.hint_line import HintLine
from widgets.panes.message_line import MessageLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line
from widgets.text.plain_mode import is_plain

_HINTS: tuple[Command[Any], ...] = (
    *USAGE,
    *(command for command in ALL if command.id == "show-keys"),
)


class UsageScreen(Screen[None]):
    """Covers the main screen; CloudWatch is asked every five minutes as long as it does.

    `ask` runs in a thread. `lines` are what is known, for a width, with charts or in words.
    `on_every_page` are handlers by the ids of their commands.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*usage_bindings()]
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
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
        super().__init__()
        self.stage = ScreenStage(self)
        self._dismissal = Dismissal[None](self, self.dismiss)
        self.usage_watch = UsageWatch(self.stage, ask, self._told)
        self._header = header
        self.pane = TextPane(lambda width: lines(width, is_plain(self)), id="usage")
        self.of_command: Mapping[str, Callable[[], object]] = {
            **on_every_page,
            "move-up": lambda: self.pane.scroll_by(-1),
            "move-down": lambda: self.pane.scroll_by(1),
            "page-up": lambda: self.pane.move_page(-1),
            "page-down": lambda: self.pane.move_page(1),
            "go-first": self.pane.move_first,
            "go-last": self.pane.move_last,
            "ask-again": self._ask_again,
            "close-usage": lambda: self._dismissal.with_answer(None),
        }

    def compose(self) -> ComposeResult:
        """Where we are, the clients, what was said, and what can be done."""
        yield Header(id="header")
        yield PaneTitle(id="usage-title")
        yield self.pane
        yield MessageLine(id="message")
        yield HintLine(_HINTS, UsageSituation(), id="hints")

    def on_mount(self) -> None:
        """Ask once the page is drawn."""
        self.query_one(PaneTitle).set_active(True)
        self.draw()
        self.call_after_refresh(self._ask_again)

    def on_unmount(self) -> None:
        """Nobody watches any more."""
        self.usage_watch.stop()

    def on_screen_resume(self) -> None:
        """What lay over it is gone."""
        self._dismissal.in_front()

    def on_resize(self, event: events.Resize) -> None:
        """Both pools stay on screen."""
        self.query_one(Header).fit(event.size.width)

    def action_command(self, command: str) -> None:
        """Do what a command of the table says."""
        self.of_command[command]()

    def offered(self) -> Iterable[Command[UsageSituation]]:
        """The commands that apply now, for the palette."""
        return [command for command in USAGE if command.applies(self.situation())]

    def situation(self) -> UsageSituation:
        """Where the person is, for the table of commands."""
        return UsageSituation(busy=self.usage_watch.busy)

    def draw(self) -> None:
        """Draw everything from memory."""
        if self.query(HintLine):  # else not yet
            self.query_one(Header).show(self._header())
            state = "asking CloudWatch …" if self.usage_watch.busy else "asked every 5 minutes"
            self.query_one(PaneTitle).show("Who uses which pool", state)
            self.pane.redraw()
            self.query_one(HintLine).show(self.situation())

    def say(self, sentence: str, look: str = "") -> None:
        """Show a sentence at the bottom."""
        self.stage.say(sentence, look)

    def _ask_again(self) -> None:
        self.usage_watch.ask_again()
        self.draw()

    def _told(self, problem: str) -> bool:
        self.draw()
        if problem:
            self.say(problem, "error")
        return True
