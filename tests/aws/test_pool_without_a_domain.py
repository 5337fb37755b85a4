"""A new pool has no domain before step 2, and AWS refuses to tell its look: that is no failure."""

from migration.compare.setting_state import SettingState
from migration.pools.reading import UICustomization, Unread
from migration.walkthrough import Walkthrough

LOGO, CSS = (
    "7b/esp-rainmaker-google-action/UICustomization.Logo",
    "7b/esp-rainmaker-google-action/UICustomization.CSS",
)


def test_its_look_is_none_and_nothing_is_unread(walkthrough: Walkthrough) -> None:
    new = walkthrough.state.reading.new
    assert new.ui_customization == UICustomization()
    looks = new.client_looks
    assert isinstance(looks, dict)
    assert not [look for look in looks.values() if isinstance(look, Unread)]
    assert walkthrough.pages.unread() == ()


def test_the_voice_clients_look_is_to_carry_over_once_the_domain_is(
    walkthrough: Walkthrough,
) -> None:
    found = {setting.id: setting for setting in walkthrough.pages.settings()}
    assert found[CSS].state is SettingState.MISSING
    assert "domain (step 2) first" in found[CSS].blocked
    assert found[LOGO].state is SettingState.MISSING
