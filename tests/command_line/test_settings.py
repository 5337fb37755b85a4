"""Settings: which source wins, and the sentence for a name or a value that cannot be used."""

import os
import pwd
from collections.abc import Callable
from pathlib import Path

import pytest

from migration.errors import BadInput, StateUnusable
from migration.journal.state_folder import state_folder
from tui.clipboard.road import SETTINGS as CLIPBOARD
from tui.private_process import keep_to_itself
from tui.settings.config_file import config_file
from tui.settings.kept_theme import keep_theme, kept_theme
from tui.settings.options import BY_NAME, OPTIONS, TEXTUAL_THEMES, THEMES
from tui.settings.settings import Settings, load_settings, to_request
from tui.settings.sources import first_look, gather, named_state_folder

WriteConfig = Callable[[str], Path]

# For every setting: the text of a value, and a value of config.toml that says another one.
TWO_DEPLOYMENTS = '[deployments.other]\nregion = "us-east-1"\n[deployments.staging]'
EXAMPLES = {
    "deployment": ("staging", f'"other"\n{TWO_DEPLOYMENTS}'),
    "profile": ("acme", '"other"'),
    "region": ("us-west-2", '"eu-west-1"'),
    "endpoint_url": ("http://127.0.0.1:4566", '"https://aws.example.com"'),
    "old_pool": ("old", '"us-east-1_AbC"'),
    "new_pool": ("new", '"us-east-1_DeF"'),
    "dashboard_url": ("https://dashboard.example.com", '"https://other.example.com"'),
    "read_only": ("true", "false"),
    "protected": ("true", "false"),
    "state_folder": ("/var/poolwalk", '"~/poolwalk"'),
    "team_table": ("acme-team", '"other-team"'),
    "log_file": ("/var/log/poolwalk.log", '"~/poolwalk.log"'),
    "pair": ("main client:new client", '["a:b", "c:"]'),
    "check_hosts": (
        "accounts.google.com=http://127.0.0.1:4711/google",
        '{ "appleid.apple.com" = "https://gateway.example.com" }',
    ),
    "ios_bundle": ("com.acme.home", '"com.acme.other"'),
    "alexa_skill": ("amzn1.ask.skill.1", '"amzn1.ask.skill.2"'),
    "alexa_token_file": ("/run/secrets/alexa", '"~/alexa"'),
    "android_package": ("com.acme.home", '"com.acme.other"'),
    "android_version": ("1.14.0", '"1140"'),
    "play_key_file": ("/run/secrets/play.json", '"~/play.json"'),
    "ios_version": ("3.3.0", '"3.4"'),
    "app_store_key_file": ("/run/secrets/key.p8", '"~/key.p8"'),
    "app_store_key_id": ("2x9r4hxf34", '"abcdef1234"'),
    "app_store_issuer": ("57246542-96fe-1a63-e053-0824d011072a", '"other"'),
    "quiet_days": ("14", "60"),
    "theme": ("light", '"dark"'),
    "clipboard": ("osc52", '"file"'),
    "clipboard_seconds": ("30", "0"),
    "mouse": ("off", '"on"'),
    "plain": ("true", "false"),
    "ascii": ("true", "false"),
}


def value_of(name: str, **options: object) -> object:
    return getattr(load_settings(gather(options)), name)


def test_every_setting_stands_in_the_table_and_explains_itself() -> None:
    assert list(Settings.model_fields) == [option.name for option in OPTIONS] == list(EXAMPLES)
    for name, field in Settings.model_fields.items():
        assert field.description == BY_NAME[name].about
        assert BY_NAME[name].about.endswith(".")


def test_themes_are_the_ones_that_the_model_takes() -> None:
    for theme in THEMES:
        assert load_settings(gather({"theme": theme})).theme == theme


def test_roads_to_the_clipboard_are_the_ones_that_the_model_takes() -> None:
    for road in CLIPBOARD:
        assert (
            load_settings(gather({"clipboard": road})).clipboard
            == first_look(gather({"clipboard": road})).clipboard
            == road
        )


def test_a_road_that_there_is_not_is_refused_before_the_screen_opens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POOLWALK_CLIPBOARD", "xclip")

    with pytest.raises(BadInput, match="POOLWALK_CLIPBOARD is “xclip”: it must be auto, tmux, "):
        first_look(gather({}))


@pytest.mark.parametrize("value", ["0", "1", "3600"])
def test_the_seconds_that_a_secret_stays_are_the_same_for_the_screen_and_the_model(
    value: str,
) -> None:
    given = gather({"clipboard_seconds": value})
    assert (
        load_settings(given).clipboard_seconds == first_look(given).clipboard_seconds == int(value)
    )


