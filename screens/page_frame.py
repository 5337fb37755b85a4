"""A page that covers the main screen: where we are, a title, one pane, what was said, the keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from screens.dismissal import Dismissal
from screens.full_screen import ScreenStage
from widgets.commands.command import Command
from widgets.commands.table import ALL, keys_now
from widgets.panes.drawing import COMPONENTS
from widgets.panes.header import Header, HeaderFacts
from widgets.panes.hint_line import HintLine
from widgets.panes.line_pane import LinePane
from widgets.panes.message_line import MessageLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.text_pane import TextPane

S = TypeVar("S")
_KEYS: tuple[Command[Any], ...] = tuple(command for command in ALL if command.id == "show-keys")
_ENDS = {  # of the page, by the command that goes there
    **dict.fromkeys(("move-up", "page-up", "go-first"), "top"),
    **dict.fromkeys(("move-down", "page-down", "go-last"), "end"),
}
NOT_NOW = "That key can do nothing now: the last line names what can be done."


class PageFrame(Screen[None], Generic[S]):
    """What the pages have in common.

    `pane` fills the page; `at_first` is where the person is before anything is drawn. A page says
    its own `heading`, `situation` and, in `of_command`, what its commands do.
    """

    OFFERS: ClassVar[tuple[Command[Any], ...]]  # the page's commands, as on its line of keys
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)

    def __init__(self, *, header: Callable[[], HeaderFacts], pane: Widget, at_first: S) -> None:
        super().__init__()
        self.stage = ScreenStage(self)
        self.of_command: Mapping[str, Callable[[], object]] = {}
        self._dismissal = Dismissal[None](self, self.dismiss)
        self._header = header
        self._filling = pane
        self._at_first = at_first

    # --- what each page says for itself -----------------------------------------------------------
    def heading(self) -> tuple[str, str]:
        """The page's name, and a remark beside it."""
        raise NotImplementedError

    def situation(self) -> S:
        """Where the person is, for the table of commands."""
        raise NotImplementedError

    def draw_pane(self) -> None:
        """Draw what fills the page, from memory."""
        raise NotImplementedError

    def begin(self) -> None:
        """What the page does once it is drawn for the first time."""

    # --- what all have in common ------------------------------------------------------------------
    def compose(self) -> ComposeResult:
        """Where we are, the pane, what was said, and what can be done."""
        yield Header(id="header")
        yield PaneTitle(keys_now()["page-down"], id=f"{self._filling.id}-title")
        yield self._filling
        yield MessageLine(keys_now()["unfold-message"], id="message")
        yield HintLine((*self.OFFERS, *_KEYS), self._at_first, id="hints")

    def on_mount(self) -> None:
        """Draw the page, and then begin."""
        title = self.query_one(PaneTitle)
        title.set_active(True)
        if isinstance(self._filling, LinePane):
            self._filling.tells = title.show_hidden
        self.draw()
        self.call_after_refresh(self.begin)

    def on_screen_resume(self) -> None:
        """What lay over it is gone."""
        self._dismissal.in_front()

    def on_resize(self, event: events.Resize) -> None:
        """Both pools stay on screen, and what was said has the lines of the screen as it is now."""
        self.query_one(Header).fit(event.size.width)
        self.query_one(MessageLine).fit()

    def action_command(self, command: str) -> None:
        """Do what a command of the table says; one that can do nothing says so."""
        line = self.query_one(MessageLine)
        applies, before = self._applies(command), line.times_said
        moved = self.of_command[command]()
        if command in _ENDS:
            if moved is False:
                self.stage.remark(_at_its(_ENDS[command]))
            else:
                self.stage.remark("")
        elif not applies and line.times_said == before and self.is_current:
            self.stage.remark(NOT_NOW)

    def _applies(self, command: str) -> bool:
        situation = self.situation()
        return all(one.applies(situation) for one in self.OFFERS if one.id == command)

    def offered(self) -> Iterable[Command[Any]]:
        """The commands that apply now, for the palette."""
        return [command for command in self.OFFERS if command.applies(self.situation())]

    def draw(self) -> None:
        """Draw everything from memory."""
        if self.query(HintLine):  # else not yet
            self.query_one(Header).show(self._header())
            self.draw_pane()
            self.query_one(PaneTitle).show(*self.heading())
            self.show_hints()

    def show_hints(self) -> None:
        """Draw what can be done now."""
        self.query_one(HintLine).show(self.situation())

    def say(self, sentence: str, look: str = "") -> None:
        """Show a sentence at the bottom."""
        self.stage.say(sentence, look)

    def go_back(self) -> None:
        """Leave the page."""
        self._dismissal.with_answer(None)


def _at_its(end: str) -> str:
    return f"This is the {end} of the page."


def scrolling(pane: TextPane) -> dict[str, Callable[[], object]]:
    """What the commands that move do to a page of text."""
    return {
        "move-up": lambda: pane.scroll_by(-1),
        "move-down": lambda: pane.scroll_by(1),
        "page-up": lambda: pane.move_page(-1),
        "page-down": lambda: pane.move_page(1),
        "go-first": pane.move_first,
        "go-last": pane.move_last,
    }
