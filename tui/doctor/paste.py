"""Takes what a person pastes, on a terminal without a screen.

It is not shown, for a clipboard can hold a secret. Nothing of it is left to the shell, which would
carry out a clipboard of several lines.
"""

import os
import select
import termios
import time
from typing import Any

BEGIN, END = b"\x1b[200~", b"\x1b[201~"  # around what is pasted, where the terminal marks it
SWITCH_ON, SWITCH_OFF = b"\x1b[?2004h", b"\x1b[?2004l"
AFTER = 0.3  # seconds in which the rest of a paste arrives
LONGEST = 65536  # bytes


def read_pasted(reading: int, writing: int) -> str:
    """What is pasted before the next Enter, on one terminal; it is not shown.

    Raises `KeyboardInterrupt` as usual.
    """
    before = termios.tcgetattr(reading)
    hidden: list[Any] = [*before]
    hidden[3] &= ~termios.ECHO
    heard = b""
    try:
        termios.tcsetattr(reading, termios.TCSADRAIN, hidden)
        os.write(writing, SWITCH_ON)
        while len(heard) < LONGEST:
            piece = os.read(reading, 4096)
            heard += piece
            whole = not heard.startswith(BEGIN) or END in heard
            if not piece or (whole and heard.endswith(b"\n")):
                break
        _drop_the_rest(reading)
    finally:
        os.write(writing, SWITCH_OFF)
        termios.tcsetattr(reading, termios.TCSAFLUSH, before)
    first = heard.replace(BEGIN, b"").replace(END, b"").splitlines()[:1]
    return first[0].decode("utf-8", "replace").strip() if first else ""


def _drop_the_rest(reading: int) -> None:
    until = time.monotonic() + AFTER
    while (left := until - time.monotonic()) > 0 and select.select([reading], [], [], left)[0]:
        if not os.read(reading, 4096):
            return
