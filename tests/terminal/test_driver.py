"""What is used of Textual's driver although it is not public.

A new Textual that differs there fails here, and the test says where.
"""

import inspect

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from tui.terminal.driver import TerminalDriver


def source(method: object) -> str:
    assert inspect.isfunction(method)
    return inspect.getsource(method)


def test_the_file_that_is_written_to_is_taken_when_the_terminal_is() -> None:
    assert "self._file = " in source(LinuxDriver.__init__)
    assert "self._writer_thread = WriterThread(self._file)" in source(
        LinuxDriver.start_application_mode
    )


def test_a_program_that_continues_is_told_so_by_a_mark_of_the_driver() -> None:
    assert "if self._must_signal_resume:" in source(LinuxDriver.start_application_mode)
    assert "self.resume_application_mode()" in source(LinuxDriver._sigcont_application)
    assert TerminalDriver.resume_application_mode is LinuxDriver.resume_application_mode


def test_what_comes_in_is_read_by_a_method_of_the_drivers_own_thread() -> None:
    assert "self.run_input_thread()" in source(LinuxDriver._run_input_thread)
    assert "self.exit_event.set()" in source(LinuxDriver.disable_input)
    assert "self.process_message(event)" in source(LinuxDriver.run_input_thread)


def test_the_parser_takes_one_whole_sequence_and_is_ready_for_the_next() -> None:
    parser = XTermParser()
    keys = [key for part in ("\x1b[A", "j", "\x1b[106;1u") for key in parser.feed(part)]
    assert [getattr(key, "key", "") for key in keys] == ["up", "j", "j"]


def test_the_mouse_is_released_and_taken_by_methods_that_say_so() -> None:
    for method in (LinuxDriver._disable_mouse_support, LinuxDriver._enable_mouse_support):
        assert "if not self._mouse:" in source(method)
