"""The terminal as Textual drives it, and what SSH adds: the line drops, others stop the program.

What is not public of Textual's driver is used here and nowhere else;
`tests/terminal/test_driver.py` fails if it changes.
"""

import curses
import os
import select
import selectors
import signal
import termios
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from textual import events
from textual.drivers.linux_driver import LinuxDriver

from tui.cells import CellScreen
from widgets.text.plain_mode import is_plain

if TYPE_CHECKING:
    from tui.terminal.input_tokens import Token

READ_BYTES = 4096
TICK_SECONDS = 0.02  # how often it is looked whether something incomplete has become certain
LOOK_UP_SECONDS = 0.1  # how often it is looked whether reading shall end
SHOW_CURSOR = "\x1b[?25h"
# Paste brackets, line wrap, sizes and mouse, kitty's keyboard, the other screen, cursor and focus,
# in the order in which Textual gives them back.
GIVEN_BACK = (
    "\x1b[?2004l\x1b[?7h\x1b[?2048l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"
    f"\x1b[<u\x1b[?1049l{SHOW_CURSOR}\x1b[?1004l"
)


class Line:
    """What is written to the terminal: of what is painted, the cells that differ.

    Textual's thread for that is the only one that writes here. Once the line has dropped, it does
    so in vain, and that is no error: the thread would end with it, and whoever waits for it to take
    more would wait for good.
    """

    def __init__(self, stream: TextIO, size: Callable[[], tuple[int, int]]) -> None:
        self._stream = stream
        self._size = size
        term = os.environ.get("TERM", "")
        self.cells = CellScreen(
            *size(),
            erases_in_colour=erases_in_colour(term),
            erases_characters=erases_characters(term),
        )

    def write(self, text: str) -> None:
        """Write, if anybody is there."""
        self.cells.resize(*self._size())
        try:
            self._stream.write(self.cells.take(text))
        except OSError:
            self.cells.forget()

    def flush(self) -> None:
        """Send what was written, if anybody is there."""
        with suppress(OSError):
            self._stream.flush()

    def fileno(self) -> int:
        """The terminal's file descriptor."""
        return self._stream.fileno()


def erases_in_colour(term: str) -> bool:
    """Whether erased cells take the colour of the background. tmux does it and does not say so."""
    with suppress(curses.error):
        curses.setupterm(term, fd=2)
        return term.startswith("tmux") or curses.tigetflag("bce") == 1
    return False


def erases_characters(term: str) -> bool:
    """Whether it can erase some characters (ECH). tmux can, and its entries do not all say so."""
    with suppress(curses.error):
        curses.setupterm(term, fd=2)
        return term.startswith("tmux") or curses.tigetstr("ech") == b"\x1b[%p1%dX"
    return False


class TerminalDriver(LinuxDriver):
    """Textual's driver, for a terminal that can go away."""

    class LineDropped(events.Event):
        """The terminal is gone, and nothing more will be read from it."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._taken = False  # from when the terminal is the app's until it is given back
        self._file: Any = Line(self._file, lambda: self._app.size)
        # Costs nothing while the line stands: it sleeps in the kernel. SIGHUP alone does not always
        # come (nohup, setsid).
        threading.Thread(target=self._watch, daemon=True, name="poolwalk-line").start()

    def _watch(self) -> None:
        poll = select.poll()
        poll.register(self.fileno, 0)
        if any(seen & (select.POLLHUP | select.POLLERR) for _, seen in poll.poll()):
            # At once: Textual's thread reads the end of a dropped line again and again.
            self.exit_event.set()
            with suppress(RuntimeError):  # the loop has ended already
                self.send_message(self.LineDropped())

    def start_application_mode(self) -> None:
        """Take the terminal.

        After a SIGSTOP, which comes without a warning, it is given back first: otherwise two
        threads would read from it.
        """
        if self._writer_thread is not None and self._writer_thread.is_alive():
            self.suspend_application_mode()
            self._must_signal_resume = True
        self._taken = True
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if is_plain(self._app):
            self.write(SHOW_CURSOR)  # a braille line shows what the cursor is on

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        super().stop_application_mode()
        self._taken = False

    def give_back_at_once(self) -> None:
        """Give it back from another thread, where the app's own does not come to it.

        Nobody is waited for: on a line that takes nothing the sequences are left out, and how the
        terminal hands on what is typed is set all the same.
        """
        if not self._taken:
            return
        # Behind a shell that runs something else the system would stop whoever sets it.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})
        with suppress(termios.error):
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        with suppress(OSError):
            # Opened anew: that it does not block must not hold for the shell, which has the other.
            how = os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY
            terminal = os.open(os.ttyname(self.fileno), how)
            try:
                os.write(terminal, GIVEN_BACK.encode())
            finally:
                os.close(terminal)

    def _sigtstp_application(self, *_: object) -> None:
        """Give the terminal back, then stop, with whatever runs in one job with this program.

        A shell sees the job stop once `make` or another that waits for this one has stopped too.
        Where nobody would see it, the system does not stop it, and it goes on.
        """
        if self._auto_restart:
            self.suspend_application_mode()
            self._must_signal_resume = True
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        try:
            os.killpg(0, signal.SIGTSTP)
        finally:
            signal.signal(signal.SIGTSTP, self._sigtstp_application)
        if self._must_signal_resume:
            self._sigcont_application()

    def forget_picture(self) -> None:
        """The terminal may show something else by now: what is painted next is sent whole."""
        self._file.cells.forget()

    def run_input_thread(self) -> None:
        """Read what comes in: keys, mouse and pastes become messages, answers become nothing.

        Ends with the line: nothing more comes from a terminal that is gone.
        """
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set() and not selector.select(LOOK_UP_SECONDS):
                pass
            # What takes it apart is loaded with the first of it: a terminal far away answers behind
            # the first paint.
            from tui.terminal.characters import decoder
            from tui.terminal.input_stream import InputStream
            from tui.terminal.messages import Messages

            stream, messages, decode = InputStream(self._types_text), Messages(), decoder()
            while not self.exit_event.is_set():
                tokens: Sequence[Token] = ()
                if selector.select(TICK_SECONDS if stream.waits else LOOK_UP_SECONDS):
                    try:
                        read = os.read(self.fileno, READ_BYTES)
                    except OSError:
                        return
                    if not read:
                        return
                    tokens = stream.feed(decode(read), time.monotonic())
                else:
                    tokens = stream.due(time.monotonic())
                for message in messages.of(tokens):
                    self.process_message(message)

    def _types_text(self) -> bool:
        """Whether what is typed now goes into a field; asked by the thread that reads."""
        from tui.terminal.bursts import takes_text  # fields are loaded behind the first paint

        stack = self._app.screen_stack
        return bool(stack) and takes_text(stack[-1])

    @property
    def wants_mouse(self) -> bool:
        """Whether clicks come here; otherwise the terminal selects text with them."""
        return self._mouse

    def want_mouse(self, wanted: bool) -> None:
        """Have the terminal send clicks here, or keep them, from now on."""
        self.release_mouse()
        self._mouse = wanted
        self.take_mouse()

    def release_mouse(self) -> None:
        """Leave the mouse to the terminal's own selection for a while."""
        self._disable_mouse_support()
        self.flush()

    def take_mouse(self) -> None:
        """Take it again, where it is wanted at all."""
        self._enable_mouse_support()
        self.flush()
