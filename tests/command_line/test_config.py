"""`poolwalk config`: the file that is written, what counts, and where it comes from."""

import io
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line.conftest import Run
from tests.command_line.test_settings import EXAMPLES
from tui.settings.options import OPTIONS
from tui.settings.settings import load_settings
from tui.settings.sources import Sources, gather
from tui.settings.template import config_text, toml_value

WriteConfig = Callable[[str], Path]


@pytest.fixture
def aws_profile(home: Path) -> None:
    (home / ".aws").mkdir()
    (home / ".aws" / "config").write_text(
        "[sso-session acme]\nsso_region = us-east-1\n[profile acme]\nregion = eu-central-1\n"
    )


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """A person who types these lines."""

    def type_lines(*lines: str) -> None:
        typed = io.StringIO("".join(f"{line}\n" for line in lines))
        monkeypatch.setattr("sys.stdin", typed)
        monkeypatch.setattr("tui.command_line.config.somebody_answers", lambda: True)

    return type_lines


def test_path_is_where_the_file_is_whatever_is_in_it(run: Run, write_config: WriteConfig) -> None:
    path = write_config("nonsense = [")
    answer = run("config", "path")
    assert (answer.code, answer.out) == (0, f"{path}\n")
    assert run("config", "path", "--json").json == {
        "schema": 1,
        "path": str(path),
        "exists": True,
    }


def test_init_takes_what_the_machine_suggests(run: Run, home: Path, aws_profile: None) -> None:
    path = home / ".config" / "poolwalk" / "config.toml"
    answer = run("config", "init", "--yes")
    assert (answer.code, answer.out) == (0, f"Written: {path}\n")
    assert tomllib.loads(path.read_text(encoding="utf-8")) == {
        "profile": "acme",
        "region": "eu-central-1",
        "read_only": True,
    }
    assert path.stat().st_mode & 0o777 == 0o600
    again = run("config", "init", "--yes")
    assert again.code == 1
    assert "is there already" in again.sentence


def test_init_asks_again_where_an_answer_does_not_do(
    run: Run, home: Path, aws_profile: None, answers: Callable[..., None]
) -> None:
    answers("", "EU west", "us-west-2", "-", "", "https://d.example.com", "n", "dark")
    answer = run("config", "init")
    assert answer.code == 0, answer.err
    assert "“EU west” does not do: it must be a region such as us-east-1." in answer.err
    assert "There are here: acme." in answer.err
    assert "--no-read-only" not in answer.err
    text = (home / ".config" / "poolwalk" / "config.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == {
        "profile": "acme",
        "region": "us-west-2",
        "dashboard_url": "https://d.example.com",
        "read_only": False,
        "theme": "dark",
    }


def test_init_says_that_nothing_is_written_until_one_means_to(
    run: Run, home: Path, aws_profile: None, answers: Callable[..., None]
) -> None:
    answers(*[""] * 7)
    answer = run("config", "init")
    assert answer.code == 0, answer.err
    assert "until you take read_only out of it, or say --no-read-only." in answer.err


def test_init_writes_nothing_where_nobody_answers(
    run: Run, home: Path, answers: Callable[..., None]
) -> None:
    assert "add --yes" in run("config", "init").sentence
    answers()
    assert run("config", "init").code == 1
    assert not (home / ".config").exists()


def test_every_line_of_the_file_can_be_taken_out_of_its_comment() -> None:
    lines = config_text({}).splitlines()
    taken = [
        line.removeprefix("# ")
        for line in lines
        if line.startswith(tuple(f"# {option.name} = " for option in OPTIONS))
    ]
    values = tomllib.loads("\n".join(taken))
    assert set(values) == {option.name for option in OPTIONS}
    with_values = {name: value for name, value in values.items() if value != ""}
    load_settings(Sources({}, {}, with_values, Path("config.toml")))
    assert all(len(line) <= 100 for line in lines)


def test_what_is_chosen_comes_back_as_it_was() -> None:
    odd = {"profile": 'a "b" \\ c', "pair": ["a:b", "c:"], "quiet_days": 14, "plain": True}
    assert tomllib.loads(config_text(odd)) == odd
    with pytest.raises(ValueError, match="control"):
        toml_value("a\nb")


def test_show_says_where_each_value_comes_from(
    run: Run, write_config: WriteConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_config('region = "eu-west-1"\nold_pool = "mine"\n[keys]\n')
    monkeypatch.setenv("POOLWALK_REGION", "us-west-2")
    lines = run("config", "show", "--profile", "acme").out.splitlines()
    assert [line.split(maxsplit=2) for line in lines[:3]] == [
        ["profile", "acme", "from --profile"],
        ["region", "us-west-2", "from POOLWALK_REGION"],
        ["old_pool", "mine", f"from old_pool in {path}"],
    ]
    assert all(line.endswith("default") for line in lines[3:])
    assert len(lines) == len(OPTIONS)
    shown = run("config", "show", "--json").json
    assert shown["settings"][2] == {
        "name": "region",
        "value": "us-west-2",
        "from": "POOLWALK_REGION",
        "default": "the profile's",
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_default_in_words_is_the_one_that_counts(name: str) -> None:
    option = next(option for option in OPTIONS if option.name == name)
    value = getattr(load_settings(gather({})), name)
    if (
        isinstance(value, bool | int)
        or value in option.choices
        or option.default.startswith("rain")
    ):
        assert str(value).lower() == option.default
    else:
        assert not value, "its default is said in words"


def test_an_action_that_there_is_not_names_the_nearest(run: Run) -> None:
    assert run("config", "inti").sentence == (
        "“poolwalk config” does init, show or path, and not “inti”. Did you mean init?"
    )


def test_a_table_of_the_file_is_no_setting(run: Run, write_config: WriteConfig) -> None:
    write_config('keys = "a"')
    assert "write [keys]" in run("config", "show").sentence


def test_show_tells_of_keys_of_ones_own(run: Run, write_config: WriteConfig) -> None:
    path = write_config('[keys]\nundo = "Ctrl-U"\n')
    first = run("config", "show").out.splitlines()[0]
    assert first.split(maxsplit=2) == ["keys.undo", "ctrl+u", f"from [keys] in {path}"]
    write_config('[keys]\nundoo = "z"\n')
    assert (
        "“undoo”, and there is no such command. Did you mean undo?"
        in run("config", "show").sentence
    )
