"""A value as a person sees it in a row, reads it whole, and copies it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from migration.secret import MASK, Secret
from widgets.text.plain_text import plain

if TYPE_CHECKING:
    from migration.compare.setting import Value

NOTHING = "—"
HIDES_AFTER = 10.0  # seconds that a revealed secret stays on screen


def for_json(value: Any) -> Any:
    """A value as JSON knows it, secrets as dots."""
    if isinstance(value, Mapping):
        return {str(key): for_json(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [for_json(item) for item in value]
    if isinstance(value, Secret):
        return MASK
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def whole(value: Value, *, revealed: bool = False) -> str:
    """The value's text as it would be pasted: strings as they are, the rest as JSON.

    Secrets are dots unless revealed.
    """
    if value is None:
        return ""
    if isinstance(value, Secret):
        return value.reveal() if revealed else MASK
    if isinstance(value, str):
        return value
    if isinstance(value, bool | int):
        return json.dumps(value)
    return json.dumps(for_json(value), indent=2, ensure_ascii=False)


def in_a_row(value: Value, *, revealed: bool = False) -> str:
    """The value on one line, made harmless; a dash where the pool has nothing."""
    if value is None:
        return NOTHING
    if value == "":
        return "“”"
    if isinstance(value, Mapping | tuple):
        return plain(json.dumps(for_json(value), ensure_ascii=False))
    return plain(whole(value, revealed=revealed).replace("\r\n", "⏎").replace("\n", "⏎"))


def is_secret(value: Value) -> bool:
    """Whether the value hides behind dots."""
    return isinstance(value, Secret)