@pytest.mark.parametrize("value", ["-1", "3601", "1.5", "a minute", "٣", True])
def test_seconds_that_make_no_sense_are_refused(value: object) -> None:
    for load in (first_look, load_settings):
        with pytest.raises(
            BadInput,
            match=r"--clipboard-seconds is .*: it must be a whole number of seconds from 0 to 3600",
        ):
            load(gather({"clipboard_seconds": value}))


def test_nothing_given_means_rainmakers_own_names() -> None:
    request = to_request(load_settings(gather({})))

    assert (request.old_pool, request.new_pool) == (
        "rainmaker-user-pool",
        "rainmaker-user-email-mobile-pool",
    )
    assert (request.profile, request.region, request.endpoint_url, request.state_folder) == (
        "",
        "",
        "",
        None,
    )
    assert not request.read_only
    assert request.credentials is None


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_environment_wins_over_the_file(
    name: str, write_config: WriteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_environment, in_file = EXAMPLES[name]
    write_config(f"{name} = {in_file}")
    from_file = value_of(name)
    monkeypatch.setenv(BY_NAME[name].variable, in_environment)
    from_environment = value_of(name)

    assert from_file != from_environment
    assert str(from_environment).lower().strip("[]'") == in_environment


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_command_line_wins_over_the_environment(
    name: str, monkeypatch: pytest.MonkeyPatch, write_config: WriteConfig
) -> None:
    write_config(TWO_DEPLOYMENTS if name == "deployment" else "")
    flag, on_command_line = BY_NAME[name], EXAMPLES[name][0]
    other = {
        "deployment": "other",
        "read_only": "false",
        "protected": "false",
        "ascii": "false",
        "theme": "dark",
        "pair": "x:y",
        "state_folder": "/elsewhere",
        "team_table": "elsewhere",
        "android_version": "1.0",
        "ios_version": "1.0",
    }
    other["check_hosts"] = "x.example.com=https://y.example.com"
    other |= {
        "clipboard": "tmux",
        "clipboard_seconds": "90",
        "quiet_days": "90",
        "mouse": "on",
        "plain": "false",
    }
    monkeypatch.setenv(
        flag.variable,
        other.get(name, "us-gov-west-1" if name == "region" else "https://x.example.com"),
    )
    before = value_of(name)
    given: object = [on_command_line] if flag.repeats else on_command_line if flag.metavar else True

    assert value_of(name, **{name: given}) != before


def test_pairs_come_as_names_of_old_and_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLWALK_PAIR", "main, old : main, new ; tester:")

    assert to_request(load_settings(gather({}))).pairs == (
        ("main, old", "main, new"),
        ("tester", ""),
    )


def test_a_check_asks_elsewhere_by_a_hosts_name_or_by_how_it_ends(
    write_config: WriteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = {
        "accounts.google.com": "http://127.0.0.1:4711/a=b",
        "*.auth.us-east-1.amazoncognito.com": "https://g.example.com",
    }
    write_config(
        "[check_hosts]\n" + "\n".join(f'"{host}" = "{address}"' for host, address in wanted.items())
    )
    assert to_request(load_settings(gather({}))).check_hosts == wanted
    monkeypatch.setenv(
        "POOLWALK_CHECK_HOSTS",
        " ; ".join(f"{host.upper()} = {address}" for host, address in wanted.items()),
    )
    assert to_request(load_settings(gather({}))).check_hosts == wanted


@pytest.mark.parametrize(
    "value",
    [
        "accounts.google.com",
        "=https://g.example.com",
        "https://accounts.google.com=https://g.example.com",
        "accounts.google.com:443=https://g.example.com",
        "*=https://g.example.com",
        "a.*.com=https://g.example.com",
        "accounts.google.com=g.example.com",
        "accounts.google.com=https://g.example.com?to=",
        "a.example.com=https://x.example.com;A.example.com=https://y.example.com",
    ],
)
def test_a_host_to_ask_elsewhere_that_is_none_is_refused(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POOLWALK_CHECK_HOSTS", value)

    with pytest.raises(
        BadInput,
        match=r"POOLWALK_CHECK_HOSTS is “.*”: it must be a host or \*.SUFFIX, = and an address",
    ):
        load_settings(gather({}))


def test_a_password_in_a_gateways_address_is_not_repeated() -> None:
    with pytest.raises(BadInput, match="--check-hosts is not right") as refused:
        load_settings(
            gather({"check_hosts": ["accounts.google.com=https://me:hunter2@g.example.com"]})
        )
    assert "hunter2" not in str(refused.value)


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLWALK_OLD_POOL", "")

    assert value_of("old_pool") == "rainmaker-user-pool"


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        (
            "POOLWALK_REGION",
            "EU west",
            "POOLWALK_REGION is “EU west”: it must be a region such as us-east-1.",
        ),
        (
            "POOLWALK_READ_ONLY",
            "perhaps",
            "POOLWALK_READ_ONLY is “perhaps”: it must be true or false.",
        ),
        (
            "POOLWALK_PAIR",
            "main",
            (
                "POOLWALK_PAIR is “main”: it must be the names of two app clients with a colon"
                " between, OLD:NEW."
            ),
        ),
        (
            "POOLWALK_ENDPOINT_URL",
            "localhost:4566",
            (
                "POOLWALK_ENDPOINT_URL is “localhost:4566”: it must be an address such as"
                " http://127.0.0.1:4566, without user name or password."
            ),
        ),
        (
            "POOLWALK_STATE_FOLDER",
            "state",
            (
                "POOLWALK_STATE_FOLDER is “state”: it must be the path of a folder, absolute or"
                " from your home (~)."
            ),
        ),
    ],
)
def test_a_bad_value_names_its_variable_and_what_is_allowed(
    variable: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)

    with pytest.raises(BadInput) as refused:
        load_settings(gather({}))
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "setting",
    ["state_folder", "log_file", "alexa_token_file", "play_key_file", "app_store_key_file"],
)
def test_the_home_of_somebody_who_is_not_known_is_a_bad_value(setting: str) -> None:
    with pytest.raises(BadInput, match="~nobody-of-this-name"):
        load_settings(gather({setting: "~nobody-of-this-name/file"}))


