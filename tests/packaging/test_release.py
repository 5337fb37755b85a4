"""What `make release` refuses before it checks, tests and builds."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAKE = shutil.which("make")
CHANGELOG = "# Changelog\n\n## [Unreleased]\n\n## [1.2.0] - 2026-11-26\n\n### Added\n\n- A page.\n"

pytestmark = pytest.mark.skipif(MAKE is None, reason="there is no make here")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone of which 1.2.0 can be made, as far as anything is looked at before the checks."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "pyproject.toml").write_text('[project]\nversion = "1.2.0"\n')
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path)
    return tmp_path


def git(clone: Path, *words: str) -> None:
    person = ("-c", "user.name=Ada", "-c", "user.email=ada@example.com", "-c", "gc.auto=0")
    subprocess.run(["git", *person, *words], cwd=clone, check=True)


def commit(clone: Path) -> None:
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "--no-verify", "-m", "As it stands")


def release(clone: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Ask for a release; instead of checks, tests and build it only says what would be run."""
    environment = {name: value for name, value in os.environ.items() if name != "MAKEFLAGS"}
    return subprocess.run(
        [str(MAKE), "--no-print-directory", "release", "MAKE=echo would run:", "PY=true", *words],
        cwd=clone,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refusal(clone: Path, *words: str) -> str:
    said = release(clone, *words)
    assert said.returncode != 0
    assert "would run:" not in said.stdout
    return said.stderr.splitlines()[0]


def test_what_is_whole_is_checked_tested_and_built(clone: Path) -> None:
    said = release(clone, "VERSION=1.2.0")
    assert said.returncode == 0, said.stderr
    assert "would run: check test dist" in said.stdout
    assert "nothing was uploaded" in said.stdout


def test_it_wants_to_be_told_which(clone: Path) -> None:
    assert refusal(clone) == "Say which: make release VERSION=1.0.0"


def test_it_has_to_be_the_version_of_the_project(clone: Path) -> None:
    assert refusal(clone, "VERSION=1.2.1") == "pyproject.toml has another version than 1.2.1."


@pytest.mark.parametrize("section", ["## [1.2.0]", "## [1.2.0] - soon", "## [1x2.0] - 2026-11-26"])
def test_the_changelog_has_to_have_it_with_a_date(clone: Path, section: str) -> None:
    text = CHANGELOG.replace("## [1.2.0] - 2026-11-26", section)
    (clone / "CHANGELOG.md").write_text(text)
    commit(clone)
    said = "CHANGELOG.md has no section for 1.2.0 with a date."
    assert refusal(clone, "VERSION=1.2.0") == said


def test_nothing_may_be_left_unreleased(clone: Path) -> None:
    text = CHANGELOG.replace("[Unreleased]\n", "[Unreleased]\n\n### Added\n\n- A key.\n")
    (clone / "CHANGELOG.md").write_text(text)
    commit(clone)
    said = "CHANGELOG.md has something that is unreleased: move it below 1.2.0."
    assert refusal(clone, "VERSION=1.2.0") == said


def test_everything_has_to_be_committed(clone: Path) -> None:
    (clone / "new").touch()
    assert refusal(clone, "VERSION=1.2.0") == "Commit everything first."


def test_it_has_to_be_a_clone(clone: Path) -> None:
    shutil.rmtree(clone / ".git")
    said = "This is no clone: there is nothing to release from."
    assert refusal(clone, "VERSION=1.2.0") == said
