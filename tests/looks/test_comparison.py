"""The look of the voice assistants' login pages, compared: from readings made by hand."""

from dataclasses import replace
from typing import Any

import pytest

from migration.compare.choices import Choices
from migration.compare.login_page_look import compare_looks
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.pools.reading import Role, Unread
from tests.readings import client, domain, pool_reading, reading

HOME = "esp-rainmaker-google-action"
CSS, ADDRESS = ".banner {}", "https://d3.cloudfront.example/logo.png"


def pools(old: dict[str, Any] | None, new: dict[str, Any] | None, *, version: int = 1) -> Reading:
    return reading(
        pool_reading(clients=(client(HOME, "old1"),), client_looks={"old1": old}),
        pool_reading(
            clients=(client(HOME, "new1"),),
            client_looks={"new1": new},
            domain=domain("acme-new", version),
        ),
    )


def states(found: Reading, choices: Choices | None = None) -> dict[str, SettingState]:
    return {
        setting.path[0]: setting.state for setting in compare_looks(found, choices or Choices())
    }


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (None, None, {}),
        ({"CSS": CSS}, None, {"CSS": SettingState.MISSING}),
        ({"CSS": CSS}, {"CSS": CSS}, {"CSS": SettingState.SAME}),
        ({"CSS": CSS}, {"CSS": ".other {}"}, {"CSS": SettingState.DIFFERS}),
        (None, {"CSS": CSS}, {"CSS": SettingState.EXTRA}),
        ({"ImageUrl": ADDRESS}, None, {"Logo": SettingState.MISSING}),
        (
            {"ImageUrl": ADDRESS},
            {"ImageUrl": "https://elsewhere.example/"},
            {"Logo": SettingState.EXPECTED},
        ),
        (None, {"ImageUrl": ADDRESS}, {"Logo": SettingState.EXTRA}),
    ],
)
def test_style_sheet_and_logo_are_compared_each_by_itself(
    old: dict[str, Any] | None, new: dict[str, Any] | None, expected: dict[str, SettingState]
) -> None:
    assert states(pools(old, new)) == expected


def test_a_logo_can_be_applied_once_its_picture_was_supplied() -> None:
    for supplied, applicable in ((frozenset[str](), False), (frozenset({"7b"}), True)):
        (logo,) = compare_looks(pools({"ImageUrl": ADDRESS}, None), Choices(logos=supplied))
        assert (logo.applicable, logo.asks, logo.irreversible) == (applicable, "logo", True)


def test_under_managed_login_the_classic_look_is_nothing_to_carry_over() -> None:
    found = compare_looks(pools({"CSS": CSS, "ImageUrl": ADDRESS}, None, version=2), Choices())
    assert [(setting.state, setting.asks) for setting in found] == [(SettingState.EXPECTED, "")] * 2
    assert "managed login" in found[0].reason


def test_a_look_that_could_not_be_read_is_not_compared() -> None:
    found = pools({"CSS": CSS}, None)
    unread = Unread("GetUICustomization", "refused", Role.NEW)
    assert states(replace(found, new=replace(found.new, client_looks={"new1": unread}))) == {}
    assert states(replace(found, new=replace(found.new, client_looks=unread))) == {}
