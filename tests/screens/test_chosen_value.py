"""What `c` takes along of a row: what is wanted next, and whose it is."""

from typing import Any

import pytest

from migration.compare.setting import Setting, Value
from migration.compare.setting_state import SettingState
from migration.guide.page import NEW_SIDE, OLD_SIDE, Fact, Side
from widgets.text.chosen_value import chosen_value
from widgets.text.row_values import Row
from widgets.text.settings_view import NEW, OLD

POOLS = (OLD_SIDE, NEW_SIDE)


def setting(old: Value, wanted: Value, new: Value, state: SettingState, **more: Any) -> Setting:
    return Setting("2/-/Domain", "2", "Domain", "domain", old, wanted, new, state, **more)


@pytest.mark.parametrize(
    ("row", "column", "value", "name"),
    [
        (Fact("client id", "a", "b"), NEW, "b", "client id of the new pool"),
        (Fact("client id", "a", "b"), OLD, "a", "client id of the old pool"),
        (Fact("scopes", "a", None), NEW, "a", "scopes of the old pool"),
        (setting("a", "a", "a", SettingState.SAME), NEW, "a", "domain of the new pool"),
        (setting("a", "b", "c", SettingState.EXPECTED), NEW, "c", "domain of the new pool"),
        (
            setting("a", "b", None, SettingState.MISSING),
            *(NEW, "b", "domain as the new pool should have it"),
        ),
        (
            setting("a", "b", "c", SettingState.DIFFERS),
            *(NEW, "b", "domain as the new pool should have it"),
        ),
        (setting("a", "b", "c", SettingState.DIFFERS), OLD, "a", "domain of the old pool"),
        (
            setting("a", "b", None, SettingState.MISSING, asks="domain", blocked="enter it"),
            *(NEW, None, "domain as the new pool should have it"),
        ),
    ],
)
def test_the_new_column_is_what_the_new_pool_has_or_should_have(
    row: Row, column: str, value: Value, name: str
) -> None:
    chosen = chosen_value(row, column, POOLS)
    assert (chosen.value, chosen.name) == (value, name)


def test_columns_that_are_no_pools_are_called_by_their_own_names() -> None:
    sides = (Side("Now", "Now", "now"), Side("After", "After", "to"))
    assert chosen_value(Fact("names", "a", "b"), NEW, sides).name == "names, after"