@pytest.mark.parametrize("home", ["", "relative/home", "."])
def test_a_home_that_is_no_absolute_path_is_looked_up_by_the_system(
    home: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Or the record would stand in whatever folder the program was started in."""
    monkeypatch.setenv("HOME", home)
    monkeypatch.chdir(tmp_path)
    keep_to_itself()

    assert state_folder() == Path(pwd.getpwuid(os.getuid()).pw_dir, ".local/state/poolwalk")
    assert config_file().is_absolute()


def test_a_bad_value_names_its_option() -> None:
    with pytest.raises(BadInput) as refused:
        load_settings(gather({"old_pool": " "}))
    assert str(refused.value) == "--old-pool is “ ”: it must be the name or the id of a user pool."


def test_a_bad_value_names_its_key_and_file(write_config: WriteConfig) -> None:
    path = write_config("region = 5")

    with pytest.raises(BadInput) as refused:
        load_settings(gather({}))
    assert str(refused.value) == (
        f"region in {path} is “5”: it must be a region such as us-east-1, in quotation marks."
    )


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "android_version = 1.10",
            "is “1.1”: it must be a version such as 1.14.0 or 1140, in quotation marks.",
        ),
        ("mouse = true", "is “True”: it must be on or off, in quotation marks."),
        ("team_table = 123", "_ . and -, in quotation marks."),
        ("quiet_days = 0", "is “0”: it must be a whole number of days from 1 to 455."),
        ("read_only = 2", "is “2”: it must be true or false."),
        ('pair = ["a:b", "c"]', "is “c”: it must be the names of two app clients"),
        ('state_folder = "/tmp/a\\u0000b"', "it must be the path of a folder, absolute"),
        ('log_file = " "', "is “ ”: it must be the path of a file."),
    ],
)
def test_a_value_of_the_file_that_will_not_do_is_told_as_what_it_is(
    line: str, sentence: str, write_config: WriteConfig
) -> None:
    write_config(line)

    with pytest.raises(BadInput) as refused:
        load_settings(gather({}))
    assert sentence in str(refused.value)


def test_the_file_may_begin_with_the_mark_that_editors_on_windows_write(
    write_config: WriteConfig,
) -> None:
    write_config('\ufeffregion = "eu-west-1"\r\nread_only = true\r\n')

    settings = load_settings(gather({}))
    assert (settings.region, settings.read_only) == ("eu-west-1", True)


def test_a_password_in_an_address_is_refused_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("POOLWALK_ENDPOINT_URL", "http://me:hunter2@127.0.0.1:4566")

    with pytest.raises(BadInput) as refused:
        load_settings(gather({}))
    assert "hunter2" not in str(refused.value)


def test_an_unknown_variable_names_the_nearest_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLWALK_REGOIN", "us-east-1")

    with pytest.raises(BadInput) as refused:
        gather({})
    assert (
        str(refused.value)
        == "The environment has “POOLWALK_REGOIN”, and Poolwalk knows no such variable. Did you"
        " mean POOLWALK_REGION?"
    )


def test_an_unknown_key_names_the_nearest_one_and_the_file(write_config: WriteConfig) -> None:
    path = write_config('profil = "acme"')

    with pytest.raises(BadInput) as refused:
        gather({})
    assert (
        str(refused.value)
        == f"{path} has the key “profil”, and Poolwalk knows no such key. Did you mean profile?"
    )


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"profile = ", "is not valid TOML: Invalid value (at end of document)."),
        (b'profile = "\xff"', "is not a text in UTF-8"),
    ],
)
def test_a_file_that_cannot_be_understood_is_named(
    content: bytes, says: str, write_config: WriteConfig
) -> None:
    path = write_config("")
    path.write_bytes(content)

    with pytest.raises(BadInput) as refused:
        gather({})
    assert str(refused.value).startswith(f"{path} {says}")


def test_a_folder_in_the_files_place_is_named() -> None:
    config_file().mkdir(parents=True)

    with pytest.raises(BadInput, match="cannot be read: Is a directory"):
        gather({})


def test_the_file_stands_under_the_xdg_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    assert config_file() == home / ".config" / "poolwalk" / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_file() == tmp_path / "poolwalk" / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", "relative")
    assert config_file() == home / ".config" / "poolwalk" / "config.toml"


def test_the_demo_ignores_which_deployment_the_person_works_on(
    write_config: WriteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config('theme = "light"\nold_pool = "production"\npair = ["a:b"]\nread_only = true')
    monkeypatch.setenv("POOLWALK_PROFILE", "production")
    monkeypatch.setenv("POOLWALK_ENDPOINT_URL", "not even an address")

    settings = load_settings(gather({"new_pool": "given here"}, demo=True))

    assert (settings.profile, settings.endpoint_url, settings.old_pool) == (
        "",
        "",
        "rainmaker-user-pool",
    )
    assert (settings.pair, settings.read_only) == ([], False)
    assert (settings.theme, settings.new_pool) == ("light", "given here")


def test_what_the_first_paint_needs_is_known_without_pydantic(
    write_config: WriteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config('theme = "light"\nascii = true')
    assert first_look(gather({})) == first_look(gather({"theme": "light", "ascii": True}))
    monkeypatch.setenv("POOLWALK_ASCII", "no")
    assert not first_look(gather({})).ascii_only


def test_a_theme_that_there_is_not_is_refused_before_the_paint() -> None:
    with pytest.raises(BadInput) as refused:
        first_look(gather({"theme": "blue"}))
    assert str(refused.value).startswith(
        "--theme is “blue”: it must be auto, dark, light, terminal, or a theme of Textual's: "
    )


def test_textuals_themes_are_all_known_by_name() -> None:
    from textual.theme import BUILTIN_THEMES

    assert set(TEXTUAL_THEMES) == set(BUILTIN_THEMES)


def test_the_theme_that_was_chosen_last_is_kept_and_a_planted_file_is_not_followed(
    tmp_path: Path,
) -> None:
    assert kept_theme(tmp_path) == ""
    keep_theme(tmp_path, "nord")
    keep_theme(tmp_path, "rose-pine")
    assert kept_theme(tmp_path) == "rose-pine"
    (tmp_path / "theme").unlink()
    (tmp_path / "mine").write_text("dracula")
    (tmp_path / "theme").symlink_to(tmp_path / "mine")
    assert kept_theme(tmp_path) == ""
    with pytest.raises(StateUnusable, match="it is a link"):
        keep_theme(tmp_path, "nord")
    assert (tmp_path / "mine").read_text() == "dracula"


@pytest.mark.parametrize("name", ["state_folder", "log_file", "alexa_token_file"])
@pytest.mark.parametrize("form", ["file://{}", "'{}'", '"{}"', " {} "])
def test_a_path_is_understood_as_it_is_pasted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    path = tmp_path / "its place"
    pasted = form.format(path).replace(" ", "%20") if form.startswith("file") else form.format(path)
    monkeypatch.setenv(f"POOLWALK_{name.upper()}", pasted)
    sources = gather({})
    assert getattr(to_request(load_settings(sources)), name) == path
    if name == "state_folder":
        assert named_state_folder(sources) == path


def test_a_file_that_others_can_change_decides_nothing(write_config: WriteConfig) -> None:
    path = write_config('endpoint_url = "http://127.0.0.1:4566"')
    path.chmod(0o666)
    with pytest.raises(BadInput) as refused:
        gather({})
    assert str(refused.value) == (
        f"{path} can be changed by others, who would decide which pools are written, and by which"
        " server: have it as your own, and run chmod go-w on it."
    )
    path.chmod(0o664)  # of a group that is one's own, as many systems have it
    assert gather({}).file == {"endpoint_url": "http://127.0.0.1:4566"}


@pytest.mark.skipif(os.geteuid() != 0, reason="gives a file to somebody else")
def test_a_file_of_somebody_else_decides_nothing(
    write_config: WriteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_config('profile = "acme"')
    os.chown(path, 12345, 12345)
    assert gather({}).file == {"profile": "acme"}  # root chose whose home this is
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(BadInput, match="belongs to somebody else"):
        gather({})
    os.chown(path, 0, 0)
    assert gather({}).file == {"profile": "acme"}
