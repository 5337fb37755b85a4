"""A callback of a person's own: what AWS takes, and the setting that it becomes."""

import pytest

from migration.compare.callback_rules import callback_problem
from migration.compare.choices import Choices
from migration.compare.comparison import compare
from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from tests.readings import REGION, client, pool_reading, reading

OWN = "rainmaker://com.espressif.novahome/success"
ID = "4/a/CallbackURLs/rainmaker%3A%2F%2Fcom.espressif.novahome%2Fsuccess"


@pytest.mark.parametrize(
    "url",
    [
        OWN,
        "com.acme.home://success",
        "https://rainmaker-login-ui.s3.amazonaws.com/welcome.html",
        "http://localhost:8080/back",
        "https://example.com/?a=b",
        "app://",
        "app://host:part/back",
        "https://example.com:8443/back",
    ],
)
def test_what_aws_takes_is_taken(url: str) -> None:
    assert callback_problem(url) == ""


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "has to stand here"),
        ("example.com/back", "begins with its scheme"),
        ("mailto:a@example.com", "begins with its scheme"),
        ("https://example.com/#top", "no “#”"),
        ("app://back#", "no “#”"),
        ("http://example.com/", "localhost alone"),
        ("https:///back", "host has to follow"),
        ("app://a b", "no space"),
        ("app://a\u200b", "no space"),
        (f"https://example.com/{'a' * 1024}", "at most 1,024"),
        ("https://[", "no address"),
        ("https://example.com:port/", "no address"),
        ("https://example.com:99999/", "no address"),
        ("javascript:alert(1)", "begins with its scheme"),
        ("javascript://example.com/%0aalert(1)", "leads into no app"),
        ("JavaScript://x", "leads into no app"),
        ("data://text/html,x", "leads into no app"),
        ("file:///etc/passwd", "leads into no app"),
        ("http://localhost.example.com/", "localhost alone"),
        ("http://localhost@example.com/", "localhost alone"),
    ],
)
def test_what_aws_refuses_is_told_before_it_is_kept(url: str, why: str) -> None:
    assert why in callback_problem(url)


def _own(setting_of: dict[str, Setting]) -> tuple[SettingState, object, object, str]:
    found = setting_of[ID]
    return found.state, found.old, found.wanted, found.reason


@pytest.mark.parametrize("new", [["app://a"], ["app://a", OWN]])
def test_it_is_a_setting_of_the_new_client_though_no_old_one_has_it(new: list[str]) -> None:
    old, held = client("a", CallbackURLs=["app://a"]), client("a", CallbackURLs=new)
    read = reading(pool_reading(clients=(old,)), pool_reading(clients=(held,)))
    settings = compare(read, Choices(callbacks={"a": (OWN,)}), REGION)
    state = SettingState.SAME if OWN in new else SettingState.MISSING
    assert _own({setting.id: setting for setting in settings}) == (
        state,
        None,
        OWN,
        "a callback of your own (e)",
    )


def test_one_that_the_old_client_has_too_is_carried_over_and_stands_once() -> None:
    old = client("a", CallbackURLs=[OWN])
    read = reading(pool_reading(clients=(old,)), pool_reading(clients=(client("a"),)))
    settings = compare(read, Choices(callbacks={"a": (OWN,)}), REGION)
    (found,) = [setting for setting in settings if setting.id == ID]
    assert (found.old, found.reason) == (OWN, "")
