"""Standard input, output and error, where whoever started the program closed one, or sends bytes.

What is opened next takes the number of one that is closed: a record, or a connection, would then
get what somebody else prints there.
"""

import os
import sys
from contextlib import suppress
from io import TextIOWrapper

_NUMBERS = (0, 1, 2)


def fill_closed_streams() -> bool:
    """Put nowhere in the place of what is closed; whether there is a standard output.

    What is read as text is read whole: a byte that is none is a character that nobody typed.
    """
    for number in _NUMBERS:
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free, which is this one
    answers = sys.stdout is not None
    for name, number, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))
    with suppress(OSError, ValueError):
        if isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
    return answers
