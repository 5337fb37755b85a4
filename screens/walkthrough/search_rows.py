"""Every row of every step, as the search over all of them looks at it, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from migration.compare.member_names import in_words
from migration.compare.setting import Setting
from migration.guide.page import Group, PasteValue, Side
from migration.guide.stack_rows import SIDES as OF_STACKS
from migration.guide.ticks import others_turn
from screens.walkthrough.cursor_target import CursorTarget
from widgets.commands.situation import Pane
from widgets.text.checklist import part_address
from widgets.text.marks import part_mark, setting_mark
from widgets.text.row_values import Row, columns_of
from widgets.text.search_lines import FoundRow
from widgets.text.settings_rows import row_address
from widgets.text.shown_values import in_a_row
from widgets.text.step_page import needed, value_address

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walk.derived_state import DerivedState


def search_rows(derived: DerivedState) -> Iterator[tuple[FoundRow, CursorTarget]]:
    """Steps, their settings, the values to paste and the sub-points; secrets are dots."""
    for summary in derived.summaries:
        step = summary.step
        name = f"{step.id} {step.title}" if step.id[0].isdigit() else step.title
        page = derived.page(step.id)
        yield _found(name, CursorTarget(step.id, Pane.STEPS), (" ", ""), step.title, step.console)
        for group in page.groups:
            for row in group.rows:
                yield _setting(name, step.id, group, row, page.sides)
        for value in page.values:
            yield _value(name, step.id, value)
        turn = others_turn(summary.parts)
        for part in summary.parts:
            target = CursorTarget(step.id, Pane.GUIDE, part_address(part))
            yield _found(name, target, part_mark(part, turn), part.part.text, "")


def _setting(
    step: str, step_id: str, group: Group, row: Row, sides: tuple[Side, Side]
) -> tuple[FoundRow, CursorTarget]:
    target = CursorTarget(step_id, Pane.SETTINGS, row_address(group, row))
    heading = f"{step} · {group.title}" if group.client else step
    if not isinstance(row, Setting):
        value = _values(row, changes=sides != OF_STACKS)
        return _found(heading, target, (" ", ""), row.label, value, group.title)
    name, value = row.label, _values(row)
    if row.item:
        name, value = in_words(row.member), row.label
    more = f"{group.title} {row.member} {in_words(row.member)}"
    return _found(heading, target, setting_mark(row), name, value, more)


def _values(row: Row, *, changes: bool = True) -> str:
    between = " → " if changes else " · "
    return between.join(dict.fromkeys(in_a_row(value) for value in columns_of(row)))


def _value(step: str, step_id: str, value: PasteValue) -> tuple[FoundRow, CursorTarget]:
    shown = needed(value) if value.value is None else in_a_row(value.value)
    target = CursorTarget(step_id, Pane.GUIDE, value_address(value))
    return _found(step, target, (" ", ""), value.field, shown)


def _found(
    step: str, target: CursorTarget, mark: tuple[str, str], name: str, value: str, more: str = ""
) -> tuple[FoundRow, CursorTarget]:
    address = f"{target.step} {target.pane.value} {target.row}"
    words = "\n".join((step, name, value, more)).casefold()
    return FoundRow(address, step, mark, name, value, words), target
