"""A report in which every text is one that was planted, whatever it is a report of."""

from __future__ import annotations

import dataclasses
import types
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from migration.report.report import Report

AT = datetime(2026, 11, 22, 2, 0, 5, tzinfo=UTC)


def report_of_texts(text: str, /, **ours: object) -> Report:
    """Every list has one item, every text is `text`; `ours` are fields that stay as they are."""
    made: Report = _made(Report, text, "", ours)
    return made


def _made(kind: Any, text: str, name: str, ours: Mapping[str, object]) -> Any:
    if name in ours:
        return ours[name]
    origin, inner = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return _made(next(one for one in inner if one is not type(None)), text, name, ours)
    if origin is tuple:
        return (_made(inner[0], text, name, ours),)
    if origin is not None and issubclass(origin, Mapping):
        return {text: _made(inner[1], text, name, ours)}
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        fields = [field for field in dataclasses.fields(kind) if field.init]
        return kind(**{one.name: _made(hints[one.name], text, one.name, ours) for one in fields})  # type: ignore[operator]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    plain: dict[type, object] = {str: text, int: 1, bool: True, datetime: AT, date: AT.date()}
    return plain[kind]


def texts_in(value: Any) -> Iterator[str]:
    """Every text in a report, or in JSON."""
    if isinstance(value, str) and not isinstance(value, Enum):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from (*texts_in(key), *texts_in(item))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_in(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts_in(getattr(value, field.name))
