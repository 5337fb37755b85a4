"""The wheel works where there is no checkout.

It is built, installed into an empty environment, and run from another folder.
"""

import json
import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Callable
from importlib.metadata import Distribution, PathDistribution, distribution, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PACKAGES = ("migration", "widgets", "screens", "tui")
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check"]

# One worker builds and installs once for all of them.
pytestmark = pytest.mark.xdist_group("wheel")

Poolwalk = Callable[..., "subprocess.CompletedProcess[str]"]


def run(*command: str, cwd: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("POOLWALK_", "AWS_", "PYTHON"))
    }
    return subprocess.run(
        command,
        cwd=cwd,
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel and what it needs.

    It has neither the demo's extra nor this checkout.
    """
    folder = tmp_path_factory.mktemp("wheel")
    built = run(
        sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT), cwd=folder
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (wheel,) = folder.glob("poolwalk-*.whl")
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    (of_wheel,) = (
        PathDistribution(part)
        for part in zipfile.Path(wheel).iterdir()
        if part.name.endswith("-info")
    )
    place_needs(environment, of_wheel, frozenset())
    install(environment, str(wheel))
    return environment


def install(environment: Path, what: str) -> None:
    """With pip, which finds there what that needs, or fails."""
    python = str(environment / "bin" / "python")
    constraints = str(ROOT / "constraints.txt")
    done = run(
        *PIP,
        *("--python", python, "install", "--no-compile", "--no-index"),
        *("-c", constraints, what),
        cwd=environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def place_needs(environment: Path, of: Distribution, extras: frozenset[str]) -> None:
    """What a package says that it needs, and what those need, as it is installed here.

    `make` had pip look each of them up, in the same versions: to have it read their lists of
    files once more took longer than all else.
    """
    for needed in map(Requirement, of.requires or ()):
        asked = [{"extra": extra} for extra in ("", *extras)]
        if needed.marker is None or any(map(needed.marker.evaluate, asked)):
            place(environment, needed)


def place(environment: Path, needed: Requirement) -> None:
    """One package, as links to where it is installed here, and what it needs."""
    (packages,) = environment.glob("lib/python*/site-packages")
    here = distribution(needed.name)
    parts = {file.parts[0] for file in here.files or ()} - {"..", "__pycache__"}
    missing = [part for part in sorted(parts) if not (packages / part).exists()]
    for part in missing:
        (packages / part).symlink_to(str(here.locate_file(part)))
    if missing or needed.extras:
        place_needs(environment, here, frozenset(needed.extras))


@pytest.fixture
def poolwalk(environment: Path, tmp_path: Path) -> Poolwalk:
    """Runs the installed program in an empty folder with a home of its own."""

    def call(*arguments: str) -> "subprocess.CompletedProcess[str]":
        return run(
            str(environment / "bin" / "poolwalk"),
            *arguments,
            cwd=tmp_path,
            HOME=str(tmp_path),
            PYTHONDONTWRITEBYTECODE="1",
        )

    return call


@pytest.mark.long
def test_the_wheel_carries_every_file_of_assets(environment: Path) -> None:
    (installed,) = environment.glob("lib/python*/site-packages/assets")
    ours = subprocess.run(
        ["git", "ls-files", "assets"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    for file in ours:
        assert (installed.parent / file).read_bytes() == (ROOT / file).read_bytes(), file


def test_the_installed_program_gives_its_version(poolwalk: Poolwalk) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    result = poolwalk("--version")
    told = f"poolwalk {project['version']}\n"
    assert (result.returncode, result.stdout, result.stderr) == (0, told, "")


def test_every_module_finds_what_it_imports(environment: Path, tmp_path: Path) -> None:
    every = f"""
import importlib, pkgutil
for name in {PACKAGES}:
    for module in pkgutil.walk_packages(importlib.import_module(name).__path__, name + "."):
        importlib.import_module(module.name)
"""
    python = str(environment / "bin" / "python")
    imported = run(python, "-c", every, cwd=tmp_path, HOME=str(tmp_path))
    assert imported.returncode == 0, imported.stderr


def test_without_its_extra_the_demo_says_what_to_install(poolwalk: Poolwalk) -> None:
    result = poolwalk("--demo", "plan", "--json")
    assert (result.returncode, result.stdout) == (1, "")
    assert "poolwalk[demo]" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.long
def test_with_its_extra_the_demo_plans_from_another_folder(
    poolwalk: Poolwalk, environment: Path
) -> None:
    (packages,) = environment.glob("lib/python*/site-packages")
    (of_wheel,) = distributions(name="poolwalk", path=[str(packages)])
    place_needs(environment, of_wheel, frozenset({"demo"}))
    result = poolwalk("--demo", "plan", "--json")
    assert result.returncode == 2, result.stderr
    plan = json.loads(result.stdout)
    assert [step["id"] for step in plan["steps"]][:4] == ["1a", "1b", "2", "3a"]
    assert plan["to_apply"]
    assert plan["unread"] == []
