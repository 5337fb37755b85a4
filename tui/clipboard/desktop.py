"""A program of its own that puts a text on this desktop's clipboard; `native.py` starts it.

A process, since pyperclip hangs with a display server that hangs, and since its programs write
errors over the screen and outlive us with what they hold. A line of JSON comes on standard input, a
line goes out: whether the desktop took the text. A text that is to be taken back is held until
standard input ends, which it does however the program that started this one ends.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import TextIO

from tui.private_process import no_core_dump

CLEARING_SECONDS = 5


def main() -> int:
    """Copy, answer, and where it is asked for wait and take it back."""
    no_core_dump()
    answers = os.fdopen(os.dup(1), "w")
    # The clipboard programs inherit these and stay: nobody may wait for their end, and nobody wants
    # their errors.
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    asked = json.loads(sys.stdin.readline())
    text, take_back = str(asked["text"]), bool(asked["take_back"])

    import pyperclip  # type: ignore[import-untyped]

    # `is_available` is wrong both ways; the second function is falsy where there is no program to
    # paste with.
    copy, paste = pyperclip.determine_clipboard()
    if not paste:
        return _say(answers, took=False)
    try:
        copy(text)
    except (pyperclip.PyperclipException, OSError):
        return _say(answers, took=False)
    _say(answers, took=True)
    if take_back:
        sys.stdin.read()
        _take_back(copy, paste, text)
    return 0


def _say(answers: TextIO, *, took: bool) -> int:
    print(json.dumps({"took": took}), file=answers, flush=True)
    return 0 if took else 1


def _take_back(copy: Callable[[str], None], paste: Callable[[], str], text: str) -> None:
    if hasattr(signal, "alarm"):
        # a display server that hangs by now must not keep this process
        signal.alarm(CLEARING_SECONDS)
    # What somebody copied since is theirs.
    if paste() == text:
        copy("")
    if hasattr(os, "killpg"):
        # xclip and its like serve the clipboard for good, in this process's group: none of them is
        # left behind.
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        os.killpg(os.getpgrp(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
