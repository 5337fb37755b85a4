"""The doctor's page: every check as it comes in, and the way to the clipboard's self-test."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path, PurePath
from threading import Event
from typing import Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from screens.dismissal import Dismissal
from screens.doctor.examination import Examination, Tell
from screens.full_screen import ScreenStage
from widgets.commands.command import Command
from widgets.commands.pages import DOCTOR, doctor_bindings
from widgets.commands.situation import DoctorSituation
from widgets.commands.table import ALL
from widgets.panes.drawing import COMPONENTS
from widgets.panes.header import Header, HeaderFacts
from widgets.panes.hint_line import HintLine
from widgets.panes.message_line import MessageLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.text_pane import TextPane
from widgets.text.doctor_lines import check_lines
from widgets.text.line import Line

_HINTS: tuple[Command[Any], ...] = (
    *DOCTOR,
    *(command for command in ALL if command.id == "show-keys"),
)


class DoctorScreen(Screen[None]):
    """Covers the main screen. The checks are stopped with the page.

    `on_every_page` are handlers by the ids of their commands.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*doctor_bindings()]
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(str(files("assets") / "styles" / "doctor.tcss"))
    ]

    def __init__(
        self,
        *,
        header: Callable[[], HeaderFacts],
        look_at_terminal: Callable[[Tell], None],
        examine: Callable[[Tell, Event], None],
        test_clipboard: Callable[[Callable[[bool | None], None]], None],
        on_every_page: Mapping[str, Callable[[], None]],
    ) -> None:
        super().__init__()
        self.stage = ScreenStage(self)
        self._dismissal = Dismissal[None](self, self.dismiss)
        self.examination = Examination(
            self.stage, look_at_terminal, examine, test_clipboard, self.draw
        )
        self._header = header
        self.pane = TextPane(self._lines, id="doctor")
        self.of_command: Mapping[str, Callable[[], object]] = {
            **on_every_page,
            "move-up": lambda: self.pane.scroll_by(-1),
            "move-down": lambda: self.pane.scroll_by(1),
            "page-up": lambda: self.pane.move_page(-1),
            "page-down": lambda: self.pane.move_page(1),
            "go-first": self.pane.move_first,
            "go-last": self.pane.move_last,  # where the failures are listed
            "check-again": self.examination.check_again,
            "test-clipboard": self.examination.test_clipboard,
            "close-doctor": lambda: self._dismissal.with_answer(None),
        }

    def compose(self) -> ComposeResult:
        """Where we are, the checks, what was said, and what can be done."""
        yield Header(id="header")
        yield PaneTitle(id="doctor-title")
        yield self.pane
        yield MessageLine(id="message")
        yield HintLine(_HINTS, DoctorSituation(), id="hints")

    def on_mount(self) -> None:
        """Begin once the page is drawn."""
        self.query_one(PaneTitle).set_active(True)
        self.draw()
        self.call_after_refresh(self.examination.check_again)

    def on_unmount(self) -> None:
        """What is still being checked is nobody's any more."""
        self.examination.stop()

    def on_screen_resume(self) -> None:
        """What lay over it is gone."""
        self._dismissal.in_front()

    def on_resize(self, event: events.Resize) -> None:
        """Both pools stay on screen."""
        self.query_one(Header).fit(event.size.width)

    def action_command(self, command: str) -> None:
        """Do what a command of the table says."""
        self.of_command[command]()

    def offered(self) -> Iterable[Command[DoctorSituation]]:
        """The commands that apply now, for the palette."""
        return [command for command in DOCTOR if command.applies(self.situation())]

    def _lines(self, width: int) -> Sequence[Line]:
        checks = self.examination.checks
        return check_lines(checks, width) if checks else ()

    def situation(self) -> DoctorSituation:
        """Where the person is, for the table of commands."""
        return DoctorSituation(busy=self.examination.busy)

    def draw(self) -> None:
        """Draw everything from memory."""
        if self.query(HintLine):  # else not yet
            self.query_one(Header).show(self._header())
            self.query_one(PaneTitle).show("The doctor", self.examination.counted())
            self.pane.redraw()
            self.query_one(HintLine).show(self.situation())

    def say(self, sentence: str, look: str = "") -> None:
        """Show a sentence at the bottom."""
        self.stage.say(sentence, look)
