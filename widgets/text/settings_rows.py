"""The lines of the settings pane.

Groups, members in words, and both pools' values side by side or one under the other.
"""

from dataclasses import replace
from itertools import zip_longest

from rich.cells import cell_len

from migration.compare.accepted import is_accepted
from migration.compare.member_names import in_words
from migration.compare.setting import Setting, Value
from migration.compare.setting_state import State
from migration.guide.page import Fact, Group, Page, Side
from widgets.text.advice import advice_on
from widgets.text.apart import fit_apart
from widgets.text.differences import fit_marked, mark_edges
from widgets.text.line import Line, Span, line, sentence_lines, wrap_sentence
from widgets.text.marks import setting_mark
from widgets.text.own_keys import key_of
from widgets.text.plain_text import cut, fit, fit_value, plain, wrap
from widgets.text.settings_columns import (
    SIDE_BY_SIDE,
    Room,
    column_names,
    columns,
    heading,
    names_of,
    one_line_each,
    stacked_label,
)
from widgets.text.settings_view import NEW, OLD, View
from widgets.text.values import NOTHING, in_a_row

NEVER_SHOWN = "never given back"  # by AWS: whether it is the right one, a check tells
SHORT = 3  # cells of a side's short name, at least
FEW = 2  # lines of a fact's value
BOTH = "both"

Row = Setting | Fact


def columns_of(row: Row) -> tuple[Value, Value]:
    """The values that stand in the two columns."""
    return row.columns if isinstance(row, Setting) else (row.old, row.new)


def row_address(group: Group, row: Row) -> str:
    """The address of a row within its page: a setting's id, or for a fact its group and label."""
    return row.id if isinstance(row, Setting) else f"fact:{group.title}:{row.label}"


def shown_rows(group: Group, view: View) -> list[Row]:
    """The rows of a group that the view lets through."""
    if not view.only_differences:
        return list(group.rows)
    return [
        row
        for row in group.rows
        if isinstance(row, Setting) and (row.to_do or row.state is State.UNREAD or is_accepted(row))
    ]


def settings_lines(page: Page, view: View, width: int) -> list[Line]:
    """All lines of a step's settings for a width in cells."""
    wide = width >= SIDE_BY_SIDE
    names = names_of(page, wide=wide)
    room = columns(width, names) if wide else (stacked_label(width, names), 0, 0)
    lines = column_names(page.sides, room) if page.groups and wide else []
    above = len(lines)
    hidden = 0
    for group in page.groups:
        rows = shown_rows(group, view)
        view = replace(view, beside=_values_of(rows))
        hidden += len(group.rows) - len(rows)
        if group.rows and not rows:
            continue
        if len(lines) > above:
            lines.append(Line())
        lines += heading(group, room, width)
        flat = None if wide else one_line_each(group, width)
        if flat:
            lines += [
                whole
                for row in rows
                for whole in _side_by_side(row, row_address(group, row), "", view, flat)
            ]
            continue
        member = reason = ""
        for at, row in enumerate(rows):
            name = in_words(row.member) if isinstance(row, Setting) and row.item else ""
            lines += _row(
                row,
                row_address(group, row),
                name if name != member else "",
                page.sides,
                view,
                room,
                width,
            )
            member = name
            # Several rows can rest on the one call that was refused: its reason stands once.
            unread = row.reason if isinstance(row, Setting) and row.state is State.UNREAD else ""
            lines += (
                sentence_lines("    ", unread, width, "faint")
                if unread and unread != reason
                else []
            )
            reason = unread
            following = rows[at + 1] if at + 1 < len(rows) else None
            if (advice := advice_on(row)) and advice != advice_on(following):
                lines += sentence_lines("    ", advice, width)
    lines += [
        line(Span(f"… {sentence}", "faint"))
        for text in page.waiting
        for sentence in wrap_sentence(text, width - 2)
    ]
    if hidden:
        what = f"{hidden} more need nothing: {key_of('only-differences')} shows them"
        lines += (
            [Line(), line(Span(cut(what, width), "faint"))]
            if lines
            else [line(Span(cut(what, width), "faint"))]
        )
    return lines


def _row(
    row: Row,
    address: str,
    member: str,
    sides: tuple[Side, Side],
    view: View,
    room: Room,
    width: int,
) -> list[Line]:
    if width >= SIDE_BY_SIDE:
        return _side_by_side(row, address, member, view, room)
    above = [line(Span(f"  {text}", "faint")) for text in wrap(member, width - 2) if member]
    if isinstance(row, Setting) and row.item:
        return [*above, _presence(row, address, width, view.beside)]
    return _stacked(row, address, sides, view, room[0], width)


def _mark(row: Row) -> Span:
    mark, role = setting_mark(row) if isinstance(row, Setting) else (" ", "")
    return Span(f"{mark} ", role)


def _look(row: Row) -> str:
    """What is to do leads the eye: the names of the rest step back with their values."""
    return "faint" if isinstance(row, Setting) and not row.to_do else ""


def _values_of(rows: list[Row]) -> tuple[str, ...]:
    return tuple(in_a_row(value) for row in rows for value in columns_of(row))


