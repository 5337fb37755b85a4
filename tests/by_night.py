"""What takes long is tried whole by `make nightly`, and in part by `make test`.

The part finds what is wrong with the code in general; the whole, what is wrong in one case alone.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

NIGHT = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"


def every(nth: int, cases: Sequence[T], first: int = 0) -> list[T]:
    """By day each nth case, from `first` on; by night all."""
    return list(cases) if NIGHT else list(cases[first % nth :: nth])
