"""App files as people really have them: each is read as the app reads it."""

import plistlib
from pathlib import Path

import pytest

from migration.errors import BadInput
from migration.guide.step import BlockForm
from migration.guide.step_files import load_steps
from migration.mobile.app_file import read_app_file
from migration.mobile.app_file_comparison import KeyVerdict, compare_app_file
from migration.mobile.home_app import SCANNED, HomeForm
from tests.mobile.test_comparison import known

CLIENT = "AWS Configuration > App Client ID"
PLIST = """<plist version="1.0"><dict>
  <key>AWS Configuration</key><dict><key>App Client ID</key><string>first</string></dict>
  <key>App Configuration</key><dict><key>User Pool</key><integer>2</integer></dict>
</dict></plist>"""
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
ENV = """# what the build takes
APP_REGION=global
BASE_URL=https://api.example.com
export THIRD_PARTY_AUTH_AUTH_URL="https://other.auth.us-east-1.amazoncognito.com/oauth2" # old
THIRD_PARTY_AUTH_CLIENT_ID=1newmainclient
THIRD_PARTY_AUTH_REDIRECT_URL=rainmaker://com.example.novahome/success
"""
CONFIG = """export const SDKConfig = {
  baseUrl: "https://api.example.com/prod",
  // authUrl: "https://commented-out.example/oauth2",
  authUrl: "https://other.auth.us-east-1.amazoncognito.com/oauth2",
  clientId: '1newmainclient', /* the main one */
  redirectUrl: "rainmaker://com.example.novahome/success",
};
export const CDFConfig = { autoSync: true };
"""


def file(folder: Path, text: str, name: str = "file") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    "start", ["\n", "\n \n\t", f"\n{DECLARATION}", "", "\ufeff\n", "<!-- c -->\n"]
)
def test_a_property_list_is_read_whatever_stands_before_it(tmp_path: Path, start: str) -> None:
    read = read_app_file(file(tmp_path, f"{start}{PLIST}"))
    assert read.form is BlockForm.PLIST
    assert (read.held(CLIENT), read.remarks) == ("first", ())


@pytest.mark.parametrize("inside", [True, False])
def test_a_key_that_stands_twice_in_a_property_list_is_a_remark(
    tmp_path: Path, inside: bool
) -> None:
    twice = "<key>App Client ID</key><string>second</string>"
    text = (
        PLIST.replace("<string>first</string>", f"<string>first</string>{twice}")
        if inside
        else PLIST.replace(
            "</dict></plist>", f"<key>AWS Configuration</key><dict>{twice}</dict></dict></plist>"
        )
    )
    (remark,) = read_app_file(file(tmp_path, text)).remarks
    assert remark.startswith(
        f"{'App Client ID' if inside else 'AWS Configuration'} stands there 2 times"
    )


def test_the_same_key_in_two_groups_is_no_remark(tmp_path: Path) -> None:
    tree = {"a": {"k": 1, "inner": {"k": 2}}, "b": {"k": 1}}
    assert read_app_file(file(tmp_path, plistlib.dumps(tree).decode())).remarks == ()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("clientId=a\n", "userPool"),
        (
            PLIST.replace("<key>User Pool</key><integer>2</integer>", ""),
            "App Configuration > User Pool",
        ),
    ],
)
def test_a_missing_user_pool_is_right_since_the_apps_take_2(
    tmp_path: Path, text: str, field: str
) -> None:
    compared = compare_app_file(read_app_file(file(tmp_path, text)), load_steps(), known())
    key = next(key for key in compared.keys if key.field == field)
    assert (key.verdict, key.holds, key.should_hold) == (KeyVerdict.SAME, "", "2")
    assert "before 2022" in key.reason


@pytest.mark.parametrize("value", ["2 ", "2\t"])
def test_a_number_with_a_space_behind_it_ends_the_android_build(tmp_path: Path, value: str) -> None:
    read = read_app_file(file(tmp_path, f"userPool={value}\nclientId=x\n"))
    assert read.remarks == (
        "userPool has a space behind its value: Android's build reads it as a number, and fails.",
    )
    key = next(
        key for key in compare_app_file(read, load_steps(), known()).keys if key.field == "userPool"
    )
    assert key.verdict is KeyVerdict.DIFFERS
    assert "reads it as a number" in key.reason


@pytest.mark.parametrize(
    ("text", "name", "form", "fields"),
    [
        (
            ENV,
            ".env.global",
            HomeForm.ENVIRONMENT,
            (
                "THIRD_PARTY_AUTH_AUTH_URL",
                "THIRD_PARTY_AUTH_CLIENT_ID",
                "THIRD_PARTY_AUTH_REDIRECT_URL",
            ),
        ),
        (CONFIG, "rainmaker.config.ts", HomeForm.CONFIG, ("authUrl", "clientId", "redirectUrl")),
    ],
)
def test_the_home_apps_files_are_read_as_what_they_are(
    tmp_path: Path, text: str, name: str, form: HomeForm, fields: tuple[str, ...]
) -> None:
    read = read_app_file(file(tmp_path, text, name))
    assert read.form is form
    assert read.held(fields[0]) == "https://other.auth.us-east-1.amazoncognito.com/oauth2"
    assert read.held(fields[1]) == "1newmainclient"
    compared = compare_app_file(read, load_steps(), known())
    assert set(fields) <= {key.field for key in compared.keys}
    assert not any("userPool" in key.field for key in compared.keys)
    assert compared.remarks == (SCANNED,)
    auth = compared.keys[0]
    assert auth.should_hold.endswith("/oauth2")
    assert auth.verdict is KeyVerdict.DIFFERS


def test_what_is_none_of_them_is_still_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no text that Java reads"):
        read_app_file(file(tmp_path, "a\0b"))
