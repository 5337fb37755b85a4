"""The lines of the settings pane: what is cut says so."""

import re

import pytest
from rich.cells import cell_len

from migration.compare.setting import Setting
from migration.compare.setting_state import SettingState
from migration.guide.page import NEW_SIDE, OLD_SIDE, Fact, Group, Page, PasteValue, Side
from migration.guide.skills_rows import SIDES
from migration.guide.step import StepState
from migration.guide.step_files import load_steps
from migration.guide.step_summary import StepSummary
from migration.secret import Secret
from widgets.text.settings_columns import SIDE_BY_SIDE, label_lines
from widgets.text.settings_rows import settings_lines
from widgets.text.settings_view import View
from widgets.text.step_page import page_lines, value_address

STEP = next(step for step in load_steps() if step.id == "5")
POOLS = (OLD_SIDE, NEW_SIDE)
LONG = "arn:aws:ses:us-east-1:123456789012:identity/" + "no-reply@acme-home.example" * 3


@pytest.mark.parametrize("width", [44, 60, 66, SIDE_BY_SIDE - 1])
@pytest.mark.parametrize("new", [LONG, None, LONG + "?"])
def test_a_stacked_address_that_is_too_long_is_cut_in_its_middle_inside_the_pane(
    width: int, new: str | None
) -> None:
    rows = (Fact("SES identity", LONG, new),)
    shown = settings_lines(
        Page(StepSummary(STEP, StepState.DONE, "", 0), (Group("E-mail", rows=rows),)), View(), width
    )
    values = [line.text for line in shown if "arn:" in line.text]
    assert values
    assert all(re.search(r"arn:.+….+example\??$", text) for text in values)
    assert all(cell_len(text) <= width for text in values)


@pytest.mark.parametrize(("step", "whole"), [("9", True), ("5", False)])
def test_an_old_value_has_the_room_that_a_new_one_will_never_need(step: str, whole: bool) -> None:
    imports = "imports esp-CognitoUserPoolClient"
    row = Setting(
        f"{step}/-/a", step, "Imports", "acme", imports, imports, None, SettingState.MISSING
    )
    of = next(one for one in load_steps() if one.id == step)
    page = Page(StepSummary(of, StepState.PARTLY, "", 0), (Group("stacks", rows=(row,)),))
    shown = [line.text for line in settings_lines(page, View(), 86)]
    assert any(imports in text for text in shown) is whole  # what is written may become as wide


@pytest.mark.parametrize(
    ("member", "state", "sides", "told"),
    [
        ("EmailSubject", SettingState.SAME, POOLS, ["both same"]),
        ("AlexaVendorId", SettingState.SAME, SIDES, ["set same"]),
        ("Imports", SettingState.EXPECTED, POOLS, ["same"]),
        ("providerARNs", SettingState.SAME, POOLS, ["old same", "new same"]),
    ],
)
def test_both_is_said_of_what_both_pools_hold_alone(
    member: str, state: SettingState, sides: tuple[Side, Side], told: list[str]
) -> None:
    row = Setting("5/-/a", "5", member, "name", "same", "same", "same", state)
    page = Page(
        StepSummary(STEP, StepState.DONE, "", 0), (Group("group", rows=(row,)),), sides=sides
    )
    shown = [line.text[2:] for line in settings_lines(page, View(), 40) if "same" in line.text]
    assert [" ".join(text.removeprefix("name").split()) for text in shown] == told


@pytest.mark.parametrize("fact", [False, True])
def test_addresses_that_differ_in_what_is_not_shown_are_not_called_the_same(fact: bool) -> None:
    old, new = (f"https://gh.example/token?key={key}" for key in ("abc", "xyz"))
    state, name = SettingState.DIFFERS, "token_url"
    row = (
        Fact(name, old, new, name)
        if fact
        else Setting("5/-/a", "5", name, name, old, old, new, state)
    )
    page = Page(StepSummary(STEP, StepState.PARTLY, "", 0), (Group("GitHub", rows=(row,)),))
    shown = [line.text[2:].split() for line in settings_lines(page, View(), 54)]
    assert [name, "old", "https://gh.example/token?…"] in shown
    assert ["new", "https://gh.example/token?…"] in shown


def test_what_is_not_shown_of_an_address_makes_no_column_wider() -> None:
    def shown(query: str) -> list[str]:
        address = f"https://gh.example/token?{query}"
        rows = (Fact("GitHub", address, "1", "token_url"), Fact("Others", "here", "2"))
        page = Page(StepSummary(STEP, StepState.DONE, "", 0), (Group("group", rows=rows),))
        return [line.text for line in settings_lines(page, View(), 54)]

    assert shown("k") == shown("key=" + "s3cr3t" * 9)


