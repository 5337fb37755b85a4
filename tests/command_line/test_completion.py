"""Completion: the scripts, and the values that only this machine knows."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line.conftest import Run
from tests.practice_aws import ROOT, PracticeAws
from tui.command_line.completion import SHELLS
from tui.command_line.last_plan import keep_ids, kept_ids

_ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
_poolwalk; printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_printed_to_the_letter(shell: str, run: Run) -> None:
    answer = run("completion", shell)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == (ROOT / "assets" / "shell" / f"poolwalk.{shell}").read_text("utf-8")


def test_another_shell_is_refused_by_name(run: Run) -> None:
    assert "“fisch”. Did you mean fish?" in run("completion", "fisch").sentence


def test_profiles_are_those_of_awss_file(run: Run, home: Path) -> None:
    assert run("completion", "profiles").out == ""
    (home / ".aws").mkdir()
    (home / ".aws" / "config").write_text(
        "[profile acme]\nregion = us-east-1\n[default]\n[sso-session no]\n[profile \x1b]x]\n"
    )
    assert run("completion", "profiles").out == "acme\ndefault\n"


def test_settings_are_those_that_the_last_plan_showed(aws: PracticeAws, run: Run) -> None:
    assert run("completion", "settings").out == ""
    plan = run("plan", "--json").json
    run("plan", "--step", "5")
    ids = run("completion", "settings").out.splitlines()
    shown = {setting["id"] for step in plan["steps"] for setting in step["settings"]}
    assert "3a/-/Google" in ids
    assert set(ids) < shown, "what is done needs no completion"


def test_ids_are_kept_for_their_owner_alone(tmp_path: Path) -> None:
    keep_ids(tmp_path, ["4/a/b", "5/-/c"])
    assert kept_ids(tmp_path) == ["4/a/b", "5/-/c"]
    assert stat.S_IMODE((tmp_path / "last-plan").stat().st_mode) == 0o600
    (tmp_path / "last-plan").unlink()
    (tmp_path / "last-plan").symlink_to("/etc/passwd")
    assert kept_ids(tmp_path) == [], "a link is not followed"
    keep_ids(Path("/dev/null/nowhere"), ["x"])


def test_zsh_is_told_one_name_and_one_way_for_the_value_of_each_option() -> None:
    script = (ROOT / "assets" / "shell" / "poolwalk.zsh").read_text("utf-8")
    specs = re.findall(r'(?m)^ +"--[a-z-]+=\[[^\]]*\](.*)"$', script)
    assert len(specs) > 500
    assert {len(re.findall(r"(?<!\\):", spec)) for spec in specs} == {2}


@pytest.fixture
def shells(home: Path, tmp_path: Path) -> dict[str, str]:
    """The environment of a shell that finds the program, profiles, deployments and a last plan."""
    (home / ".aws").mkdir()
    profiles = ["acme", '"acme admin"', "team:prod", "100%sure", f"'$(touch {tmp_path}/run)'"]
    (home / ".aws" / "config").write_text("".join(f"[profile {name}]\n" for name in profiles))
    folder = home / ".config" / "poolwalk"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(
        '[deployments.production]\nprofile = "a"\n[deployments.staging]\nprofile = "b"\n'
    )
    keep_ids(home / ".local" / "state" / "poolwalk", ["4/a%20b/C/x%3A%2F%2F", "5/-/c"])
    program = tmp_path / "poolwalk"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tui.main "$@"\n')
    program.chmod(0o755)
    return {
        **os.environ,
        "LC_ALL": "C.UTF-8",
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }


@pytest.mark.process
@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["pl"], ["plan"]),
        (["plan", "--step", "7"], ["7a", "7b"]),
        (["--theme", "dra"], ["dracula"]),
        (["config", ""], ["init", "show", "path"]),
        (["report", "--format", "h"], ["html"]),
        (["plan", "--profile", "ac"], ["acme", r"acme\ admin"]),
        (["plan", "--profile", '"acme a'], ['"acme admin']),
        (["plan", "--profile", r"acme\ a"], [r"acme\ admin"]),
        (["plan", "--profile", "team", ":", "p"], ["prod"]),
        (["plan", "--profile", "=", "1"], ["100%sure"]),
        (["--profile", "team", ":", "prod", "pl"], ["plan"]),
        (["apply", "--setting", "4/"], ["4/a%20b/C/x%3A%2F%2F"]),
        (["plan", "--deployment", "s"], ["staging"]),
        (["take-over", ""], ["production", "staging"]),
        (["team", "st"], ["status"]),
        (["tick", "7a/s"], ["7a/save", "7a/submitted"]),
    ],
)
def test_bash_offers_commands_and_values_as_they_have_to_be_typed(
    words: list[str], offered: list[str], shells: dict[str, str], tmp_path: Path
) -> None:
    script = str(ROOT / "assets" / "shell" / "poolwalk.bash")
    answer = subprocess.run(
        ["bash", "-c", _ASK, "bash", script, "poolwalk", *words],
        env=shells,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [word.strip() for word in answer.stdout.splitlines()] == offered
    assert not (tmp_path / "run").exists(), "a name is never run"


@pytest.mark.process
@pytest.mark.skipif(not shutil.which("fish"), reason="no fish here")
def test_fish_offers_commands_and_values(shells: dict[str, str], tmp_path: Path) -> None:
    lines = ("pl", "plan --profile a", "apply --setting 4", "take-over ", "tick 7a/s")
    asks = "; ".join(f"complete -C 'poolwalk {line}'" for line in lines)
    script = str(ROOT / "assets" / "shell" / "poolwalk.fish")
    answer = subprocess.run(
        ["fish", "--no-config", "-c", f"source {script}; {asks}"],
        env=shells,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [line.partition("\t")[0] for line in answer.stdout.splitlines()] == [
        "plan",
        *("acme", "acme admin"),
        "4/a%20b/C/x%3A%2F%2F",
        *("production", "staging"),
        *("7a/save", "7a/submitted"),
    ]
    assert not (tmp_path / "run").exists(), "a name is never run"
