"""A copy of what this AWS holds: its documents are plain data, and are copied at every call."""

import pickle
from typing import TypeVar

Held = TypeVar("Held")


def duplicate(value: Held) -> Held:
    """A copy that shares nothing with the value. `copy.deepcopy` takes four times as long."""
    written = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    copied: Held = pickle.loads(written)  # noqa: S301  # nobody else wrote it
    return copied
