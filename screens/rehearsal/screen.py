"""The rehearsal's page: before it what will be made, then each write with its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from screens.dismissal import Dismissal
from screens.full_screen import ScreenStage
from screens.rehearsal.run import RehearsalRun
from widgets.commands.command import Command
from widgets.commands.pages import REHEARSAL, rehearsal_bindings
from widgets.commands.situation import RehearsalSituation
from widgets.commands.table import ALL
from widgets.panes.drawing import COMPONENTS
from widgets.panes.header import Header, HeaderFacts
from widgets.panes.hint_line import HintLine
from widgets.panes.message_line import MessageLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.text_pane import TextPane
from widgets.text.line import Line
from widgets.text.plain_mode import is_plain
from widgets.text.rehearsal_lines import (
    announced_lines,
    place_lines,
    progress_lines,
    told_lines,
)

if TYPE_CHECKING:
    from migration.rehearsal.rehearsal import Rehearsal
    from migration.rehearsal.result import Tell

_HINTS: tuple[Command[Any], ...] = (
    *REHEARSAL,
    *(command for command in ALL if command.id == "show-keys"),
)


class RehearsalScreen(Screen[None]):
    """Covers the main screen. `on_every_page` are handlers by the ids of their commands."""

    BINDINGS: ClassVar[list[BindingType]] = [*rehearsal_bindings()]
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(str(files("assets") / "styles" / "rehearsal.tcss"))
    ]

    def __init__(
        self,
        *,
        header: Callable[[], HeaderFacts],
        make: Callable[[Tell], Rehearsal],
        on_every_page: Mapping[str, Callable[[], None]],
    ) -> None:
        super().__init__()
        self.stage = ScreenStage(self)
        self._dismissal = Dismissal[None](self, self.dismiss)
        self.under_way = RehearsalRun(self.stage, make, self.draw)
        self._header = header
        self.pane = TextPane(self._lines, id="rehearsal")
        leave = on_every_page["quit"]
        self.of_command: Mapping[str, Callable[[], object]] = {
            **on_every_page,
            "quit": lambda: self._first_take_away(leave),
            "move-up": lambda: self.pane.scroll_by(-1),
            "move-down": lambda: self.pane.scroll_by(1),
            "page-up": lambda: self.pane.move_page(-1),
            "page-down": lambda: self.pane.move_page(1),
            "go-first": self.pane.move_first,
            "go-last": self.pane.move_last,
            "begin-rehearsal": self.under_way.begin,
            "close-rehearsal": lambda: self._first_take_away(
                lambda: self._dismissal.with_answer(None)
            ),
        }

    def compose(self) -> ComposeResult:
        """Where we are, what is told, what was said, and what can be done."""
        yield Header(id="header")
        yield PaneTitle(id="rehearsal-title")
        yield self.pane
        yield MessageLine(id="message")
        yield HintLine(_HINTS, RehearsalSituation(), id="hints")

    def on_mount(self) -> None:
        """Say what will be made."""
        self.query_one(PaneTitle).set_active(True)
        self.draw()

    def on_unmount(self) -> None:
        """What the next start finds is told there."""
        self.under_way.stop()

    def on_screen_resume(self) -> None:
        """What lay over it is gone."""
        self._dismissal.in_front()

    def on_resize(self, event: events.Resize) -> None:
        """Both pools stay on screen."""
        self.query_one(Header).fit(event.size.width)

    def action_command(self, command: str) -> None:
        """Do what a command of the table says."""
        self.of_command[command]()

    def offered(self) -> Iterable[Command[RehearsalSituation]]:
        """The commands that apply now, for the palette."""
        return [command for command in REHEARSAL if command.applies(self.situation())]

    def situation(self) -> RehearsalSituation:
        """Where the person is, for the table of commands."""
        return RehearsalSituation(busy=self.under_way.busy)

    def _first_take_away(self, leave: Callable[[], object]) -> None:
        """Leave, unless a rehearsal is under way: that is stopped, and its copies taken away."""
        if self.under_way.stop():
            self.say("Stopping: the copies are taken away first.", "warning")
        else:
            leave()

    def _lines(self, width: int) -> Sequence[Line]:
        run = self.under_way
        lines = place_lines(run.announced.deployment, width, words=is_plain(self))
        if run.busy or run.told:
            lines += progress_lines(run.told, width, busy=run.busy, words=is_plain(self))
        else:
            lines += announced_lines(run.announced, width)
        return [*lines, *told_lines(run.told, run.result, run.problem, width)]

    def draw(self) -> None:
        """Draw everything from memory."""
        if self.query(HintLine):  # else not yet
            run = self.under_way
            state = "stopping …" if run.stopping else "under way …" if run.busy else ""
            self.query_one(Header).show(self._header())
            self.query_one(PaneTitle).show("Rehearsal on throw-away copies", state)
            self.pane.redraw()
            self.query_one(HintLine).show(self.situation())

    def say(self, sentence: str, look: str = "") -> None:
        """Show a sentence at the bottom."""
        self.stage.say(sentence, look)
