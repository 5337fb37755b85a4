"""An address whose query can be a token: rows and details show “…” for it, `c` takes it whole."""

import pytest

from migration.compare.setting import Setting, Value
from migration.compare.setting_state import SettingState
from migration.guide.page import NEW_SIDE, OLD_SIDE, Fact
from screens.dialogs.details import parts_of
from widgets.text.chosen_value import chosen_value
from widgets.text.row_values import columns_of
from widgets.text.settings_view import NEW, OLD

POOLS = (OLD_SIDE, NEW_SIDE)
OF_THE_OLD = "https://me:s3cr3t@gh.example/token?key=s3cr3t"
OF_THE_NEW = "https://gh.example/token#s3cr3t"
SHOWN = ("https://…@gh.example/token?…", "https://gh.example/token#…")


def setting(member: str, old: Value, new: Value) -> Setting:
    state = SettingState.DIFFERS
    return Setting(f"3c/-/GitHub/{member}", "3c", member, member, old, old, new, state)


def test_a_row_shows_what_may_be_seen_and_is_copied_whole() -> None:
    facts = Fact("token url", OF_THE_OLD, OF_THE_NEW, "token_url")
    for row in (setting("token_url", OF_THE_OLD, OF_THE_NEW), facts):
        assert columns_of(row) == SHOWN
        assert chosen_value(row, OLD, POOLS).value == OF_THE_OLD
    assert chosen_value(facts, NEW, POOLS).value == OF_THE_NEW


def test_the_host_is_shown_whatever_the_path_holds() -> None:
    path = "api/users/@me"
    ours, another = (f"https://{host}/{path}" for host in ("discord.com", "evil.example"))
    assert columns_of(setting("attributes_url", ours, another)) == (ours, another)
    behind = ours.replace("https://", "https://me:s3cr3t@")
    assert columns_of(setting("attributes_url", behind, ours)) == (
        f"https://…@discord.com/{path}",
        ours,
    )


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://me:s3/cr3t@gh.example/token", "https://…@gh.example/token"),
        ("me:s3cr3t@gh.example/token", "…@gh.example/token"),
        ("https://me:s3cr3t@gh.example/to://ken", "https://…@gh.example/to://ken"),
    ],
)
def test_what_is_hardly_an_address_shows_no_user_either(address: str, shown: str) -> None:
    assert columns_of(setting("token_url", address, None)) == (shown, None)


def test_what_holds_several_addresses_shows_none_of_their_queries() -> None:
    linking = {"authorizationUrl": OF_THE_OLD, "clientId": "what?ever"}
    shown, _ = columns_of(setting("accountLinkingRequest", linking, None))
    assert shown == {"authorizationUrl": SHOWN[0], "clientId": "what?ever"}


def test_the_details_reveal_it_when_asked() -> None:
    old, new = parts_of(setting("token_url", OF_THE_OLD, OF_THE_NEW), POOLS)
    for part, shown, whole in zip((old, new), SHOWN, (OF_THE_OLD, OF_THE_NEW), strict=True):
        assert part.hides
        assert part.value == whole, "what c copies"
        assert (part.text(revealed=False), part.text(revealed=True)) == (shown, whole)
    plain, _ = parts_of(setting("token_url", "https://gh.example/token", OF_THE_NEW), POOLS)
    assert not plain.hides


def test_a_callback_is_shown_whole() -> None:
    back = "https://dashboard.example/back?app=1"
    assert columns_of(setting("CallbackURLs", back, None)) == (back, None)
