"""JSON that somebody else wrote, within a depth.

Python reads a thousand levels, and then fails at the first thing that looks at the value.
"""

import json
from typing import Any

DEEPEST = 64  # levels of a document; AWS's own have a dozen


def bounded_json(text: str | bytes) -> Any:
    """The value. Raises `ValueError` where it is no JSON, or nested deeper than `DEEPEST`."""
    try:
        found = json.loads(text)
    except RecursionError:
        found = None
    else:
        if depth_within(found, DEEPEST):
            return found
    message = f"nested deeper than {DEEPEST} levels"
    raise ValueError(message)


def depth_within(value: Any, most: int) -> bool:
    """Whether a document has so many levels at most; it is not gone into deeper than that."""
    level = [value]
    for _ in range(most):
        level = [
            part
            for item in level
            if isinstance(item, dict | list)
            for part in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return True
    return False
