"""Answers and reports of a terminal at random, whole and torn; none of them is a key."""

import random
import re
from collections.abc import Callable
from itertools import pairwise

from tests.terminal.test_input_stream import ANSWERS

Read = tuple[float, bytes]  # how long after the one before, in seconds
LETTERS = "".join(map(chr, range(32, 127)))
ALONE = re.compile(rb"(?<!\x1b)\x1b([\[\]P_^X\\])")
PAUSES = (0.0, 0.05, 0.2, 0.7)
BETWEEN = 10.0  # seconds between two bunches of answers: what is not complete is given up by then
# Textual itself asks for the state of the first two.
MODES = ("2026", "2048", "1004", "2004")


class Answers:
    """Draws them. `columns` is how wide the screen is; nothing is clicked below its first line."""

    def __init__(self, seed: int, columns: int, lines: int) -> None:
        self._draw = random.Random(seed)
        self._columns, self._lines = columns, lines
        # The focus comes seldom: the whole app is styled anew for it, which takes 20 ms.
        kinds: dict[Callable[[], str], int] = {
            lambda: self._draw.choice(ANSWERS): 50,
            self._string: 50,
            self._private: 35,
            self._key_that_was_let_go: 40,
            self._mouse: 20,
            lambda: f"\x1b[?{self._draw.choice(MODES)};{self._draw.randrange(5)}$y": 10,
            lambda: f"\x1b[{self._draw.choice('IO')}": 2,
        }
        self._kinds = [kind for kind, weight in kinds.items() for _ in range(weight)]

    def bunch(self, *, escape: bool) -> tuple[int, list[Read]]:
        """How many answers come on the heels of each other, and the reads that bring them.

        Without `escape` no line holds an ESC up by itself: that would be the key Escape.
        """
        draw, answers = self._draw, self._draw.choice((1, 1, 1, 2, 5))
        sent, first_bytes = b"", set()
        for _ in range(answers):
            first_bytes.add(len(sent) + 1)
            sent += self._one()
        cuts = {draw.randrange(len(sent) + 1) for _ in range(draw.randrange(1, 4))}
        if not escape:
            cuts -= first_bytes
        places = [0, *sorted(cuts), len(sent)]
        pauses = [BETWEEN, *(draw.choice(PAUSES) for _ in cuts)]
        reads = (sent[start:end] for start, end in pairwise(places))
        return answers, list(zip(pauses, reads, strict=True))

    def _one(self) -> bytes:
        answer = self._draw.choice(self._kinds)()
        if answer.startswith("\x1b[M"):
            return answer.encode("latin-1")
        return in_eight_bits(answer) if self._draw.random() < 1 / 3 else answer.encode()

    def _string(self) -> str:
        kind, end = self._draw.choice("]P_^X"), self._draw.choice(("\x1b\\", "\x1b\\", "\x07"))
        length = self._draw.randrange(40)
        return f"\x1b{kind}{''.join(self._draw.choices(LETTERS, k=length))}{end}"

    def _private(self) -> str:
        numbers = "".join(self._draw.choices("0123456789;:", k=self._draw.randrange(9)))
        return f"\x1b[{self._draw.choice('?>=')}{numbers}{self._draw.choice('cnmqwxySTRu')}"

    def _key_that_was_let_go(self) -> str:
        """kitty's protocol: the third event of a key, or one that nobody knows."""
        code, event = self._draw.choice(LETTERS), self._draw.choice("34567")
        modifiers = self._draw.randrange(1, 257)
        form = self._draw.choice(("{code}", "{code}:{code}", "{code}::{code}"))
        if self._draw.random() < 1 / 4:
            return f"\x1b[1;{modifiers}:{event}{self._draw.choice('ABCDHFPQS')}"
        text = f";{ord(code)}" if self._draw.random() < 1 / 4 else ""
        return f"\x1b[{form.format(code=ord(code))};{modifiers}:{event}{text}u"

    def _mouse(self) -> str:
        """The pointer moved, the wheel turned, a button was let go, or was pressed on the title."""
        draw = self._draw
        column, line = draw.randrange(1, self._columns + 1), draw.randrange(1, self._lines + 1)
        button = draw.choice((0, 1, 2, 3, 32, 35, 39, 64, 65))
        if button < 3:
            line = 1
        form = draw.randrange(4)
        if form == 0:
            return f"\x1b[<{button};{column};{line}M"
        if form == 1:
            return f"\x1b[<{button};{column};{draw.randrange(1, self._lines + 1)}m"
        if form == 2:
            return f"\x1b[{button + 32};{column};{line}M"
        return "\x1b[M" + "".join(chr(32 + number) for number in (button, column, line))


def in_eight_bits(answer: str) -> bytes:
    """The same with control codes of one byte, as a terminal sends them that has eight bits.

    What tmux was given to pass on stays as it is: there each ESC stands twice.
    """
    return ALONE.sub(lambda code: bytes([code[1][0] + 0x40]), answer.encode())
