"""Asks the terminal what it is, before any app runs; inside one its answer would count as keys.

XTVERSION asks for the name; few terminals answer. DA1 asks for features; nearly all answer, in the
order they were asked, so that its answer ends the waiting.
"""

import os
import re
import select
import termios
import time
from dataclasses import dataclass
from typing import Any

QUESTION = b"\x1b[>0q\x1b[c"
SECONDS = 1.0  # a slow line over SSH answers well within that
_NAME = re.compile(rb"\x1bP>\|([^\x1b]*)\x1b\\")
_FEATURES = re.compile(rb"\x1b\[\?([0-9;]+)c")
_LONGEST = 4096  # bytes
LONGEST_NAME = 80  # characters
CLIPBOARD = 52  # among the features of DA1: it takes OSC 52


@dataclass(frozen=True)
class Answers:
    """What the terminal said: its name and version, and its features by number.

    The name is "" where it does not say.
    """

    name: str = ""
    features: frozenset[int] = frozenset()
    answered: bool = False


NOT_ASKED = Answers()


def ask_the_terminal(reading: int, writing: int, seconds: float = SECONDS) -> Answers:
    """Ask by two open descriptors of one terminal, and put its modes back as they were.

    Nothing is asked where there is no terminal. Keys that are pressed meanwhile are lost: so a
    terminal at which somebody may be typing is not asked.
    """
    if not (is_ours(reading) and os.isatty(writing)):
        return Answers()
    before = termios.tcgetattr(reading)
    quiet: list[Any] = [*before]
    quiet[3] &= ~(termios.ICANON | termios.ECHO)  # Ctrl-C still ends the program
    heard = b""
    try:
        termios.tcsetattr(reading, termios.TCSANOW, quiet)
        os.write(writing, QUESTION)
        heard = _listen(reading, time.monotonic() + seconds)
    finally:
        # An answer that comes too late would stand on the shell's next line.
        termios.tcsetattr(
            reading, termios.TCSANOW if _FEATURES.search(heard) else termios.TCSAFLUSH, before
        )
    return understood(heard)


def understood(heard: bytes) -> Answers:
    """What the bytes of an answer say."""
    name, features = _NAME.search(heard), _FEATURES.search(heard)
    return Answers(
        name=name.group(1).decode("utf-8", "replace")[:LONGEST_NAME] if name else "",
        features=(
            frozenset(int(number) for number in features.group(1).split(b";") if number)
            if features
            else frozenset()
        ),
        answered=features is not None,
    )


def is_ours(descriptor: int) -> bool:
    """Whether this process may read from that terminal.

    A process in the background would be stopped by it.
    """
    if not os.isatty(descriptor):
        return False
    try:
        return os.tcgetpgrp(descriptor) == os.getpgrp()
    except OSError:
        return True  # no shell controls jobs by it


def _listen(reading: int, until: float) -> bytes:
    heard = b""
    while not _FEATURES.search(heard) and len(heard) < _LONGEST:
        left = until - time.monotonic()
        if left <= 0 or not select.select([reading], [], [], left)[0]:
            break
        piece = os.read(reading, 1024)
        if not piece:
            break
        heard += piece
    return heard
