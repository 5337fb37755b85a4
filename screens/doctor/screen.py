"""The doctor's page: every check as it comes in, and the way to the clipboard's self-test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePath
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from migration.doctor.check import Check, Group
from migration.errors import Cancelled, PoolwalkError
from screens.full_screen import Redrawing
from screens.walkthrough.examining import SelfTestRequested
from screens.walkthrough.reading import TOGETHER
from screens.walkthrough.view import TALL_HEADER
from widgets.commands.command import Command
from widgets.commands.pages import DOCTOR, doctor_bindings
from widgets.commands.situation import DoctorSituation
from widgets.commands.table import ALL
from widgets.panes.drawing import COMPONENTS
from widgets.panes.header import Header
from widgets.panes.hint_line import HintLine
from widgets.panes.message_line import MessageLine
from widgets.panes.pane_title import PaneTitle
from widgets.panes.text_pane import TextPane
from widgets.text.doctor_lines import check_lines

if TYPE_CHECKING:
    from screens.walkthrough.screen import WalkthroughScreen

_HINTS: tuple[Command[Any], ...] = (
    *DOCTOR,
    *(command for command in ALL if command.id == "show-keys"),
)
_ORDER = {group: number for number, group in enumerate(Group)}


class DoctorScreen(Redrawing):
    """Covers the main screen. The checks are made in a thread, and are stopped with the page."""

    BINDINGS: ClassVar[list[BindingType]] = [*doctor_bindings()]
    AUTO_FOCUS = ""
    COMPONENT_CLASSES: ClassVar[set[str]] = set(COMPONENTS)
    CSS_PATH: ClassVar[list[str | PurePath]] = [
        Path(str(files("assets") / "styles" / "doctor.tcss"))
    ]

    @dataclass
    class CheckArrived(Message):
        """One more check was made."""

        check: Check

    @dataclass
    class ChecksEnded(Message):
        """All were made; or `problem` says why not."""

        problem: str = ""

    def __init__(
        self,
        main: WalkthroughScreen,
        look_at_the_terminal: Callable[[Callable[[Check], None]], None],
        *,
        demo: bool = False,
    ) -> None:
        super().__init__()
        self._demo = demo
        self._main = main
        self._look_at_the_terminal = look_at_the_terminal
        self._checks: dict[str, Check] = {}
        self._stop = Event()
        self._drawing_due = False
        self._broken_off = False  # a problem kept some checks from being made
        self.busy = False

    def compose(self) -> ComposeResult:
        """Where we are, the checks, what was said, and what can be done."""
        yield Header(demo=self._demo, id="header")
        yield PaneTitle(id="doctor-title")
        yield TextPane(
            lambda width: check_lines(self.checks, width) if self._checks else (), id="doctor"
        )
        yield MessageLine(id="message")
        yield HintLine(_HINTS, DoctorSituation(), id="hints")

    def on_mount(self) -> None:
        """Begin once the page is drawn."""
        self.pane = self.query_one(TextPane)
        self.message = self.query_one(MessageLine)
        self.query_one(PaneTitle).set_active(True)
        self._draw()
        self.call_after_refresh(self.action_check_again)

    def on_unmount(self) -> None:
        """What is still being checked is nobody's any more."""
        self._stop.set()

    def on_resize(self, event: events.Resize) -> None:
        """Both pools stay on screen, on a line each where it is narrow."""
        self.query_one(Header).set_class(event.size.width < TALL_HEADER, "-tall")

    @property
    def checks(self) -> tuple[Check, ...]:
        """What came in so far, group by group."""
        return tuple(sorted(self._checks.values(), key=lambda check: _ORDER[check.group]))

    # --- in a thread ------------------------------------------------------------------------------
    def _examine(self, stop: Event, *, terminal_alone: bool) -> None:
        def told(check: Check) -> None:
            if not stop.is_set():
                self.post_message(self.CheckArrived(check))

        problem = ""
        try:
            self._look_at_the_terminal(told)
            if not terminal_alone:
                self._main.examine(told, stop)
        except Cancelled:
            return
        except PoolwalkError as error:
            problem = str(error)
        except Exception as error:  # noqa: BLE001 - a thread's traceback would tear the screen, and could show a secret
            problem = f"A mistake in Poolwalk itself while checking ({type(error).__name__})."
        if not stop.is_set():
            self.post_message(self.ChecksEnded(problem))

    def _begin(self, *, terminal_alone: bool = False) -> None:
        self.busy = True
        self._stop = Event()
        # A daemon: a call that hangs must not keep a person from going back.
        Thread(
            target=self._examine,
            args=(self._stop,),
            kwargs={"terminal_alone": terminal_alone},
            daemon=True,
            name="poolwalk-doctor",
        ).start()
        self._draw()

    def on_doctor_screen_check_arrived(self, message: CheckArrived) -> None:
        """Draw soon; what arrives until then is drawn with it."""
        self._checks[message.check.name] = message.check
        if not self._drawing_due:
            self._drawing_due = True
            self.set_timer(TOGETHER, self._draw_arrived)

    def _draw_arrived(self) -> None:
        self._drawing_due = False
        self._draw()

    def on_doctor_screen_checks_ended(self, message: ChecksEnded) -> None:
        """All is there."""
        self.busy = False
        self._broken_off = self._broken_off or bool(message.problem)
        self._draw()
        if message.problem:
            self.say(message.problem, "error")

    # --- what is shown ----------------------------------------------------------------------------
    def _draw(self) -> None:
        self._main.draw_header(self.query_one(Header))
        self.query_one(PaneTitle).show("The doctor", "checking …" if self.busy else self._counted())
        self.pane.redraw()
        self.query_one(HintLine).show(DoctorSituation(busy=self.busy))

    def _counted(self) -> str:
        failed = sum(check.fails for check in self._checks.values())
        told = f"{failed} failed" if failed else "" if self._broken_off else "nothing failed"
        rest = "the rest could not be made" if self._broken_off else ""
        return ", ".join(filter(None, (f"{len(self._checks)} checks", told, rest)))

    def say(self, sentence: str, look: str = "") -> bool:
        """Show a sentence at the bottom; what does not fit is shown whole by itself."""
        fits = self.message.say(sentence, look)
        if not fits:
            from screens.dialogs.notice import NoticeDialog

            self.app.push_screen(NoticeDialog(sentence))
        return fits

    def action_move_up(self) -> None:
        """A line up."""
        self.pane.scroll_by(-1)

    def action_move_down(self) -> None:
        """A line down."""
        self.pane.scroll_by(1)

    def action_page_up(self) -> None:
        """A pane's height up."""
        self.pane.move_page(-1)

    def action_page_down(self) -> None:
        """A pane's height down."""
        self.pane.move_page(1)

    def action_go_first(self) -> None:
        """To the top."""
        self.pane.move_first()

    def action_go_last(self) -> None:
        """To the end, where the failures are listed."""
        self.pane.move_last()

    # --- the commands -----------------------------------------------------------------------------
    def action_check_again(self) -> None:
        """Make every check."""
        if not self.busy:
            self._checks.clear()
            self._broken_off = False
            self.say("")
            self._begin()

    def action_test_clipboard(self) -> None:
        """Have a word pasted back."""
        if self.busy:
            self.say("Still checking: the self-test has time as soon as that has ended.")
        else:
            self.app.post_message(SelfTestRequested(self._tested))

    def _tested(self, arrived: bool | None) -> None:
        if arrived is None:
            self.say("The self-test was left without an answer.")
            return
        if arrived:
            self.say("The word arrived: this terminal's values go this way from now on.", "ok")
        else:
            self.say(
                "No way to your clipboard is left: Enter shows a value whole on the main screen, to"
                " select with the mouse.",
                "warning",
            )
        self._begin(terminal_alone=True)

    def action_show_keys(self) -> None:
        """Show all keys."""
        self.app.call_later(self._main.run_action, "show_keys")

    def action_close_doctor(self) -> None:
        """Back to the steps."""
        self._stop.set()
        self.dismiss()

    def action_leave(self) -> None:
        """Leave the program."""
        self.app.call_later(self._main.run_action, "quit")
