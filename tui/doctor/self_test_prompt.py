"""The self-test without a screen: says what to do, and takes the answer."""

import os
import sys

from tui.clipboard.road import Road
from tui.command_line.output import Output
from tui.doctor.paste import read_pasted
from tui.doctor.queries import is_ours
from tui.doctor.self_test import SelfTest

ALL_LEFT = (
    "No way to your clipboard is left. In the app a value is shown whole (Enter), to select with"
    " the mouse."
)


def can_ask() -> bool:
    """Whether somebody sits at a terminal from which this process alone reads.

    A pager behind a pipe reads there as well.
    """
    try:
        return (
            sys.__stdin__ is not None
            and all(
                stream is not None and stream.isatty()
                for stream in (sys.__stdout__, sys.__stderr__)
            )
            and is_ours(sys.__stdin__.fileno())
        )
    except (OSError, ValueError):
        return False


def write_to_the_terminal(sequence: str) -> None:
    """Put a control sequence on the terminal, wherever standard output leads."""
    assert sys.__stderr__ is not None
    os.write(sys.__stderr__.fileno(), sequence.encode())


def try_the_clipboard(test: SelfTest, output: Output) -> Road:
    """Try one road after another until a word arrives; the road by which it did, or `NONE`.

    Raises `KeyboardInterrupt`.
    """
    assert sys.__stdin__ is not None
    assert sys.__stderr__ is not None
    output.note("The clipboard's self-test. What you paste is not shown.")
    while (sent := test.send()) is not None:
        output.note(
            f"{sent}: a short word. Paste it here, then press Enter;"
            " Enter alone where nothing comes."
        )
        arrived = test.answer(read_pasted(sys.__stdin__.fileno(), sys.__stderr__.fileno()))
        if test.unkept:
            output.warn(test.unkept)
        if arrived:
            output.note("It arrived. This terminal's values go this way from now on.\n")
            return test.road
        output.note(
            "That was not the word: this way is not taken any more,"
            " until it arrives in a later self-test."
        )
    output.note(f"{ALL_LEFT}\n")
    return Road.NONE
