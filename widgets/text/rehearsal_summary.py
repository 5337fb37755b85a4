"""What the last rehearsal came to, for the header: in as many words as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from widgets.text.line import Span
from widgets.text.own_keys import key_of

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.journal.rehearsal_record import RehearsalRecord

# A mark, the role of its colour, and what it means where signs are not told.
_GOOD, _BAD, _UNKNOWN = ("✓", "ok", ""), ("✗", "error", "otherwise"), ("?", "warning", "not whole")


def rehearsal_forms(rehearsed: RehearsalRecord | None, *, words: bool) -> list[tuple[Span, ...]]:
    """From the fullest form to the shortest; nothing where none was.

    What is not wholly as predicted keeps its mark in every form, and with `words` its word.
    """
    if rehearsed is None:
        return [()]
    otherwise, incomplete = rehearsed.otherwise, rehearsed.incomplete
    mark, role, word = _BAD if otherwise else _UNKNOWN if incomplete else _GOOD
    lead = () if words else (Span(f"{mark} ", role),)
    end = f" ({word})" if words and word else ""
    counts = f"{rehearsed.as_predicted} of {rehearsed.writes}"
    texts = [
        rehearsed.sentence,
        f"rehearsed on {rehearsed.day}: {counts} writes as predicted{end}",
        f"rehearsed {rehearsed.day}: {counts} as predicted{end}",
        f"rehearsed: {counts} as predicted{end}",
        f"rehearsed: {counts}{end}",
        f"rehearsed{end}" if words or not word else f"rehearsed: see {key_of('show-rehearsal')}",
    ]
    look = role if word else ""
    return [(*lead, Span(text, look)) for text in texts]
