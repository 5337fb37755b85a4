"""Completion: the scripts, and the values that only this machine knows."""

import os
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
_shtab_poolwalk; printf '%s\\n' "${COMPREPLY[@]}"
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


@pytest.mark.process
@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["pl"], ["plan"]),
        (["plan", "--step", "7"], ["7a", "7b"]),
        (["--theme", "dra"], ["dracula"]),
        (["config", ""], ["init", "show", "path"]),
        (["plan", "--profile", "ac"], ["acme"]),
        (["apply", "--setting", "4/"], ["4/a/b"]),
        (["plan", "--deployment", "s"], ["staging"]),
        (["take-over", ""], ["production", "staging"]),
        (["team", "st"], ["status"]),
    ],
)
def test_bash_offers_commands_steps_themes_profiles_and_settings(
    words: list[str], offered: list[str], tmp_path: Path, home: Path
) -> None:
    (home / ".aws").mkdir()
    (home / ".aws" / "config").write_text("[profile acme]\n[profile beta]\n")
    folder = home / ".config" / "poolwalk"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(
        '[deployments.production]\nprofile = "a"\n[deployments.staging]\nprofile = "b"\n'
    )
    keep_ids(home / ".local" / "state" / "poolwalk", ["4/a/b", "5/-/c"])
    program = tmp_path / "poolwalk"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tui.main "$@"\n')
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    script = str(ROOT / "assets" / "shell" / "poolwalk.bash")
    answer = subprocess.run(
        ["bash", "-c", _ASK, "bash", script, "poolwalk", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert [word.strip() for word in answer.stdout.splitlines()] == offered
