"""Which value of a row is taken along from either column, and what it is called."""

from dataclasses import dataclass

from migration.compare.open_values import open_value
from migration.compare.setting import Setting, Value
from migration.guide.page import NEW_SIDE, OLD_SIDE, Side
from widgets.text.row_values import Row, whole_columns
from widgets.text.settings_view import NEW
from widgets.text.shown_values import is_secret


@dataclass(frozen=True)
class ChosenValue:
    """A value with whose it is: "domain of the new pool". None where there is nothing.

    `member` is AWS's name of it, where it has one.
    """

    value: Value
    name: str
    member: str

    @property
    def hides(self) -> bool:
        """Whether a part of it is not shown in its row."""
        return is_secret(self.value) or open_value(self.member, self.value) != self.value


def chosen_value(row: Row, column: str, sides: tuple[Side, Side]) -> ChosenValue:
    """What `c` takes along of a row.

    In the new pool's column that is what a console wants next: what the new pool holds, or should
    hold where that is still to be written. What waits to be entered is nothing yet.
    """
    old, new = whole_columns(row)
    if column != NEW:
        return ChosenValue(old, _of_side(row.label, sides[0]), row.member)
    if isinstance(row, Setting):
        if row.to_do and not row.new_pool_alone and row.shown is None:
            wanted = None if row.waits_for_entry else row.wanted
            name = f"{row.label} as the new pool should have it"
            return ChosenValue(wanted, name, row.member)
    elif new is None:  # before the new pool has it: what will be carried over
        return ChosenValue(old, _of_side(row.label, sides[0]), row.member)
    return ChosenValue(new, _of_side(row.label, sides[1]), row.member)


def _of_side(label: str, side: Side) -> str:
    """Of a pool, "client id of the new pool"; else by the column's name, "version, last update"."""
    between = " of the " if side in {OLD_SIDE, NEW_SIDE} else ", "
    return f"{label}{between}{side.name.lower()}"