def test_what_is_of_no_pool_has_the_room_of_the_words_that_are_not_there() -> None:
    """At 80 columns, where the pane has 54 cells."""
    value = "imports esp-CognitoUserPool"
    state = SettingState.EXPECTED
    row = Setting("9/-/a", "9", "Imports", "ESP-RainMaker-Skills", value, value, value, state)
    page = Page(StepSummary(STEP, StepState.DONE, "", 0), (Group("group", rows=(row,)),))
    shown = [line.text for line in settings_lines(page, View(), 54)]
    assert any(text.rstrip().endswith(value) for text in shown), shown


def test_of_a_stacks_state_no_word_is_cut_where_its_name_can_go_on_below() -> None:
    rows = (Fact("3p-CognitoClients", "2.3.1", "2025-10-06 UPDATE_COMPLETE"),)
    group = Group("stacks", rows=rows)
    shown = settings_lines(Page(StepSummary(STEP, StepState.DONE, "", 0), (group,)), View(), 39)
    assert any("UPDATE_COMPLETE" in line.text for line in shown)
    assert not any("…" in line.text for line in shown)
    assert all(cell_len(line.text) <= 39 for line in shown)


@pytest.mark.parametrize(
    ("name", "room", "lines"),
    [
        ("SkillIdentityProvidersNewUserPool", 26, ["SkillIdentity", "ProvidersNewUserPool"]),
        ("attributes_request_method", 21, ["attributes_", "request_method"]),
        ("SMS message, invite message template", 26, ["SMS message, invite", "message template"]),
        ("EmailSubject", 26, ["EmailSubject"]),
    ],
)
def test_a_name_of_one_word_breaks_between_its_parts_and_near_its_middle(
    name: str, room: int, lines: list[str]
) -> None:
    assert label_lines(name, room) == lines


def test_only_differences_hides_no_row_of_which_somebody_has_to_be_told() -> None:
    imports = "imports esp-CognitoUserPool"
    rows = (
        *(
            Setting(
                f"9/-/{label}",
                "9",
                "Imports",
                label,
                imports,
                None,
                None,
                SettingState.EXPECTED,
                asks_a_person=asks,
            )
            for label, asks in (("told", True), ("meant", False))
        ),
        Setting("9/-/kept", "9", "Imports", "kept", imports, imports, imports, SettingState.SAME),
    )
    step = next(one for one in load_steps() if one.id == "9")
    page = Page(StepSummary(step, StepState.PARTLY, "", 0), (Group("stacks", rows=rows),))
    shown = [line.text for line in settings_lines(page, View(only_differences=True), 60)]
    assert any("told" in text for text in shown)
    assert not any("meant" in text or "kept" in text for text in shown)
    assert shown[-1] == "2 more need nothing: d shows them"


@pytest.mark.parametrize("width", range(SIDE_BY_SIDE, SIDE_BY_SIDE + 4))
def test_what_is_equal_is_cut_alike_in_both_columns(width: int) -> None:
    row = Setting("5/-/a", "5", "SourceArn", "identity", LONG, LONG, LONG, SettingState.SAME)
    page = Page(StepSummary(STEP, StepState.DONE, "", 0), (Group("E-mail", rows=(row,)),))
    (shown,) = (line.text for line in settings_lines(page, View(), width) if "arn:" in line.text)
    old, new = re.findall(r"arn:\S+", shown)
    assert old == new
    assert "…" in old


def test_values_to_paste_stand_below_their_names_where_one_has_no_room_beside_it() -> None:
    host = "https://acme-login-users.auth.us-east-1.amazoncognito.com"
    values = (
        PasteValue("Client ID", "short"),
        PasteValue("Origin", host),
        PasteValue("Redirect", f"{host}/oauth2/idpresponse"),
    )
    page = Page(StepSummary(STEP, StepState.TODO, "", 0), (), values=values)
    shown = page_lines(page, 54, "", revealed="", words=False)
    rows = {
        value.field: [line.text.strip() for line in shown if line.row == value_address(value)]
        for value in values
    }
    assert [len(lines) for lines in rows.values()] == [2, 2, 2]
    assert rows["Client ID"] == ["Client ID", "short"]
    assert rows["Redirect"][1].endswith("oauth2/idpresponse")
    assert rows["Origin"][1].endswith("amazoncognito.com")


def test_a_secret_that_is_shown_for_a_moment_moves_no_other_value() -> None:
    secret = PasteValue("Client secret", Secret("s" * 80), secret=True)
    page = Page(
        StepSummary(STEP, StepState.TODO, "", 0), (), values=(PasteValue("Client ID", "id"), secret)
    )
    hidden, shown = (
        [line.text for line in page_lines(page, 54, "", revealed=revealed, words=False)]
        for revealed in ("", value_address(secret))
    )
    assert any("sss" in text for text in shown)
    first = next(text for text in hidden if "Client ID" in text)
    assert "id" in first.split()
    assert first in shown
