"""What it takes to compare the cells of a screen of 80 × 24, and what it takes to remember them."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Iterator
from statistics import median

from tests.bench.measures import Measured, number
from tests.bench.terminal import COLUMNS, ROWS
from tui.cells import CellScreen

START = "\x1b[?7l\x1b[0m\x1b[H"
PIECES = 12  # in a row, each in a look of its own


def cells(rounds: int) -> Iterator[Measured]:
    """A whole screen painted as Textual does it: another one than before, and the same again."""
    screens = [_painted(number) for number in range(8)]
    tracemalloc.start()
    screen = CellScreen(COLUMNS, ROWS)
    screen.take(START)
    for text in screens:
        screen.take(text)
    remembered = tracemalloc.get_traced_memory()[0] / 1024 / 1024
    tracemalloc.stop()
    other, same = [], []
    for _ in range(rounds):
        for text in screens:
            other.append(_milliseconds(screen, text))
            same.append(_milliseconds(screen, text))
    yield number("to compare a screen with another", median(other), "ms", 5)
    yield number("to compare a screen with itself", median(same), "ms", 5)
    yield number("memory for the cells of a screen", remembered, "MB", 1)


def _milliseconds(screen: CellScreen, text: str) -> float:
    began = time.perf_counter()
    screen.take(text)
    return 1000 * (time.perf_counter() - began)


def _painted(number: int) -> str:
    """A screen full of text, which differs from every other in each third piece."""
    width = COLUMNS // PIECES
    rows = []
    for row in range(ROWS):
        pieces = []
        for piece in range(PIECES):
            kind = number if piece % 3 == 0 else 0
            text = f"{kind}·{row}─{piece}".ljust(width)[:width]
            pieces.append(f"\x1b[38;5;{(piece * 7 + kind) % 256};48;5;233m{text}\x1b[0m")
        rows.append(f"\x1b[{row + 1};1H{''.join(pieces)}")
    return "\n".join(rows) + "\x1b[1;1H"
