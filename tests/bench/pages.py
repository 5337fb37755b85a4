"""What it costs a slow line to open help, the palette and the doctor's page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.bench.measures import APP, FIRST_VALUE, HEADER_LINES, Measured, at_home, cost
from tests.bench.terminal import Terminal

ESCAPE = "\x1b"
PAGES = (
    ("help", "?", "Esc closes"),
    ("the palette", "\x10", "a step, a setting"),
    ("the doctor's page", "D", " checks, "),  # how many it made, at the end
)
BYTES = 8000
OPENED = 3  # times each


def pages() -> Iterator[Measured]:
    """Bytes from the key until all of it is there, at 80 × 24 with 256 colours."""
    with at_home() as environment, Terminal(APP, environment) as terminal:
        terminal.until(_read)
        terminal.quiet()
        for name, key, seen in PAGES:
            presses = []
            for _ in range(OPENED):
                presses.append(terminal.press(key, until=partial(_shows, seen)))
                terminal.press(ESCAPE)
            yield from cost(f"opening {name}", presses, BYTES)


def _read(text: str) -> bool:
    """Both pools are read: nothing comes by itself any more."""
    return FIRST_VALUE in text and "reading…" not in "".join(text.splitlines()[:HEADER_LINES])


def _shows(what: str, text: str) -> bool:
    return what in text