def _values(
    row: Row, address: str, view: View, old_width: int, new_width: int
) -> tuple[list[Span], list[Span]]:
    """Both values in their cells.

    Where the wanted value is not the old one, the new cell says what it would become.
    """
    revealed = view.revealed == address
    left_value, right_value = columns_of(row)
    old, new = in_a_row(left_value, revealed=revealed), in_a_row(right_value, revealed=revealed)
    if isinstance(row, Setting) and row.state is State.UNREAD:
        return [Span(fit_apart(old, old_width, view.beside), "", OLD)], [
            Span(
                fit_value(new if right_value is not None else "not read", new_width), "warning", NEW
            )
        ]
    if isinstance(row, Setting) and row.state is State.HIDDEN and row.new is None:
        return [Span(fit_apart(old, old_width, view.beside), _role(old, same=True), OLD)], [
            Span(fit_value(NEVER_SHOWN, new_width), "faint", NEW)
        ]
    differs = isinstance(row, Setting) and row.state is State.DIFFERS and not row.secret
    if differs and left_value is not None and right_value is not None:
        left, right = mark_edges(old, new)
        return fit_marked(left, old_width, OLD), fit_marked(right, new_width, NEW, "becomes")
    if isinstance(row, Setting) and row.to_do and not row.new_pool_alone:
        other = (
            in_a_row(row.wanted, revealed=revealed)
            if row.wanted is not None and row.wanted != row.old
            else ""
        )
        if row.waits_for_entry:
            key = key_of("enter-value")
            new = f"{new} press {key}: {other}?" if other else f"{new} press {key}"
        elif other:
            new = f"{new} → {other}"
    same = isinstance(row, Setting) and not row.to_do
    return [Span(fit_apart(old, old_width, view.beside), _role(old, same=same), OLD)], [
        Span(
            fit_apart(new, new_width, view.beside),
            "todo" if _changes(row) else _role(new, same=same),
            NEW,
        )
    ]


def _changes(row: Row) -> bool:
    """Whether the new side is what a person changes now: it leads the eye."""
    if not isinstance(row, Setting) or not row.to_do or row.new_pool_alone:
        return False
    return row.waits_for_entry or not row.blocked


def _role(text: str, *, same: bool) -> str:
    return "faint" if same or text == NOTHING else ""


def _side_by_side(row: Row, address: str, member: str, view: View, room: Room) -> list[Line]:
    label, left, right = room
    name, *rest = wrap(member if isinstance(row, Setting) and row.item else plain(row.label), label)
    old, new = _values(row, address, view, left, right)
    return [
        line(_mark(row), Span(fit(name, label) + " ", _look(row)), *old, " ", *new, row=address),
        *(line(Span(f"  {text}", _look(row)), row=address) for text in rest),
    ]


def _presence(row: Setting, address: str, width: int, beside: tuple[str, ...]) -> Line:
    """An element of a list, once, and in which pools it is."""
    text = in_a_row(
        row.old if row.old is not None else row.new if row.new is not None else row.wanted
    )
    there, absent = "●", "–"
    old, new = (
        (there if row.old is not None else absent),
        (there if row.new is not None else absent),
    )
    role = "" if row.to_do else "faint"
    return line(
        _mark(row),
        Span(fit_apart(text, width - 2 - 12, beside) + " ", role),
        Span(f"old {old}", role, OLD),
        Span(" "),
        Span(f"new {new}", "todo" if _changes(row) else role, NEW),
        row=address,
    )


def _stacked(
    row: Row, address: str, sides: tuple[Side, Side], view: View, label: int, width: int
) -> list[Line]:
    """A value of each side, one over the other; once, where both are the same."""
    short = max(SHORT, *(cell_len(side.short) for side in sides))
    before, after = (f"{fit(side.short, short)} " for side in sides)
    rest = width - 2 - label - 1 - short - 1
    old, new = _values(row, address, view, rest, rest)
    left_value, right_value = columns_of(row)
    values = [[Span(before, "faint"), *old], [Span(after, "faint"), *new]]
    if left_value == right_value and left_value is not None:
        named = max(len(BOTH), short)
        old, _ = _values(row, address, view, rest + short - named, rest)
        values = [[Span(f"{fit(BOTH, named)} ", "faint"), *_in_both(old)]]
    elif isinstance(row, Fact):
        told = [_told(before, row.old, OLD, view.revealed == address, rest)]
        told += [_told(after, row.new, NEW, view.revealed == address, rest)] if row.new else []
        values = [line for lines in told for line in lines]
    # A long name goes on beside the second value.
    return [
        line(
            _mark(row) if at == 0 else Span("  ", _look(row)),
            Span(fit(name, label) + " ", _look(row)),
            *value,
            row=address,
        )
        for at, (name, value) in enumerate(
            zip_longest(wrap(plain(row.label), label), values, fillvalue="")
        )
    ]


def _told(lead: str, value: Value, cell: str, revealed: bool, width: int) -> list[list[Span]]:
    """A fact's value; one of a few words goes on below where it is longer than its room."""
    text = in_a_row(value, revealed=revealed)
    parts = wrap(text, width) if cell_len(text) > width and " " in text else []
    if not 0 < len(parts) <= FEW:
        parts = [fit_value(text, width)]
    return [
        [
            Span(lead if number == 0 else " " * len(lead), "faint"),
            Span(fit(part, width), _role(part, same=False), cell),
        ]
        for number, part in enumerate(parts)
    ]


def _in_both(spans: list[Span]) -> list[Span]:
    return [Span(span.text, span.role, f"{OLD} {NEW}") for span in spans]
