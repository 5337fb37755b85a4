"""The lines of the settings pane.

Groups, members in words, and both pools' values side by side or one under the other.
"""

from dataclasses import replace
from itertools import zip_longest

from rich.cells import cell_len

from migration.compare.dependent_settings import AUTHORIZER, ISSUER
from migration.compare.member_names import in_words
from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.guide.page import NEW_SIDE, OLD_SIDE, Fact, Group, Page, Side
from widgets.text.distinct_cuts import fit_apart
from widgets.text.line import Line, Span, line, sentence_lines, wrap_sentence
from widgets.text.marks import setting_mark
from widgets.text.own_keys import key_of
from widgets.text.plain_text import cut, fit, wrap
from widgets.text.row_values import (
    Row,
    advice_on,
    changes,
    columns_of,
    fact_values,
    in_both_columns,
    row_values,
    whole_columns,
)
from widgets.text.settings_columns import (
    SIDE_BY_SIDE,
    Room,
    column_names,
    columns,
    heading,
    label_lines,
    names_of,
    needed_by_values,
    notes,
    one_line_each,
    stacked_label,
)
from widgets.text.settings_view import NEW, OLD, View
from widgets.text.shown_values import in_a_row

SHORT = 3  # cells of a side's short name, at least
BOTH = "both"
LEAST_LABEL = 11  # cells
SET = "set"  # of what no pool holds: it is as it should be
_OF_AN_API = frozenset({AUTHORIZER, ISSUER})


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
        if isinstance(row, Setting)
        and (
            row.to_do
            or row.state is SettingState.UNREAD
            or row.accepted
            or row.asks_a_person  # it stands among what is as it should be, and is not nothing
        )
    ]


def naming_lines(page: Page, width: int) -> int:
    """How many lines at the top name the columns; where values stack each names its own side."""
    return 1 if page.groups and width >= SIDE_BY_SIDE else 0


def settings_lines(page: Page, view: View, width: int) -> list[Line]:
    """All lines of a step's settings for a width in cells."""
    wide = width >= SIDE_BY_SIDE
    names = names_of(page, wide=wide)
    room = (
        columns(width, names, needed_by_values(page))
        if wide
        else (stacked_label(width, names), 0, 0)
    )
    above = naming_lines(page, width)
    lines = column_names(page.sides, room) if above else []
    hidden = 0
    for group in page.groups:
        rows = shown_rows(group, view)
        view = replace(view, beside=_values_of(rows))
        hidden += len(group.rows) - len(rows)
        if group.rows and not rows:
            continue
        if len(lines) > above:
            lines.append(Line())
        lines += notes(group, width) if _is_named(page, group) else heading(group, room, width)
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
            unread = (
                row.reason if isinstance(row, Setting) and row.state is SettingState.UNREAD else ""
            )
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


def _is_named(page: Page, group: Group) -> bool:
    """Whether the only group is named as its step or its first row: a heading says nothing new."""
    step = page.summary.step
    named = {step.title, step.short, group.rows[0].label if group.rows else ""}
    own = {group.old_name, group.new_name} <= {"", group.title}
    return len(page.groups) == 1 and own and group.title in named


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


def _side_by_side(row: Row, address: str, member: str, view: View, room: Room) -> list[Line]:
    label, left, right = room
    name, *rest = label_lines(member if isinstance(row, Setting) and row.item else row.label, label)
    whole_old, whole_new = whole_columns(row)
    # What is equal is cut alike, also where one column has a cell more.
    room_of = (min(left, right),) * 2 if whole_old == whole_new else (left, right)
    old, new = row_values(row, address, view, *room_of)
    old = [*old, Span(" " * (left - room_of[0]))] if room_of[0] < left else old
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
        Span(f"new {new}", "todo" if changes(row) else role, NEW),
        row=address,
    )


def _longest_word(fact: Fact) -> int:
    """Of the values of a few words, which go on below: cells."""
    several = (in_a_row(value).split() for value in columns_of(fact))
    words = [word for value in several if len(value) > 1 for word in value]
    return max(map(cell_len, words), default=0)


def _word_of_both(row: Row, sides: tuple[Side, Side]) -> str | None:
    """What stands before a value that both sides have; None where each keeps a line of its own."""
    if isinstance(row, Setting) and row.member in _OF_AN_API:
        return None  # a sentence about each pool
    if isinstance(row, Setting) and row.state is SettingState.EXPECTED:
        return ""  # what rests on the old pool and may: it is of no pool
    return SET if sides != (OLD_SIDE, NEW_SIDE) else BOTH


def _stacked(
    row: Row, address: str, sides: tuple[Side, Side], view: View, label: int, width: int
) -> list[Line]:
    """A value of each side, one over the other; once, where both are the same."""
    short = max(SHORT, *(cell_len(side.short) for side in sides))
    before, after = (f"{fit(side.short, short)} " for side in sides)
    rest = width - 2 - label - 1 - short - 1
    if isinstance(row, Fact) and (lacks := _longest_word(row) - rest) > 0:
        # a name reads well in two lines, a cut word does not
        lacks = min(lacks, max(label - LEAST_LABEL, 0))
        label, rest = label - lacks, rest + lacks
    old, new = row_values(row, address, view, rest, rest)
    left_value, right_value = columns_of(row)
    left_whole, right_whole = whole_columns(row)
    values = [[Span(before, "faint"), *old], [Span(after, "faint"), *new]]
    both = _word_of_both(row, sides) if left_whole == right_whole is not None else None
    if both is not None:
        lead = f"{fit(both, max(len(both), short))} " if both else ""
        old, _ = row_values(row, address, view, rest + short + 1 - cell_len(lead), rest)
        values = [[Span(lead, "faint"), *in_both_columns(old)]]
    elif isinstance(row, Fact):
        told = [fact_values(before, left_value, OLD, view.revealed == address, rest)]
        told += (
            [fact_values(after, right_value, NEW, view.revealed == address, rest)]
            if right_value
            else []
        )
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
            zip_longest(label_lines(row.label, label), values, fillvalue="")
        )
    ]
