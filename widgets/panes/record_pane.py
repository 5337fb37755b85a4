"""The record's lines.

Each change with when, who and where, and each of its fields before and after.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from rich.cells import cell_len

from migration.changes.write_report import RECOVERED, FieldChange, RecordedChange
from widgets.panes.line_pane import LinePane
from widgets.text.differences import fit_marked, mark_edges
from widgets.text.distinct_cuts import fit_apart
from widgets.text.line import Line, Span, cells_of, line, sentence_lines
from widgets.text.plain_text import cut, fit_middle, plain, short_who, wrap
from widgets.text.record_words import (
    FIELD_MARKS,
    member_of,
    moment,
    place_of,
    plan_words,
)
from widgets.text.shown_values import NOTHING, in_a_row

_ARROW = " → "
_STATE = 10  # cells


NOTHING_WRITTEN = (
    "Nothing was written yet. Each change that Poolwalk makes stands here, with what was there"
    " before it, and can be taken back."
)


class RecordPane(LinePane):
    """Every change newest first; a row is one field of one change."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._changes: tuple[RecordedChange, ...] = ()
        self._titles: Mapping[str, str] = {}
        self._instead = NOTHING_WRITTEN
        self._rows: dict[str, tuple[RecordedChange, FieldChange]] = {}
        self.set_active(True)

    def show(
        self,
        changes: Sequence[RecordedChange],
        titles: Mapping[str, str],
        *,
        instead: str = NOTHING_WRITTEN,
    ) -> None:
        """Show the record; `titles` are the steps' by their ids.

        Where there is no change, a sentence stands `instead`.
        """
        self._changes, self._titles, self._instead = tuple(changes), titles, instead
        self._rows = {
            _address(change, field): (change, field)
            for change in changes
            for field in change.fields
        }
        self.redraw()

    def under_cursor(self) -> tuple[RecordedChange, FieldChange] | None:
        """The field that the cursor is on, and its change."""
        return self._rows.get(self.cursor)

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        if not self._changes:
            return sentence_lines("", self._instead, width, "faint")
        lines: list[Line] = []
        when = {change.entry: change.at for change in self._changes}
        for change in self._changes:
            lines += [Line()] if lines else []
            lines += _heading(change, self._titles, when, width)
            reason = ""
            for field in change.fields:
                lines.append(_row(change, field, width))
                # Several fields can rest on the one call that was refused: its reason stands once.
                lines += (
                    sentence_lines("    ", field.reason, width, "faint")
                    if field.reason not in ("", reason)
                    else []
                )
                reason = field.reason
        return lines


def _address(change: RecordedChange, field: FieldChange) -> str:
    return f"{change.entry}:{field.id}"


def _heading(
    change: RecordedChange, titles: Mapping[str, str], when: Mapping[int, datetime], width: int
) -> list[Line]:
    who = plain(short_who(change.who))
    spans = [
        Span(moment(change.at), "heading"),
        Span(f"  {cut(who, max(width // 4, 12))}", "faint"),
    ]
    room = width - cells_of(spans) - 2
    lines = [line(*spans, Span(f"  {cut(place_of(change, titles), room)}", "strong"))]
    notes = []
    if change.undoes is not None:
        of = when.get(change.undoes)
        notes.append(f"undo of {moment(of)}" if of else "undo of an earlier change")
    if change.recovered:
        notes.append(RECOVERED)
    if said := plan_words(change):
        notes.append(plain(said))
    return [*lines, *(line(Span(text, "faint")) for text in wrap("; ".join(notes), width) if notes)]


def _row(change: RecordedChange, field: FieldChange, width: int) -> Line:
    mark, role = FIELD_MARKS[field.word]
    room = width - 2 - 1 - 1 - _STATE
    name, least = member_of(field.id), min(max(width // 4, 14), 26)
    needed = sum(cell_len(in_a_row(one)) for one in (field.before, field.after)) + len(_ARROW)
    label = max(least, min(cell_len(name), room - needed))  # what its values leave free
    values = room - label
    return line(
        Span(f"{mark} ", role),
        Span(fit_middle(name, label) + " "),
        *_values(field, values, _beside(change)),
        Span(f" {field.word.rjust(_STATE)}", role),
        row=_address(change, field),
    )


def _beside(change: RecordedChange) -> tuple[str, ...]:
    """All values of a change: its rows are to be told apart."""
    return tuple(in_a_row(one) for field in change.fields for one in (field.before, field.after))


def _values(field: FieldChange, width: int, beside: tuple[str, ...]) -> list[Span]:
    """Before and after in exactly `width` cells.

    Where both are long, each has half, and shows where they differ; of one that stands alone that
    part is seen by which it differs from those `beside` it.
    """
    before, after = in_a_row(field.before), in_a_row(field.after)
    room = width - len(_ARROW)
    left = min(cell_len(before), max(room // 2, room - cell_len(after)))
    if NOTHING in (before, after):
        return [
            Span(fit_apart(before, left, beside), "", "value"),
            Span(_ARROW, "faint"),
            Span(fit_apart(after, room - left, beside), "", "value"),
        ]
    old, new = mark_edges(before, after)
    return [
        *fit_marked(old, left, "value"),
        Span(_ARROW, "faint"),
        *fit_marked(new, room - left, "value"),
    ]
