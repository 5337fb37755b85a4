"""The doctor's page: every check as it comes in, and the way to the clipboard's self-test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path, PurePath
from threading import Event
from typing import ClassVar

from textual.binding import BindingType

from screens.doctor.examination import Examination, Tell
from screens.page_frame import PageFrame, scrolling
from widgets.commands.doctor_page import DOCTOR, DoctorSituation, doctor_bindings
from widgets.panes.header import HeaderFacts
from widgets.panes.text_pane import TextPane
from widgets.text.doctor_lines import check_lines
from widgets.text.line import Line


class DoctorScreen(PageFrame[DoctorSituation]):
    """Covers the main screen. The checks are stopped with the page.

    `on_every_page` are handlers by the ids of their commands.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*doctor_bindings()]
    OFFERS = DOCTOR
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
        self.pane = TextPane(self._lines, id="doctor")
        super().__init__(header=header, pane=self.pane, at_first=DoctorSituation())
        self.examination = Examination(
            self.stage, look_at_terminal, examine, test_clipboard, self.draw
        )
        self.of_command = {
            **on_every_page,
            **scrolling(self.pane),  # where the failures are listed stands at the end
            "check-again": self.examination.check_again,
            "test-clipboard": self.examination.test_clipboard,
            "close-doctor": self.go_back,
        }

    def begin(self) -> None:
        """Check everything."""
        self.examination.check_again()

    def on_unmount(self) -> None:
        """What is still being checked is nobody's any more."""
        self.examination.stop()

    def heading(self) -> tuple[str, str]:
        """How the checks came out so far."""
        return "The doctor", self.examination.counted()

    def situation(self) -> DoctorSituation:
        """Where the person is, for the table of commands."""
        return DoctorSituation(busy=self.examination.busy)

    def draw_pane(self) -> None:
        """Draw every check as it stands."""
        self.pane.redraw()

    def _lines(self, width: int) -> Sequence[Line]:
        checks = self.examination.checks
        return check_lines(checks, width, failed_first=True) if checks else ()
