"""What `make` says on a machine whose Python cannot be used."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKE = shutil.which("make")

pytestmark = pytest.mark.skipif(MAKE is None, reason="there is no make here")


def run_make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `make` in a folder of its own, where the only programs are those in `bin`, and `rm`."""
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    (folder / "bin").mkdir(exist_ok=True)
    if not (rm := folder / "bin" / "rm").exists():
        rm.symlink_to(str(shutil.which("rm")))
    return subprocess.run(
        [str(MAKE), "--no-print-directory", f"SYSTEM_PYTHONS={folder}/system", *arguments],
        cwd=folder,
        env={"PATH": str(folder / "bin"), "SHELL": "/bin/sh", "LC_ALL": "C"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def fake_python(folder: Path, name: str, script: str, *, where: str = "bin") -> None:
    """A program that answers `-V` as an old Python does, and everything else as `script` says."""
    program = folder / where / name
    program.parent.mkdir(exist_ok=True)
    program.write_text(
        f'#!/bin/sh\n[ "$1" = -V ] && echo Python 3.9.2 && exit\ncase "$2" in\n{script}\nesac\n'
    )
    os.chmod(program, 0o755)


# It can be asked whether it makes environments, and says its name where it is to make one.
FAILS = '*) test "$1" = -c || { echo "$0" >&2; exit 1; };;'


def sentences(result: subprocess.CompletedProcess[str]) -> list[str]:
    """What was said, without make's own last line."""
    assert result.returncode != 0
    return [line for line in result.stderr.splitlines() if not line.startswith("make: ***")]


def test_without_any_python_one_sentence_says_what_to_do(tmp_path: Path) -> None:
    (line,) = sentences(run_make(tmp_path, "install"))
    assert line.startswith(
        "Poolwalk needs Python 3.11 or newer, and none was found: install it, or name it with make"
        " PYTHON="
    )


def test_a_python_that_is_too_old_is_named(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", "*version_info*) exit 1;;")
    (line,) = sentences(run_make(tmp_path, "demo"))
    assert line.startswith(
        "Poolwalk needs Python 3.11 or newer, and python3 is Python 3.9.2: install a newer one"
    )


def test_a_python_without_its_venv_module_is_told_how_to_get_it(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", "*ensurepip*) exit 1;;")
    (line,) = sentences(run_make(tmp_path, "test"))
    assert line.startswith("Poolwalk: python3 cannot make environments: install its venv module")


def test_the_python_that_is_named_is_the_one_that_is_taken(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3", "*) exit 0;;")
    fake_python(tmp_path, "mine", "*version_info*) exit 1;;")
    (line,) = sentences(run_make(tmp_path, "install", f"PYTHON={tmp_path}/bin/mine"))
    assert f"{tmp_path}/bin/mine is Python 3.9.2" in line


def test_of_one_version_the_systems_own_is_taken_and_a_newer_one_before_it(tmp_path: Path) -> None:
    fake_python(tmp_path, "python3.11", FAILS)
    fake_python(tmp_path, "python3.11", FAILS, where="system")
    fake_python(tmp_path, "python3.12", FAILS)
    tried = sentences(run_make(tmp_path, "install"))[:-1]
    assert tried == [
        f"{tmp_path}/bin/python3.12",
        f"{tmp_path}/system/python3.11",
        f"{tmp_path}/bin/python3.11",
    ]


def test_where_one_makes_no_environment_the_next_is_tried_and_the_last_is_named(
    tmp_path: Path,
) -> None:
    fake_python(tmp_path, "python3.11", FAILS, where="system")
    fake_python(tmp_path, "python3", FAILS)
    assert "python3 could not make the environment" in sentences(run_make(tmp_path, "demo"))[-1]
    fake_python(tmp_path, "python3.11", "*venv*) exit 0;;")
    lines = sentences(run_make(tmp_path, "demo"))
    assert lines[0] == f"{tmp_path}/system/python3.11"
    assert not any("could not make" in line for line in lines)


def test_make_alone_says_what_there_is(tmp_path: Path) -> None:
    result = run_make(tmp_path)
    assert result.returncode == 0
    assert {"make demo", "make test"} <= {line[:9] for line in result.stdout.splitlines()}
