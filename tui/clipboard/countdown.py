"""How the time until a secret is taken back is shown.

It changes seldom at first, since every change costs bytes on the line.
"""

import math

FOR_A_MINUTE = 60
LONGEST = 3600  # seconds for which a secret may be asked to lie there
_LAST = 10  # seconds that are counted one by one
_STEP = 5


def left_in_words(seconds: float, of: int) -> str:
    """What the screen says while `seconds` are left.

    It always has the same width, so that only digits change.
    """
    return f"secret copied, {_shown(seconds, of):>4} s"


def next_change(seconds: float, of: int) -> float:
    """In how many seconds the screen says something else; at the end, when nothing is left."""
    shown = _shown(seconds, of)
    return seconds - ((math.ceil(shown / _STEP) - 1) * _STEP if shown > _LAST else shown - 1)


def _shown(seconds: float, of: int) -> int:
    whole = math.ceil(seconds - 0.001)  # a timer may be a little early
    return whole if whole <= _LAST else min(math.ceil(whole / _STEP) * _STEP, of)
