"""What a change costs a slow line: another step, an apply, the countdown of a copied secret."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.measures import (
    APP,
    DOWN,
    FIRST_VALUE,
    HEADER_LINES,
    NEXT_DIFFERENCE,
    UP,
    Measured,
    at_home,
    cost,
    number,
)
from tests.bench.terminal import Terminal

LEFT = "\x1b[D"
RIGHT, FIRST = "\x1b[C", "g"
SUBJECT, APPLIED = "▸ + subject", "Applied"
GOOGLE, SECRET, COUNTING = "3a  Google", "▸   client secret", "secret copied"
COUNTED = 15  # seconds


def on_the_wire(keys: int) -> Iterator[Measured]:
    """Bytes, at 80 × 24 with 256 colours."""
    # As over SSH: on a desktop of one's own the secret would go to that.
    with (
        at_home() as environment,
        Terminal(
            APP, {**environment, "SSH_CONNECTION": "192.0.2.1 50000 192.0.2.2 22"}
        ) as terminal,
    ):
        terminal.until(
            lambda text: (
                FIRST_VALUE in text and "reading…" not in "".join(text.splitlines()[:HEADER_LINES])
            )
        )
        terminal.quiet()
        while SUBJECT not in terminal.text:
            terminal.press(NEXT_DIFFERENCE)
        applied = terminal.press("a", until=lambda text: APPLIED in text)
        yield from cost("a setting that is applied", [applied], 1500)
        for _ in ("to the old pool's column", "to the steps"):
            terminal.press(LEFT)
        steps = [terminal.press(key) for _ in range(keys // 2) for key in (UP, DOWN)]
        yield from cost("another step", steps, 2800, 65)
        terminal.press(FIRST)
        for key, seen in ((DOWN, GOOGLE), (RIGHT, ""), (DOWN, SECRET)):
            terminal.press(key)
            while seen not in terminal.text:
                terminal.press(key)
        terminal.press("c", until=lambda text: COUNTING in text)
        yield number(
            "bytes for a copied secret's countdown",
            terminal.listen(COUNTED) / COUNTED,
            "a second",
            None,
            0,
        )
