"""The values of a row in their cells: both pools' beside each other, or a fact's alone."""

from rich.cells import cell_len

from migration.compare.open_values import open_value
from migration.compare.setting import Setting, Value
from migration.compare.setting_state import SettingState
from migration.guide.page import Fact
from widgets.text.differences import fit_marked, mark_edges
from widgets.text.distinct_cuts import fit_apart
from widgets.text.line import Span
from widgets.text.marks import STATE_WORDS
from widgets.text.own_keys import key_of
from widgets.text.plain_text import fit, fit_value, wrap
from widgets.text.settings_view import NEW, OLD, View
from widgets.text.shown_values import NOTHING, in_a_row

NEVER_SHOWN = STATE_WORDS[SettingState.HIDDEN]  # whether it is the right one, a check tells
FEW = 2  # lines of a fact's value

Row = Setting | Fact


def whole_columns(row: Row) -> tuple[Value, Value]:
    """The values of the two columns, as they are copied."""
    return row.columns if isinstance(row, Setting) else (row.old, row.new)


def columns_of(row: Row) -> tuple[Value, Value]:
    """The values as they stand in the two columns: of an address what may be seen."""
    old, new = whole_columns(row)
    return open_value(row.member, old), open_value(row.member, new)


def row_values(
    row: Row, address: str, view: View, old_width: int, new_width: int
) -> tuple[list[Span], list[Span]]:
    """Both values in their cells.

    Where the wanted value is not the old one, the new cell says what it would become.
    """
    revealed = view.revealed == address
    left_value, right_value = columns_of(row)
    old, new = in_a_row(left_value, revealed=revealed), in_a_row(right_value, revealed=revealed)
    if isinstance(row, Setting) and row.state is SettingState.UNREAD:
        return [Span(fit_apart(old, old_width, view.beside), "", OLD)], [
            Span(
                fit_value(new if right_value is not None else "not read", new_width), "warning", NEW
            )
        ]
    if isinstance(row, Setting) and row.state is SettingState.HIDDEN and row.new is None:
        old = old if left_value is not None else NEVER_SHOWN
        return [Span(fit_apart(old, old_width, view.beside), _role(old, same=True), OLD)], [
            Span(fit_value(NEVER_SHOWN, new_width), "faint", NEW)
        ]
    differs = isinstance(row, Setting) and row.state is SettingState.DIFFERS and not row.secret
    if differs and left_value is not None and right_value is not None:
        left, right = mark_edges(old, new)
        return fit_marked(left, old_width, OLD), fit_marked(right, new_width, NEW, "becomes")
    if isinstance(row, Setting) and row.to_do and not row.new_pool_alone:
        other = (
            in_a_row(open_value(row.member, row.wanted), revealed=revealed)
            if row.wanted is not None and row.wanted != row.old
            else ""
        )
        if row.waits_for_entry:
            key = key_of("enter-value")
            new = f"{new} press {key}: {other}?" if other else f"{new} press {key}"
        elif other:
            new = f"{new} → {other}" if right_value is not None else f"becomes {other}"
    same = isinstance(row, Setting) and not row.to_do
    return [Span(fit_apart(old, old_width, view.beside), _role(old, same=same), OLD)], [
        Span(
            fit_apart(new, new_width, view.beside),
            "todo" if changes(row) else _role(new, same=same),
            NEW,
        )
    ]


def changes(row: Row) -> bool:
    """Whether the new side is what a person changes now: it leads the eye."""
    if not isinstance(row, Setting) or not row.to_do or row.new_pool_alone:
        return False
    return row.waits_for_entry or not row.blocked


def _role(text: str, *, same: bool) -> str:
    return "faint" if same or text == NOTHING else ""


def fact_values(lead: str, value: Value, cell: str, revealed: bool, width: int) -> list[list[Span]]:
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


def in_both_columns(spans: list[Span]) -> list[Span]:
    """The same value where one stands for both pools: the cursor of either column is on it."""
    return [Span(span.text, span.role, f"{OLD} {NEW}") for span in spans]


def advice_on(row: object) -> str:
    """What to do with a row that differs; "" where nothing is advised, or it is settled."""
    return row.advice if isinstance(row, Setting) and row.to_do else ""
