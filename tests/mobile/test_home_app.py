"""The Home app's configuration in its three forms: told by content, compared with step 8c."""

import json
from pathlib import Path
from typing import Any

import pytest

from migration.guide.step import BlockForm
from migration.guide.step_files import load_steps
from migration.mobile.app_file import read_app_file
from migration.mobile.app_file_comparison import AppComparison, KeyVerdict, compare_app_file
from migration.mobile.home_app import CHINA, SCANNED, WINS, HomeForm
from tests.mobile.test_comparison import known

FILES = Path(__file__).parent / "app_files"
SCAN = json.loads((FILES / "home-scan-config.json").read_text(encoding="utf-8"))


def compared(folder: Path, text: str, name: str = "anything.txt") -> AppComparison:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return compare_app_file(read_app_file(str(path)), load_steps(), known())


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("home-v5.env.global", HomeForm.ENVIRONMENT),
        ("home-v3.5-rainmaker.config.ts", HomeForm.CONFIG),
        ("home-scan-config.json", HomeForm.SCANNED),
        ("android-local.properties.new", BlockForm.PROPERTIES),
        ("ios-Configuration.new.plist", BlockForm.PLIST),
    ],
)
@pytest.mark.parametrize("called", ["local.properties", ".env", "x.json", "Configuration.plist"])
def test_a_file_is_what_it_holds_whatever_it_is_called(
    tmp_path: Path, name: str, form: HomeForm | BlockForm, called: str
) -> None:
    path = tmp_path / called
    path.write_bytes((FILES / name).read_bytes())
    assert read_app_file(str(path)).form is form


@pytest.mark.parametrize(
    "begins", ["export default {", "export default\n{", "module.exports = {", "const a: B = {"]
)
def test_a_configuration_is_known_however_it_is_given_out(tmp_path: Path, begins: str) -> None:
    path = tmp_path / "rainmaker.config.ts"
    path.write_text(f"{begins}\n  clientId: 'new-main',\n}};\n")
    assert read_app_file(str(path)).form is HomeForm.CONFIG
    assert read_app_file(str(path)).held("clientId") == "new-main"


def test_a_scanned_one_that_sets_a_part_alone_is_known_too(tmp_path: Path) -> None:
    path = tmp_path / "hosted"
    part = {"version": 1, "sdk": "rainmaker-matter-sdk", "config": {"baseUrl": "https://a.example"}}
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(part).replace(",", ",\r\n").encode())
    assert read_app_file(str(path)).form is HomeForm.SCANNED


@pytest.mark.parametrize("name", ["home-v5.env.global", "home-v3.5-rainmaker.config.ts"])
def test_a_byte_order_mark_and_windows_lines_change_nothing(tmp_path: Path, name: str) -> None:
    text = (FILES / name).read_text(encoding="utf-8")
    path = tmp_path / "file"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    read, plain = read_app_file(str(path)), read_app_file(str(FILES / name))
    assert (read.form, dict(read.tree)) == (plain.form, dict(plain.tree))


def test_another_programs_env_is_not_taken_for_the_home_apps(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("DATABASE_URL=postgres://localhost\nDEBUG=1\n", encoding="utf-8")
    assert read_app_file(str(path)).form is BlockForm.PROPERTIES


@pytest.mark.parametrize(
    "text",
    [
        '{"version":1,"config":[]}',
        '{"config":{"theme":"dark"}}',
        "{",
        "[" * 100_000,
        '{"name":"package","version":"1.0.0"}',
        '{"config":{"baseUrl":"https://another.example"}}',
        '{"sdk":"android","config":{"theme":"dark"}}',
    ],
)
def test_other_json_is_not_taken_for_a_scanned_one(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    assert read_app_file(str(path)).form is BlockForm.PROPERTIES


def test_every_form_is_held_against_step_8c_and_names_no_user_pool() -> None:
    for name in ("home-v5.env.global", "home-v3.5-rainmaker.config.ts", "home-scan-config.json"):
        found = compare_app_file(read_app_file(str(FILES / name)), load_steps(), known())
        assert found.step == "8c"
        assert not any("userPool" in key.field for key in found.keys)
        assert not found.same


def fields(found: AppComparison) -> dict[str, KeyVerdict]:
    return {key.field: key.verdict for key in found.keys}


def environment(**members: str) -> str:
    values = {
        "THIRD_PARTY_AUTH_AUTH_URL": "https://acme-new.auth.us-east-1.amazoncognito.com/oauth2",
        **members,
    }
    return "".join(f"{name}={value}\n" for name, value in values.items())


def test_the_env_of_china_says_that_nothing_in_it_changes(tmp_path: Path) -> None:
    assert compared(tmp_path, environment(APP_REGION="cn")).remarks == (CHINA, SCANNED)
    assert compared(tmp_path, environment(APP_REGION="global")).remarks == (SCANNED,)


def test_a_scanned_one_is_what_wins(tmp_path: Path) -> None:
    assert compared(tmp_path, json.dumps(SCAN)).remarks == (WINS,)


@pytest.mark.parametrize("spoiled", [{"authUrl": None}, {"clientId": 5}, {"authProviders": {}}])
def test_values_of_another_type_are_wrong_and_end_nothing(
    tmp_path: Path, spoiled: dict[str, Any]
) -> None:
    found = compared(tmp_path, json.dumps({**SCAN, "config": {**SCAN["config"], **spoiled}}))
    (name,) = spoiled
    assert fields(found).get(name) in {
        KeyVerdict.DIFFERS,
        KeyVerdict.MISSING,
        KeyVerdict.UNKNOWN,
        None,
    }
