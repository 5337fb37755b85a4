"""An address whose query can be a token: rows and details show “…” for it, `c` takes it whole."""

from collections.abc import Callable

import pytest

from migration.compare.setting import Setting, Value
from migration.compare.setting_state import SettingState
from migration.deployment.whole_reading import Reading
from migration.guide.page import NEW_SIDE, OLD_SIDE, Fact
from migration.pools.documents import IdentityProvider
from screens.dialogs.details import DetailsDialog, parts_of
from tests.screens.conftest import NEW_POOL, OLD_POOL, ByHand, Run, client, part
from tests.screens.fake_stage import Play
from widgets.panes.text_pane import TextPane
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
    for side, shown, whole in zip((old, new), SHOWN, (OF_THE_OLD, OF_THE_NEW), strict=True):
        assert side.hides
        assert side.value == whole, "what c copies"
        assert (side.text(revealed=False), side.text(revealed=True)) == (shown, whole)
    plain, _ = parts_of(setting("token_url", "https://gh.example/token", OF_THE_NEW), POOLS)
    assert not plain.hides


def test_a_callback_is_shown_whole() -> None:
    back = "https://dashboard.example/back?app=1"
    assert columns_of(setting("CallbackURLs", back, None)) == (back, None)


def of_github(**details: str) -> IdentityProvider:
    return IdentityProvider("GitHub", "OIDC", {"ProviderDetails": details})


def with_providers(old: str, new: str) -> Reading:
    """The provider GitHub in both pools, with a token URL of each; both read the user's e-mail."""
    plain = {"client_id": "abc", "attributes_url": "https://gh.example/user"}
    return Reading(
        old=part(OLD_POOL, (client("old1"),), (of_github(token_url=old, **plain),)),
        new=part(NEW_POOL, (client("new1"),), (of_github(token_url=new, **plain),)),
        skills_stack=None,
    )


@pytest.fixture
def on_it(play: Callable[..., Play]) -> Play:
    """Somebody on the row of two token URLs that hide something."""
    played = play(with_providers(OF_THE_OLD, OF_THE_NEW))
    played.stand_on("3c", "3c/-/GitHub/token_url")
    return played


def test_m_on_it_says_where_it_is_shown(on_it: Play) -> None:
    on_it.press("reveal")
    assert on_it.said == "A part of the address is hidden here: Enter, then m, shows it."
    on_it.stand_on("3c", "3c/-/GitHub/attributes_url")
    on_it.press("reveal")
    assert on_it.said == "Nothing is hidden under the cursor."


def test_it_is_kept_like_a_secret_where_it_is_copied(on_it: Play) -> None:
    on_it.press("copy", "show-whole")
    dialog = on_it.stage.dialog
    assert isinstance(dialog, DetailsDialog)
    dialog.action_copy()
    on_it.stand_on("3c", "3c/-/GitHub/attributes_url")
    on_it.press("copy")
    copied = [(text, secret) for text, _, secret in on_it.terminal.copied]
    assert copied == [(OF_THE_OLD, True), (OF_THE_OLD, True), ("https://gh.example/user", False)]


@pytest.mark.parametrize(("new", "marked"), [("old", False), ("new", True)])
async def test_the_details_reveal_what_both_hide_and_mark_what_differs(
    run: Run, by_hand: Callable[..., ByHand], new: str, marked: bool
) -> None:
    old, new = (f"https://gh.example/token?key={key}" for key in ("old", new))
    async with run(lambda: by_hand(with_providers(old, new)), (80, 24)) as running:
        running.show_step("3c", "3c/-/GitHub/token_url")
        await running.press("enter", "m")
        assert running.text.count("token?key=") == 2
        dialog = running.app.screen
        assert isinstance(dialog, DetailsDialog)
        lines = dialog.query_one(TextPane).lines
        spans = [span for line in lines for span in line.spans if span.role == "changed"]
        assert [span.text for span in spans] == (["old", "new"] if marked else [])
        await running.press("m")
        assert "key=" not in running.text
