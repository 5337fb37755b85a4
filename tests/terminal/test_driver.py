"""What is used of Textual's driver although it is not public.

A new Textual that differs there fails here, and the test says where.
"""

import inspect
import io
import os
import pty
import re
import termios
import threading
import tty
from contextlib import suppress
from threading import Event

from textual._xterm_parser import XTermParser
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tests.cells.painting import START
from tui.terminal.driver import GIVEN_BACK, Line, TerminalDriver


def source(method: object) -> str:
    assert inspect.isfunction(method)
    return inspect.getsource(method)


def test_the_file_that_is_written_to_is_taken_when_the_terminal_is() -> None:
    assert "self._file = " in source(LinuxDriver.__init__)
    assert "self._writer_thread = WriterThread(self._file)" in source(
        LinuxDriver.start_application_mode
    )


def test_all_that_is_written_goes_through_that_file_in_one_thread() -> None:
    assert "self._writer_thread.write(data)" in source(LinuxDriver.write)
    assert "write = self._file.write" in source(WriterThread.run)


def test_a_program_that_continues_is_told_so_by_a_mark_of_the_driver() -> None:
    assert "if self._must_signal_resume:" in source(LinuxDriver.start_application_mode)
    assert "self.resume_application_mode()" in source(LinuxDriver._sigcont_application)
    assert TerminalDriver.resume_application_mode is LinuxDriver.resume_application_mode


def test_what_comes_in_is_read_by_a_method_of_the_drivers_own_thread() -> None:
    assert "self.run_input_thread()" in source(LinuxDriver._run_input_thread)
    assert "self.exit_event.set()" in source(LinuxDriver.disable_input)
    assert "self.process_message(event)" in source(LinuxDriver.run_input_thread)


def test_what_the_terminal_sends_in_eight_bits_reaches_the_app_as_no_key() -> None:
    messages: list[Message] = []
    reading, writing = os.pipe()
    driver = object.__new__(TerminalDriver)
    driver.fileno, driver.exit_event = reading, Event()
    driver.process_message = messages.append  # type: ignore[method-assign,assignment]
    for sent in (b"\x9d11;rgb:1a1a/1b1b/2626\x9c", b"\x90>|aA", b"a\x9c\x9b?62;1c", b"j"):
        os.write(writing, sent)
    os.close(writing)
    driver.run_input_thread()
    os.close(reading)
    assert [getattr(message, "key", message) for message in messages] == ["j"]


def test_the_parser_takes_one_whole_sequence_and_is_ready_for_the_next() -> None:
    parser = XTermParser()
    keys = [key for part in ("\x1b[A", "j", "\x1b[106;1u") for key in parser.feed(part)]
    assert [getattr(key, "key", "") for key in keys] == ["up", "j", "j"]


def test_the_mouse_is_released_and_taken_by_methods_that_say_so() -> None:
    for method in (LinuxDriver._disable_mouse_support, LinuxDriver._enable_mouse_support):
        assert "if not self._mouse:" in source(method)


PICTURE = "\x1b[2;1Habc\x1b[1;1H"


class Outage(io.StringIO):
    """A line that takes nothing while it is down."""

    down = False

    def write(self, text: str) -> int:
        if self.down:
            raise OSError
        return super().write(text)


def test_what_a_line_did_not_take_comes_whole_once_it_takes_something_again() -> None:
    stream = Outage()
    line = Line(stream, lambda: (20, 5))
    for text in (START, PICTURE):
        line.write(text)
    stream.down = True
    line.write(PICTURE.replace("abc", "abd"))
    stream.down = False
    stream.truncate(0)
    line.write(PICTURE.replace("abc", "abd"))
    assert "abd" in stream.getvalue()


def test_a_window_of_another_size_gets_the_whole_picture() -> None:
    sizes = [(20, 5)]
    stream = io.StringIO()
    line = Line(stream, lambda: sizes[-1])
    for text in (START, PICTURE, PICTURE):
        line.write(text)
    assert stream.getvalue().count("abc") == 1
    sizes.append((30, 6))
    line.write(PICTURE)
    assert stream.getvalue().count("abc") == 2


def test_a_terminal_whose_app_is_stuck_is_given_back_and_a_dead_line_is_not_waited_for() -> None:
    ours, theirs = pty.openpty()
    driver = object.__new__(TerminalDriver)
    driver.fileno, driver._taken = theirs, True
    driver.attrs_before = termios.tcgetattr(theirs)
    tty.setraw(theirs)
    given_back = threading.Thread(target=driver.give_back_at_once)  # signals are masked there alone
    given_back.start()
    given_back.join()
    assert termios.tcgetattr(theirs) == driver.attrs_before
    written = os.read(ours, 4096)
    assert written.endswith(b"\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l")
    for mode in (2004, 2048, 1000, 1003, 1006, 1015, 1016):
        assert f"\x1b[?{mode}l".encode() in written

    tty.setraw(theirs)
    os.set_blocking(theirs, False)
    with suppress(BlockingIOError):
        while os.write(theirs, b"x" * 4096):  # nobody reads it
            pass
    stuck = threading.Thread(target=driver.give_back_at_once, daemon=True)
    stuck.start()
    stuck.join(60)
    assert not stuck.is_alive()
    assert termios.tcgetattr(theirs)[3] == driver.attrs_before[3]

    driver._taken = False
    os.read(ours, 1 << 20)
    driver.give_back_at_once()
    assert os.read(ours, 1 << 20).strip(b"x") == b""
    os.close(ours)
    os.close(theirs)


def test_it_is_given_back_by_the_same_sequences_as_textual_has() -> None:
    stopped = source(LinuxDriver.stop_application_mode) + source(LinuxDriver._disable_mouse_support)
    stopped += source(LinuxDriver._disable_bracketed_paste) + source(LinuxDriver._enable_line_wrap)
    stopped += source(LinuxDriver._disable_in_band_window_resize)
    for sequence in re.findall(r"\\x1b(\[[?<][\w]*)", stopped):
        assert f"\x1b{sequence}" in GIVEN_BACK, sequence
