"""JSON that somebody else wrote, within a depth, and of one meaning alone.

Python reads a thousand levels, and then fails at the first thing that looks at the value. Of a name
that stands twice it takes the last value, where another program takes the first: what a person
looks at with one of them is not what the other does.
"""

import json
from typing import Any

DEEPEST = 64  # levels of a document; AWS's own have a dozen


def bounded_json(text: str | bytes) -> Any:
    """The value.

    Raises `ValueError` where it is no JSON, says a name twice, or is nested deeper than `DEEPEST`.
    """
    try:
        found = json.loads(text, object_pairs_hook=_said_once, parse_constant=_no_json)
    except RecursionError:
        found = None
    else:
        if depth_within(found, DEEPEST):
            return found
    message = f"nested deeper than {DEEPEST} levels"
    raise ValueError(message)


def _said_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        message = "a name stands twice in one object"
        raise ValueError(message)
    return found


def _no_json(constant: str) -> None:
    """NaN and the infinities, which Python reads and no other program has to."""
    raise ValueError(constant)


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
